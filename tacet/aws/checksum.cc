#include "tacet/aws/checksum.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <utility>
#include <variant>

#include "tacet/aws/encoding.h"
#include "tacet/base/check.h"

namespace tacet::aws {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Tables of a reflected CRC, eight bytes a step: tables[k][b] is what byte b does to the remainder
// k further bytes on.
template <typename Word>
using CrcTables = std::array<std::array<Word, 256>, 8>;

template <typename Word>
constexpr CrcTables<Word> MakeCrcTables(Word reflected_polynomial) {
  CrcTables<Word> tables = {};
  for (unsigned byte = 0; byte < 256; ++byte) {
    Word remainder = byte;
    for (int bit = 0; bit < 8; ++bit) {
      remainder = remainder & 1 ? remainder >> 1 ^ reflected_polynomial : remainder >> 1;
    }
    tables[0][byte] = remainder;
  }
  for (size_t k = 1; k < tables.size(); ++k) {
    for (unsigned byte = 0; byte < 256; ++byte) {
      const Word before = tables[k - 1][byte];
      tables[k][byte] = before >> 8 ^ tables[0][before & 255];
    }
  }
  return tables;
}

// The polynomials of https://reveng.sourceforge.io/crc-catalogue/, bits reversed: CRC-32/ISO-HDLC,
// CRC-32/ISCSI and CRC-64/NVME.
constexpr CrcTables<uint32_t> kCrc32Tables = MakeCrcTables<uint32_t>(0xEDB88320u);
constexpr CrcTables<uint32_t> kCrc32cTables = MakeCrcTables<uint32_t>(0x82F63B78u);
constexpr CrcTables<uint64_t> kCrc64NvmeTables = MakeCrcTables<uint64_t>(0x9A6C9329AC4BC9B5u);

uint64_t Octet(char c) { return static_cast<unsigned char>(c); }

template <typename Word>
Word UpdateCrc(const CrcTables<Word>& tables, Word crc, std::string_view bytes) {
  while (bytes.size() >= 8) {
    uint64_t block = 0;
    for (size_t i = 0; i < 8; ++i) block |= Octet(bytes[i]) << (8 * i);
    block ^= crc;
    // A 32-bit remainder is used up by the first four bytes; the others enter alone.
    crc = 0;
    for (size_t i = 0; i < 8; ++i) crc ^= tables[7 - i][block >> (8 * i) & 255];
    bytes.remove_prefix(8);
  }
  for (const char c : bytes) crc = crc >> 8 ^ tables[0][(crc ^ Octet(c)) & 255];
  return crc;
}

template <typename Word>
std::string BigEndian(Word word) {
  std::string bytes;
  for (int shift = static_cast<int>(sizeof(Word)) * 8 - 8; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(word >> shift & 255);
  }
  return bytes;
}

const EVP_MD* OpenSslDigest(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::kSha1:
      return EVP_sha1();
    case HashAlgorithm::kSha256:
      return EVP_sha256();
    case HashAlgorithm::kMd5:
      return EVP_md5();
    case HashAlgorithm::kCrc32:
    case HashAlgorithm::kCrc32c:
    case HashAlgorithm::kCrc64Nvme:
      break;
  }
  return nullptr;
}

std::string Hmac(const EVP_MD* digest, std::string_view key, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out = {};
  unsigned size = 0;
  const auto* result =
      HMAC(digest, key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), out.data(), &size);
  TACET_CHECK(result != nullptr) << "HMAC";
  return std::string(reinterpret_cast<const char*>(out.data()), size);
}

constexpr std::array kChecksumAlgorithms = {HashAlgorithm::kCrc32, HashAlgorithm::kCrc32c,
                                            HashAlgorithm::kCrc64Nvme, HashAlgorithm::kSha1,
                                            HashAlgorithm::kSha256};

}  // namespace

struct Hasher::State {
  HashAlgorithm algorithm;
  uint32_t crc32 = ~uint32_t{0};
  uint64_t crc64 = ~uint64_t{0};
  Digest digest;
};

