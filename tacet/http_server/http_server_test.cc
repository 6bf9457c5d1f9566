#include "tacet/http_server/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
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
  TestServer server([](HttpRequest& request) {
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

TEST(HttpServerTest, TellsOnlyTheLengthToHead) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    if (request.path == "/body") {
      response.body = "12345";
    } else if (request.path == "/stream") {
      response.stream = std::make_unique<StringSource>("1234567");
      response.stream_bytes = 7;
    } else {
      response.stream_bytes = 5'000'000'000;
    }
    return response;
  });
  RawClient client(server.port());
  const auto length = [&](const std::string& path) {
    return client.Exchange("HEAD " + path + " HTTP/1.1\r\nHost: h\r\n\r\n", "HEAD")
        .Field("Content-Length");
  };
  EXPECT_EQ(length("/body"), "5");
  EXPECT_EQ(length("/stream"), "7");
  EXPECT_EQ(length("/length"), "5000000000");
  EXPECT_EQ(client.Exchange("GET /length HTTP/1.1\r\nHost: h\r\n\r\n").Field("Content-Length"), "0")
      << "there is no stream to send";
}

TEST(HttpServerTest, SendsNoBodyWithStatusesThatHaveNone) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    response.status = request.path == "/204" ? 204 : 304;
    response.body = "never";
    return response;
  });
  RawClient client(server.port());
  for (const std::string path : {"/204", "/304", "/204"}) {
    const RawResponse response = client.Exchange("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(std::to_string(response.status), path.substr(1));
    EXPECT_EQ(response.Field("Content-Length"), "");
  }
}

TEST(HttpServerTest, SpeaksHttp10) {
  TestServer server([](HttpRequest&) { return HttpResponse{.body = "old"}; });
  RawClient client(server.port());
  const RawResponse kept = client.Exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(kept.body, "old");
  EXPECT_EQ(kept.Field("Connection"), "keep-alive");
  const RawResponse last = client.Exchange("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(last.Field("Connection"), "close");
  EXPECT_TRUE(client.SeesTheEnd());
}

TEST(HttpServerTest, TurnsExceptionsIntoAnAnswerWithoutTheirText) {
  TestServer server([](HttpRequest& request) -> HttpResponse {
    if (request.path == "/int") throw 5;
    throw std::runtime_error("secret");
  });
  RawClient client(server.port());
  for (const std::string path : {"/int", "/error", "/int"}) {
    const RawResponse response = client.Exchange("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body, "refused");
  }
}

TEST(HttpServerTest, NeverSendsAHeaderThatSplitsTheResponse) {
  TestServer server([](HttpRequest&) {
    HttpResponse response;
    response.headers = {{"Content-Disposition", "a\r\nSet-Cookie: b"}};
    response.body = "body";
    return response;
  });
  RawClient client(server.port());
  const RawResponse response = client.Exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.head, Not(HasSubstr("Cookie")));
}

TEST(HttpServerTest, ReportsEachFinishedRequest) {
  TestServer server([](HttpRequest&) {
    HttpResponse response;
    response.status = 201;
    response.body = "12";
    response.log_fields = {{"operation", "Put"}};
    return response;
  });
  RawClient client(server.port());
  const RawResponse good =
      client.Exchange("PUT /a?secret=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(good.status, 201);
  EXPECT_EQ(client.Exchange("PUT /b HTTP/1.1\r\n\r\n").status, 400);
  const std::vector<FinishedRequest> finished = server.Finished(2);
  ASSERT_THAT(finished, SizeIs(2));
  EXPECT_EQ(finished[0].id, good.Field("x-amzn-RequestId"));
  EXPECT_EQ(finished[0].method, "PUT");
  EXPECT_EQ(finished[0].path, "/a");
  EXPECT_EQ(finished[0].peer, "127.0.0.1");
  EXPECT_EQ(finished[0].status, 201);
  EXPECT_EQ(finished[0].request_bytes, 5);
  EXPECT_EQ(finished[0].response_bytes, 2);
  EXPECT_TRUE(finished[0].complete);
  EXPECT_THAT(finished[0].log_fields, SizeIs(1));
  EXPECT_EQ(finished[1].path, "/b");
  EXPECT_EQ(finished[1].status, 400);
}

TEST(HttpServerTest, ServesManyClientsAtOnce) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    response.body = request.path + ReadAll(*request.body, 1'000).value();
    return response;
  });
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 64; ++t) {
    threads.emplace_back([&, t] {
      RawClient client(server.port());
      for (int i = 0; i < 20; ++i) {
        const std::string path = "/" + std::to_string(t) + "/" + std::to_string(i);
        const RawResponse response = client.Exchange(
            "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody");
        if (response.status == 200 && response.body == path + "body") ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 64 * 20);
}

}  // namespace
}  // namespace tacet::http_server
