#include "tacet/auth/authenticator.h"

#include <string>
#include <thread>
#include <vector>

#include "tacet/auth/authenticator_testing.h"
#include "tacet/aws/sigv2.h"

namespace tacet::auth {
namespace {

TEST_F(AuthenticatorTest, LetsSignedRequestsIn) {
  HttpRequest json = SignedJson("{\"MaxResults\":1}");
  ASSERT_EQ(Check(json, "transcribe"), AuthFailure::kNone) << last_message_;
  EXPECT_EQ(identity_.access_key_id, credentials_.access_key_id);
  EXPECT_EQ(identity_.role, Role::kSubmit);
  EXPECT_EQ(ReadAll(*json.body, 100).value(), "{\"MaxResults\":1}");

  HttpRequest put = SignedPut();
  ASSERT_EQ(Check(put, "s3"), AuthFailure::kNone) << last_message_;
  EXPECT_EQ(ReadAll(*put.body, 100).value(), "audio");

  HttpRequest url = Presigned();
  ASSERT_EQ(Check(url, "s3"), AuthFailure::kNone) << last_message_;
  EXPECT_TRUE(identity_.presigned);
  EXPECT_FALSE(identity_.service_signed);
  EXPECT_EQ(identity_.role, Role::kSubmit);
}

TEST_F(AuthenticatorTest, RefusesARequestThatWasSignedForTheOtherService) {
  HttpRequest put = SignedPut();
  EXPECT_EQ(Check(put, "transcribe"), AuthFailure::kBadSignature);
  HttpRequest json = SignedJson();
  EXPECT_EQ(Check(json, "s3"), AuthFailure::kBadSignature);
}

TEST_F(AuthenticatorTest, TakesAnyRegionOnlyWhenToldSo) {
  HttpRequest request = Plain("GET", "/media", "", "");
  Sign(request, "s3", aws::Sha256Hex(""), "eu-central-1");
  EXPECT_EQ(Check(request, "s3"), AuthFailure::kBadSignature);
  authenticator_ = Make({});
  EXPECT_EQ(Check(request, "s3"), AuthFailure::kNone) << last_message_;
}

TEST_F(AuthenticatorTest, TakesADateWithinTheAllowedSkewOnly) {
  const struct {
    std::chrono::milliseconds server_is_later_by;
    AuthFailure expected;
  } rows[] = {{minutes(15), AuthFailure::kNone},
              {minutes(15) + seconds(1), AuthFailure::kExpired},
              {hours(24 * 365), AuthFailure::kExpired},
              {-minutes(15), AuthFailure::kNone},
              {-minutes(15) - seconds(1), AuthFailure::kExpired}};
  for (const auto& row : rows) {
    HttpRequest request = SignedJson();
    clock_.Advance(row.server_is_later_by);
    EXPECT_EQ(Check(request, "transcribe"), row.expected) << row.server_is_later_by.count();
    clock_.Advance(-row.server_is_later_by);
    authenticator_ = Make({});
  }
}

TEST_F(AuthenticatorTest, TakesASignedDateHeaderInsteadOfXAmzDate) {
  HttpRequest request = Plain("POST", "/", "", "{}");
  request.headers.Add("Date", "Tue, 24 Nov 2026 04:00:00 GMT");
  const std::vector<std::string> names = {"date", "host"};
  const aws::CredentialScope scope{"20261124", "us-east-1", "transcribe"};
  const auto canonical = aws::CanonicalRequest({"POST", "/", ""}, request.headers.all(), names,
                                               aws::Sha256Hex("{}"), "transcribe");
  request.headers.Add("Authorization",
                      "AWS4-HMAC-SHA256 Credential=" + credentials_.access_key_id + "/" +
                          scope.ToString() + ", SignedHeaders=date;host, Signature=" +
                          aws::Signature(aws::SigningKey(credentials_.secret_access_key, scope),
                                         aws::StringToSign("20261124T040000Z", scope, *canonical)));
  ASSERT_EQ(Check(request, "transcribe"), AuthFailure::kNone) << last_message_;
  ReplaceInHeader(request, "authorization", "date;host", "host");
  EXPECT_EQ(Check(request, "transcribe"), AuthFailure::kIncomplete);
}

TEST_F(AuthenticatorTest, ForgetsARevokedKeyAtOnce) {
  HttpRequest before = SignedJson();
  EXPECT_EQ(Check(before, "transcribe"), AuthFailure::kNone);
  ASSERT_TRUE(keys_->Revoke(credentials_.access_key_id));
  HttpRequest after = SignedJson();
  EXPECT_EQ(Check(after, "transcribe"), AuthFailure::kUnknownKey);
  HttpRequest url = Presigned();
  EXPECT_EQ(Check(url, "s3"), AuthFailure::kUnknownKey);
}

TEST_F(AuthenticatorTest, RefusesAReplayedRequest) {
  const auto replay = [this](const HttpRequest& original) {
    HttpRequest copy = Plain(original.method, original.path, original.query, "{}");
    copy.headers = original.headers;
    return Check(copy, "transcribe");
  };
  const HttpRequest original = SignedJson();
  EXPECT_EQ(replay(original), AuthFailure::kNone);
  EXPECT_EQ(replay(original), AuthFailure::kNone);  // two equal polls in one second
  clock_.Advance(seconds(11));
  EXPECT_EQ(replay(original), AuthFailure::kReplayed);
  clock_.Advance(minutes(14));
  EXPECT_EQ(replay(original), AuthFailure::kReplayed);
  clock_.Advance(minutes(1));
  EXPECT_EQ(replay(original), AuthFailure::kExpired);
}

TEST_F(AuthenticatorTest, RemembersOnlyGoodSignatures) {
  HttpRequest forged = SignedJson();
  forged.path = "/other";
  EXPECT_EQ(Check(forged, "transcribe"), AuthFailure::kBadSignature);
  HttpRequest good = SignedJson();
  clock_.Advance(seconds(60));
  EXPECT_EQ(Check(good, "transcribe"), AuthFailure::kNone);
}

TEST_F(AuthenticatorTest, LetsUrlsInUntilTheyExpire) {
  HttpRequest url = Presigned("PUT", seconds(604'800));
  clock_.Advance(seconds(604'799));
  EXPECT_EQ(Check(url, "s3"), AuthFailure::kNone);
  EXPECT_EQ(Check(url, "s3"), AuthFailure::kNone);  // as often as wanted
  clock_.Advance(seconds(1));
  EXPECT_EQ(Check(url, "s3"), AuthFailure::kExpired);
}

TEST_F(AuthenticatorTest, LetsTheServicesOwnUrlsReadAndNothingElse) {
  const auto url = [this](const std::string& method) {
    return FromUrl(method, signer_->PresignGet(std::string("http://") + kHost, "bucket", "a b",
                                               "us-east-1", clock_.Now()));
  };
  HttpRequest get = url("GET");
  ASSERT_EQ(Check(get, "s3"), AuthFailure::kNone) << last_message_;
  EXPECT_TRUE(identity_.service_signed);
  EXPECT_TRUE(identity_.presigned);
  EXPECT_EQ(identity_.role, Role::kReadRedacted);
  HttpRequest put = url("PUT");
  EXPECT_EQ(Check(put, "s3"), AuthFailure::kUnknownKey);
  HttpRequest elsewhere = url("GET");
  elsewhere.path = "/bucket/b";
  EXPECT_EQ(Check(elsewhere, "s3"), AuthFailure::kBadSignature);
  clock_.Advance(seconds(899));
  EXPECT_EQ(Check(get, "s3"), AuthFailure::kNone);
  clock_.Advance(seconds(1));
  EXPECT_EQ(Check(get, "s3"), AuthFailure::kExpired);

  HttpRequest foreign =
      FromUrl("GET", ServiceSigner::CreateTemporary()->PresignGet(
                         std::string("http://") + kHost, "bucket", "a", "us-east-1", clock_.Now()));
  EXPECT_EQ(Check(foreign, "s3"), AuthFailure::kUnknownKey);
}

TEST_F(AuthenticatorTest, TakesVersion2UrlsForS3Only) {
  const auto url = [this](const std::string& host, const std::string& path,
                          const std::string& bucket, seconds life) {
    HttpRequest request = Plain("GET", path, "", "");
    Set(request, "host", host);
    const auto expires =
        std::chrono::floor<seconds>(clock_.Now() + life).time_since_epoch().count();
    request.query =
        "AWSAccessKeyId=" + credentials_.access_key_id + "&Expires=" + std::to_string(expires);
    const auto text = aws::StringToSignV2({"GET", path, request.query}, {}, bucket);
    request.query +=
        "&Signature=" + aws::PercentEncode(aws::SignatureV2(credentials_.secret_access_key, *text));
    return request;
  };
  HttpRequest path_style = url(kHost, "/media/a", "", seconds(60));
  ASSERT_EQ(Check(path_style, "s3"), AuthFailure::kNone) << last_message_;
  EXPECT_TRUE(identity_.presigned);
  EXPECT_EQ(identity_.role, Role::kSubmit);
  EXPECT_EQ(Check(path_style, "transcribe"), AuthFailure::kMissing);
  HttpRequest in_host = url("media.tacet.example:9320", "/a", "media", seconds(60));
  EXPECT_EQ(Check(in_host, "s3"), AuthFailure::kNone) << last_message_;
  Set(in_host, "host", "other.tacet.example:9320");
  EXPECT_EQ(Check(in_host, "s3"), AuthFailure::kBadSignature);

  HttpRequest altered = url(kHost, "/media/a", "", seconds(60));
  altered.path = "/media/b";
  EXPECT_EQ(Check(altered, "s3"), AuthFailure::kBadSignature);
  altered = url(kHost, "/media/a", "", seconds(60));
  altered.query += "&response-content-type=text%2Fhtml";
  EXPECT_EQ(Check(altered, "s3"), AuthFailure::kBadSignature);
  altered = url(kHost, "/media/a", "", seconds(60));
  altered.headers.Add("x-amz-copy-source", "media/b");
  EXPECT_EQ(Check(altered, "s3"), AuthFailure::kBadSignature);
  altered = url(kHost, "/media/a", "", hours(24 * 7) + seconds(1));
  EXPECT_EQ(Check(altered, "s3"), AuthFailure::kIncomplete);
  clock_.Advance(seconds(60));
  EXPECT_EQ(Check(path_style, "s3"), AuthFailure::kExpired);
}

TEST_F(AuthenticatorTest, SaysThatThereIsNoSignature) {
  HttpRequest request = Plain("GET", "/", "a=%&list-type=2", "");
  EXPECT_EQ(Check(request, "s3"), AuthFailure::kMissing);
  EXPECT_EQ(Check(request, "transcribe"), AuthFailure::kMissing);
}

TEST_F(AuthenticatorTest, ServesManyThreads) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string body = std::to_string(t * 1000 + i);
        HttpRequest request = Plain("POST", "/", "", body);
        const aws::SignedHeaders added =
            aws::Sign({.method = "POST",
                       .path = "/",
                       .headers = request.headers.all(),
                       .payload_hash = aws::Sha256Hex(body)},
                      credentials_, "us-east-1", "transcribe", clock_.Now());
        for (const auto& [name, value] : added.headers) request.headers.Add(name, value);
        EXPECT_EQ(authenticator_->Authenticate(request, "transcribe").failure, AuthFailure::kNone);
      }
    });
  }
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(keys_->Create(Role::kAdmin, ""));
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace tacet::auth
