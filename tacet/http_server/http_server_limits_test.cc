// What a hostile or slow client meets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/http_server/http_server.h"
#include "tacet/http_server/testing_client.h"
#include "tacet/http_server/testing_server.h"

namespace tacet::http_server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::kGet;
using testing::RawClient;
using testing::RawResponse;
using ::testing::SizeIs;
using testing::TestServer;

HttpResponse Ok(HttpRequest&) { return {}; }

// Each is read differently by some servers and proxies, so that a second request could hide in it.
TEST(HttpServerLimitsTest, RefusesRequestsThatCouldHideAnother) {
  std::atomic<int> handled = 0;
  TestServer server([&](HttpRequest&) {
    ++handled;
    return HttpResponse{};
  });
  const std::vector<std::string> requests = {
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
      "0\r\n\r\nG",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n"
      "0\r\n\r\nG",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\nContent-Length: 5\r\n\r\n123456",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\nHost: h\n\n",
      "POST / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n",
      "GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      std::string("GET / HTTP/1.1\r\nHost: h\r\nX: \0\r\n\r\n", 34),
      "\x16\x03\x01\x02",
  };
  for (const std::string& request : requests) {
    RawClient client(server.port());
    const RawResponse response = client.Exchange(request + std::string(kGet));
    EXPECT_EQ(response.status, 400) << request;
    EXPECT_EQ(response.Field("Connection"), "close") << request;
    EXPECT_TRUE(client.SeesTheEnd()) << request;
  }
  EXPECT_EQ(handled, 0);
  EXPECT_THAT(server.Finished(requests.size()), SizeIs(requests.size()));
}

