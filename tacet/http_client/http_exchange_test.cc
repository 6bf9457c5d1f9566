#include "tacet/http_client/http_exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "tests/fakes/http_server.h"

namespace tacet::http_client {
namespace {

using ::tacet::testing::HttpServer;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

class BrokenSource : public ByteSource {
 public:
  Result<size_t> Read(std::span<char>) override {
    return MakeError(ErrorCode::kDataLoss, "the source is damaged");
  }
};

class HttpExchangeTest : public ::testing::Test {
 protected:
  void SetUp() override { setenv("no_proxy", "127.0.0.1", /*overwrite=*/1); }

  ExchangeRequest Request(const std::string& method, const std::string& path) const {
    ExchangeRequest request;
    request.method = method;
    request.url = server_.url(path);
    return request;
  }
  Result<ExchangeAnswer> Send(const ExchangeRequest& request) {
    return exchanger_.Send(request, 50'000'000);
  }

  HttpServer server_;
  HttpExchanger exchanger_;
};

TEST_F(HttpExchangeTest, SendsMethodHeadersAndBody) {
  server_.Script("/a", {{.status = 201, .headers = {{"ETag", "\"x\""}}, .body = "made"}});
  StringSource body(std::string(3'000'000, 'b'));
  ExchangeRequest request = Request("PUT", "/a?x=1");
  request.headers = {{"X-One", "1"}, {"X-Empty", ""}};
  request.body = &body;
  request.body_bytes = 3'000'000;
  const Result<ExchangeAnswer> answer = Send(request);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->head.status, 201);
  EXPECT_EQ(answer->head.Get("etag"), "\"x\"");
  EXPECT_EQ(answer->body, "made");
  const HttpServer::Request seen = server_.requests().at(0);
  EXPECT_EQ(seen.method, "PUT");
  EXPECT_EQ(seen.path, "/a?x=1");
  EXPECT_EQ(seen.headers.at("x-one"), "1");
  EXPECT_EQ(seen.headers.at("content-length"), "3000000");
  EXPECT_FALSE(seen.headers.contains("expect"));
  EXPECT_FALSE(seen.headers.contains("content-type"));
  EXPECT_EQ(seen.body, std::string(3'000'000, 'b'));
}

TEST_F(HttpExchangeTest, KnowsMethodsWithoutABody) {
  server_.Script("/a", {{.status = 200, .length = 77}, {.status = 204}, {.status = 200}});
  const Result<ExchangeAnswer> head = Send(Request("HEAD", "/a"));
  ASSERT_TRUE(head) << head.error().message;
  EXPECT_EQ(head->head.ContentLength(), 77);
  EXPECT_EQ(head->body, "");
  EXPECT_EQ(Send(Request("DELETE", "/a"))->head.status, 204);
  StringSource empty("");
  ExchangeRequest post = Request("POST", "/a");
  post.body = &empty;
  EXPECT_EQ(Send(post)->head.status, 200);
  EXPECT_EQ(server_.requests().at(0).method, "HEAD");
  EXPECT_EQ(server_.requests().at(1).method, "DELETE");
  EXPECT_EQ(server_.requests().at(2).method, "POST");
  EXPECT_EQ(server_.requests().at(2).headers.at("content-length"), "0");
}

TEST_F(HttpExchangeTest, GivesEveryStatusAndFollowsNoRedirect) {
  server_.Script("/a", {{.status = 302, .headers = {{"Location", server_.url("/b")}}},
                        {.status = 503, .body = "<Error/>"}});
  EXPECT_EQ(Send(Request("GET", "/a"))->head.status, 302);
  EXPECT_EQ(Send(Request("GET", "/a"))->body, "<Error/>");
  EXPECT_EQ(server_.requests().size(), 2u);
}

TEST_F(HttpExchangeTest, SendsThePathAsItStands) {
  server_.Script("/a//../%2E%2e/b", {{.status = 200, .body = "ok"}});
  EXPECT_EQ(Send(Request("GET", "/a//../%2E%2e/b"))->body, "ok");
}

TEST_F(HttpExchangeTest, UsesAConnectionAgain) {
  server_.KeepConnections();
  server_.SetFile("/a", std::string(1'000'000, 'a'));
  for (int i = 0; i < 5; ++i) ASSERT_EQ(Send(Request("GET", "/a"))->body.size(), 1'000'000u);
  EXPECT_EQ(server_.connections(), 1);
}

TEST_F(HttpExchangeTest, ClosesAConnectionWhoseAnswerWasNotReadToTheEnd) {
  server_.KeepConnections();
  server_.SetFile("/a", std::string(20'000'000, 'a'));
  {
    const auto reader = exchanger_.Open(Request("GET", "/a"));
    ASSERT_TRUE(reader);
    std::string buffer(1000, '\0');
    EXPECT_GT(*(*reader)->Read(buffer), 0u);
  }
  server_.SetFile("/a", "other");
  EXPECT_EQ(Send(Request("GET", "/a"))->body, "other");
  EXPECT_EQ(server_.connections(), 2);
}

TEST_F(HttpExchangeTest, ReceivesNoMoreThanIsRead) {
  const std::string bytes(30'000'000, 'a');
  server_.SetFile("/a", bytes);
  const auto reader = exchanger_.Open(Request("GET", "/a"));
  ASSERT_TRUE(reader);
  // The server has sent its head but cannot get rid of the rest while nobody reads: it counts what
  // it has sent only when all is.
  EXPECT_EQ(server_.body_bytes_sent(), 0);
  size_t total = 0;
  std::string buffer(100'000, '\0');
  while (true) {
    const Result<size_t> count = (*reader)->Read(buffer);
    ASSERT_TRUE(count) << count.error().message;
    if (*count == 0) break;
    total += *count;
  }
  EXPECT_EQ(total, bytes.size());
}

TEST_F(HttpExchangeTest, SaysWhenTheBodyIsCut) {
  server_.Script("/a?x", {});
  server_.Script("/a", {{.status = 200, .body = std::string(10'000, 'a'), .cut_after_bytes = 500}});
  const Result<ExchangeAnswer> answer = Send(Request("GET", "/a?secret=1"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(answer.error().message, HasSubstr("/a"));
  EXPECT_THAT(answer.error().message + answer.error().detail, Not(HasSubstr("secret")));
}

TEST_F(HttpExchangeTest, GivesUpOnAServerThatSaysNothing) {
  server_.Script("/a", {{.status = 200, .body = "abc", .stall_after_bytes = 1}});
  ExchangeRequest request = Request("GET", "/a");
  request.stall_timeout = 300ms;
  const Result<ExchangeAnswer> answer = Send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kDeadlineExceeded);
}

TEST_F(HttpExchangeTest, StopsWhenCancelled) {
  server_.Script("/a", {{.status = 200, .body = "abc", .stall_after_bytes = 1}});
  CancelToken cancel;
  ExchangeRequest request = Request("GET", "/a");
  request.cancel = &cancel;
  const auto reader = exchanger_.Open(request);
  ASSERT_TRUE(reader);
  std::thread canceller([&cancel] { cancel.Cancel(); });
  const Result<std::string> body = ReadAll(**reader, 100);
  canceller.join();
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().code, ErrorCode::kCancelled);
}

TEST_F(HttpExchangeTest, HandsOnTheErrorOfTheBody) {
  BrokenSource body;
  ExchangeRequest request = Request("PUT", "/a");
  request.body = &body;
  request.body_bytes = 10;
  const Result<ExchangeAnswer> answer = Send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kDataLoss);
}

TEST_F(HttpExchangeTest, LimitsAnAnswer) {
  server_.SetFile("/a", std::string(1000, 'a'));
  const Result<ExchangeAnswer> answer = exchanger_.Send(Request("GET", "/a"), 999);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kResourceExhausted);
}

TEST_F(HttpExchangeTest, SaysWhenNobodyAnswersAndRefusesOtherSchemes) {
  ExchangeRequest request;
  request.url = "http://127.0.0.1:1/a";
  EXPECT_EQ(Send(request).error().code, ErrorCode::kUnavailable);
  request.url = "file:///etc/passwd";
  EXPECT_EQ(Send(request).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace tacet::http_client
