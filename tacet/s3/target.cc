#include "tacet/s3/target.h"

#include <optional>
#include <utility>

#include "tacet/aws/encoding.h"
#include "tacet/aws/s3_uri.h"
#include "tacet/objectstore/object_rules.h"

namespace tacet::s3 {
namespace {

S3Result<Target> Checked(std::string bucket, std::string key) {
  if (!objectstore::CheckBucketName(bucket)) return Fail(S3ErrorCode::kInvalidBucketName);
  if (!key.empty()) {
    if (const Status valid = objectstore::CheckKey(key); !valid) {
      const S3Error error(valid.error());
      if (error.code == S3ErrorCode::kKeyTooLongError) return tl::unexpected<S3Error>(error);
      return Fail(S3ErrorCode::kInvalidURI, "Object keys are UTF-8 without NUL.");
    }
  }
  return Target{std::move(bucket), std::move(key)};
}

}  // namespace

S3Result<Target> ParseTarget(std::string_view host, std::string_view path,
                             const std::vector<std::string>& hosts) {
  if (!path.starts_with('/')) return Fail(S3ErrorCode::kInvalidURI);
  path.remove_prefix(1);
  const std::string host_bucket = aws::BucketInHost(host, hosts);
  std::string_view bucket = host_bucket;
  std::string_view key = path;
  if (bucket.empty()) {
    if (path.empty()) return Target{};
    const size_t slash = path.find('/');
    bucket = path.substr(0, slash);
    key = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  std::optional<std::string> decoded_bucket = aws::PercentDecode(bucket);
  std::optional<std::string> decoded_key = aws::PercentDecode(key);
  if (!decoded_bucket || !decoded_key) return Fail(S3ErrorCode::kInvalidURI);
  return Checked(std::move(*decoded_bucket), std::move(*decoded_key));
}

S3Result<Target> ParseCopySource(std::string_view header) {
  constexpr std::string_view kVersion = "?versionId=";
  if (header.starts_with('/')) header.remove_prefix(1);
  if (const size_t version = header.find(kVersion); version != std::string_view::npos) {
    if (header.substr(version + kVersion.size()) != "null") {
      return BadArgument("x-amz-copy-source", "Invalid version id specified");
    }
    header = header.substr(0, version);
  }
  if (header.starts_with("arn:")) return NotSupported("x-amz-copy-source with an ARN");
  // Decoded before it is split: some clients encode the slash between bucket and key as well.
  const std::optional<std::string> decoded = aws::PercentDecode(header);
  const size_t slash = decoded ? decoded->find('/') : std::string::npos;
  if (slash == std::string::npos || slash + 1 == decoded->size()) {
    return BadArgument(
        "x-amz-copy-source",
        "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
  }
  return Checked(decoded->substr(0, slash), decoded->substr(slash + 1));
}

}  // namespace tacet::s3
