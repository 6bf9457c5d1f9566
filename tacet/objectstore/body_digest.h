// The digests of an object's or a part's bytes, and those of objects that came in parts:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/aws/checksum.h"
#include "tacet/objectstore/object_store.h"

namespace tacet::objectstore {

// The same algorithm by aws/'s name.
aws::HashAlgorithm HashOf(ChecksumAlgorithm algorithm);

// Checks base64 and length of a checksum's value: kInvalidArgument "checksum".
Status CheckChecksumValue(const ObjectChecksum& checksum);

// MD5, the algorithm to store, and that of a checksum to compare with. Not thread-safe.
class BodyDigest {
 public:
  // The checksum is one of `stored`; `expected` may be absent or without a value.
  BodyDigest(ChecksumAlgorithm stored, const std::optional<ObjectChecksum>& expected);

  void Update(std::string_view bytes);
  // kInvalidArgument "checksum" when the bytes are not the expected ones. Call once.
  Status Finish();

  // After Finish.
  const std::string& etag() const { return etag_; }
  const ObjectChecksum& checksum() const { return checksum_; }
  int64_t size_bytes() const { return size_bytes_; }

 private:
  std::optional<ObjectChecksum> expected_;
  aws::Hasher md5_;
  aws::Hasher stored_;
  std::optional<aws::Hasher> compared_;  // when `expected_` is of another algorithm
  std::string etag_;
  ObjectChecksum checksum_;
  int64_t size_bytes_ = 0;
};

// What an object of parts is made of.
struct PartDigest {
  int64_t size_bytes = 0;
  std::string etag;  // hex of its MD5
  ObjectChecksum checksum;
};

// "<hex of the MD5 of the parts' MD5s>-<parts>".
std::string MultipartEtag(const std::vector<PartDigest>& parts);

// All parts' checksums are of `algorithm`; `composite` false only for a CRC.
ObjectChecksum MultipartChecksum(ChecksumAlgorithm algorithm, bool composite,
                                 const std::vector<PartDigest>& parts);

}  // namespace tacet::objectstore
