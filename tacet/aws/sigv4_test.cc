#include "tacet/aws/sigv4.h"

#include "tacet/aws/checksum.h"
#include "tacet/aws/time_format.h"

namespace tacet::aws {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

// The credentials of AWS's documentation.
const Credentials kExample{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};

Time At(std::string_view amz_date) { return ParseIsoBasic(amz_date).value(); }

std::string EmptyHash() { return Sha256Hex(""); }

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
TEST(SigV4Test, SignsTheExamplesOfTheS3Documentation) {
  const struct {
    SignRequest request;
    const char* signature;
  } cases[] = {
      {{.method = "GET",
        .path = "/test.txt",
        .headers = {{"Host", "examplebucket.s3.amazonaws.com"}, {"Range", "bytes=0-9"}},
        .payload_hash = EmptyHash()},
       "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
      {{.method = "PUT",
        .path = "/test%24file.text",
        .headers = {{"Host", "examplebucket.s3.amazonaws.com"},
                    {"Date", "Fri, 24 May 2013 00:00:00 GMT"},
                    {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
        .payload_hash = Sha256Hex("Welcome to Amazon S3.")},
       "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"},
      {{.method = "GET",
        .path = "/",
        .query = "lifecycle",
        .headers = {{"Host", "examplebucket.s3.amazonaws.com"}},
        .payload_hash = EmptyHash()},
       "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
      {{.method = "GET",
        .path = "/",
        .query = "max-keys=2&prefix=J",
        .headers = {{"Host", "examplebucket.s3.amazonaws.com"}},
        .payload_hash = EmptyHash()},
       "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
  };
  for (const auto& one : cases) {
    const SignedHeaders headers =
        Sign(one.request, kExample, "us-east-1", "s3", At("20130524T000000Z"));
    EXPECT_EQ(headers.signature, one.signature) << one.request.path << "?" << one.request.query;
  }
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
TEST(SigV4Test, PresignsTheExampleOfTheS3Documentation) {
  PresignOptions options;
  options.endpoint = "https://examplebucket.s3.amazonaws.com";
  options.path = "/test.txt";
  options.expires = std::chrono::seconds(86400);
  EXPECT_EQ(PresignUrl(options, kExample, "us-east-1", "s3", At("20130524T000000Z")),
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            "&X-Amz-Date=20130524T000000Z&X-Amz-SignedHeaders=host&X-Amz-Expires=86400"
            "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST(SigV4Test, LeavesTheSchemesOwnPortOutOfTheSignedHost) {
  PresignOptions options;
  options.path = "/b/k";
  const auto signature = [&options](const char* endpoint) {
    options.endpoint = endpoint;
    const std::string url = PresignUrl(options, kExample, "r", "s3", At("20130524T000000Z"));
    return url.substr(url.size() - 64);
  };
  EXPECT_EQ(signature("https://h:443"), signature("https://h"));
  EXPECT_EQ(signature("http://h:80"), signature("https://h"));
  EXPECT_NE(signature("http://h:443"), signature("https://h"));
}

// get-vanilla, get-header-value-trim and post-header-key-sort's neighbours of AWS's published
// test suite for Signature Version 4.
TEST(SigV4Test, AgreesWithTheTestSuite) {
  const CredentialScope scope{"20150830", "us-east-1", "service"};
  const std::string key = SigningKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", scope);
  const auto sign = [&](const RequestLine& line, const HeaderList& headers,
                        const std::vector<std::string>& names) {
    const auto canonical = CanonicalRequest(line, headers, names, EmptyHash(), "service").value();
    return Signature(key, StringToSign("20150830T123600Z", scope, canonical));
  };
  const HeaderList vanilla = {{"Host", "example.amazonaws.com"},
                              {"X-Amz-Date", "20150830T123600Z"}};
  EXPECT_EQ(sign({"GET", "/", ""}, vanilla, {"host", "x-amz-date"}),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  EXPECT_EQ(sign({"GET", "/", "Param2=value2&Param1=value1"}, vanilla, {"host", "x-amz-date"}),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  EXPECT_EQ(sign({"GET", "/", ""},
                 {{"Host", "example.amazonaws.com"},
                  {"My-Header1", " value1"},
                  {"My-Header2", " \"a   b   c\""},
                  {"X-Amz-Date", "20150830T123600Z"}},
                 {"host", "my-header1", "my-header2", "x-amz-date"}),
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
}

// Signed by botocore 1.43.11, which knows S3's rules for paths and those of all others.
TEST(SigV4Test, AgreesWithBotocoreOnOddPathsAndQueries) {
  const struct {
    const char* service;
    const char* path;
    const char* query;
    const char* signature;
  } cases[] = {
      {"s3", "/", "", "9abae92424dcd08731510b97b75291c7350349495f3c3a99d87a7c9a0c4390a7"},
      {"s3", "/a%20b/c%2Bd", "",
       "fac1f4e55d8eaca3a88114ca5404ba6df82d93fdf14b2cf68b2babec124f42e2"},
      {"s3", "//a/../b/./c//", "",
       "b636e88eeaaabb859bfc762ecfc6f5b593b87f365fe244f6af75afbefe5b10e4"},
      {"s3", "/%C3%A4/", "", "af2f870a3551c1040148f516b1ba15747372d7ca5ef84e195a5cd8a41f664b88"},
      {"s3", "/x", "b=2&a=%20&a=&B=%2F&uploads=",
       "a3009dabd96c5f31e0047b415d567ba58dea042320736a291203631ac9e926fc"},
      {"transcribe", "/", "", "83a6fc218e3e05ab56a8d3d63754437b584f4df16895bc35927ab51d4efcf335"},
      {"transcribe", "/a%20b/c%2Bd", "",
       "1628f7ec330c2c52053d304f17715d65e029bcb7b7398e250109b73dcbdee32a"},
      {"transcribe", "//a/../b/./c//", "",
       "14a5cabd39a4daf168b6e0a2aa8c9820e9b0bea2df9692c30c3f71e04759dc64"},
      {"transcribe", "/%C3%A4/", "",
       "c5fc37b3b21f8b75c84aab8729e779c65b4a6b5b9cbc1b011830ebf79b71752d"},
      {"transcribe", "/x", "b=2&a=%20&a=&B=%2F&uploads=",
       "08e2c9a40b76ed7a8ce3a12ad468c175a77b2bd3e145f1158107c67704e44444"},
  };
  const HeaderList headers = {{"host", "h.example:9320"},
                              {"X-Spaces", "  a   b  "},
                              {"X-Amz-Date", "20261124T040000Z"},
                              {"X-Amz-Content-SHA256", EmptyHash()}};
  for (const auto& one : cases) {
    const bool s3 = std::string_view(one.service) == "s3";
    const std::vector<std::string> names =
        s3 ? std::vector<std::string>{"host", "x-amz-content-sha256", "x-amz-date", "x-spaces"}
           : std::vector<std::string>{"host", "x-amz-date", "x-spaces"};
    const CredentialScope scope{"20261124", "eu-central-1", one.service};
    const auto canonical =
        CanonicalRequest({"GET", one.path, one.query}, headers, names, EmptyHash(), one.service);
    ASSERT_TRUE(canonical);
    EXPECT_EQ(Signature(SigningKey("fakesecretkey", scope),
                        StringToSign("20261124T040000Z", scope, *canonical)),
              one.signature)
        << one.service << " " << one.path << "?" << one.query << "\n"
        << *canonical;
  }
}

TEST(SigV4Test, ResolvesDotsForOtherServicesOnly) {
  EXPECT_EQ(CanonicalPath("/a/../../b", "transcribe"), "/b");
  EXPECT_EQ(CanonicalPath("/a/..", "transcribe"), "/");
  EXPECT_EQ(CanonicalPath("/a/../../b", "s3"), "/a/../../b");
  EXPECT_EQ(CanonicalPath("", "transcribe"), "/");
  EXPECT_EQ(CanonicalPath("/a(b)%7e", "s3"), "/a%28b%29~");
  EXPECT_EQ(CanonicalPath("/%zz", "s3"), "/%25zz");
}

TEST(SigV4Test, SortsTheQueryByEncodedNameThenValue) {
  EXPECT_EQ(CanonicalQuery("b=1&a=2&a=10&%41=x&uploads").value(), "A=x&a=10&a=2&b=1&uploads=");
  EXPECT_EQ(CanonicalQuery("a+b=%2b&X-Amz-Signature=1", "X-Amz-Signature").value(), "a%2Bb=%2B");
  EXPECT_FALSE(CanonicalQuery("a=%4"));
}

TEST(SigV4Test, JoinsEqualHeadersAndMissesNone) {
  const HeaderList headers = {{"B", "1\t 2"}, {"a", "  x "}, {"b", ""}, {"A", "y"}};
  EXPECT_EQ(CanonicalHeaders(headers, {"a", "b"}).value(), "a:x,y\nb:1 2,\n");
  const auto missing = CanonicalHeaders(headers, {"a", "c"});
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("'c'"));
}

const std::string kSignatureText(64, 'a');

std::string Header(const std::string& credential, const std::string& names,
                   const std::string& signature) {
  return "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=" + names +
         ", Signature=" + signature;
}

TEST(SigV4Test, ReadsAnAuthorizationHeader) {
  const std::string credential = "AKID/20261124/us-east-1/s3/aws4_request";
  for (const std::string& header :
       {Header(credential, "host;x-amz-date", kSignatureText),
        "AWS4-HMAC-SHA256 Signature=" + kSignatureText + ",Credential=" + credential +
            ",SignedHeaders=host;x-amz-date"}) {
    const auto parsed = ParseAuthorization(header);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->access_key_id, "AKID");
    EXPECT_EQ(parsed->scope, (CredentialScope{"20261124", "us-east-1", "s3"}));
    EXPECT_THAT(parsed->signed_headers, ElementsAre("host", "x-amz-date"));
    EXPECT_EQ(parsed->signature, kSignatureText);
  }
}

TEST(SigV4Test, RefusesMalformedAuthorizationHeaders) {
  const std::string good = "AKID/20261124/us-east-1/s3/aws4_request";
  const std::string many = [] {
    std::string names = "a000";
    for (int i = 1; i < 200; ++i) names += ";a" + std::to_string(1000 + i).substr(1);
    return names;
  }();
  for (const std::string& header : std::vector<std::string>{
           "",
           "AWS AKID:c2ln",
           "Bearer abc",
           "AWS4-HMAC-SHA256",
           "AWS4-ECDSA-P256-SHA256 Credential=" + good,
           "aws4-hmac-sha256 " + Header(good, "host", kSignatureText).substr(17),
           Header("AKID/20261124/us-east-1/aws4_request", "host", kSignatureText),
           Header("AK/ID/20261124/us-east-1/s3/aws4_request", "host", kSignatureText),
           Header("AKID/2026112/us-east-1/s3/aws4_request", "host", kSignatureText),
           Header("AKID/20261324/us-east-1/s3/aws4_request", "host", kSignatureText),
           Header("AKID/20261124//s3/aws4_request", "host", kSignatureText),
           Header("AKID/20261124/us-east-1/s3/aws5_request", "host", kSignatureText),
           Header(good, "", kSignatureText),
           Header(good, "host;", kSignatureText),
           Header(good, "Host", kSignatureText),
           Header(good, "x-amz-date;host", kSignatureText),
           Header(good, "host;host", kSignatureText),
           Header(good, "ho st", kSignatureText),
           Header(good, many, kSignatureText),
           Header(good, "host", kSignatureText.substr(1)),
           Header(good, "host", std::string(64, 'A')),
           Header(good, "host", std::string(64, 'g')),
           Header(good, "host", kSignatureText) + ", Signature=" + kSignatureText,
           Header(good, "host", kSignatureText) + ", Extra=1",
           Header(good, "host", kSignatureText) + ","}) {
    const auto parsed = ParseAuthorization(header);
    ASSERT_FALSE(parsed) << header;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(parsed.error().message, ::testing::Not(HasSubstr(kSignatureText)));
  }
}

std::string PresignedQueryText() {
  return "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261124T040000Z&X-Amz-SignedHeaders=host"
         "&X-Amz-Expires=900&X-Amz-Credential=AKID%2F20261124%2Fus-east-1%2Fs3%2Faws4_request"
         "&X-Amz-Signature=" +
         kSignatureText;
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(SigV4Test, ReadsAPresignedQuery) {
  const auto parsed = ParsePresignedQuery("partNumber=2&" + PresignedQueryText());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->expires, std::chrono::seconds(900));
  EXPECT_EQ(parsed->authorization.access_key_id, "AKID");
  EXPECT_FALSE(parsed->payload_hash);
  EXPECT_FALSE(parsed->has_security_token);
  const auto more = ParsePresignedQuery(
      PresignedQueryText() + "&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&X-Amz-Security-Token=t");
  ASSERT_TRUE(more);
  EXPECT_EQ(more->payload_hash, "UNSIGNED-PAYLOAD");
  EXPECT_TRUE(more->has_security_token);
}

TEST(SigV4Test, RefusesMalformedPresignedQueries) {
  const std::string good = PresignedQueryText();
  for (const std::string& query :
       {std::string(), good + "&X-Amz-Date=20261124T040000Z", good + "&a=%",
        Replaced(good, "900", "604801"), Replaced(good, "900", "-1"), Replaced(good, "900", ""),
        Replaced(good, "900", "9e2"), Replaced(good, "X-Amz-Expires", "x-amz-expires"),
        Replaced(good, "20261124T", "20261124t"), Replaced(good, "HMAC", "ECDSA"),
        Replaced(good, "aws4_request", "request"), good.substr(0, good.size() - 1)}) {
    EXPECT_FALSE(ParsePresignedQuery(query)) << query;
  }
}

}  // namespace
}  // namespace tacet::aws
