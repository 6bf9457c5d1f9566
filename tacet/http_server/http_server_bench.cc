// Requests a second over keep-alive connections on loopback, and the speed of large bodies. The
// clients run in the same process: half of the machine is theirs.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "tacet/http_server/http_server.h"
#include "tacet/http_server/testing_body.h"
#include "tacet/http_server/testing_client.h"

namespace tacet::http_server {
namespace {

using testing::RawClient;
using testing::ReadToEnd;

// Sends `length` bytes of whatever is in the buffer.
class NoiseSource : public ByteSource {
 public:
  Result<size_t> Read(std::span<char> buffer) override { return buffer.size(); }
};

class Handler : public HttpHandler {
 public:
  HttpResponse Handle(HttpRequest& request) override {
    HttpResponse response;
    const int64_t total = ReadToEnd(*request.body);
    if (request.path == "/stream") {
      response.stream = std::make_unique<NoiseSource>();
      response.stream_bytes = int64_t{1} << 30;
    } else {
      response.body = "{\"received\":" + std::to_string(total) + "}";
    }
    return response;
  }
  HttpResponse Refuse(int status, const HttpRequest&) override {
    HttpResponse response;
    response.status = status;
    return response;
  }
};

void SmallRequests(benchmark::State& state) {
  const auto connections = static_cast<int>(state.range(0));
  constexpr int kEach = 200;
  Handler handler;
  const auto server = HttpServer::Create({}, handler);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < connections; ++i) {
    clients.push_back(std::make_unique<RawClient>((*server)->port()));
  }
  const std::string request =
      "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: Transcribe.GetTranscriptionJob\r\n"
      "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 100\r\n\r\n" +
      std::string(100, 'x');
  for (auto _ : state) {
    std::vector<std::thread> threads;
    for (int i = 0; i < connections; ++i) {
      threads.emplace_back([&, i] {
        for (int n = 0; n < kEach; ++n) clients[static_cast<size_t>(i)]->Exchange(request);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  state.SetItemsProcessed(state.iterations() * connections * kEach);
}
BENCHMARK(SmallRequests)->Arg(1)->Arg(32)->UseRealTime()->Unit(benchmark::kMillisecond);

void PutOneGibibyte(benchmark::State& state) {
  Handler handler;
  const auto server = HttpServer::Create({}, handler);
  RawClient client((*server)->port());
  const std::string piece(1 << 20, 'x');
  for (auto _ : state) {
    client.Send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1073741824\r\n\r\n");
    for (int i = 0; i < 1024; ++i) client.Send(piece);
    benchmark::DoNotOptimize(client.Receive());
  }
  state.SetBytesProcessed(state.iterations() << 30);
}
BENCHMARK(PutOneGibibyte)->UseRealTime()->Unit(benchmark::kMillisecond);

void PutOneGibibyteChunked(benchmark::State& state) {
  Handler handler;
  const auto server = HttpServer::Create({}, handler);
  RawClient client((*server)->port());
  // 64 KiB, as the AWS clients chunk.
  std::string piece;
  for (int i = 0; i < 16; ++i) piece += "10000\r\n" + std::string(65536, 'x') + "\r\n";
  for (auto _ : state) {
    client.Send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 1024; ++i) client.Send(piece);
    client.Send("0\r\n\r\n");
    benchmark::DoNotOptimize(client.Receive());
  }
  state.SetBytesProcessed(state.iterations() << 30);
}
BENCHMARK(PutOneGibibyteChunked)->UseRealTime()->Unit(benchmark::kMillisecond);

void GetOneGibibyte(benchmark::State& state) {
  Handler handler;
  const auto server = HttpServer::Create({}, handler);
  for (auto _ : state) {
    RawClient client((*server)->port());
    client.Send("GET /stream HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    benchmark::DoNotOptimize(client.Skip(int64_t{1} << 30));
  }
  state.SetBytesProcessed(state.iterations() << 30);
}
BENCHMARK(GetOneGibibyte)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tacet::http_server
