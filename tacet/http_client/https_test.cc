#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/types.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "tacet/base/temp_dir.h"
#include "tacet/http_client/http_client.h"
#include "tests/fakes/http_server.h"

namespace tacet::http_client {
namespace {

using ::testing::HasSubstr;

// A server with a certificate that only who is told of it trusts.
class HttpsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* source = std::getenv("TACET_SOURCE_DIR");
    if (source == nullptr) GTEST_SKIP() << "TACET_SOURCE_DIR names no checkout";
    setenv("no_proxy", "127.0.0.1", /*overwrite=*/1);
    Result<TempDir> made = TempDir::Create();
    ASSERT_TRUE(made);
    dir_.emplace(std::move(*made));
    certificate_ = dir_->path() + "/certificate.pem";
    const std::string key = dir_->path() + "/key.pem";
    const std::string make =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
        "/CN=test "
        "-addext subjectAltName=IP:127.0.0.1 -out " +
        certificate_ + " -keyout " + key + " 2>/dev/null";
    ASSERT_EQ(std::system(make.c_str()), 0);
    const std::string serve = "exec /usr/bin/python3 " + std::string(source) +
                              "/tests/fakes/https_server.py " + certificate_ + " " + key + " " +
                              plain_.url("/a");
    server_ = popen(serve.c_str(), "re");
    ASSERT_NE(server_, nullptr);
    ASSERT_EQ(std::fscanf(server_, "%d %d", &port_, &process_), 2);
    options_.max_bytes = 100;
    options_.max_attempts = 1;
  }

  void TearDown() override {
    unsetenv("SSL_CERT_FILE");
    if (process_ > 0) kill(process_, SIGTERM);
    if (server_ != nullptr) pclose(server_);
  }

  Result<Download> Get(const std::string& path) {
    return DownloadToFile({.url = "https://127.0.0.1:" + std::to_string(port_) + path},
                          dir_->path() + "/file", options_);
  }

  ::tacet::testing::HttpServer plain_;
  std::optional<TempDir> dir_;
  std::string certificate_;
  std::FILE* server_ = nullptr;
  int port_ = 0;
  int process_ = 0;
  DownloadOptions options_;
};

TEST_F(HttpsTest, RefusesAnUnknownCertificate) {
  const Result<Download> done = Get("/a");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kPermissionDenied);
  EXPECT_THAT(done.error().message, HasSubstr("SSL_CERT_FILE"));
}

TEST_F(HttpsTest, TrustsTheAuthoritiesOfTheEnvironment) {
  setenv("SSL_CERT_FILE", certificate_.c_str(), 1);
  const Result<Download> done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->size_bytes, 5);
}

TEST_F(HttpsTest, NeverFollowsARedirectToPlainHttp) {
  plain_.SetFile("/a", "evil");
  setenv("SSL_CERT_FILE", certificate_.c_str(), 1);
  const Result<Download> done = Get("/down");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(done.error().message, HasSubstr("not encrypted"));
  EXPECT_TRUE(plain_.requests().empty());
}

}  // namespace
}  // namespace tacet::http_client
