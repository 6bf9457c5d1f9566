// Requests that somebody altered: each row in one way, each refused for its own reason.
#include <cctype>
#include <functional>
#include <string>

#include "tacet/auth/authenticator_testing.h"

namespace tacet::auth {
namespace {

class AuthenticatorForgeryTest : public AuthenticatorTest {};

TEST_F(AuthenticatorForgeryTest, RefusesForgedHeaderSignatures) {
  const auto altered_signature = [](HttpRequest& r, size_t cut, bool upper) {
    std::string value(r.headers.Get("authorization"));
    const size_t at = value.find("Signature=") + 10;
    if (upper) {
      for (size_t i = at; i < value.size(); ++i) {
        value[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(value[i])));
      }
    }
    value.resize(value.size() - cut);
    Set(r, "authorization", value);
  };
  const struct {
    const char* name;
    std::function<void(HttpRequest&)> alter;
    AuthFailure expected;
  } rows[] = {
      {"method", [](HttpRequest& r) { r.method = "DELETE"; }, AuthFailure::kBadSignature},
      {"path", [](HttpRequest& r) { r.path = "/media/in/b.wav"; }, AuthFailure::kBadSignature},
      {"path by dots", [](HttpRequest& r) { r.path = "/media/x/../in/a.wav"; },
       AuthFailure::kBadSignature},
      {"path by a doubled slash", [](HttpRequest& r) { r.path = "/media//in/a.wav"; },
       AuthFailure::kBadSignature},
      {"query value", [](HttpRequest& r) { r.query = "partNumber=2&uploadId=u"; },
       AuthFailure::kBadSignature},
      {"query removed", [](HttpRequest& r) { r.query = ""; }, AuthFailure::kBadSignature},
      {"query added", [](HttpRequest& r) { r.query += "&acl"; }, AuthFailure::kBadSignature},
      {"query malformed", [](HttpRequest& r) { r.query += "&a=%"; }, AuthFailure::kIncomplete},
      {"signed header", [](HttpRequest& r) { Set(r, "x-amz-meta-a", "c"); },
       AuthFailure::kBadSignature},
      {"signed header removed", [](HttpRequest& r) { Set(r, "x-amz-meta-a", ""); },
       AuthFailure::kIncomplete},
      {"signed header doubled", [](HttpRequest& r) { r.headers.Add("x-amz-meta-a", "c"); },
       AuthFailure::kBadSignature},
      {"unsigned x-amz header", [](HttpRequest& r) { r.headers.Add("X-Amz-Acl", "public-read"); },
       AuthFailure::kBadSignature},
      {"copy source slipped in",
       [](HttpRequest& r) { r.headers.Add("x-amz-copy-source", "media/b"); },
       AuthFailure::kBadSignature},
      {"host", [](HttpRequest& r) { Set(r, "host", "other.example:9320"); },
       AuthFailure::kBadSignature},
      {"host removed", [](HttpRequest& r) { Set(r, "host", ""); }, AuthFailure::kBadSignature},
      {"host doubled", [](HttpRequest& r) { r.headers.Add("Host", kHost); },
       AuthFailure::kIncomplete},
      {"payload hash",
       [](HttpRequest& r) { Set(r, "x-amz-content-sha256", aws::Sha256Hex("other")); },
       AuthFailure::kBadSignature},
      {"payload made unsigned",
       [](HttpRequest& r) { Set(r, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"); },
       AuthFailure::kBadSignature},
      {"payload hash unknown word",
       [](HttpRequest& r) { Set(r, "x-amz-content-sha256", "STREAMING-NOTHING"); },
       AuthFailure::kIncomplete},
      {"payload hash removed", [](HttpRequest& r) { Set(r, "x-amz-content-sha256", ""); },
       AuthFailure::kIncomplete},
      {"date", [](HttpRequest& r) { Set(r, "x-amz-date", "20261124T040001Z"); },
       AuthFailure::kBadSignature},
      {"date of another day", [](HttpRequest& r) { Set(r, "x-amz-date", "20261123T235959Z"); },
       AuthFailure::kBadSignature},
      {"date malformed", [](HttpRequest& r) { Set(r, "x-amz-date", "now"); },
       AuthFailure::kIncomplete},
      {"date removed", [](HttpRequest& r) { Set(r, "x-amz-date", ""); }, AuthFailure::kIncomplete},
      {"date doubled", [](HttpRequest& r) { r.headers.Add("X-Amz-Date", "20261124T040000Z"); },
       AuthFailure::kIncomplete},
      {"day of the scope",
       [](HttpRequest& r) { ReplaceInHeader(r, "authorization", "/20261124/", "/20261125/"); },
       AuthFailure::kBadSignature},
      {"region",
       [](HttpRequest& r) { ReplaceInHeader(r, "authorization", "us-east-1", "us-east-2"); },
       AuthFailure::kBadSignature},
      {"service",
       [](HttpRequest& r) { ReplaceInHeader(r, "authorization", "/s3/", "/transcribe/"); },
       AuthFailure::kBadSignature},
      {"header taken off the signed list",
       [](HttpRequest& r) {
         ReplaceInHeader(r, "authorization", ";x-amz-meta-a", "");
         Set(r, "x-amz-meta-a", "");
       },
       AuthFailure::kBadSignature},
      {"host taken off the signed list",
       [](HttpRequest& r) { ReplaceInHeader(r, "authorization", "=host;", "="); },
       AuthFailure::kBadSignature},
      {"signed list in another order",
       [](HttpRequest& r) {
         ReplaceInHeader(r, "authorization", "host;x-amz-content-sha256",
                         "x-amz-content-sha256;host");
       },
       AuthFailure::kIncomplete},
      {"signature shortened", [&](HttpRequest& r) { altered_signature(r, 1, false); },
       AuthFailure::kIncomplete},
      {"signature empty", [&](HttpRequest& r) { altered_signature(r, 64, false); },
       AuthFailure::kIncomplete},
      {"signature in upper case", [&](HttpRequest& r) { altered_signature(r, 0, true); },
       AuthFailure::kIncomplete},
      {"signature of zeros",
       [&](HttpRequest& r) {
         altered_signature(r, 64, false);
         Set(r, "authorization",
             std::string(r.headers.Get("authorization")) + std::string(64, '0'));
       },
       AuthFailure::kBadSignature},
      {"algorithm without signature",
       [](HttpRequest& r) { ReplaceInHeader(r, "authorization", "AWS4-HMAC-SHA256", "none"); },
       AuthFailure::kIncomplete},
      {"unknown key", [](HttpRequest& r) { ReplaceInHeader(r, "authorization", "TACET", "ATCET"); },
       AuthFailure::kUnknownKey},
      {"key in lower case",
       [](HttpRequest& r) { ReplaceInHeader(r, "authorization", "TACET", "tacet"); },
       AuthFailure::kUnknownKey},
      {"the service's own key in a header",
       [this](HttpRequest& r) {
         ReplaceInHeader(r, "authorization", credentials_.access_key_id, signer_->access_key_id());
       },
       AuthFailure::kUnknownKey},
      {"authorization doubled",
       [](HttpRequest& r) {
         r.headers.Add("Authorization", std::string(r.headers.Get("authorization")));
       },
       AuthFailure::kIncomplete},
      {"authorization removed", [](HttpRequest& r) { Set(r, "authorization", ""); },
       AuthFailure::kMissing},
      {"authorization of version 2",
       [](HttpRequest& r) { Set(r, "authorization", "AWS AKID:c2lnbmF0dXJl"); },
       AuthFailure::kIncomplete},
      {"header and query", [this](HttpRequest& r) { r.query = Presigned().query; },
       AuthFailure::kIncomplete},
      {"header and version 2 query",
       [](HttpRequest& r) { r.query += "&AWSAccessKeyId=AKID&Signature=a&Expires=1"; },
       AuthFailure::kIncomplete},
      {"session token",
       [this](HttpRequest& r) {
         r = Plain("GET", "/media", "", "");
         r.headers.Add("x-amz-security-token", "token");
         Sign(r, "s3", aws::Sha256Hex(""));
       },
       AuthFailure::kUnknownKey},
  };
  for (const auto& row : rows) {
    HttpRequest request = SignedPut();
    row.alter(request);
    EXPECT_EQ(static_cast<int>(Check(request, "s3")), static_cast<int>(row.expected))
        << row.name << ": " << last_message_;
    EXPECT_EQ(last_message_.find(seed_), std::string::npos) << row.name;
    EXPECT_EQ(last_message_.find(credentials_.secret_access_key), std::string::npos) << row.name;
  }
  HttpRequest untouched = SignedPut();
  EXPECT_EQ(Check(untouched, "s3"), AuthFailure::kNone) << last_message_;
}

TEST_F(AuthenticatorForgeryTest, RefusesForgedUrls) {
  const struct {
    const char* name;
    std::function<void(HttpRequest&)> alter;
    AuthFailure expected;
  } rows[] = {
      {"method", [](HttpRequest& r) { r.method = "PUT"; }, AuthFailure::kBadSignature},
      {"head for get", [](HttpRequest& r) { r.method = "HEAD"; }, AuthFailure::kBadSignature},
      {"path", [](HttpRequest& r) { r.path = "/media/in/b.wav"; }, AuthFailure::kBadSignature},
      {"query", [](HttpRequest& r) { ReplaceIn(r.query, "plain", "html"); },
       AuthFailure::kBadSignature},
      {"query added", [](HttpRequest& r) { r.query += "&versionId=1"; },
       AuthFailure::kBadSignature},
      {"longer life", [](HttpRequest& r) { ReplaceIn(r.query, "=900", "=901"); },
       AuthFailure::kBadSignature},
      {"endless life", [](HttpRequest& r) { ReplaceIn(r.query, "=900", "=604801"); },
       AuthFailure::kIncomplete},
      {"negative life", [](HttpRequest& r) { ReplaceIn(r.query, "=900", "=-900"); },
       AuthFailure::kIncomplete},
      {"date", [](HttpRequest& r) { ReplaceIn(r.query, "T040000Z", "T040100Z"); },
       AuthFailure::kBadSignature},
      {"future date", [](HttpRequest& r) { ReplaceIn(r.query, "T040000Z", "T041501Z"); },
       AuthFailure::kExpired},
      {"past date", [](HttpRequest& r) { ReplaceIn(r.query, "T040000Z", "T034459Z"); },
       AuthFailure::kExpired},
      {"signature", [](HttpRequest& r) { r.query.back() = r.query.back() == '0' ? '1' : '0'; },
       AuthFailure::kBadSignature},
      {"signature shortened", [](HttpRequest& r) { r.query.pop_back(); }, AuthFailure::kIncomplete},
      {"signature twice", [](HttpRequest& r) { r.query += "&X-Amz-Signature=a"; },
       AuthFailure::kIncomplete},
      {"signature removed",
       [](HttpRequest& r) { r.query.resize(r.query.find("&X-Amz-Signature")); },
       AuthFailure::kIncomplete},
      {"host", [](HttpRequest& r) { Set(r, "host", "evil.example"); }, AuthFailure::kBadSignature},
      {"host off the signed list",
       [](HttpRequest& r) { ReplaceIn(r.query, "SignedHeaders=host", "SignedHeaders=accept"); },
       AuthFailure::kBadSignature},
      {"unsigned x-amz header",
       [](HttpRequest& r) { r.headers.Add("x-amz-copy-source", "media/b"); },
       AuthFailure::kBadSignature},
      {"region", [](HttpRequest& r) { ReplaceIn(r.query, "us-east-1", "us-west-1"); },
       AuthFailure::kBadSignature},
      {"service", [](HttpRequest& r) { ReplaceIn(r.query, "%2Fs3%2F", "%2Fs4%2F"); },
       AuthFailure::kBadSignature},
      {"unknown key", [](HttpRequest& r) { ReplaceIn(r.query, "TACET", "ATCET"); },
       AuthFailure::kUnknownKey},
      {"token", [](HttpRequest& r) { r.query += "&X-Amz-Security-Token=t"; },
       AuthFailure::kUnknownKey},
      {"authorization beside it",
       [this](HttpRequest& r) {
         r.headers.Add("Authorization", std::string(SignedPut().headers.Get("authorization")));
       },
       AuthFailure::kIncomplete},
  };
  for (const auto& row : rows) {
    HttpRequest request = Presigned();
    row.alter(request);
    EXPECT_EQ(static_cast<int>(Check(request, "s3")), static_cast<int>(row.expected))
        << row.name << ": " << last_message_;
  }
}

}  // namespace
}  // namespace tacet::auth
