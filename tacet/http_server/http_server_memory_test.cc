// Bodies pass through: memory does not grow with them.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdint>
#include <memory>
#include <string>

#include "tacet/http_server/http_server.h"
#include "tacet/http_server/testing_body.h"
#include "tacet/http_server/testing_client.h"
#include "tacet/http_server/testing_server.h"

namespace tacet::http_server {
namespace {

using testing::FailingSource;
using testing::RawClient;
using testing::ReadToEnd;
using testing::TestServer;

int64_t PeakMemoryBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{usage.ru_maxrss} * 1024;
}

TEST(HttpServerMemoryTest, MovesLargeBodiesInFlatMemory) {
  static constexpr int64_t kBytes = int64_t{256} << 20;
  TestServer server([](HttpRequest& request) {
    HttpResponse response;
    if (request.method == "GET") {
      response.stream = std::make_unique<FailingSource>(kBytes);
      response.stream_bytes = kBytes;
      return response;
    }
    const int64_t total = ReadToEnd(*request.body);
    response.body = std::to_string(total);
    return response;
  });
  const std::string piece(1 << 20, 'x');
  RawClient client(server.port());
  const int64_t before = PeakMemoryBytes();
  client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(kBytes) +
              "\r\n\r\n");
  for (int i = 0; i < 256; ++i) ASSERT_TRUE(client.Send(piece));
  EXPECT_EQ(client.Receive().body, std::to_string(kBytes));
  client.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_GT(client.Skip(kBytes), kBytes);
  EXPECT_LT(PeakMemoryBytes() - before, 24 << 20);
}

}  // namespace
}  // namespace tacet::http_server