TEST(HttpServerLimitsTest, EndsBodiesWithBrokenChunks) {
  std::atomic<int> broken = 0;
  TestServer server([&](HttpRequest& request) {
    const Result<std::string> body = ReadAll(*request.body, 1'000);
    if (!body && body.error().code == ErrorCode::kDataLoss) ++broken;
    return HttpResponse{.status = body ? 200 : 400};
  });
  const std::vector<std::string> bodies = {
      "x\r\n\r\n",
      "-1\r\nabc\r\n0\r\n\r\n",
      "+3\r\nabc\r\n0\r\n\r\n",
      "0x3\r\nabc\r\n0\r\n\r\n",
      "3\nabc\n0\n\n",
      "3\r\nabcd\r\n0\r\n\r\n",
      "3\r\nabcX0\r\n\r\n",
      "3;\x01\r\nabc\r\n0\r\n\r\n",
      "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
      "\r\n3\r\nabc\r\n0\r\n\r\n",
      "0\r\nbad trailer\r\n\r\n",
      ";x=" + std::string(20'000, 'a'),
      "3;x=" + std::string(20'000, 'a'),
  };
  for (const std::string& body : bodies) {
    RawClient client(server.port());
    const RawResponse response =
        client.Exchange("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    EXPECT_EQ(response.status, 400) << body.substr(0, 20);
    EXPECT_EQ(response.Field("Connection"), "close") << body.substr(0, 20);
    EXPECT_TRUE(client.SeesTheEnd()) << body.substr(0, 20);
  }
  EXPECT_EQ(broken, static_cast<int>(bodies.size()));
}

TEST(HttpServerLimitsTest, BoundsTheHead) {
  TestServer server(Ok, {.max_header_bytes = 1'000, .max_header_fields = 5});
  const auto status = [&](const std::string& lines) {
    return RawClient(server.port())
        .Exchange("GET / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n")
        .status;
  };
  EXPECT_EQ(status("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n"), 200);
  EXPECT_EQ(status("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n"), 431);
  EXPECT_EQ(status("A: " + std::string(900, 'x') + "\r\n"), 200);
  EXPECT_EQ(status("A: " + std::string(1'000, 'x') + "\r\n"), 431);
  EXPECT_EQ(status("A: " + std::string(100'000, 'x') + "\r\n"), 431);
}

TEST(HttpServerLimitsTest, BoundsTheBody) {
  std::atomic<int> exhausted = 0;
  TestServer server(
      [&](HttpRequest& request) {
        const Result<std::string> body = ReadAll(*request.body, 1'000'000);
        if (!body && body.error().code == ErrorCode::kResourceExhausted) ++exhausted;
        return HttpResponse{};
      },
      {.max_body_bytes = 1'000});
  RawClient client(server.port());
  EXPECT_EQ(client
                .Exchange("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n" +
                          std::string(1'000, 'x'))
                .status,
            200);
  EXPECT_EQ(client
                .Exchange("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n" +
                          std::string(1'001, 'x'))
                .status,
            413);
  EXPECT_EQ(exhausted, 0);
  RawClient chunked(server.port());
  const RawResponse response =
      chunked.Exchange("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                       std::string(1'001, 'x') + "\r\n0\r\n\r\n");
  EXPECT_EQ(response.Field("Connection"), "close");
  EXPECT_EQ(exhausted, 1);
}

TEST(HttpServerLimitsTest, RefusesUnknownExpectations) {
  TestServer server(Ok);
  RawClient client(server.port());
  EXPECT_EQ(client.Exchange("GET / HTTP/1.1\r\nHost: h\r\nExpect: gifts\r\n\r\n").status, 417);
}

TEST(HttpServerLimitsTest, CutsSlowHeads) {
  TestServer server(Ok, {.header_timeout = milliseconds(250)});
  RawClient half(server.port());
  EXPECT_EQ(half.Exchange("GET / HTTP/1.1\r\nHo").status, 408);
  EXPECT_TRUE(half.SeesTheEnd());
  RawClient silent(server.port());
  EXPECT_TRUE(silent.SeesTheEnd());
}

TEST(HttpServerLimitsTest, CutsHeadsThatDrip) {
  TestServer server(Ok, {.header_timeout = milliseconds(250)});
  RawClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: h\r\n");
  // Each byte comes well within the time, all of them do not.
  const auto begin = std::chrono::steady_clock::now();
  while (client.Send("x") && !client.WaitForBytes(milliseconds(5)) &&
         std::chrono::steady_clock::now() - begin < seconds(10)) {
  }
  EXPECT_EQ(client.Receive().status, 408);
}

TEST(HttpServerLimitsTest, ClosesIdleConnectionsWithoutAWord) {
  TestServer server(Ok, {.idle_timeout = milliseconds(50)});
  RawClient client(server.port());
  EXPECT_EQ(client.Exchange(kGet).status, 200);
  EXPECT_TRUE(client.SeesTheEnd());
}

TEST(HttpServerLimitsTest, CutsSlowBodies) {
  std::atomic<int> late = 0;
  TestServer server(
      [&](HttpRequest& request) {
        const Result<std::string> body = ReadAll(*request.body, 10'000'000);
        if (!body && body.error().code == ErrorCode::kDeadlineExceeded) ++late;
        return HttpResponse{.status = body ? 200 : 408};
      },
      {.stall_timeout = milliseconds(100)});
  RawClient small(server.port());
  EXPECT_EQ(small.Exchange("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabc").status,
            408);
  EXPECT_EQ(late, 0) << "no handler's thread was taken for it";
  RawClient large(server.port());
  EXPECT_EQ(
      large.Exchange("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\nabc").status,
      408);
  RawClient chunked(server.port());
  EXPECT_EQ(
      chunked.Exchange("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab")
          .status,
      408);
  RawClient expecting(server.port());
  const std::string expect =
      "PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  EXPECT_EQ(expecting.Exchange(expect).status, 100);
  EXPECT_EQ(expecting.Receive().status, 408);
  EXPECT_EQ(late, 3);
}

TEST(HttpServerLimitsTest, CutsBodiesThatDrip) {
  TestServer server(
      [](HttpRequest& request) {
        const Result<std::string> body = ReadAll(*request.body, 10'000'000);
        return HttpResponse{.status = body ? 200 : 408};
      },
      {.stall_timeout = milliseconds(100), .min_bytes_per_second = 100'000});
  RawClient client(server.port());
  client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n");
  const auto begin = std::chrono::steady_clock::now();
  while (client.Send("x") && !client.WaitForBytes(milliseconds(5)) &&
         std::chrono::steady_clock::now() - begin < seconds(10)) {
  }
  EXPECT_EQ(client.Receive().status, 408);
}

// Never ends.
class EndlessSource : public ByteSource {
 public:
  Result<size_t> Read(std::span<char> buffer) override { return buffer.size(); }
};

TEST(HttpServerLimitsTest, CutsClientsThatDoNotReadTheirAnswer) {
  TestServer server(
      [](HttpRequest&) {
        HttpResponse response;
        response.stream = std::make_unique<EndlessSource>();
        response.stream_bytes = int64_t{1} << 40;
        return response;
      },
      {.handler_threads = 1, .stall_timeout = milliseconds(100)});
  RawClient client(server.port());
  client.Send(kGet);
  const std::vector<FinishedRequest> finished = server.Finished(1);
  ASSERT_THAT(finished, SizeIs(1));
  EXPECT_FALSE(finished[0].complete);
}

TEST(HttpServerLimitsTest, LetsConnectionsBeyondTheLimitWait) {
  TestServer server(Ok, {.max_connections = 2});
  RawClient first(server.port());
  RawClient second(server.port());
  EXPECT_EQ(first.Exchange(kGet).status, 200);
  EXPECT_EQ(second.Exchange(kGet).status, 200);
  RawClient third(server.port());
  third.Send(kGet);
  EXPECT_FALSE(third.WaitForBytes(milliseconds(50)));
  first.Close();
  EXPECT_EQ(third.Receive().status, 200);
}

TEST(HttpServerLimitsTest, RefusesWhenEveryHandlerIsBusyAndTheQueueIsFull) {
  std::promise<void> go;
  std::shared_future<void> gone = go.get_future().share();
  std::promise<void> started;
  TestServer server(
      [&](HttpRequest& request) {
        if (request.path == "/wait") {
          started.set_value();
          gone.wait();
        }
        return HttpResponse{};
      },
      {.handler_threads = 1, .max_queued_requests = 1});
  RawClient busy(server.port());
  busy.Send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
  started.get_future().wait();
  // One of these finds the queue's only place, whichever comes first; the other is refused.
  RawClient first(server.port());
  RawClient second(server.port());
  first.Send(kGet);
  second.Send(kGet);
  RawClient* refused = nullptr;
  while (refused == nullptr) {
    if (first.WaitForBytes(milliseconds(10))) refused = &first;
    if (second.WaitForBytes(milliseconds(10))) refused = &second;
  }
  EXPECT_EQ(refused->Receive().status, 503);
  EXPECT_EQ(refused->Exchange("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx").status,
            503)
      << "a refused client may ask again on its connection";
  go.set_value();
  EXPECT_EQ(busy.Receive().status, 200);
  EXPECT_EQ((refused == &first ? second : first).Receive().status, 200);
}

}  // namespace
}  // namespace tacet::http_server
