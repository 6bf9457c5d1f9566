#include "tacet/objectstore/body_digest.h"

#include "tacet/aws/encoding.h"
#include "tacet/base/check.h"
#include "tacet/objectstore/crc_combine.h"

namespace tacet::objectstore {
namespace {

size_t DigestBytes(ChecksumAlgorithm algorithm) {
  switch (algorithm) {
    case ChecksumAlgorithm::kCrc32:
    case ChecksumAlgorithm::kCrc32c:
      return 4;
    case ChecksumAlgorithm::kCrc64Nvme:
      return 8;
    case ChecksumAlgorithm::kSha1:
      return 20;
    case ChecksumAlgorithm::kSha256:
      return 32;
  }
  return 0;
}

// Of a value that this process computed.
std::string Raw(const ObjectChecksum& checksum) {
  const std::optional<std::string> raw = aws::Base64Decode(checksum.base64);
  TACET_CHECK(raw.has_value()) << "a checksum of ours is no base64";
  return *raw;
}

}  // namespace

aws::HashAlgorithm HashOf(ChecksumAlgorithm algorithm) {
  switch (algorithm) {
    case ChecksumAlgorithm::kCrc32:
      return aws::HashAlgorithm::kCrc32;
    case ChecksumAlgorithm::kCrc32c:
      return aws::HashAlgorithm::kCrc32c;
    case ChecksumAlgorithm::kCrc64Nvme:
      return aws::HashAlgorithm::kCrc64Nvme;
    case ChecksumAlgorithm::kSha1:
      return aws::HashAlgorithm::kSha1;
    case ChecksumAlgorithm::kSha256:
      return aws::HashAlgorithm::kSha256;
  }
  TACET_CHECK(false) << "checksum algorithm";
  return aws::HashAlgorithm::kMd5;
}

Status CheckChecksumValue(const ObjectChecksum& checksum) {
  if (checksum.base64.empty()) return {};
  const std::optional<std::string> raw = aws::Base64Decode(checksum.base64);
  if (!raw || raw->size() != DigestBytes(checksum.algorithm)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "checksum value is not the base64 of " +
                         std::to_string(DigestBytes(checksum.algorithm)) + " bytes");
  }
  return {};
}

BodyDigest::BodyDigest(ChecksumAlgorithm stored, const std::optional<ObjectChecksum>& expected)
    : md5_(aws::HashAlgorithm::kMd5), stored_(HashOf(stored)) {
  checksum_.algorithm = stored;
  if (expected && !expected->base64.empty()) {
    expected_ = expected;
    if (expected->algorithm != stored) compared_.emplace(HashOf(expected->algorithm));
  }
}

void BodyDigest::Update(std::string_view bytes) {
  md5_.Update(bytes);
  stored_.Update(bytes);
  if (compared_) compared_->Update(bytes);
  size_bytes_ += static_cast<int64_t>(bytes.size());
}

Status BodyDigest::Finish() {
  etag_ = aws::HexEncode(md5_.Finish());
  checksum_.base64 = aws::Base64Encode(stored_.Finish());
  if (!expected_) return {};
  const std::string computed =
      compared_ ? aws::Base64Encode(compared_->Finish()) : checksum_.base64;
  if (expected_->base64 != computed) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "checksum: the bytes that arrived have another " +
                         std::string(aws::HashAlgorithmName(HashOf(expected_->algorithm))) +
                         "; send them again");
  }
  return {};
}

std::string MultipartEtag(const std::vector<PartDigest>& parts) {
  aws::Hasher hasher(aws::HashAlgorithm::kMd5);
  for (const PartDigest& part : parts) hasher.Update(aws::HexDecode(part.etag).value_or(""));
  return aws::HexEncode(hasher.Finish()) + "-" + std::to_string(parts.size());
}

ObjectChecksum MultipartChecksum(ChecksumAlgorithm algorithm, bool composite,
                                 const std::vector<PartDigest>& parts) {
  ObjectChecksum result = {algorithm, "", composite};
  if (composite) {
    aws::Hasher hasher(HashOf(algorithm));
    for (const PartDigest& part : parts) hasher.Update(Raw(part.checksum));
    result.base64 = aws::Base64Encode(hasher.Finish()) + "-" + std::to_string(parts.size());
    return result;
  }
  std::string joined;
  for (const PartDigest& part : parts) {
    const std::string raw = Raw(part.checksum);
    joined = joined.empty() ? raw : CombineCrc(algorithm, joined, raw, part.size_bytes);
  }
  result.base64 = aws::Base64Encode(joined);
  return result;
}

}  // namespace tacet::objectstore
