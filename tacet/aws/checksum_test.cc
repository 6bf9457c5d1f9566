#include "tacet/aws/checksum.h"

#include <random>
#include <string>

#include "tacet/aws/encoding.h"

namespace tacet::aws {
namespace {

constexpr HashAlgorithm kAll[] = {HashAlgorithm::kCrc32,     HashAlgorithm::kCrc32c,
                                  HashAlgorithm::kCrc64Nvme, HashAlgorithm::kSha1,
                                  HashAlgorithm::kSha256,    HashAlgorithm::kMd5};

// The check values of https://reveng.sourceforge.io/crc-catalogue/ and of the digests' RFCs.
TEST(ChecksumTest, GivesTheCatalogueValuesOfTheNineDigits) {
  const std::string digits = "123456789";
  EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc32, digits)), "cbf43926");
  EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc32c, digits)), "e3069283");
  EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc64Nvme, digits)), "ae8b14860a799888");
  EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kSha1, "abc")),
            "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kMd5, "abc")), "900150983cd24fb0d6963f7d28e17f72");
}

TEST(ChecksumTest, GivesTheValuesOfNoBytes) {
  EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc32, "")), "00000000");
  EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc64Nvme, "")), "0000000000000000");
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// RFC 4231 section 4.3 and RFC 2202 section 3.
TEST(ChecksumTest, GivesTheHmacOfTheRfcs) {
  EXPECT_EQ(HexEncode(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(HexEncode(HmacSha1("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

// A bit at a time: the slow way that the tables must agree with.
template <typename Word>
Word SlowCrc(Word polynomial, const std::string& bytes) {
  Word crc = ~Word{0};
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? crc >> 1 ^ polynomial : crc >> 1;
  }
  return ~crc;
}

template <typename Word>
std::string BigEndianHex(Word word) {
  std::string bytes;
  for (size_t i = sizeof(Word); i-- > 0;) bytes += static_cast<char>(word >> (8 * i) & 255);
  return HexEncode(bytes);
}

TEST(ChecksumTest, AgreesWithTheSlowWayForEveryLengthAndAnyPieces) {
  std::mt19937 random(1);
  for (size_t length = 0; length < 200; ++length) {
    std::string bytes(length, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc32, bytes)),
              BigEndianHex(SlowCrc<uint32_t>(0xEDB88320u, bytes)));
    EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc32c, bytes)),
              BigEndianHex(SlowCrc<uint32_t>(0x82F63B78u, bytes)));
    EXPECT_EQ(HexEncode(Hash(HashAlgorithm::kCrc64Nvme, bytes)),
              BigEndianHex(SlowCrc<uint64_t>(0x9A6C9329AC4BC9B5u, bytes)));
    for (const HashAlgorithm algorithm : kAll) {
      Hasher hasher(algorithm);
      std::string_view rest = bytes;
      while (!rest.empty()) {
        const size_t piece = std::min<size_t>(rest.size(), random() % 20);
        hasher.Update(rest.substr(0, piece));
        rest.remove_prefix(piece);
      }
      EXPECT_EQ(hasher.Finish(), Hash(algorithm, bytes));
    }
  }
}

TEST(ChecksumTest, KnowsItsNamesInAnyCase) {
  for (const HashAlgorithm algorithm : kAll) {
    if (algorithm == HashAlgorithm::kMd5) continue;
    EXPECT_EQ(ParseHashAlgorithm(AsciiLower(HashAlgorithmName(algorithm))), algorithm);
    EXPECT_EQ(AlgorithmOfChecksumHeader(ChecksumHeader(algorithm)), algorithm);
  }
  EXPECT_EQ(AlgorithmOfChecksumHeader("X-Amz-Checksum-CRC64NVME"), HashAlgorithm::kCrc64Nvme);
  EXPECT_EQ(AlgorithmOfChecksumHeader("x-amz-checksum-md5"), std::nullopt);
  EXPECT_EQ(AlgorithmOfChecksumHeader("content-md5"), std::nullopt);
  EXPECT_EQ(ParseHashAlgorithm("CRC16"), std::nullopt);
}

}  // namespace
}  // namespace tacet::aws
