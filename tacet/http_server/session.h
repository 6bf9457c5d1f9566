// Session: one connection from its first byte to its last. Private to this folder.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "tacet/http_server/body_reader.h"
#include "tacet/http_server/exchange.h"
#include "tacet/http_server/handler_pool.h"
#include "tacet/http_server/http_server.h"
#include "tacet/http_server/request_head.h"
#include "tacet/http_server/transport.h"

namespace tacet::http_server {

// What all connections of a server share. Outlives them.
struct SessionEnvironment {
  const HttpServerOptions& options;
  HttpHandler& handler;
  HandlerPool& pool;
};

struct SessionPeer {
  std::string address;
  bool tls = false;
};

// Everything but BeginStop() and Cut() runs on the thread of `executor`.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(const SessionEnvironment& environment, boost::asio::any_io_executor executor,
          std::shared_ptr<Transport> transport, SessionPeer peer);

  // Begins to serve; calls `ended` on the session's thread when the connection is closed.
  void Start(std::function<void()> ended);
  // Ends after the request that runs now, if any. Thread-safe.
  void BeginStop();
  // Ends at once. Thread-safe.
  void Cut();

 private:
  enum class Next { kClose, kKeep };
  // One request and what becomes of it.
  struct Turn;

  boost::asio::awaitable<void> Serve();
  boost::asio::awaitable<Next> ServeOne();

  struct HeadBytes {
    int status = 0;    // to refuse it with
    size_t bytes = 0;  // of the head; 0 with status 0: there is no request
  };
  boost::asio::awaitable<HeadBytes> ReceiveHead();

  boost::asio::awaitable<Next> ServeTurn(Turn& turn);
  boost::asio::awaitable<bool> ReadSmallBody(Turn& turn);
  boost::asio::awaitable<HttpResponse> RunHandler(Turn& turn);
  boost::asio::awaitable<void> FeedBody(Turn& turn);
  boost::asio::awaitable<Next> Refuse(Turn& turn, int status);
  boost::asio::awaitable<Next> Send(Turn& turn, HttpResponse response);
  boost::asio::awaitable<bool> SendStream(Turn& turn, int64_t bytes);
  boost::asio::awaitable<bool> Write(std::span<const char> bytes);
  boost::asio::awaitable<bool> DrainBody(Turn& turn);
  boost::asio::awaitable<void> Linger(bool unread);
  boost::asio::awaitable<void> WaitForHandler();

  void Wake();        // thread-safe
  void Disconnect();  // on the session's thread
  bool MayKeep(const Turn& turn) const;

  const SessionEnvironment& environment_;
  const HttpServerOptions& options_;
  const boost::asio::any_io_executor executor_;
  const std::shared_ptr<Transport> transport_;
  const SessionPeer peer_;
  boost::asio::steady_timer wake_;  // never fires; cancelled to wake the coroutine
  boost::beast::flat_buffer buffer_;
  std::shared_ptr<Exchange> exchange_;  // of the request that a handler has
  BodyReader* handler_body_ = nullptr;  // being read for the handler
  bool idle_ = false;                   // waiting for the first byte of a request
  bool first_ = true;                   // no request came yet
  bool stopping_ = false;
  bool cut_ = false;
};

}  // namespace tacet::http_server
