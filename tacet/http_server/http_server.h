// HttpServer: HTTP/1.1 requests in, responses out, over plain sockets or TLS. The only folder that
// knows the socket library. A handler is an ordinary blocking function on a thread of a bounded
// pool; sockets are served by a few other threads and are never blocked by it.
//
//   class Hello : public HttpHandler {
//     HttpResponse Handle(HttpRequest& request) override { return {.body = "hello"}; }
//     HttpResponse Refuse(int status, const HttpRequest&) override { return {.status = status}; }
//   };
//   Hello hello;
//   ASSIGN_OR_RETURN(auto server, HttpServer::Create({.port = 0}, hello));
//   ... server->port() ...
//   server->Stop();
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/byte_source.h"
#include "tacet/base/result.h"

namespace tacet::http_server {

// In the order received or to be sent; names compare without case (RFC 9110 section 5.1).
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string, std::string>> list) : list_(list) {}

  void Add(std::string name, std::string value) {
    list_.emplace_back(std::move(name), std::move(value));
  }
  // The first of that name; "" when absent.
  std::string_view Get(std::string_view name) const;
  bool Has(std::string_view name) const;
  // Of that name; 0 when absent.
  size_t Count(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return list_; }

 private:
  std::vector<std::pair<std::string, std::string>> list_;
};

struct HttpRequest {
  std::string id;      // a fresh UUID; also the x-amzn-RequestId of the answer
  std::string method;  // as sent: "GET"
  std::string path;    // as sent, percent-encoded, starts with '/'
  std::string query;   // as sent, without the '?'
  Headers headers;     // values without surrounding white space
  std::string peer;    // address of the other side, without port
  bool tls = false;
  // The body after any transfer coding of HTTP itself ("chunked") is taken off; never null, empty
  // when there is none. For a request with `Expect: 100-continue` the first Read sends the 100.
  // Reads fail with kDataLoss (cut off or malformed), kDeadlineExceeded (too slow) and
  // kResourceExhausted (longer than HttpServerOptions::max_body_bytes).
  std::unique_ptr<ByteSource> body;
  int64_t content_length = -1;  // of `body`; -1 when the sender did not say (chunked)
};

struct HttpResponse {
  int status = 200;
  // Content-Length, Date, Connection, Transfer-Encoding and x-amzn-RequestId are the server's: any
  // given here are left out. A name that is no token or a value with control characters turns the
  // whole response into Refuse(500), so that outside data cannot split it.
  Headers headers;
  std::string body;
  // Instead of `body`: exactly `stream_bytes` bytes. Read and destroyed on the handler's thread,
  // which stays with the request until all is sent; the request's body cannot be read then.
  // A source that fails within its first 256 KiB turns the response into Refuse(500); one that
  // fails later cuts the connection, so that the client sees it. For HEAD, `stream_bytes` above 0
  // without a stream is the length to tell.
  std::unique_ptr<ByteSource> stream;
  int64_t stream_bytes = 0;
  // Further fields for the access log, such as the access key's id or the operation.
  std::vector<std::pair<std::string, std::string>> log_fields;
};

// Must be thread-safe; called on up to `handler_threads` threads at once. For HEAD, a body or
// stream is not sent, but its length is.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  virtual HttpResponse Handle(HttpRequest& request) = 0;
  // The answer to what never reaches Handle(): every handler thread is busy and the queue is full
  // (503), the request is broken (400), too slow (408), too long (413), expects what is not known
  // (417), has too many or too long header fields (431), or is of another HTTP version (505); and
  // 500 when Handle() threw. Of the request only what was understood is filled in; its body is
  // empty. Called on any thread: must not block. The body is sent, a stream is not.
  virtual HttpResponse Refuse(int status, const HttpRequest& request) = 0;
};

struct FinishedRequest {
  std::string id, method, path, peer;  // path without query
  int status = 0;
  int64_t request_bytes = 0;              // of the body, as far as it was read
  int64_t response_bytes = 0;             // of the body, as far as it was sent
  bool complete = false;                  // the whole answer was sent
  std::chrono::microseconds duration{0};  // from the end of the head to the end of the answer
  std::vector<std::pair<std::string, std::string>> log_fields;
};

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0 = any free one
  // PEM files; both or neither. With them only TLS is spoken.
  std::string tls_certificate_file;
  std::string tls_key_file;
  int socket_threads = 2;
  int handler_threads = 32;
  int max_connections = 1024;
  int max_queued_requests = 256;  // waiting for a handler thread
  size_t max_header_bytes = 32 * 1024;
  size_t max_header_fields = 200;
  int64_t max_body_bytes = int64_t{6} << 30;  // S3's largest part is 5 GiB
  std::chrono::milliseconds header_timeout = std::chrono::seconds(20);  // also for TLS handshakes
  std::chrono::milliseconds idle_timeout = std::chrono::seconds(75);    // between requests
  // Longest time without a byte of a body being received or sent.
  std::chrono::milliseconds stall_timeout = std::chrono::seconds(30);
  // A body, received or sent, whose other side is slower than this on average (after
  // `stall_timeout`; only time spent waiting for it counts) is cut. 0 = off.
  int64_t min_bytes_per_second = 1024;
  // How long Stop() lets running requests go on before it cuts them.
  std::chrono::milliseconds shutdown_grace = std::chrono::seconds(10);
  // Called once for each answered request, for access log and metrics. Thread-safe; quick.
  std::function<void(const FinishedRequest&)> on_finished;
};

// Requests are refused, and their connection closed, where servers and proxies read them
// differently (RFC 9112): a target that does not begin with '/', a missing, empty or second Host, a
// second Content-Length, Content-Length beside Transfer-Encoding, any coding but "chunked", folded
// lines, bare line feeds, white space before a colon, control characters.
//
// Thread-safe.
class HttpServer {
 public:
  // Listens and serves when it returns. `handler` must outlive the server. kInvalidArgument for a
  // bad address or certificate, kAlreadyExists when the port is taken, kPermissionDenied.
  static Result<std::unique_ptr<HttpServer>> Create(const HttpServerOptions& options,
                                                    HttpHandler& handler);
  virtual ~HttpServer() = default;  // stops

  virtual uint16_t port() const = 0;
  // No new connections; running requests end (see shutdown_grace), and what still waits for a
  // handler thread after it is dropped. Returns when all threads did. Any number of times, but not
  // from a handler.
  virtual void Stop() = 0;
};

}  // namespace tacet::http_server
