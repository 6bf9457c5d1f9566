#include "tacet/http_server/handler_task.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "tacet/base/log.h"
#include "tacet/http_server/response_head.h"

namespace tacet::http_server {
namespace {

constexpr int kInternalServerError = 500;

// The answer, safe to send. What an exception says may hold data of the request: it is not logged.
HttpResponse Handle(HttpHandler& handler, HttpRequest& request) {
  std::string_view event;
  try {
    HttpResponse response = handler.Handle(request);
    if (IsSafeToSend(response)) return response;
    event = "http.unsafe_response";
  } catch (...) {
    event = "http.handler_exception";
  }
  Log(LogLevel::kError, event, {{"request_id", request.id}, {"method", request.method}});
  return RefusalFor(handler, kInternalServerError, request);
}

// Turns what the source throws into an Error.
class CatchingSource : public ByteSource {
 public:
  explicit CatchingSource(ByteSource& source) : source_(source) {}
  Result<size_t> Read(std::span<char> buffer) override {
    try {
      return source_.Read(buffer);
    } catch (...) {
      return MakeError(ErrorCode::kInternal, "the source of a response threw an exception");
    }
  }

 private:
  ByteSource& source_;
};

// The beginning of the stream, or all of it when it is short.
Result<std::vector<char>> ReadFirst(ByteSource& source, int64_t bytes) {
  std::vector<char> first(static_cast<size_t>(std::min<int64_t>(bytes, kBodyBufferBytes)));
  size_t have = 0;
  while (have < first.size()) {
    ASSIGN_OR_RETURN(const size_t read, source.Read(std::span(first).subspan(have)));
    if (read == 0) return MakeError(ErrorCode::kDataLoss, "a response is shorter than it said");
    have += read;
  }
  return first;
}

void HandleAndSend(HttpHandler& handler, HttpRequest& request, Exchange& exchange) {
  HttpResponse response = Handle(handler, request);
  const std::unique_ptr<ByteSource> stream = std::move(response.stream);
  const int64_t bytes = response.stream_bytes;
  if (stream == nullptr && request.method != "HEAD") response.stream_bytes = 0;
  if (stream == nullptr || bytes <= 0 || !HasResponseBody(request.method, response.status)) {
    exchange.Respond(std::move(response));
    return;
  }
  CatchingSource source(*stream);
  Result<std::vector<char>> first = ReadFirst(source, bytes);
  if (!first) {
    LogError(LogLevel::kError, "http.stream_failed", first.error(), {{"request_id", request.id}});
    exchange.Respond(RefusalFor(handler, kInternalServerError, request));
    return;
  }
  exchange.Respond(std::move(response));
  exchange.SendStream(std::move(*first), source, bytes);
}

}  // namespace

HttpResponse RefusalFor(HttpHandler& handler, int status, const HttpRequest& request) {
  try {
    HttpResponse response = handler.Refuse(status, request);
    response.stream.reset();
    response.stream_bytes = 0;
    if (IsSafeToSend(response)) return response;
  } catch (...) {
    Log(LogLevel::kError, "http.refusal_exception", {{"request_id", request.id}});
  }
  HttpResponse plain;
  plain.status = status;
  return plain;
}

void RunHandlerTask(HttpHandler& handler, HttpRequest& request, Exchange& exchange) {
  if (!exchange.connected()) {
    exchange.Respond({});
    return;
  }
  HandleAndSend(handler, request, exchange);
}

}  // namespace tacet::http_server
