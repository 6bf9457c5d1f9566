// Whatever bytes a connection carries, the server answers or refuses each request in them, closes
// the connection and goes on; a body read by the handler is never longer than it was announced.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "tacet/base/check.h"
#include "tacet/http_server/http_server.h"
#include "tacet/http_server/testing_client.h"

namespace {

using tacet::ReadAll;
using tacet::Result;
using tacet::http_server::HttpHandler;
using tacet::http_server::HttpRequest;
using tacet::http_server::HttpResponse;
using tacet::http_server::HttpServer;
using tacet::http_server::testing::RawClient;
using tacet::http_server::testing::RawResponse;

class Handler : public HttpHandler {
 public:
  HttpResponse Handle(HttpRequest& request) override {
    TACET_CHECK(request.path.starts_with('/'));
    HttpResponse response;
    const Result<std::string> body = ReadAll(*request.body, 1 << 20);
    if (body && request.content_length >= 0) {
      TACET_CHECK(static_cast<int64_t>(body->size()) == request.content_length);
    }
    response.status = body ? 200 : 400;
    response.body = body.value_or("");
    return response;
  }
  HttpResponse Refuse(int status, const HttpRequest&) override {
    HttpResponse response;
    response.status = status;
    return response;
  }
};

uint16_t Port() {
  static Handler handler;
  static const std::unique_ptr<HttpServer> server = [] {
    Result<std::unique_ptr<HttpServer>> made = HttpServer::Create(
        {.socket_threads = 1, .handler_threads = 1, .max_body_bytes = 1 << 20}, handler);
    TACET_CHECK(made.has_value());
    return std::move(*made);
  }();
  return server->port();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  RawClient client(Port());
  TACET_CHECK(client.connected());
  client.Send(std::string_view(reinterpret_cast<const char*>(data), size));
  client.EndSending();
  for (;;) {
    // The method is not known here: a HEAD's answer ends the loop, which is all that matters.
    const RawResponse response = client.Receive();
    TACET_CHECK(!client.timed_out()) << "the connection stays open";
    if (response.status == 0) break;
    TACET_CHECK(response.head.starts_with("HTTP/1.1 "));
    TACET_CHECK(response.status == 100 || (response.status >= 200 && response.status < 600));
  }
  return 0;
}
