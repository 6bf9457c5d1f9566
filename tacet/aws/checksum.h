// Digests and checksums of S3's and SigV4's protocols.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tacet::aws {

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
enum class HashAlgorithm { kCrc32, kCrc32c, kCrc64Nvme, kSha1, kSha256, kMd5 };

// Of bytes that come in pieces. Not thread-safe; movable.
class Hasher {
 public:
  explicit Hasher(HashAlgorithm algorithm);
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  ~Hasher();

  void Update(std::string_view bytes);
  // The digest's bytes, big-endian for a CRC: 4, 8, 16, 20 or 32 of them. Nothing may follow.
  std::string Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The digest's bytes of `bytes` in one go.
std::string Hash(HashAlgorithm algorithm, std::string_view bytes);
// 64 lower-case hex digits.
std::string Sha256Hex(std::string_view bytes);
// 32 and 20 bytes.
std::string HmacSha256(std::string_view key, std::string_view bytes);
std::string HmacSha1(std::string_view key, std::string_view bytes);

// As in x-amz-checksum-algorithm: "CRC64NVME". kMd5 has no such name: "MD5".
std::string_view HashAlgorithmName(HashAlgorithm algorithm);
// "x-amz-checksum-crc64nvme"; "content-md5" for kMd5.
std::string_view ChecksumHeader(HashAlgorithm algorithm);
// Of the five x-amz-checksum-* names, in any case.
std::optional<HashAlgorithm> AlgorithmOfChecksumHeader(std::string_view header);
// Of the five names, in any case: "crc32".
std::optional<HashAlgorithm> ParseHashAlgorithm(std::string_view name);

}  // namespace tacet::aws
