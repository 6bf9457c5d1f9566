// Transport: one accepted connection, plain or TLS, as the session sees it: coroutines that read
// and write with a time limit. Private to this folder.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>

namespace tacet::http_server {

using Timeout = std::chrono::nanoseconds;

enum class IoState { kOk, kClosed, kTimedOut, kCancelled };

struct IoResult {
  IoState state = IoState::kOk;
  size_t bytes = 0;
};

// Belongs to the one thread that runs its executor; at most one operation at a time.
class Transport {
 public:
  virtual ~Transport() = default;

  // Of TLS; nothing to do for a plain connection.
  virtual boost::asio::awaitable<IoState> Handshake(Timeout timeout) = 0;
  // At least one byte when kOk. kClosed also when the other side ended its direction.
  virtual boost::asio::awaitable<IoResult> ReadSome(boost::asio::mutable_buffer buffer,
                                                    Timeout timeout) = 0;
  // Part of `buffer`, which is not empty.
  virtual boost::asio::awaitable<IoResult> WriteSome(boost::asio::const_buffer buffer,
                                                     Timeout timeout) = 0;
  // Tells the other side that nothing more comes.
  virtual boost::asio::awaitable<void> EndWriting(Timeout timeout) = 0;

  // The operation that is waiting now, if any, ends with kCancelled.
  virtual void Cancel() = 0;
  // At once; what is waiting ends. Any number of times.
  virtual void Close() = 0;
};

std::shared_ptr<Transport> MakePlainTransport(boost::asio::ip::tcp::socket socket);
// `context` must outlive it.
std::shared_ptr<Transport> MakeTlsTransport(boost::asio::ip::tcp::socket socket,
                                            boost::asio::ssl::context& context);

}  // namespace tacet::http_server
