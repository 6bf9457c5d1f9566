// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
#include <string>
#include <utility>
#include <vector>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/objectstore/object_rules.h"
#include "tacet/s3/checksums.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_body.h"
#include "tacet/s3/xml_reader.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

constexpr size_t kMaxObjects = 1000;
// 1000 keys of 1024 bytes, each byte perhaps written as an entity of six characters.
constexpr size_t kMaxDeleteBytes = 8 * 1024 * 1024;

struct Deletion {
  bool quiet = false;
  std::vector<std::string> keys;
};

S3Result<Deletion> ReadDeletion(std::string_view body) {
  if (body.empty()) return Fail(S3ErrorCode::kMissingRequestBodyError);
  S3Result<XmlNode> root = ParseXml(body, "Delete");
  if (!root) return tl::unexpected<S3Error>(std::move(root.error()));
  Deletion wanted;
  for (const XmlNode& child : root->children) {
    if (child.name == "Quiet") {
      wanted.quiet = child.text == "true";
      continue;
    }
    if (child.name != "Object") return Fail(S3ErrorCode::kMalformedXML);
    for (const XmlNode& member : child.children) {
      if (member.name == "Key" || (member.name == "VersionId" && member.text == "null")) continue;
      return NotSupported("the element " + member.name + " of DeleteObjects");
    }
    wanted.keys.emplace_back(child.Child("Key"));
    if (wanted.keys.back().empty()) {
      return Fail(S3ErrorCode::kMalformedXML);
    }
  }
  if (wanted.keys.empty() || wanted.keys.size() > kMaxObjects) {
    return Fail(S3ErrorCode::kMalformedXML);
  }
  return wanted;
}

// "The Content-MD5 request header is required for all Multi-Object Delete requests", or a checksum.
S3Result<std::string> ReadVerifiedBody(S3Call& call) {
  S3Result<std::optional<objectstore::ObjectChecksum>> checksum = ReadBodyChecksum(call);
  if (!checksum) return tl::unexpected<S3Error>(std::move(checksum.error()));
  if (!*checksum && !call.http.headers.Has("Content-MD5")) {
    return Fail(S3ErrorCode::kInvalidRequest,
                "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
  }
  S3Result<std::string> body = ReadDocument(call, kMaxDeleteBytes);
  if (!body) return body;
  if (*checksum && !(*checksum)->base64.empty() &&
      aws::Base64Encode(aws::Hash(HashAlgorithmOf((*checksum)->algorithm), *body)) !=
          (*checksum)->base64) {
    return Fail(S3ErrorCode::kBadDigest);
  }
  return body;
}

}  // namespace

S3Result<http_server::HttpResponse> DeleteObjects(S3Call& call) {
  const S3Result<std::string> body = ReadVerifiedBody(call);
  if (!body) return tl::unexpected<S3Error>(body.error());
  const S3Result<Deletion> wanted = ReadDeletion(*body);
  if (!wanted) return tl::unexpected<S3Error>(wanted.error());
  RETURN_IF_ERROR(call.store.HeadBucket(call.bucket));

  XmlWriter xml;
  xml.OpenRoot("DeleteResult");
  for (const std::string& key : wanted->keys) {
    Status deleted = objectstore::CheckKey(key);
    if (deleted) deleted = call.store.Delete({call.bucket, key});
    if (!deleted) {
      const S3Error error(deleted.error());
      xml.Open("Error");
      // What is no UTF-8 cannot be written back.
      if (objectstore::IsUtf8(key)) xml.Text("Key", key);
      xml.Text("Code", Facts(error.code).name);
      xml.Text("Message", error.message);
      xml.Close();
    } else if (!wanted->quiet) {
      xml.Open("Deleted");
      xml.Text("Key", key);
      xml.Close();
    }
  }
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
