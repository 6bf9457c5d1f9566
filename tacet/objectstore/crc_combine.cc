#include "tacet/objectstore/crc_combine.h"

#include <cstddef>

#include "tacet/base/check.h"

namespace tacet::objectstore {
namespace {

// A CRC as S3 has them: bits reflected, begun with and ended by all ones, so that
// crc(a b) = crc(a) * x^(8 |b|) + crc(b) modulo the polynomial.
struct CrcKind {
  int bits = 0;
  uint64_t polynomial = 0;  // reflected, without the highest term
};

CrcKind Describe(ChecksumAlgorithm algorithm) {
  switch (algorithm) {
    case ChecksumAlgorithm::kCrc32:
      return {32, 0xedb88320};
    case ChecksumAlgorithm::kCrc32c:
      return {32, 0x82f63b78};
    case ChecksumAlgorithm::kCrc64Nvme:
      return {64, 0x9a6c9329ac4bc9b5};
    case ChecksumAlgorithm::kSha1:
    case ChecksumAlgorithm::kSha256:
      break;
  }
  return {};
}

// a * b; the highest bit is the term x^0.
uint64_t Multiply(const CrcKind& crc, uint64_t a, uint64_t b) {
  uint64_t product = 0;
  for (uint64_t term = uint64_t{1} << (crc.bits - 1); term != 0; term >>= 1) {
    if ((a & term) != 0) product ^= b;
    b = (b & 1) != 0 ? (b >> 1) ^ crc.polynomial : b >> 1;
  }
  return product;
}

// x^(8 * bytes), by squaring.
uint64_t PowerOfBytes(const CrcKind& crc, int64_t bytes) {
  uint64_t result = uint64_t{1} << (crc.bits - 1);
  uint64_t square = result >> 8;
  for (auto left = static_cast<uint64_t>(bytes); left != 0; left >>= 1) {
    if ((left & 1) != 0) result = Multiply(crc, result, square);
    square = Multiply(crc, square, square);
  }
  return result;
}

uint64_t Load(std::string_view bytes) {
  uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

}  // namespace

bool IsCrc(ChecksumAlgorithm algorithm) { return Describe(algorithm).bits != 0; }

std::string CombineCrc(ChecksumAlgorithm algorithm, std::string_view front, std::string_view back,
                       int64_t back_bytes) {
  const CrcKind crc = Describe(algorithm);
  const auto size = static_cast<size_t>(crc.bits / 8);
  TACET_CHECK(size != 0 && front.size() == size && back.size() == size && back_bytes >= 0)
      << "CombineCrc";
  uint64_t value = Multiply(crc, Load(front), PowerOfBytes(crc, back_bytes)) ^ Load(back);
  std::string bytes(size, '\0');
  for (size_t i = size; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xff);
  return bytes;
}

}  // namespace tacet::objectstore
