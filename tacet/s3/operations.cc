#include "tacet/s3/operations.h"

#include <algorithm>
#include <array>
#include <string>

namespace tacet::s3 {
namespace {

using auth::Role;

constexpr std::string_view kListParameters = "prefix delimiter max-keys marker encoding-type";
constexpr std::string_view kListV2Parameters =
    "prefix delimiter max-keys start-after continuation-token encoding-type fetch-owner";
constexpr std::string_view kReadParameters =
    "versionId partNumber response-cache-control response-content-disposition "
    "response-content-encoding response-content-language response-content-type response-expires";

// clang-format off
constexpr auto kOperations = std::to_array<Operation>({
    {"ListBuckets",                      "GET",    Level::kService, "",
     "", "max-buckets continuation-token prefix bucket-region", Role::kSubmit, ListBuckets},

    {"GetBucketLocation",                "GET",    Level::kBucket,  "location",
     "", "", Role::kSubmit, GetBucketLocation},
    {"ListMultipartUploads",             "GET",    Level::kBucket,  "uploads",
     "", "prefix delimiter key-marker upload-id-marker max-uploads encoding-type",
     Role::kSubmit, ListMultipartUploads},
    {"GetBucketAcl",                     "GET",    Level::kBucket,  "acl",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketVersioning",              "GET",    Level::kBucket,  "versioning",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketPolicy",                  "GET",    Level::kBucket,  "policy",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketPolicyStatus",            "GET",    Level::kBucket,  "policyStatus",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketCors",                    "GET",    Level::kBucket,  "cors",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketLifecycleConfiguration",  "GET",    Level::kBucket,  "lifecycle",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketTagging",                 "GET",    Level::kBucket,  "tagging",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketWebsite",                 "GET",    Level::kBucket,  "website",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketEncryption",              "GET",    Level::kBucket,  "encryption",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketReplication",             "GET",    Level::kBucket,  "replication",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetObjectLockConfiguration",       "GET",    Level::kBucket,  "object-lock",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketOwnershipControls",       "GET",    Level::kBucket,  "ownershipControls",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetPublicAccessBlock",             "GET",    Level::kBucket,  "publicAccessBlock",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketLogging",                 "GET",    Level::kBucket,  "logging",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketNotificationConfiguration", "GET",  Level::kBucket,  "notification",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketAccelerateConfiguration", "GET",    Level::kBucket,  "accelerate",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"GetBucketRequestPayment",          "GET",    Level::kBucket,  "requestPayment",
     "", "", Role::kSubmit, GetBucketSubResource},
    {"ListObjectsV2",                    "GET",    Level::kBucket,  "list-type=2",
     "", kListV2Parameters, Role::kReadRedacted, ListObjectsV2},
    {"ListObjects",                      "GET",    Level::kBucket,  "",
     "", kListParameters, Role::kReadRedacted, ListObjects},
    {"HeadBucket",                       "HEAD",   Level::kBucket,  "",
     "", "", Role::kSubmit, HeadBucket},
    {"CreateBucket",                     "PUT",    Level::kBucket,  "",
     "", "", Role::kSubmit, CreateBucket},
    {"DeleteBucket",                     "DELETE", Level::kBucket,  "",
     "", "", Role::kAdmin, DeleteBucket},
    {"DeleteObjects",                    "POST",   Level::kBucket,  "delete",
     "", "", Role::kSubmit, DeleteObjects},

    {"ListParts",                        "GET",    Level::kObject,  "uploadId",
     "", "max-parts part-number-marker", Role::kSubmit, ListParts},
    {"GetObjectAttributes",              "GET",    Level::kObject,  "attributes",
     "", "versionId", Role::kSubmit, GetObjectAttributes},
    {"GetObjectAcl",                     "GET",    Level::kObject,  "acl",
     "", "versionId", Role::kSubmit, GetObjectSubResource},
    {"GetObjectTagging",                 "GET",    Level::kObject,  "tagging",
     "", "versionId", Role::kSubmit, GetObjectSubResource},
    {"GetObject",                        "GET",    Level::kObject,  "",
     "", kReadParameters, Role::kReadRedacted, GetObject},
    {"HeadObject",                       "HEAD",   Level::kObject,  "",
     "", kReadParameters, Role::kReadRedacted, HeadObject},
    {"UploadPartCopy",                   "PUT",    Level::kObject,  "uploadId partNumber",
     "x-amz-copy-source", "", Role::kSubmit, UploadPartCopy},
    {"UploadPart",                       "PUT",    Level::kObject,  "uploadId partNumber",
     "", "", Role::kSubmit, UploadPart},
    {"CopyObject",                       "PUT",    Level::kObject,  "",
     "x-amz-copy-source", "", Role::kSubmit, CopyObject},
    {"PutObject",                        "PUT",    Level::kObject,  "",
     "", "", Role::kSubmit, PutObject},
    {"CreateMultipartUpload",            "POST",   Level::kObject,  "uploads",
     "", "", Role::kSubmit, CreateMultipartUpload},
    {"CompleteMultipartUpload",          "POST",   Level::kObject,  "uploadId",
     "", "", Role::kSubmit, CompleteMultipartUpload},
    {"AbortMultipartUpload",             "DELETE", Level::kObject,  "uploadId",
     "", "", Role::kSubmit, AbortMultipartUpload},
    {"DeleteObject",                     "DELETE", Level::kObject,  "",
     "", "versionId", Role::kSubmit, DeleteObject},
});
// clang-format on

// Calls `look` with each word of `words` until it returns false.
template <typename Look>
bool EachWord(std::string_view words, const Look& look) {
  while (!words.empty()) {
    const size_t space = words.find(' ');
    if (!look(words.substr(0, space))) return false;
    words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
  }
  return true;
}

bool HasMarker(const S3Call& call, std::string_view marker) {
  const size_t equals = marker.find('=');
  const std::optional<std::string_view> value = call.Query(marker.substr(0, equals));
  return value && (equals == std::string_view::npos || *value == marker.substr(equals + 1));
}

bool Fits(const Operation& operation, const S3Call& call, Level level) {
  return operation.level == level && operation.method == call.http.method &&
         EachWord(operation.markers, [&](auto marker) { return HasMarker(call, marker); }) &&
         (operation.header.empty() || call.http.headers.Has(operation.header));
}

// Of signatures, versions 4 and 2, and of the caller's own.
bool ForNoOperation(std::string_view parameter) {
  const std::string name = aws::AsciiLower(parameter);
  return name.starts_with("x-") || name == "awsaccesskeyid" || name == "signature" ||
         name == "expires";
}

bool Knows(const Operation& operation, std::string_view parameter) {
  const auto differs = [&](std::string_view word) {
    return word.substr(0, word.find('=')) != parameter;
  };
  return !EachWord(operation.markers, differs) || !EachWord(operation.parameters, differs);
}

}  // namespace

std::optional<std::string_view> S3Call::Query(std::string_view parameter) const {
  for (const auto& [name, value] : query) {
    if (name == parameter) return value;
  }
  return std::nullopt;
}

std::span<const Operation> Operations() { return kOperations; }

S3Result<const Operation*> FindOperation(const S3Call& call) {
  const Level level = call.bucket.empty() ? Level::kService
                      : call.key.empty()  ? Level::kBucket
                                          : Level::kObject;
  const auto* found = std::find_if(kOperations.begin(), kOperations.end(),
                                   [&](const auto& row) { return Fits(row, call, level); });
  // Whatever the method, a parameter that is not understood is named first.
  for (const auto& [name, value] : call.query) {
    if (ForNoOperation(name) || (found != kOperations.end() && Knows(*found, name))) continue;
    return NotSupported("the query parameter '" + name + "' of " + call.http.method + " " +
                        (level == Level::kService  ? "of the service"
                         : level == Level::kBucket ? "of a bucket"
                                                   : "of an object"));
  }
  if (found == kOperations.end()) return Fail(S3ErrorCode::kMethodNotAllowed);
  return found;
}

}  // namespace tacet::s3
