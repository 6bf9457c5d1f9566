#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "tacet/http_server/http_server.h"
#include "tacet/http_server/testing_client.h"
#include "tacet/http_server/testing_server.h"

namespace tacet::http_server {
namespace {

using std::chrono::milliseconds;
using testing::FunctionHandler;
using ::testing::HasSubstr;
using testing::kGet;
using testing::RawClient;
using testing::RawResponse;
using testing::TestServer;

TEST(HttpServerStopTest, MayBeStoppedTwiceAndBeforeAnyRequest) {
  TestServer server([](HttpRequest&) { return HttpResponse{}; });
  std::thread other([&] { server.Stop(); });
  server.Stop();
  other.join();
  RawClient client(server.port());
  EXPECT_FALSE(client.connected());
}

TEST(HttpServerStopTest, ClosesIdleConnectionsAtOnce) {
  TestServer server([](HttpRequest&) { return HttpResponse{}; },
                    {.shutdown_grace = std::chrono::hours(1)});
  RawClient used(server.port());
  RawClient fresh(server.port());
  EXPECT_EQ(used.Exchange(kGet).status, 200);
  server.Stop();
  EXPECT_TRUE(used.SeesTheEnd());
  EXPECT_TRUE(fresh.SeesTheEnd());
}

TEST(HttpServerStopTest, LetsARunningRequestEnd) {
  std::promise<void> started;
  std::promise<void> go;
  TestServer server(
      [&](HttpRequest&) {
        started.set_value();
        go.get_future().wait();
        return HttpResponse{.body = "done"};
      },
      {.shutdown_grace = std::chrono::hours(1)});
  RawClient client(server.port());
  client.Send(kGet);
  started.get_future().wait();
  std::thread stopping([&] { server.Stop(); });
  // Stop() has begun once nobody is let in any more.
  while (RawClient(server.port()).connected()) {
  }
  go.set_value();
  const RawResponse response = client.Receive();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.Field("Connection"), "close");
  EXPECT_TRUE(client.SeesTheEnd());
  client.Close();
  stopping.join();
}

TEST(HttpServerStopTest, CutsARequestAfterTheGrace) {
  std::promise<void> started;
  std::atomic<bool> failed = false;
  TestServer server(
      [&](HttpRequest& request) {
        started.set_value();
        failed = !ReadAll(*request.body, 100'000'000).has_value();
        return HttpResponse{};
      },
      {.shutdown_grace = milliseconds(20)});
  RawClient client(server.port());
  client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\nabc");
  started.get_future().wait();
  server.Stop();
  EXPECT_TRUE(failed);
  EXPECT_FALSE(server.Finished(1).at(0).complete);
}

// Sends the first buffer, and then waits until it may fail.
class WaitingSource : public ByteSource {
 public:
  WaitingSource(std::promise<void>& sent, std::shared_future<void> go)
      : sent_(sent), go_(std::move(go)) {}
  Result<size_t> Read(std::span<char> buffer) override {
    if (++reads_ == 2) {
      sent_.set_value();
      go_.wait();
    }
    return buffer.size();
  }

 private:
  std::promise<void>& sent_;
  std::shared_future<void> go_;
  int reads_ = 0;
};

TEST(HttpServerStopTest, CutsAnAnswerWhoseSourceIsSlow) {
  std::promise<void> sent;
  std::promise<void> go;
  std::shared_future<void> gone = go.get_future().share();
  std::unique_ptr<TestServer> server = std::make_unique<TestServer>(
      [&](HttpRequest&) {
        HttpResponse response;
        response.stream = std::make_unique<WaitingSource>(sent, gone);
        response.stream_bytes = 10'000'000;
        return response;
      },
      HttpServerOptions{.shutdown_grace = milliseconds(20)});
  RawClient client(server->port());
  client.Send(kGet);
  sent.get_future().wait();
  std::thread stopping([&] { server.reset(); });
  EXPECT_EQ(client.Receive().status, 0);
  go.set_value();
  stopping.join();
}

TEST(HttpServerStopTest, DropsWhatWaitsForAHandlerAfterTheGrace) {
  std::promise<void> started;
  std::promise<void> go;
  std::atomic<int> handled = 0;
  std::unique_ptr<TestServer> server = std::make_unique<TestServer>(
      [&](HttpRequest& request) {
        if (++handled == 1) {
          started.set_value();
          EXPECT_FALSE(ReadAll(*request.body, 100'000'000).has_value());
          go.get_future().wait();
        }
        return HttpResponse{};
      },
      HttpServerOptions{.handler_threads = 1, .shutdown_grace = milliseconds(20)});
  RawClient first(server->port());
  first.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\nabc");
  started.get_future().wait();
  RawClient second(server->port());
  second.Send(kGet);
  std::thread stopping([&] { server.reset(); });
  EXPECT_TRUE(second.SeesTheEnd());
  go.set_value();
  stopping.join();
  EXPECT_EQ(handled, 1);
}

TEST(HttpServerStopTest, SaysWhyItCannotListen) {
  FunctionHandler handler([](HttpRequest&) { return HttpResponse{}; });
  const auto error = [&](const HttpServerOptions& options) {
    Result<std::unique_ptr<HttpServer>> server = HttpServer::Create(options, handler);
    EXPECT_FALSE(server);
    return server ? Error{} : server.error();
  };
  Result<std::unique_ptr<HttpServer>> first = HttpServer::Create({}, handler);
  ASSERT_TRUE(first);
  EXPECT_EQ(error({.port = (*first)->port()}).code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(error({.port = (*first)->port()}).message, HasSubstr("in use"));
  EXPECT_EQ(error({.address = "nowhere"}).code, ErrorCode::kInvalidArgument);
  // Of the range that RFC 5737 keeps for examples.
  EXPECT_EQ(error({.address = "192.0.2.1"}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error({.tls_key_file = "key.pem"}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error({.handler_threads = 0}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error({.stall_timeout = milliseconds(0)}).code, ErrorCode::kInvalidArgument);
}

TEST(HttpServerStopTest, ListensOnIpv6) {
  FunctionHandler handler([](HttpRequest& request) { return HttpResponse{.body = request.peer}; });
  Result<std::unique_ptr<HttpServer>> server = HttpServer::Create({.address = "::"}, handler);
  if (!server) GTEST_SKIP() << "no IPv6 here: " << server.error().detail;
  // Also over IPv4.
  EXPECT_EQ(RawClient((*server)->port()).Exchange(kGet).body, "127.0.0.1");
}

}  // namespace
}  // namespace tacet::http_server
