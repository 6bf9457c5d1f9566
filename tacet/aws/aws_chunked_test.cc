#include "tacet/aws/aws_chunked.h"

#include <map>
#include <random>

#include "tacet/aws/encoding.h"

namespace tacet::aws {
namespace {

using ::testing::StartsWith;

// Gives its bytes in pieces of random sizes, as sockets do.
class PiecewiseSource : public ByteSource {
 public:
  PiecewiseSource(std::string bytes, unsigned seed, size_t largest)
      : bytes_(std::move(bytes)), random_(seed), largest_(largest) {}
  Result<size_t> Read(std::span<char> buffer) override {
    const size_t count =
        std::min({buffer.size(), bytes_.size() - position_, 1 + random_() % largest_});
    std::copy_n(bytes_.data() + position_, count, buffer.data());
    position_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::mt19937 random_;
  size_t largest_;
  size_t position_ = 0;
};

// The examples of the documentation pages in aws_chunked.h: 65 KiB of 'a' in chunks of 64 KiB.
ChunkSigning ExampleSigning(std::string seed) {
  const CredentialScope scope{"20130524", "us-east-1", "s3"};
  return {.signing_key = SigningKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", scope),
          .amz_date = "20130524T000000Z",
          .scope = scope,
          .seed_signature = std::move(seed)};
}

const std::string kExampleData(66560, 'a');
constexpr char kSignedSeed[] = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
constexpr char kTrailerSeed[] = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";

std::string SignedExample() {
  return "10000;chunk-signature="
         "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" +
         std::string(65536, 'a') +
         "\r\n400;chunk-signature="
         "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" +
         std::string(1024, 'a') +
         "\r\n0;chunk-signature="
         "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
}

std::string TrailerExample() {
  return "10000;chunk-signature="
         "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n" +
         std::string(65536, 'a') +
         "\r\n400;chunk-signature="
         "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n" +
         std::string(1024, 'a') +
         "\r\n0;chunk-signature="
         "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
         "x-amz-checksum-crc32c:sOO8/Q==\r\n"
         "x-amz-trailer-signature:"
         "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
}

Result<std::string> Decode(std::string encoded, AwsChunkedOptions options, unsigned seed = 1) {
  const auto source = DecodeAwsChunked(
      std::make_unique<PiecewiseSource>(std::move(encoded), seed, 20'000), std::move(options));
  return ReadAll(*source, 1 << 20);
}

TEST(AwsChunkedTest, DecodesTheSignedExampleOfTheDocumentation) {
  EXPECT_EQ(
      Decode(SignedExample(), {.signing = ExampleSigning(kSignedSeed), .decoded_length = 66560})
          .value(),
      kExampleData);
}

TEST(AwsChunkedTest, DecodesTheTrailerExampleOfTheDocumentation) {
  std::map<std::string, std::string> trailers;
  AwsChunkedOptions options{.signing = ExampleSigning(kTrailerSeed),
                            .trailers = {"x-amz-checksum-crc32c"},
                            .decoded_length = 66560};
  options.on_trailer = [&trailers](const std::string& name, const std::string& value) {
    trailers[name] = value;
  };
  EXPECT_EQ(Decode(TrailerExample(), options).value(), kExampleData);
  EXPECT_EQ(trailers, (std::map<std::string, std::string>{{"x-amz-checksum-crc32c", "sOO8/Q=="}}));
}

TEST(AwsChunkedTest, EncodesTheExamplesOfTheDocumentation) {
  AwsChunkedEncoding encoding{.signing = ExampleSigning(kSignedSeed), .decoded_length = 66560};
  StringSource plain(kExampleData);
  EXPECT_EQ(ReadAll(*EncodeAwsChunked(plain, encoding), 1 << 20).value(), SignedExample());
  EXPECT_EQ(EncodedLength(encoding), static_cast<int64_t>(SignedExample().size()));

  AwsChunkedEncoding trailer{.signing = ExampleSigning(kTrailerSeed),
                             .trailing_checksum = HashAlgorithm::kCrc32c,
                             .decoded_length = 66560};
  StringSource again(kExampleData);
  EXPECT_EQ(ReadAll(*EncodeAwsChunked(again, trailer), 1 << 20).value(), TrailerExample());
  EXPECT_EQ(EncodedLength(trailer), static_cast<int64_t>(TrailerExample().size()));
}

// Any altered byte of the encoded body is noticed: data, size, signature, trailer or coding.
TEST(AwsChunkedTest, NoticesEveryAlteredByte) {
  ChunkSigning signing = ExampleSigning(kTrailerSeed);
  AwsChunkedEncoding encoding{.signing = signing,
                              .trailing_checksum = HashAlgorithm::kCrc64Nvme,
                              .decoded_length = 100,
                              .chunk_bytes = 40};
  std::string data(100, 'x');
  for (size_t i = 0; i < data.size(); ++i) data[i] = static_cast<char>(i);
  StringSource plain(data);
  const std::string good = ReadAll(*EncodeAwsChunked(plain, encoding), 1 << 20).value();
  const AwsChunkedOptions options{
      .signing = signing, .trailers = {"x-amz-checksum-crc64nvme"}, .decoded_length = 100};
  ASSERT_EQ(Decode(good, options).value(), data);
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    const auto decoded = Decode(bad, options);
    ASSERT_FALSE(decoded) << "byte " << i;
    EXPECT_EQ(decoded.error().code, ErrorCode::kInvalidArgument);
  }
  for (size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(Decode(good.substr(0, length), options)) << length;
  }
  EXPECT_FALSE(Decode(good + "x", options));
}

TEST(AwsChunkedTest, SaysWhatDoesNotMatch) {
  const AwsChunkedOptions options{.trailers = {"x-amz-checksum-crc32"}, .decoded_length = 5};
  const std::string crc = Base64Encode(Hash(HashAlgorithm::kCrc32, "hello"));
  EXPECT_EQ(Decode("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:" + crc + "\r\n\r\n", options).value(),
            "hello");
  const auto altered =
      Decode("5\r\nhullo\r\n0\r\nx-amz-checksum-crc32:" + crc + "\r\n\r\n", options);
  EXPECT_THAT(altered.error().message, StartsWith("checksum"));

  std::string bad_chunk = SignedExample();
  bad_chunk[100] = 'b';
  EXPECT_THAT(Decode(bad_chunk, {.signing = ExampleSigning(kSignedSeed), .decoded_length = 66560})
                  .error()
                  .message,
              StartsWith("chunk signature"));
}

TEST(AwsChunkedTest, GivesTheLastByteOnlyAfterAllIsVerified) {
  const auto source = DecodeAwsChunked(
      std::make_unique<StringSource>("5\r\nhullo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"),
      {.trailers = {"x-amz-checksum-crc32"}, .decoded_length = 5});
  std::string got;
  char byte = 0;
  for (int i = 0; i < 5; ++i) {
    const auto count = source->Read(std::span(&byte, 1));
    if (!count) break;
    got += byte;
  }
  EXPECT_EQ(got, "hull");
  EXPECT_FALSE(source->Read(std::span(&byte, 1)));  // and it stays an error
}

TEST(AwsChunkedTest, RefusesMalformedCoding) {
  const AwsChunkedOptions unsigned_options{.trailers = {"x-amz-checksum-crc32"}};
  const std::string crc = "x-amz-checksum-crc32:NhCmhg==\r\n";  // of "hello"
  ASSERT_TRUE(Decode("5\r\nhello\r\n0\r\n" + crc + "\r\n", unsigned_options));
  for (const std::string& encoded :
       std::vector<std::string>{"",
                                "5",
                                "\r\n",
                                "g\r\n",
                                "-5\r\nhello\r\n0\r\n" + crc + "\r\n",
                                "+5\r\nhello\r\n0\r\n" + crc + "\r\n",
                                " 5\r\nhello\r\n0\r\n" + crc + "\r\n",
                                "0x5\r\nhello\r\n0\r\n" + crc + "\r\n",
                                "5\nhello\r\n0\r\n" + crc + "\r\n",
                                "5\r\nhello0\r\n" + crc + "\r\n",
                                "5;chunk-signature=x\r\nhello\r\n0\r\n" + crc + "\r\n",
                                "ffffffffffffffff\r\nhello\r\n",
                                "10000000000000005\r\nhello\r\n0\r\n" + crc + "\r\n",
                                "4\r\nhello\r\n0\r\n" + crc + "\r\n",
                                "6\r\nhello\r\n0\r\n" + crc + "\r\n",
                                "5\r\nhello\r\n0\r\n\r\n",
                                "5\r\nhello\r\n0\r\n" + crc + crc + "\r\n",
                                "5\r\nhello\r\n0\r\n" + crc + "x-amz-meta-a:b\r\n\r\n",
                                "5\r\nhello\r\n0\r\n" + crc + "x-amz-trailer-signature:b\r\n\r\n",
                                "5\r\nhello\r\n0\r\nno colon\r\n\r\n",
                                "5\r\nhello\r\n0\r\n" + crc,
                                "5\r\nhello\r\n0\r\n" + crc + "\r\n0\r\n",
                                std::string(600, '0') + "5\r\nhello\r\n0\r\n" + crc + "\r\n"}) {
    const auto decoded = Decode(encoded, unsigned_options);
    ASSERT_FALSE(decoded) << encoded;
    EXPECT_THAT(decoded.error().message, StartsWith("aws-chunked")) << encoded;
  }
}

TEST(AwsChunkedTest, HoldsTheBodyToItsAnnouncedLength) {
  const std::string body = "5\r\nhello\r\n0\r\n\r\n";
  EXPECT_TRUE(Decode(body, {.decoded_length = 5}));
  EXPECT_TRUE(Decode(body, {}));
  EXPECT_TRUE(Decode("0\r\n\r\n", {.decoded_length = 0}));
  for (const int64_t length : {0, 4, 6}) {
    EXPECT_FALSE(Decode(body, {.decoded_length = length})) << length;
  }
}

TEST(AwsChunkedTest, PassesOnTheErrorsOfItsSource) {
  class Broken : public ByteSource {
    Result<size_t> Read(std::span<char>) override {
      return MakeError(ErrorCode::kDeadlineExceeded, "slow");
    }
  };
  const auto source = DecodeAwsChunked(std::make_unique<Broken>(), {});
  EXPECT_EQ(ReadAll(*source, 10).error().code, ErrorCode::kDeadlineExceeded);
}

TEST(AwsChunkedTest, ReadsBackWhatItWroteAcrossAnyBorders) {
  std::mt19937 random(3);
  for (unsigned i = 0; i < 100; ++i) {
    std::string data(random() % 5000, '\0');
    for (char& c : data) c = static_cast<char>(random());
    AwsChunkedEncoding encoding{.decoded_length = static_cast<int64_t>(data.size()),
                                .chunk_bytes = 1 + static_cast<int64_t>(random() % 700)};
    AwsChunkedOptions options;
    if (random() % 2 == 0) {
      encoding.signing = ExampleSigning(kSignedSeed);
      options.signing = encoding.signing;
    }
    if (random() % 2 == 0) {
      encoding.trailing_checksum = HashAlgorithm::kSha256;
      options.trailers = {"x-amz-checksum-sha256"};
    }
    if (random() % 2 == 0) options.decoded_length = encoding.decoded_length;
    PiecewiseSource plain(data, i, 100);
    const std::string encoded = ReadAll(*EncodeAwsChunked(plain, encoding), 1 << 20).value();
    EXPECT_EQ(static_cast<int64_t>(encoded.size()), EncodedLength(encoding));
    const auto source =
        DecodeAwsChunked(std::make_unique<PiecewiseSource>(encoded, i, 1 + i * 7), options);
    EXPECT_EQ(ReadAll(*source, 1 << 20).value(), data) << i;
  }
}

TEST(AwsChunkedTest, RefusesToEncodeAnotherLengthThanAnnounced) {
  for (const int64_t length : {4, 6}) {
    StringSource plain("hello");
    EXPECT_FALSE(ReadAll(*EncodeAwsChunked(plain, {.decoded_length = length}), 1 << 20));
  }
}

}  // namespace
}  // namespace tacet::aws
