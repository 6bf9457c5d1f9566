#include "tacet/aws/sigv2.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "tacet/aws/checksum.h"

namespace tacet::aws {
namespace {

// The parameters that are part of what is signed: "subresources" of the page above, and those that
// botocore and others have added since.
// clang-format off
constexpr std::array<std::string_view, 35> kSignedParameters = {
    "accelerate", "acl", "analytics", "cors", "defaultObjectAcl", "delete", "inventory",
    "lifecycle", "location", "logging", "metrics", "notification", "object-lock", "partNumber",
    "policy", "replication", "requestPayment", "response-cache-control",
    "response-content-disposition", "response-content-encoding", "response-content-language",
    "response-content-type", "response-expires", "restore", "select", "select-type",
    "storageClass", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning",
    "versions", "website",
};
// clang-format on

bool IsSignedParameter(std::string_view name) {
  return std::find(kSignedParameters.begin(), kSignedParameters.end(), name) !=
         kSignedParameters.end();
}

tl::unexpected<Error> MalformedV2(std::string message) {
  return MakeError(ErrorCode::kInvalidArgument, std::move(message));
}

std::string HeaderValue(const HeaderList& headers, std::string_view name) {
  for (const auto& [other, value] : headers) {
    if (EqualsIgnoringCase(name, other)) return value;
  }
  return "";
}

}  // namespace

bool HasPresignedQueryV2(std::string_view query) {
  const auto parameters = ParseQuery(query);
  return parameters && std::any_of(parameters->begin(), parameters->end(),
                                   [](const auto& one) { return one.first == "AWSAccessKeyId"; });
}

Result<PresignedQueryV2> ParsePresignedQueryV2(std::string_view query) {
  const auto parameters = ParseQuery(query);
  if (!parameters) return MalformedV2("the query has a malformed percent-escape");
  std::map<std::string_view, std::string_view> found;
  PresignedQueryV2 presigned;
  for (const auto& [name, value] : *parameters) {
    if (EqualsIgnoringCase(name, "x-amz-security-token")) presigned.has_security_token = true;
    if (name != "AWSAccessKeyId" && name != "Expires" && name != "Signature") continue;
    if (!found.emplace(name, value).second)
      return MalformedV2("the query holds " + name + " twice");
  }
  if (found.size() != 3) {
    return MalformedV2("query-string authentication needs AWSAccessKeyId, Expires and Signature");
  }
  presigned.access_key_id = found["AWSAccessKeyId"];
  presigned.signature = found["Signature"];
  const auto signature_bytes = Base64Decode(presigned.signature);
  if (!signature_bytes || signature_bytes->size() != 20) {
    return MalformedV2("Signature must be the Base64 form of 20 bytes");
  }
  const std::string_view expires = found["Expires"];
  int64_t seconds = -1;
  const auto [end, error] =
      std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
  constexpr int64_t kYear10000 = 253'402'300'800;
  if (error != std::errc() || end != expires.data() + expires.size() || seconds < 0 ||
      seconds > kYear10000) {
    return MalformedV2("Expires must be a time in seconds since 1970");
  }
  presigned.expires = Time(std::chrono::seconds(seconds));
  return presigned;
}

Result<std::string> StringToSignV2(const RequestLine& line, const HeaderList& headers,
                                   std::string_view bucket_in_host) {
  const auto parameters = ParseQuery(line.query);
  if (!parameters) return MalformedV2("the query has a malformed percent-escape");
  // The pieces are joined by line ends without any escape: one inside a piece could pass for the
  // border between two.
  for (const auto& [name, value] : *parameters) {
    if ((name + value).find_first_of("\r\n") != std::string::npos) {
      return MalformedV2("the query holds a line end");
    }
  }
  std::string content_md5 = HeaderValue(headers, "content-md5");
  std::string content_type = HeaderValue(headers, "content-type");
  std::string expires;
  std::map<std::string, std::string> amz;
  for (const auto& [name, value] : headers) {
    const std::string lower = AsciiLower(name);
    if (!lower.starts_with("x-amz-")) continue;
    const auto [at, added] = amz.emplace(lower, value);
    if (!added) at->second += "," + value;
  }
  QueryParameters resources;
  for (const auto& [name, value] : *parameters) {
    const std::string lower = AsciiLower(name);
    if (lower.starts_with("x-amz-")) amz.emplace(lower, value);
    if (name == "Expires") expires = value;
    if (name == "content-md5" && content_md5.empty()) content_md5 = value;
    if (name == "content-type" && content_type.empty()) content_type = value;
    if (IsSignedParameter(name)) resources.emplace_back(name, value);
  }
  std::string text(line.method);
  text += "\n" + content_md5 + "\n" + content_type + "\n" + expires + "\n";
  for (const auto& [name, value] : amz) text += name + ":" + value + "\n";
  if (!bucket_in_host.empty()) text += "/" + std::string(bucket_in_host);
  text += line.path;
  std::stable_sort(resources.begin(), resources.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  char separator = '?';
  for (const auto& [name, value] : resources) {
    text += separator + name;
    // "uploads" and "uploads=" are signed alike.
    if (!value.empty()) text += "=" + value;
    separator = '&';
  }
  return text;
}

std::string SignatureV2(std::string_view secret_access_key, std::string_view string_to_sign) {
  return Base64Encode(HmacSha1(secret_access_key, string_to_sign));
}

}  // namespace tacet::aws
