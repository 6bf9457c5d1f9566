// What the tests of the Authenticator share: keys, a clock, and requests signed with them.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "tacet/auth/access_key_store.h"
#include "tacet/auth/authenticator.h"
#include "tacet/auth/service_signer.h"
#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/aws/sigv4.h"
#include "tacet/base/temp_dir.h"

namespace tacet::auth {

using http_server::HttpRequest;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr char kHost[] = "tacet.example:9320";

class AuthenticatorTest : public testing::Test {
 protected:
  AuthenticatorTest()
      : dir_(TempDir::Create().value()),
        keys_(AccessKeyStore::Open(AccessKeyStore::PathIn(dir_.path()), clock_).value()),
        signer_(ServiceSigner::CreateTemporary()) {
    const AccessKey key = keys_->Create(Role::kSubmit, "").value();
    credentials_ = {key.info.id, key.secret};
    authenticator_ = Make({.region = "us-east-1",
                           .endpoint_hosts = {"tacet.example"},
                           .service_signer = signer_.get()});
  }

  std::unique_ptr<Authenticator> Make(AuthenticatorOptions options) {
    return std::make_unique<Authenticator>(*keys_, clock_, std::move(options));
  }

  // A request that was not signed.
  static HttpRequest Plain(std::string method, std::string path, std::string query,
                           std::string body) {
    HttpRequest request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.query = std::move(query);
    request.headers.Add("Host", kHost);
    request.content_length = static_cast<int64_t>(body.size());
    request.body = std::make_unique<StringSource>(std::move(body));
    return request;
  }

  // Signs all that is in `request` so far.
  void Sign(HttpRequest& request, const std::string& service, const std::string& payload_hash,
            const std::string& region = "us-east-1") {
    const aws::SignedHeaders added = aws::Sign({.method = request.method,
                                                .path = request.path,
                                                .query = request.query,
                                                .headers = request.headers.all(),
                                                .payload_hash = payload_hash},
                                               credentials_, region, service, clock_.Now());
    for (const auto& [name, value] : added.headers) request.headers.Add(name, value);
    seed_ = added.signature;
  }

  HttpRequest SignedJson(const std::string& body = "{}") {
    HttpRequest request = Plain("POST", "/", "", body);
    request.headers.Add("Content-Type", "application/x-amz-json-1.1");
    request.headers.Add("X-Amz-Target", "Transcribe.ListTranscriptionJobs");
    Sign(request, "transcribe", aws::Sha256Hex(body));
    return request;
  }

  HttpRequest SignedPut(const std::string& body = "audio") {
    HttpRequest request = Plain("PUT", "/media/in/a.wav", "partNumber=1&uploadId=u", body);
    request.headers.Add("x-amz-meta-a", "b");
    Sign(request, "s3", aws::Sha256Hex(body));
    return request;
  }

  HttpRequest FromUrl(const std::string& method, const std::string& url) {
    const size_t path = url.find('/', url.find("://") + 3);
    const size_t mark = url.find('?');
    return Plain(method, url.substr(path, mark - path), url.substr(mark + 1), "");
  }

  HttpRequest Presigned(const std::string& method = "GET", seconds expires = seconds(900),
                        const std::string& service = "s3") {
    aws::PresignOptions options;
    options.method = method;
    options.endpoint = std::string("http://") + kHost;
    options.path = "/media/in/a.wav";
    options.query = {{"response-content-type", "text/plain"}};
    options.expires = expires;
    return FromUrl(method,
                   aws::PresignUrl(options, credentials_, "us-east-1", service, clock_.Now()));
  }

  AuthFailure Check(HttpRequest& request, const std::string& service) {
    const AuthResult result = authenticator_->Authenticate(request, service);
    last_message_ = result.message;
    identity_ = result.identity;
    EXPECT_EQ(result.failure == AuthFailure::kNone, result.message.empty());
    return result.failure;
  }

  static void Set(HttpRequest& request, const std::string& name, const std::string& value) {
    http_server::Headers changed;
    for (const auto& [other, old] : request.headers.all()) {
      if (aws::EqualsIgnoringCase(other, name)) {
        if (!value.empty()) changed.Add(other, value);
      } else {
        changed.Add(other, old);
      }
    }
    request.headers = changed;
  }

  static void ReplaceIn(std::string& text, const std::string& from, const std::string& to) {
    ASSERT_NE(text.find(from), std::string::npos) << from << " in " << text;
    text.replace(text.find(from), from.size(), to);
  }

  static void ReplaceInHeader(HttpRequest& request, const std::string& name,
                              const std::string& from, const std::string& to) {
    std::string value(request.headers.Get(name));
    ReplaceIn(value, from, to);
    Set(request, name, value);
  }

  FakeClock clock_;
  TempDir dir_;
  std::unique_ptr<AccessKeyStore> keys_;
  std::unique_ptr<ServiceSigner> signer_;
  aws::Credentials credentials_;
  std::unique_ptr<Authenticator> authenticator_;
  std::string seed_;
  std::string last_message_;
  Identity identity_;
};

}  // namespace tacet::auth
