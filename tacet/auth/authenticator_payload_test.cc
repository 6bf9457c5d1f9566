// Bodies that are not what was signed.
#include <memory>
#include <string>
#include <utility>

#include "tacet/auth/authenticator_testing.h"
#include "tacet/aws/aws_chunked.h"

namespace tacet::auth {
namespace {

class AuthenticatorPayloadTest : public AuthenticatorTest {};

TEST_F(AuthenticatorPayloadTest, RefusesAnAlteredJsonBody) {
  HttpRequest with_hash = SignedJson("{\"a\":1}");
  with_hash.body = std::make_unique<StringSource>("{\"a\":2}");
  EXPECT_EQ(Check(with_hash, "transcribe"), AuthFailure::kBadPayloadHash);

  HttpRequest too_long = SignedJson(std::string((1 << 20) + 1, ' '));
  EXPECT_EQ(Check(too_long, "transcribe"), AuthFailure::kBadPayloadHash);
  HttpRequest longest = SignedJson(std::string(1 << 20, ' '));
  EXPECT_EQ(Check(longest, "transcribe"), AuthFailure::kNone);

  HttpRequest unsigned_payload = Plain("POST", "/", "", "{}");
  Sign(unsigned_payload, "transcribe", "UNSIGNED-PAYLOAD");
  EXPECT_EQ(Check(unsigned_payload, "transcribe"), AuthFailure::kIncomplete);
}

TEST_F(AuthenticatorPayloadTest, NoticesAnAlteredUploadWhileItIsRead) {
  for (const int64_t length : {int64_t{5}, int64_t{-1}}) {
    HttpRequest request = SignedPut();
    request.body = std::make_unique<StringSource>("audiO");
    request.content_length = length;
    ASSERT_EQ(Check(request, "s3"), AuthFailure::kNone);
    const auto body = ReadAll(*request.body, 100);
    ASSERT_FALSE(body);
    EXPECT_EQ(body.error().code, ErrorCode::kInvalidArgument);
    EXPECT_TRUE(body.error().message.starts_with("payload hash"));
  }
}

TEST_F(AuthenticatorPayloadTest, TakesSignedChunksOffAnUploadAndAddsItsTrailer) {
  const std::string data(200'000, 'w');
  const auto make = [&] {
    HttpRequest request = Plain("PUT", "/media/a", "", "");
    request.headers.Add("Content-Encoding", "aws-chunked");
    request.headers.Add("x-amz-decoded-content-length", std::to_string(data.size()));
    request.headers.Add("x-amz-trailer", "x-amz-checksum-crc64nvme");
    Sign(request, "s3", std::string(aws::kStreamingSignedTrailer));
    const aws::CredentialScope scope{"20261124", "us-east-1", "s3"};
    const aws::ChunkSigning signing{
        .signing_key = aws::SigningKey(credentials_.secret_access_key, scope),
        .amz_date = "20261124T040000Z",
        .scope = scope,
        .seed_signature = seed_};
    StringSource plain(data);
    const auto encoded =
        aws::EncodeAwsChunked(plain, {.signing = signing,
                                      .trailing_checksum = aws::HashAlgorithm::kCrc64Nvme,
                                      .decoded_length = static_cast<int64_t>(data.size())});
    const std::string body = ReadAll(*encoded, 1 << 20).value();
    request.content_length = static_cast<int64_t>(body.size());
    request.body = std::make_unique<StringSource>(body);
    return std::make_pair(std::move(request), body);
  };
  auto [request, body] = make();
  ASSERT_EQ(Check(request, "s3"), AuthFailure::kNone) << last_message_;
  EXPECT_EQ(request.content_length, static_cast<int64_t>(data.size()));
  EXPECT_FALSE(request.headers.Has("x-amz-checksum-crc64nvme"));
  EXPECT_EQ(ReadAll(*request.body, 1 << 20).value(), data);
  EXPECT_EQ(request.headers.Get("x-amz-checksum-crc64nvme"),
            aws::Base64Encode(aws::Hash(aws::HashAlgorithm::kCrc64Nvme, data)));

  // Chunks of one request under the headers of another.
  clock_.Advance(seconds(1));
  auto [other, other_body] = make();
  other.body = std::make_unique<StringSource>(body);
  ASSERT_EQ(Check(other, "s3"), AuthFailure::kNone);
  const auto mixed = ReadAll(*other.body, 1 << 20);
  ASSERT_FALSE(mixed);
  EXPECT_TRUE(mixed.error().message.starts_with("chunk signature"));
}

TEST_F(AuthenticatorPayloadTest, RefusesAwsChunkedHeadersThatDoNotFit) {
  const auto check = [this](const std::string& hash, const std::string& length,
                            const std::string& trailer) {
    HttpRequest request = Plain("PUT", "/media/a", "", "0\r\n\r\n");
    if (!length.empty()) request.headers.Add("x-amz-decoded-content-length", length);
    if (!trailer.empty()) request.headers.Add("x-amz-trailer", trailer);
    Sign(request, "s3", hash);
    return Check(request, "s3");
  };
  const std::string streaming(aws::kStreamingUnsignedTrailer);
  EXPECT_EQ(check(streaming, "0", ""), AuthFailure::kNone);
  EXPECT_EQ(check(streaming, "0", "x-amz-checksum-sha1"), AuthFailure::kNone);
  EXPECT_EQ(check(streaming, "", ""), AuthFailure::kIncomplete);
  EXPECT_EQ(check(streaming, "-1", ""), AuthFailure::kIncomplete);
  EXPECT_EQ(check(streaming, "1x", ""), AuthFailure::kIncomplete);
  EXPECT_EQ(check(streaming, "0", "x-amz-meta-a"), AuthFailure::kIncomplete);
  EXPECT_EQ(check(streaming, "0", "x-amz-checksum-sha1,x-amz-checksum-sha1"),
            AuthFailure::kIncomplete);
  EXPECT_EQ(check(std::string(aws::kStreamingSigned), "0", "x-amz-checksum-sha1"),
            AuthFailure::kIncomplete);
  EXPECT_EQ(check("UNSIGNED-PAYLOAD", "", "x-amz-checksum-sha1"), AuthFailure::kIncomplete);
}

TEST_F(AuthenticatorPayloadTest, TakesThePayloadHashOfAUrl) {
  for (const std::string& hash : {std::string("UNSIGNED-PAYLOAD"), aws::Sha256Hex("audio")}) {
    const std::string amz_query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Content-Sha256=" + hash +
        "&X-Amz-Credential=" + credentials_.access_key_id +
        "%2F20261124%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261124T040000Z"
        "&X-Amz-Expires=900&X-Amz-SignedHeaders=host";
    HttpRequest request = Plain("PUT", "/media/a", amz_query, "audio");
    const auto canonical = aws::CanonicalRequest({"PUT", "/media/a", amz_query},
                                                 request.headers.all(), {"host"}, hash, "s3");
    const aws::CredentialScope scope{"20261124", "us-east-1", "s3"};
    request.query += "&X-Amz-Signature=" +
                     aws::Signature(aws::SigningKey(credentials_.secret_access_key, scope),
                                    aws::StringToSign("20261124T040000Z", scope, *canonical));
    EXPECT_EQ(Check(request, "s3"), AuthFailure::kNone) << last_message_;
    EXPECT_EQ(ReadAll(*request.body, 100).value(), "audio");
  }
}

}  // namespace
}  // namespace tacet::auth
