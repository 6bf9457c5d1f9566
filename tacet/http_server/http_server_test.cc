#include "tacet/http_server/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tacet/http_server/testing_client.h"
#include "tacet/http_server/testing_server.h"

namespace tacet::http_server {
namespace {

using ::testing::AllOf;
using testing::FunctionHandler;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::RawClient;
using testing::RawResponse;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::TestServer;

TEST(HttpServerTest, AnswersARequest) {
  HttpRequest seen;
  TestServer server([&](HttpRequest& request) {
    HttpResponse response;
    response.headers = {{"Content-Type", "text/plain"}};
    response.body = "hello " + request.method + " " + request.path + " " + request.query + " " +
                    std::string(request.headers.Get("x-THING")) + " " + request.peer;
    return response;
  });
  RawClient client(server.port());
  const RawResponse response =
      client.Exchange("GET /a%20b?x=1&y HTTP/1.1\r\nHost: h\r\nX-Thing:  a b\t\r\n\r\n");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "hello GET /a%20b x=1&y a b 127.0.0.1");
  EXPECT_EQ(response.Field("Content-Type"), "text/plain");
  EXPECT_THAT(response.Field("x-amzn-RequestId"), SizeIs(36));
  EXPECT_THAT(response.Field("Date"), HasSubstr(" GMT"));
  EXPECT_EQ(response.Field("Connection"), "");
}

TEST(HttpServerTest, KeepsTheConnectionForMoreRequests) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    response.body = request.path + ReadAll(*request.body, 100).value();
    return response;
  });
  RawClient client(server.port());
  EXPECT_EQ(client.Exchange("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n").body, "/1");
  EXPECT_EQ(client.Exchange("POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc").body,
            "/2abc");
  EXPECT_EQ(client.Exchange("\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n").body, "/3");
}

TEST(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    response.body = request.path + ReadAll(*request.body, 100).value();
    return response;
  });
  RawClient client(server.port());
  client.Send(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
      "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
      "POST /3 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n"
      "GET /4 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.Receive().body, "/1");
  EXPECT_EQ(client.Receive().body, "/2abc");
  EXPECT_EQ(client.Receive().body, "/3de");
  const RawResponse last = client.Receive();
  EXPECT_EQ(last.body, "/4");
  EXPECT_EQ(last.Field("Connection"), "close");
  EXPECT_TRUE(client.SeesTheEnd());
}

TEST(HttpServerTest, ReadsChunkedBodies) {
  std::atomic<int64_t> length = 0;
  TestServer server([&](HttpRequest& request) {
    length = request.content_length;
    HttpResponse response;
    response.body = ReadAll(*request.body, 100).value();
    return response;
  });
  RawClient client(server.port());
  EXPECT_EQ(client
                .Exchange("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n"
                          "5\r\nhello\r\nA;name=value\r\n, the rest\r\n0\r\nTrailer: 1\r\n\r\n")
                .body,
            "hello, the rest");
  EXPECT_EQ(length, -1);
  // One byte at a time, too.
  for (const char c : std::string("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n")) {
    client.Send(std::string_view(&c, 1));
  }
  EXPECT_EQ(client.Receive().body, "abcd");
}

TEST(HttpServerTest, StreamsALargeBodyToTheHandlerAndBack) {
  // Longer than all buffers, and no multiple of them.
  const size_t size = (size_t{5} << 20) + 12'345;
  TestServer server([](HttpRequest& request) {
    std::string body = ReadAll(*request.body, size_t{8} << 20).value();
    HttpResponse response;
    response.stream_bytes = static_cast<int64_t>(body.size());
    response.stream = std::make_unique<StringSource>(std::move(body));
    return response;
  });
  std::string body(size, '\0');
  for (size_t i = 0; i < size; ++i) body[i] = static_cast<char>(i * 7 + i / 251);
  RawClient client(server.port());
  for (int round = 0; round < 2; ++round) {
    client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size) +
                "\r\n\r\n");
    client.Send(body);
    const RawResponse response = client.Receive();
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.body == body);
  }
}

TEST(HttpServerTest, SendsContinueOnlyWhenTheBodyIsRead) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    if (request.path == "/no") {
      response.status = 403;
    } else {
      response.body = ReadAll(*request.body, 100).value();
    }
    return response;
  });
  RawClient client(server.port());
  const std::string fields =
      " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  const RawResponse go_on = client.Exchange("PUT /yes" + fields);
  EXPECT_EQ(go_on.status, 100);
  EXPECT_EQ(client.Exchange("abc").body, "abc");
  const RawResponse refused = client.Exchange("PUT /no" + fields);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.Field("Connection"), "close");
  client.EndSending();
  EXPECT_TRUE(client.SeesTheEnd());
}

}  // namespace
}  // namespace tacet::http_server
