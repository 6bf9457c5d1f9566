// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
#include <string>
#include <utility>

#include "tacet/s3/operations.h"
#include "tacet/s3/request_body.h"
#include "tacet/s3/xml_reader.h"

namespace tacet::s3 {
namespace {

constexpr size_t kMaxConfigurationBytes = 64 * 1024;

// The region that the body names must be this server's.
S3Status CheckConfiguration(const S3Call& call, std::string_view body) {
  if (body.empty()) return {};
  S3Result<XmlNode> root = ParseXml(body, "CreateBucketConfiguration");
  if (!root) return tl::unexpected<S3Error>(std::move(root.error()));
  for (const XmlNode& child : root->children) {
    if (child.name == "LocationConstraint") {
      if (child.text.empty() || child.text == call.options.region) continue;
      return Fail(S3ErrorCode::kIllegalLocationConstraintException,
                  "The " + child.text +
                      " location constraint is incompatible for the region specific endpoint this "
                      "request was sent to: " +
                      call.options.region + ".");
    }
    if (child.name == "Tags" && child.children.empty()) continue;
    return NotSupported("the element " + child.name + " of CreateBucketConfiguration");
  }
  return {};
}

}  // namespace

S3Result<http_server::HttpResponse> CreateBucket(S3Call& call) {
  const S3Result<std::string> body = ReadDocument(call, kMaxConfigurationBytes);
  if (!body) return tl::unexpected<S3Error>(body.error());
  if (S3Status valid = CheckConfiguration(call, *body); !valid) {
    return tl::unexpected<S3Error>(std::move(valid.error()));
  }
  if (const Status created = call.store.CreateBucket(call.bucket); !created) {
    // "In the us-east-1 Region ... re-create an existing bucket that you already own ... returns
    // 200 OK", and there alone.
    const bool again = created.error().code == ErrorCode::kAlreadyExists;
    if (!again || call.options.region != "us-east-1") {
      return tl::unexpected<S3Error>(S3Error(created.error()));
    }
  }
  http_server::HttpResponse response;
  response.headers.Add("Location", "/" + call.bucket);
  return response;
}

}  // namespace tacet::s3
