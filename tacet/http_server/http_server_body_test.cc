// Large bodies, and those that nobody reads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tacet/http_server/http_server.h"
#include "tacet/http_server/testing_body.h"
#include "tacet/http_server/testing_client.h"
#include "tacet/http_server/testing_server.h"

namespace tacet::http_server {
namespace {

using testing::FailingSource;
using testing::RawClient;
using testing::RawResponse;
using ::testing::SizeIs;
using testing::TestServer;

TEST(HttpServerBodyTest, StreamsALargeBodyToTheHandlerAndBack) {
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

TEST(HttpServerBodyTest, AnswersAnErrorWhenAStreamFailsAtOnceAndCutsItLater) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    response.stream_bytes = 2'000'000;
    if (request.path == "/short") {
      response.stream = std::make_unique<StringSource>(std::string(1'000'000, 'x'));
    } else {
      response.stream = std::make_unique<FailingSource>(request.path == "/early" ? 10 : 1'000'000);
    }
    return response;
  });
  RawClient early(server.port());
  EXPECT_EQ(early.Exchange("GET /early HTTP/1.1\r\nHost: h\r\n\r\n").status, 500);
  EXPECT_EQ(early.Exchange("GET /early HTTP/1.1\r\nHost: h\r\n\r\n").status, 500);
  for (const std::string path : {"/late", "/short"}) {
    RawClient late(server.port());
    const RawResponse cut = late.Exchange("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(cut.status, 0);
    EXPECT_EQ(cut.Field("Content-Length"), "2000000");
    EXPECT_THAT(cut.body, SizeIs(1'000'000));
  }
  const std::vector<FinishedRequest> finished = server.Finished(4);
  EXPECT_TRUE(finished[0].complete);
  EXPECT_FALSE(finished[2].complete);
  EXPECT_EQ(finished[2].status, 200);
  EXPECT_EQ(finished[2].response_bytes, 1'000'000);
}

// Whether the connection is kept depends on how much has come by then; that it is told does not.
TEST(HttpServerBodyTest, EitherKeepsTheConnectionOrSaysThatItDoesNot) {
  constexpr size_t kSize = (1 << 20) + 100'000;
  TestServer server([](HttpRequest& request) {
    std::vector<char> buffer(50'000);
    for (size_t total = 0; request.content_length > 0 && total < (1 << 20);) {
      const Result<size_t> read = request.body->Read(buffer);
      if (!read) break;
      total += *read;
    }
    return HttpResponse{.status = 403};
  });
  for (int round = 0; round < 20; ++round) {
    RawClient client(server.port());
    client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(kSize) +
                "\r\n\r\n" + std::string(kSize, 'x'));
    const RawResponse response = client.Receive();
    EXPECT_EQ(response.status, 403);
    if (response.Field("Connection") == "close") {
      EXPECT_TRUE(client.SeesTheEnd());
    } else {
      EXPECT_EQ(client.Exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status, 403);
    }
  }
}

TEST(HttpServerBodyTest, AnswersBeforeALongBodyHasComeAndLetsTheClientSeeIt) {
  TestServer server([](HttpRequest&) { return HttpResponse{.status = 403, .body = "no"}; });
  RawClient client(server.port());
  client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\n");
  EXPECT_TRUE(client.Send(std::string(20'000'000, 'x'))) << "the connection was reset";
  const RawResponse response = client.Receive();
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(response.body, "no");
  EXPECT_EQ(response.Field("Connection"), "close");
  EXPECT_TRUE(client.SeesTheEnd());
}

TEST(HttpServerBodyTest, AnswersWhileAClientIsSilentInTheMiddleOfABody) {
  TestServer server([](HttpRequest& request) {
    std::string some(1'000, '\0');
    EXPECT_TRUE(request.body->Read(some).has_value());
    return HttpResponse{.status = 403, .body = "no"};
  });
  RawClient client(server.port());
  client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\n" +
              std::string(5'000, 'x'));
  EXPECT_EQ(client.Receive().status, 403);
}

class ThrowingSource : public ByteSource {
 public:
  Result<size_t> Read(std::span<char>) override { throw std::runtime_error("secret"); }
};

TEST(HttpServerBodyTest, SurvivesStreamsThatThrowOrReadTheRequestTooLate) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    response.stream_bytes = 4'000'000;
    response.stream = std::make_unique<ThrowingSource>();
    if (request.path == "/echo") response.stream = std::move(request.body);
    return response;
  });
  RawClient client(server.port());
  EXPECT_EQ(client.Exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status, 500);
  client.Send("PUT /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\n");
  client.Send(std::string(4'000'000, 'x'));
  EXPECT_EQ(client.Receive().status, 0) << "cut";
  EXPECT_FALSE(server.Finished(2).at(1).complete);
}

TEST(HttpServerBodyTest, SurvivesClientsThatLeave) {
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    if (request.path == "/get") {
      response.stream_bytes = 100'000'000;
      response.stream = std::make_unique<FailingSource>(response.stream_bytes);
    } else {
      const Result<std::string> body = ReadAll(*request.body, 100'000'000);
      EXPECT_FALSE(body);
      EXPECT_EQ(body.error().code, ErrorCode::kDataLoss);
    }
    return response;
  });
  {
    RawClient client(server.port());
    client.Send("GET /get HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  {
    RawClient client(server.port());
    client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\n" +
                std::string(500'000, 'x'));
  }
  const std::vector<FinishedRequest> finished = server.Finished(2);
  ASSERT_THAT(finished, SizeIs(2));
  for (const FinishedRequest& request : finished) {
    EXPECT_TRUE(request.path != "/get" || !request.complete);
  }
}

}  // namespace
}  // namespace tacet::http_server
