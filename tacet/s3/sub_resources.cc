// What clients ask of a bucket or object before or beside what they want, answered as Amazon S3
// answers for one on which nothing was ever configured.
#include <optional>
#include <string_view>
#include <utility>

#include "tacet/s3/authorization.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

struct NotConfigured {
  std::string_view marker;
  S3ErrorCode error;
};

constexpr NotConfigured kErrors[] = {
    {"policy", S3ErrorCode::kNoSuchBucketPolicy},
    {"policyStatus", S3ErrorCode::kNoSuchBucketPolicy},
    {"cors", S3ErrorCode::kNoSuchCORSConfiguration},
    {"lifecycle", S3ErrorCode::kNoSuchLifecycleConfiguration},
    {"tagging", S3ErrorCode::kNoSuchTagSet},
    {"website", S3ErrorCode::kNoSuchWebsiteConfiguration},
    {"encryption", S3ErrorCode::kServerSideEncryptionConfigurationNotFoundError},
    {"replication", S3ErrorCode::kReplicationConfigurationNotFoundError},
    {"object-lock", S3ErrorCode::kObjectLockConfigurationNotFoundError},
    {"ownershipControls", S3ErrorCode::kOwnershipControlsNotFoundError},
    {"publicAccessBlock", S3ErrorCode::kNoSuchPublicAccessBlockConfiguration},
};

struct Empty {
  std::string_view marker;
  std::string_view root;
};

constexpr Empty kEmpty[] = {
    {"versioning", "VersioningConfiguration"},
    {"logging", "BucketLoggingStatus"},
    {"notification", "NotificationConfiguration"},
    {"accelerate", "AccelerateConfiguration"},
};

http_server::HttpResponse EmptyAnswer(std::string_view root) {
  XmlWriter xml;
  xml.OpenRoot(root);
  xml.Close();
  return XmlResponse(std::move(xml));
}

// Full control of the one owner, and nobody else.
http_server::HttpResponse PrivateAcl(const S3Call& call) {
  XmlWriter xml;
  xml.OpenRoot("AccessControlPolicy");
  AddOwner(call, "Owner", &xml);
  xml.Open("AccessControlList");
  xml.Open("Grant");
  xml.Open("Grantee", {{"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
                       {"xsi:type", "CanonicalUser"}});
  xml.Text("ID", call.options.owner_id);
  xml.Text("DisplayName", call.options.owner_id);
  xml.Close();
  xml.Text("Permission", "FULL_CONTROL");
  xml.Close();
  xml.Close();
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace

S3Result<http_server::HttpResponse> GetBucketSubResource(S3Call& call) {
  RETURN_IF_ERROR(call.store.HeadBucket(call.bucket));
  const std::string_view marker = call.operation->markers;
  for (const NotConfigured& row : kErrors) {
    if (marker == row.marker) return Fail(row.error);
  }
  for (const Empty& row : kEmpty) {
    if (marker == row.marker) return EmptyAnswer(row.root);
  }
  if (marker == "acl") return PrivateAcl(call);
  XmlWriter xml;
  xml.OpenRoot("RequestPaymentConfiguration");
  xml.Text("Payer", "BucketOwner");
  xml.Close();
  return XmlResponse(std::move(xml));
}

S3Result<http_server::HttpResponse> GetObjectSubResource(S3Call& call) {
  const S3Result<objectstore::ObjectInfo> info = HeadAllowed(call, call.name());
  if (!info) return tl::unexpected<S3Error>(info.error());
  if (call.operation->markers == "acl") return PrivateAcl(call);
  XmlWriter xml;
  xml.OpenRoot("Tagging");
  xml.Open("TagSet");
  xml.Close();
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
