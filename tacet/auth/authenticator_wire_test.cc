// The requests of real clients, as recorded: let in as they are, refused when a byte is altered.
#include <algorithm>
#include <cctype>

#include "tacet/auth/access_key_store.h"
#include "tacet/auth/authenticator.h"
#include "tacet/aws/time_format.h"
#include "tacet/base/temp_dir.h"
#include "tests/fakes/wire_capture.h"

namespace tacet::auth {
namespace {

using tacet::testing::ReadWireCaptures;
using tacet::testing::WireCapture;

class AuthenticatorWireTest : public ::testing::TestWithParam<const char*> {
 protected:
  AuthenticatorWireTest()
      : dir_(TempDir::Create().value()),
        keys_(AccessKeyStore::Open(AccessKeyStore::PathIn(dir_.path()), clock_).value()) {
    EXPECT_TRUE(keys_->Import(tacet::testing::kCaptureKeyId, tacet::testing::kCaptureSecret,
                              Role::kSubmit, ""));
  }

  static std::string Service(const WireCapture& capture) {
    return capture.Header("authorization").find("/s3/aws4_request") == std::string::npos
               ? "transcribe"
               : "s3";
  }

  // At the time when the request was sent, with no memory of others.
  AuthResult Authenticate(const WireCapture& capture, http_server::HttpRequest& request) {
    const FakeClock clock(aws::ParseIsoBasic(capture.Header("x-amz-date")).value());
    Authenticator authenticator(*keys_, clock, {.region = "us-east-1"});
    return authenticator.Authenticate(request, Service(capture));
  }

  FakeClock clock_;
  TempDir dir_;
  std::unique_ptr<AccessKeyStore> keys_;
};

TEST_P(AuthenticatorWireTest, LetsRealRequestsIn) {
  for (const WireCapture& capture : ReadWireCaptures(GetParam())) {
    SCOPED_TRACE(capture.method + " " + capture.path + "?" + capture.query);
    http_server::HttpRequest request = capture.Request();
    const AuthResult result = Authenticate(capture, request);
    ASSERT_EQ(result.failure, AuthFailure::kNone) << result.message;
    EXPECT_EQ(result.identity.access_key_id, tacet::testing::kCaptureKeyId);
    EXPECT_EQ(result.identity.role, Role::kSubmit);
    EXPECT_FALSE(result.identity.presigned);
    const auto body = ReadAll(*request.body, 1 << 20);
    ASSERT_TRUE(body) << body.error().message;
    EXPECT_EQ(request.content_length, static_cast<int64_t>(body->size()));
    if (Service(capture) == "s3" && capture.method == "PUT") {
      EXPECT_EQ(body->size(), 1201u);
      EXPECT_TRUE(body->starts_with("hello transcribe capture file"));
      // Sent as a header or as a trailer, it is a header now.
      EXPECT_TRUE(request.headers.Has("x-amz-checksum-crc32") ||
                  request.headers.Has("x-amz-checksum-crc64nvme"));
    } else {
      EXPECT_EQ(*body, capture.body);
    }
  }
}

TEST_P(AuthenticatorWireTest, NoticesAnAlteredBody) {
  for (WireCapture capture : ReadWireCaptures(GetParam())) {
    if (capture.body.empty()) continue;
    SCOPED_TRACE(capture.method + " " + capture.path + "?" + capture.query);
    capture.body[capture.body.size() / 2] ^= 1;
    http_server::HttpRequest request = capture.Request();
    const AuthResult result = Authenticate(capture, request);
    if (result.failure == AuthFailure::kNone) {
      const auto body = ReadAll(*request.body, 1 << 20);
      ASSERT_FALSE(body);
      EXPECT_EQ(body.error().code, ErrorCode::kInvalidArgument);
    } else {
      EXPECT_TRUE(result.failure == AuthFailure::kBadSignature ||
                  result.failure == AuthFailure::kBadPayloadHash);
    }
  }
}

TEST_P(AuthenticatorWireTest, NoticesAnyAlteredSignedHeader) {
  for (const WireCapture& original : ReadWireCaptures(GetParam())) {
    const std::string authorization = original.Header("authorization");
    const size_t begin = authorization.find("SignedHeaders=") + 14;
    std::string names = ";" + authorization.substr(begin, authorization.find(',', begin) - begin);
    names += ";";
    for (size_t i = 0; i < original.headers.size(); ++i) {
      WireCapture capture = original;
      std::string name = capture.headers[i].first;
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      if (names.find(";" + name + ";") == std::string::npos) continue;
      capture.headers[i].second += "1";
      http_server::HttpRequest request = capture.Request();
      // At the time of the unaltered request.
      EXPECT_NE(Authenticate(original, request).failure, AuthFailure::kNone) << name;
    }
  }
}

// "java-http.txt" -> "java_http".
std::string CaptureName(const ::testing::TestParamInfo<const char*>& capture) {
  std::string name = capture.param;
  name.resize(name.size() - 4);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Clients, AuthenticatorWireTest,
                         ::testing::Values("awscli1-http.txt", "awscli1-https.txt",
                                           "boto3-crc64-http.txt", "boto3-crc64-https.txt",
                                           "boto3-forced-cbor.txt", "boto3-http.txt",
                                           "boto3-https.txt", "go-http.txt", "go-https.txt",
                                           "java-http.txt", "java-https.txt", "js-http.txt",
                                           "js-https.txt", "rust-http.txt"),
                         CaptureName);

}  // namespace
}  // namespace tacet::auth