Hasher::Hasher(HashAlgorithm algorithm) : state_(std::make_unique<State>()) {
  state_->algorithm = algorithm;
  if (const EVP_MD* digest = OpenSslDigest(algorithm)) {
    state_->digest.reset(EVP_MD_CTX_new());
    TACET_CHECK(state_->digest != nullptr) << "digest";
    TACET_CHECK(EVP_DigestInit_ex(state_->digest.get(), digest, nullptr) == 1) << "digest";
  }
}

Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::Update(std::string_view bytes) {
  switch (state_->algorithm) {
    case HashAlgorithm::kCrc32:
      state_->crc32 = UpdateCrc(kCrc32Tables, state_->crc32, bytes);
      return;
    case HashAlgorithm::kCrc32c:
      state_->crc32 = UpdateCrc(kCrc32cTables, state_->crc32, bytes);
      return;
    case HashAlgorithm::kCrc64Nvme:
      state_->crc64 = UpdateCrc(kCrc64NvmeTables, state_->crc64, bytes);
      return;
    case HashAlgorithm::kSha1:
    case HashAlgorithm::kSha256:
    case HashAlgorithm::kMd5:
      TACET_CHECK(EVP_DigestUpdate(state_->digest.get(), bytes.data(), bytes.size()) == 1);
  }
}

std::string Hasher::Finish() {
  switch (state_->algorithm) {
    case HashAlgorithm::kCrc32:
    case HashAlgorithm::kCrc32c:
      return BigEndian(~state_->crc32);
    case HashAlgorithm::kCrc64Nvme:
      return BigEndian(~state_->crc64);
    case HashAlgorithm::kSha1:
    case HashAlgorithm::kSha256:
    case HashAlgorithm::kMd5:
      break;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> out = {};
  unsigned size = 0;
  TACET_CHECK(EVP_DigestFinal_ex(state_->digest.get(), out.data(), &size) == 1) << "digest";
  return std::string(reinterpret_cast<const char*>(out.data()), size);
}

std::string Hash(HashAlgorithm algorithm, std::string_view bytes) {
  Hasher hasher(algorithm);
  hasher.Update(bytes);
  return hasher.Finish();
}

std::string Sha256Hex(std::string_view bytes) {
  return HexEncode(Hash(HashAlgorithm::kSha256, bytes));
}

std::string HmacSha256(std::string_view key, std::string_view bytes) {
  return Hmac(EVP_sha256(), key, bytes);
}

std::string HmacSha1(std::string_view key, std::string_view bytes) {
  return Hmac(EVP_sha1(), key, bytes);
}

std::string_view HashAlgorithmName(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::kCrc32:
      return "CRC32";
    case HashAlgorithm::kCrc32c:
      return "CRC32C";
    case HashAlgorithm::kCrc64Nvme:
      return "CRC64NVME";
    case HashAlgorithm::kSha1:
      return "SHA1";
    case HashAlgorithm::kSha256:
      return "SHA256";
    case HashAlgorithm::kMd5:
      return "MD5";
  }
  return "";
}

std::string_view ChecksumHeader(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::kCrc32:
      return "x-amz-checksum-crc32";
    case HashAlgorithm::kCrc32c:
      return "x-amz-checksum-crc32c";
    case HashAlgorithm::kCrc64Nvme:
      return "x-amz-checksum-crc64nvme";
    case HashAlgorithm::kSha1:
      return "x-amz-checksum-sha1";
    case HashAlgorithm::kSha256:
      return "x-amz-checksum-sha256";
    case HashAlgorithm::kMd5:
      return "content-md5";
  }
  return "";
}

std::optional<HashAlgorithm> AlgorithmOfChecksumHeader(std::string_view header) {
  for (const HashAlgorithm algorithm : kChecksumAlgorithms) {
    if (EqualsIgnoringCase(header, ChecksumHeader(algorithm))) return algorithm;
  }
  return std::nullopt;
}

std::optional<HashAlgorithm> ParseHashAlgorithm(std::string_view name) {
  for (const HashAlgorithm algorithm : kChecksumAlgorithms) {
    if (EqualsIgnoringCase(name, HashAlgorithmName(algorithm))) return algorithm;
  }
  return std::nullopt;
}

}  // namespace tacet::aws
