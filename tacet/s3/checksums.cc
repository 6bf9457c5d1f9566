#include "tacet/s3/checksums.h"

#include <string>
#include <utility>

#include "tacet/aws/encoding.h"

namespace tacet::s3 {
namespace {

using objectstore::ChecksumAlgorithm;
using objectstore::ObjectChecksum;

struct Row {
  ChecksumAlgorithm algorithm;
  aws::HashAlgorithm hash;
  std::string_view element;
  size_t digest_bytes;
};

constexpr Row kRows[] = {
    {ChecksumAlgorithm::kCrc32, aws::HashAlgorithm::kCrc32, "ChecksumCRC32", 4},
    {ChecksumAlgorithm::kCrc32c, aws::HashAlgorithm::kCrc32c, "ChecksumCRC32C", 4},
    {ChecksumAlgorithm::kCrc64Nvme, aws::HashAlgorithm::kCrc64Nvme, "ChecksumCRC64NVME", 8},
    {ChecksumAlgorithm::kSha1, aws::HashAlgorithm::kSha1, "ChecksumSHA1", 20},
    {ChecksumAlgorithm::kSha256, aws::HashAlgorithm::kSha256, "ChecksumSHA256", 32},
};

const Row& RowOf(ChecksumAlgorithm algorithm) {
  for (const Row& row : kRows) {
    if (row.algorithm == algorithm) return row;
  }
  return kRows[0];
}

// "<base64>", or for a checksum of checksums also "<base64>-<parts>".
std::optional<ObjectChecksum> ParseValue(const Row& row, std::string_view value) {
  ObjectChecksum checksum{.algorithm = row.algorithm, .base64 = std::string(value)};
  if (const size_t dash = value.find('-'); dash != std::string_view::npos) {
    const std::string_view parts = value.substr(dash + 1);
    if (parts.empty() || parts.find_first_not_of("0123456789") != std::string_view::npos) {
      return std::nullopt;
    }
    checksum.composite = true;
    value = value.substr(0, dash);
  }
  const std::optional<std::string> digest = aws::Base64Decode(value);
  if (!digest || digest->size() != row.digest_bytes) return std::nullopt;
  return checksum;
}

}  // namespace

aws::HashAlgorithm HashAlgorithmOf(ChecksumAlgorithm algorithm) { return RowOf(algorithm).hash; }

S3Result<ChecksumAlgorithm> ParseChecksumAlgorithm(std::string_view name) {
  const std::optional<aws::HashAlgorithm> hash = aws::ParseHashAlgorithm(name);
  for (const Row& row : kRows) {
    if (hash == row.hash) return row.algorithm;
  }
  return Fail(S3ErrorCode::kInvalidRequest,
              "Checksum algorithm provided is unsupported. Please try again with any of the valid "
              "types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
}

std::string_view ChecksumAlgorithmName(ChecksumAlgorithm algorithm) {
  return aws::HashAlgorithmName(HashAlgorithmOf(algorithm));
}

S3Result<std::optional<ObjectChecksum>> ReadObjectChecksum(const S3Call& call) {
  std::optional<ObjectChecksum> found;
  for (const Row& row : kRows) {
    const std::string_view header = aws::ChecksumHeader(row.hash);
    if (!call.http.headers.Has(header)) continue;
    if (found) {
      return Fail(S3ErrorCode::kInvalidRequest,
                  "Expecting a single x-amz-checksum- header. Multiple checksum Types are not "
                  "allowed.");
    }
    found = ParseValue(row, call.Header(header));
    if (!found) {
      return Fail(S3ErrorCode::kInvalidRequest,
                  "Value for " + std::string(header) + " header is invalid.");
    }
  }
  return found;
}

S3Result<std::optional<ObjectChecksum>> ReadBodyChecksum(const S3Call& call) {
  S3Result<std::optional<ObjectChecksum>> header = ReadObjectChecksum(call);
  if (!header || *header) return header;
  const std::string_view trailer = call.Header("x-amz-trailer");
  if (const auto hash = aws::AlgorithmOfChecksumHeader(trailer)) {
    for (const Row& row : kRows) {
      if (hash == row.hash) return ObjectChecksum{.algorithm = row.algorithm};
    }
  }
  if (const std::string_view name = call.Header("x-amz-sdk-checksum-algorithm"); !name.empty()) {
    S3Result<ChecksumAlgorithm> algorithm = ParseChecksumAlgorithm(name);
    if (!algorithm) return tl::unexpected<S3Error>(std::move(algorithm.error()));
    return ObjectChecksum{.algorithm = *algorithm};
  }
  return std::optional<ObjectChecksum>();
}

S3Result<std::optional<ObjectChecksum>> ReadChecksumElement(const XmlNode& node) {
  std::optional<ObjectChecksum> found;
  for (const Row& row : kRows) {
    const std::string_view value = node.Child(row.element);
    if (value.empty()) continue;
    if (found) return Fail(S3ErrorCode::kMalformedXML);
    found = ParseValue(row, value);
    if (!found) return Fail(S3ErrorCode::kInvalidPart);
  }
  return found;
}

void AddChecksumHeaders(const std::optional<ObjectChecksum>& checksum, ShowType type,
                        http_server::Headers* headers) {
  if (!checksum || checksum->base64.empty()) return;
  headers->Add(std::string(aws::ChecksumHeader(HashAlgorithmOf(checksum->algorithm))),
               checksum->base64);
  if (type == ShowType::kYes) {
    headers->Add("x-amz-checksum-type", checksum->composite ? "COMPOSITE" : "FULL_OBJECT");
  }
}

void AddChecksumElements(const std::optional<ObjectChecksum>& checksum, ShowType type,
                         XmlWriter* xml) {
  if (!checksum || checksum->base64.empty()) return;
  xml->Text(RowOf(checksum->algorithm).element, checksum->base64);
  if (type == ShowType::kYes) {
    xml->Text("ChecksumType", checksum->composite ? "COMPOSITE" : "FULL_OBJECT");
  }
}

S3Result<std::optional<std::string>> ReadContentMd5(const S3Call& call) {
  if (!call.http.headers.Has("Content-MD5")) return std::optional<std::string>();
  std::optional<std::string> digest = aws::Base64Decode(call.Header("Content-MD5"));
  if (!digest || digest->size() != 16) return Fail(S3ErrorCode::kInvalidDigest);
  return digest;
}

}  // namespace tacet::s3
