#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/http_server/http_server.h"
#include "tacet/http_server/testing_client.h"
#include "tacet/http_server/testing_server.h"

namespace tacet::http_server {
namespace {

using testing::FunctionHandler;
using ::testing::HasSubstr;
using testing::RawClient;
using ::testing::StartsWith;
using testing::TestServer;

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using Tls = std::unique_ptr<SSL, Deleter<SSL_free>>;

void MakeCertificate(const std::string& certificate_file, const std::string& key_file) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  std::FILE* file = std::fopen(certificate_file.c_str(), "w");
  PEM_write_X509(file, certificate.get());
  std::fclose(file);
  file = std::fopen(key_file.c_str(), "w");
  PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
}

class TlsClient {
 public:
  explicit TlsClient(uint16_t port, int max_version = 0)
      : raw_(port), context_(SSL_CTX_new(TLS_client_method())) {
    if (max_version != 0) {
      SSL_CTX_set_security_level(context_.get(), 0);
      SSL_CTX_set_max_proto_version(context_.get(), max_version);
    }
    const std::string_view protocols("\x02h2\x08http/1.1");
    SSL_CTX_set_alpn_protos(context_.get(),
                            reinterpret_cast<const unsigned char*>(protocols.data()),
                            static_cast<unsigned int>(protocols.size()));
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), raw_.socket());
    connected_ = SSL_connect(tls_.get()) == 1;
  }

  bool connected() const { return connected_; }
  SSL* tls() { return tls_.get(); }

  bool Send(std::string_view bytes) {
    return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
  }

  // All that comes before the other side says goodbye; "cut: " before it when it does not.
  std::string ReceiveAll() {
    std::string all;
    std::array<char, 65536> bytes;
    for (;;) {
      const int got = SSL_read(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
      if (got <= 0) {
        const bool goodbye = SSL_get_error(tls_.get(), got) == SSL_ERROR_ZERO_RETURN;
        return goodbye ? all : "cut: " + all;
      }
      all.append(bytes.data(), static_cast<size_t>(got));
    }
  }

 private:
  RawClient raw_;
  Context context_;
  Tls tls_;
  bool connected_ = false;
};

class HttpServerTlsTest : public ::testing::Test {
 protected:
  HttpServerTlsTest() : dir_(TempDir::Create().value()) {
    options_.tls_certificate_file = dir_.path() + "/certificate.pem";
    options_.tls_key_file = dir_.path() + "/key.pem";
    MakeCertificate(options_.tls_certificate_file, options_.tls_key_file);
  }

  static HttpResponse Echo(HttpRequest& request) {
    HttpResponse response;
    std::string body = ReadAll(*request.body, size_t{16} << 20).value();
    response.stream_bytes = static_cast<int64_t>(body.size());
    response.stream = std::make_unique<StringSource>(std::move(body));
    response.headers = {{"X-Tls", request.tls ? "yes" : "no"}};
    return response;
  }

  TempDir dir_;
  HttpServerOptions options_;
};

TEST_F(HttpServerTlsTest, SpeaksTls13AndHttp11) {
  TestServer server(Echo, options_);
  TlsClient client(server.port());
  ASSERT_TRUE(client.connected());
  EXPECT_EQ(std::string_view(SSL_get_version(client.tls())), "TLSv1.3");
  const unsigned char* protocol = nullptr;
  unsigned int bytes = 0;
  SSL_get0_alpn_selected(client.tls(), &protocol, &bytes);
  EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(protocol), bytes), "http/1.1");
  client.Send(
      "PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3\r\n\r\n"
      "abc");
  const std::string answer = client.ReceiveAll();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-Tls: yes\r\n"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\nabc"));
}

TEST_F(HttpServerTlsTest, KeepsConnectionsAndMovesLargeBodies) {
  TestServer server(Echo, options_);
  TlsClient client(server.port());
  ASSERT_TRUE(client.connected());
  std::string body(3'000'000, '\0');
  for (size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 7 + i / 251);
  client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
  ASSERT_TRUE(client.Send("PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " +
                          std::to_string(body.size()) + "\r\n\r\n" + body));
  const std::string answers = client.ReceiveAll();
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answers, HasSubstr("\r\n\r\nabcHTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(answers.ends_with("\r\n\r\n" + body));
}

TEST_F(HttpServerTlsTest, AnswersALongBodyThatItDoesNotRead) {
  TestServer server([](HttpRequest&) { return HttpResponse{.status = 403, .body = "no"}; },
                    options_);
  TlsClient client(server.port());
  ASSERT_TRUE(client.connected());
  ASSERT_TRUE(client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000\r\n\r\n"));
  EXPECT_TRUE(client.Send(std::string(8'000'000, 'x')));
  std::array<char, 12> bytes;
  ASSERT_EQ(SSL_read(client.tls(), bytes.data(), bytes.size()), 12);
  EXPECT_EQ(std::string_view(bytes.data(), bytes.size()), "HTTP/1.1 403");
}

TEST_F(HttpServerTlsTest, RefusesOldVersionsAndPlainHttp) {
  TestServer server(Echo, options_);
  EXPECT_TRUE(TlsClient(server.port(), TLS1_2_VERSION).connected());
  EXPECT_FALSE(TlsClient(server.port(), TLS1_1_VERSION).connected());
  RawClient plain(server.port());
  EXPECT_EQ(plain.Exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status, 0);
}

TEST_F(HttpServerTlsTest, CutsSlowHandshakes) {
  options_.header_timeout = std::chrono::milliseconds(100);
  TestServer server(Echo, options_);
  RawClient silent(server.port());
  EXPECT_TRUE(silent.SeesTheEnd());
}

TEST_F(HttpServerTlsTest, StopsWithIdleClients) {
  options_.shutdown_grace = std::chrono::hours(1);
  TestServer server(Echo, options_);
  TlsClient idle(server.port());
  EXPECT_TRUE(idle.connected());
  server.Stop();
}

TEST_F(HttpServerTlsTest, SaysWhatIsWrongWithTheFiles) {
  FunctionHandler handler(Echo);
  const auto error = [&] {
    Result<std::unique_ptr<HttpServer>> server = HttpServer::Create(options_, handler);
    EXPECT_FALSE(server);
    return server ? Error{} : server.error();
  };
  const HttpServerOptions good = options_;
  options_.tls_certificate_file += ".missing";
  EXPECT_EQ(error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(error().message, HasSubstr("certificate.pem.missing"));
  options_ = good;
  ASSERT_TRUE(WriteFileAtomically(options_.tls_key_file, "rubbish"));
  EXPECT_THAT(error().message, HasSubstr("key.pem"));
  // The key of another certificate.
  MakeCertificate(dir_.path() + "/other.pem", options_.tls_key_file);
  EXPECT_THAT(error().message, HasSubstr("key.pem"));
}

}  // namespace
}  // namespace tacet::http_server
