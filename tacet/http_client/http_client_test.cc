#include "tacet/http_client/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tacet/base/temp_dir.h"
#include "tests/fakes/http_server.h"

namespace tacet::http_client {
namespace {

using ::tacet::testing::HttpServer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

std::string Bytes(size_t count) {
  std::string bytes(count, '\0');
  for (size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>((i * 131) >> 3);
  return bytes;
}

std::string Contents(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

class HttpClientTest : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("no_proxy", "127.0.0.1", /*overwrite=*/1);
    Result<TempDir> made = TempDir::Create();
    ASSERT_TRUE(made);
    dir_.emplace(std::move(*made));
    path_ = dir_->path() + "/file";
    options_.max_bytes = 10'000'000;
    options_.wait = [this](std::chrono::milliseconds time) { waits_.push_back(time); };
  }

  Result<Download> Get(const std::string& path) {
    return DownloadToFile({.url = server_.url(path)}, path_, options_);
  }
  bool NothingLeft() const { return std::filesystem::is_empty(dir_->path()); }

  HttpServer server_;
  std::optional<TempDir> dir_;
  std::string path_;
  DownloadOptions options_;
  std::vector<std::chrono::milliseconds> waits_;
};

TEST_F(HttpClientTest, WritesTheWholeFileAndNothingElse) {
  server_.SetFile("/a", Bytes(300'000));
  std::vector<int64_t> seen;
  options_.on_progress = [&](const DownloadProgress& progress) {
    seen.push_back(progress.received_bytes);
    EXPECT_TRUE(progress.total_bytes == 300'000 || progress.total_bytes == -1);
  };
  const Result<Download> done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->size_bytes, 300'000);
  EXPECT_EQ(done->resumed_from_bytes, 0);
  EXPECT_EQ(Contents(path_), Bytes(300'000));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir_->path()), {}), 1);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(seen.back(), 300'000);
}

TEST_F(HttpClientTest, GoesOnWhereTheConnectionBroke) {
  server_.SetFile("/a", Bytes(300'000));
  server_.Script("/a", {{.cut_after_bytes = 100'000}, {.cut_after_bytes = 50'000}});
  const Result<Download> done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(Contents(path_), Bytes(300'000));
  EXPECT_EQ(server_.body_bytes_sent(), 300'000);  // no byte twice
  const std::vector<HttpServer::Request> requests = server_.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(requests[1].headers.at("range"), "bytes=100000-");
  EXPECT_EQ(requests[1].headers.at("if-range"), "\"one\"");
  EXPECT_EQ(requests[2].headers.at("range"), "bytes=150000-");
}

TEST_F(HttpClientTest, GoesOnInALaterCall) {
  server_.SetFile("/a", Bytes(300'000));
  server_.Script("/a", {{.cut_after_bytes = 100'000}});
  options_.max_attempts = 1;
  ASSERT_FALSE(Get("/a"));
  EXPECT_FALSE(std::filesystem::exists(path_));
  const Result<Download> done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->resumed_from_bytes, 100'000);
  EXPECT_EQ(Contents(path_), Bytes(300'000));
  EXPECT_EQ(server_.body_bytes_sent(), 300'000);
}

TEST_F(HttpClientTest, StartsAgainWhenTheFileChanged) {
  server_.SetFile("/a", Bytes(300'000));
  server_.Script("/a", {{.cut_after_bytes = 100'000}});
  options_.max_attempts = 1;
  ASSERT_FALSE(Get("/a"));
  const std::string changed = "x" + Bytes(200'000);
  server_.SetFile("/a", changed, "\"two\"");
  const Result<Download> done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->resumed_from_bytes, 0);
  EXPECT_EQ(Contents(path_), changed);
}

TEST_F(HttpClientTest, StartsAgainWhenTheServerCannotPromiseTheSameBytes) {
  for (const std::string etag : {"", "W/\"weak\""}) {
    server_.SetFile("/a", Bytes(300'000), etag);
    server_.Script("/a", {{.cut_after_bytes = 100'000}});
    options_.max_attempts = 1;
    ASSERT_FALSE(Get("/a"));
    const Result<Download> done = Get("/a");
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(server_.requests().back().headers.count("range"), 0u);
    EXPECT_EQ(Contents(path_), Bytes(300'000));
  }
}

TEST_F(HttpClientTest, StartsAgainWhenAnotherPartComes) {
  server_.SetFile("/a", Bytes(3'000));
  server_.Script(
      "/a", {{.cut_after_bytes = 1'000},
             {.status = 206, .headers = {{"Content-Range", "bytes 5-7/3000"}}, .body = "abc"}});
  const Result<Download> done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(Contents(path_), Bytes(3'000));
}

TEST_F(HttpClientTest, RepeatsPassingFailuresWithLongerWaits) {
  server_.SetFile("/a", "hello");
  server_.Script(
      "/a", {{.status = 500}, {.status = 503, .headers = {{"Retry-After", "7"}}}, {.status = 429}});
  const Result<Download> done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(Contents(path_), "hello");
  EXPECT_THAT(waits_, ElementsAre(500ms, 7s, 2s));
}

TEST_F(HttpClientTest, GivesUpAfterTheLastAttempt) {
  server_.Script("/a", std::vector<HttpServer::Reply>(6, {.status = 502}));
  const Result<Download> done = Get("/a");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(done.error().message, HasSubstr("HTTP 502"));
  EXPECT_EQ(server_.requests().size(), 6u);
}

TEST_F(HttpClientTest, SaysAtOnceWhatWillNotPass) {
  const std::pair<int, ErrorCode> cases[] = {{401, ErrorCode::kUnauthenticated},
                                             {403, ErrorCode::kPermissionDenied},
                                             {404, ErrorCode::kNotFound},
                                             {400, ErrorCode::kInvalidArgument}};
  for (const auto& [status, code] : cases) {
    server_.Script("/a", {{.status = status, .body = "the body of an error is no file"}});
    const Result<Download> done = Get("/a");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, code) << status;
    EXPECT_TRUE(NothingLeft());
  }
  EXPECT_EQ(server_.requests().size(), 4u);
  EXPECT_TRUE(waits_.empty());
}

TEST_F(HttpClientTest, NeverShowsQueryOrPassword) {
  for (const std::string url :
       {"http://user:hunter2@127.0.0.1:1/a?token=hunter2#hunter2",
        "ftp://user:hunter2@127.0.0.1/a?token=hunter2", "http://[hunter2/?token=hunter2"}) {
    options_.max_attempts = 1;
    const Result<Download> done = DownloadToFile({.url = url}, path_, options_);
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().message, Not(HasSubstr("hunter2")));
    EXPECT_THAT(done.error().detail, Not(HasSubstr("hunter2")));
  }
  EXPECT_EQ(SafeUrl("https://u:p@example.org:8443/a/b?q=1#f"), "https://example.org:8443/a/b");
  EXPECT_EQ(SafeUrl("no url"), "");
}

TEST_F(HttpClientTest, FollowsRedirectsWithoutLendingCredentials) {
  HttpServer other;
  other.SetFile("/real", "hello");
  server_.Script("/a", {{.status = 302, .headers = {{"Location", "/b"}}, .body = "moved"}});
  server_.Script("/b", {{.status = 307, .headers = {{"Location", other.url("/real")}}}});
  const Result<Download> done = DownloadToFile(
      {.url = server_.url("/a"), .headers = {{"Authorization", "Bearer secret"}}}, path_, options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(Contents(path_), "hello");
  ASSERT_EQ(server_.requests().size(), 2u);
  EXPECT_EQ(server_.requests()[1].headers.at("authorization"), "Bearer secret");
  ASSERT_EQ(other.requests().size(), 1u);
  EXPECT_EQ(other.requests()[0].headers.count("authorization"), 0u);
}

TEST_F(HttpClientTest, RefusesRedirectsInCirclesAndToOtherProtocols) {
  server_.Script(
      "/a", std::vector<HttpServer::Reply>(20, {.status = 301, .headers = {{"Location", "/a"}}}));
  Result<Download> done = Get("/a");
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("more than 5 times"));
  EXPECT_EQ(server_.requests().size(), 6u);

  for (const std::string target : {"file:///etc/passwd", "ftp://127.0.0.1/a", ""}) {
    server_.Script("/b", {{.status = 302, .headers = {{"Location", target}}}});
    done = Get("/b");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::kInvalidArgument) << target;
    EXPECT_TRUE(NothingLeft());
  }
}

TEST_F(HttpClientTest, RefusesLongerFilesThanAllowed) {
  server_.SetFile("/a", Bytes(1'000));
  options_.max_bytes = 999;
  const Result<Download> done = Get("/a");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(done.error().message, HasSubstr("999"));
  EXPECT_TRUE(NothingLeft());
}

TEST_F(HttpClientTest, LeavesAStalledServer) {
  server_.SetFile("/a", Bytes(1'000));
  server_.Script("/a", {{.stall_after_bytes = 100}});
  options_.stall_timeout = 100ms;
  options_.max_attempts = 1;
  Result<Download> done = Get("/a");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kDeadlineExceeded);
  EXPECT_THAT(done.error().message, HasSubstr("sent nothing"));
  done = Get("/a");  // and the next call goes on
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->resumed_from_bytes, 100);
}

TEST_F(HttpClientTest, KeepsItsDeadline) {
  server_.Script("/a", {{.status = 200, .body = "hello", .stall_after_bytes = 1}});
  options_.deadline = 200ms;
  const auto start = std::chrono::steady_clock::now();
  const Result<Download> done = Get("/a");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kDeadlineExceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST_F(HttpClientTest, StopsOnCancelAndKeepsWhatItHas) {
  server_.SetFile("/a", Bytes(300'000));
  server_.Script("/a", {{.stall_after_bytes = 100'000}});
  CancelToken cancel;
  options_.cancel = &cancel;
  options_.on_progress = [&](const DownloadProgress& progress) {
    if (progress.received_bytes == 100'000) cancel.Cancel();
  };
  Result<Download> done = Get("/a");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
  options_.cancel = nullptr;
  done = Get("/a");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->resumed_from_bytes, 100'000);
}

TEST_F(HttpClientTest, SaysWhenNobodyListens) {
  options_.max_attempts = 2;
  const Result<Download> done = DownloadToFile({.url = "http://127.0.0.1:1/a"}, path_, options_);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(done.error().message, HasSubstr("http://127.0.0.1:1/a"));
  EXPECT_TRUE(NothingLeft());
  EXPECT_EQ(waits_.size(), 1u);
}

TEST_F(HttpClientTest, DoesNotWaitForANetworkThatIsNotThere) {
  const Result<Download> done =
      DownloadToFile({.url = "http://no-such-host.invalid/a"}, path_, options_);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kUnavailable);
}

TEST_F(HttpClientTest, SaysWhenTheFolderIsMissing) {
  const Result<Download> done =
      DownloadToFile({.url = server_.url("/a")}, dir_->path() + "/none/file", options_);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("none/file.part"));
}

}  // namespace
}  // namespace tacet::http_client
