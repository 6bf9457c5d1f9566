#include "tacet/http_server/transport.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/ssl/stream_base.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <type_traits>
#include <utility>

namespace tacet::http_server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kCancelAgain(20);

// Cancels the socket's operation when it takes too long. One timer serves a connection's whole
// life: setting a later limit, which happens for each operation, is one assignment.
class Watchdog : public std::enable_shared_from_this<Watchdog> {
 public:
  explicit Watchdog(tcp::socket socket)
      : socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  tcp::socket& socket() { return socket_; }

  void Begin(Timeout timeout) {
    expired_ = false;
    cancelled_ = false;
    if (closed_) return;
    active_ = true;
    limit_ = Clock::now() + timeout;
    if (!waiting_ || limit_ < timer_.expiry()) Wait(limit_);
  }

  IoState End(const error_code& error) {
    active_ = false;
    if (!error) return IoState::kOk;
    if (expired_) return IoState::kTimedOut;
    return cancelled_ ? IoState::kCancelled : IoState::kClosed;
  }

  void Cancel() {
    if (!active_) return;
    cancelled_ = true;
    CancelNow();
  }

  void Close() {
    closed_ = true;
    error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
  }

 private:
  // One step of a TLS operation may be complete already, so that there is nothing to cancel, and
  // the next one about to begin: cancel again until the operation has ended.
  void CancelNow() {
    error_code ignored;
    socket_.cancel(ignored);
    Wait(Clock::now() + kCancelAgain);
  }

  void Wait(Clock::time_point until) {
    waiting_ = true;
    timer_.expires_at(until);
    timer_.async_wait([self = shared_from_this()](const error_code& error) {
      if (error) return;  // replaced by another wait, or closed
      self->waiting_ = false;
      if (!self->active_) return;
      if (!self->cancelled_ && !self->expired_) {
        if (Clock::now() < self->limit_) return self->Wait(self->limit_);
        self->expired_ = true;
      }
      self->CancelNow();
    });
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  Clock::time_point limit_;
  bool waiting_ = false;
  bool closed_ = false;
  bool active_ = false;
  bool expired_ = false;
  bool cancelled_ = false;
};

template <class Stream>
class StreamTransport : public Transport {
  static constexpr bool kTls = !std::is_same_v<Stream, tcp::socket&>;

 public:
  template <class... More>
  explicit StreamTransport(std::shared_ptr<Watchdog> watchdog, More&... more)
      : watchdog_(std::move(watchdog)), stream_(watchdog_->socket(), more...) {}

  ~StreamTransport() override { watchdog_->Close(); }

  asio::awaitable<IoState> Handshake(Timeout timeout) override {
    error_code error;
    if constexpr (kTls) {
      watchdog_->Begin(timeout);
      co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                       asio::redirect_error(asio::use_awaitable, error));
    }
    co_return watchdog_->End(error);
  }

  asio::awaitable<IoResult> ReadSome(asio::mutable_buffer buffer, Timeout timeout) override {
    error_code error;
    watchdog_->Begin(timeout);
    const size_t bytes =
        co_await stream_.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, error));
    co_return IoResult{watchdog_->End(error), bytes};
  }

  asio::awaitable<IoResult> WriteSome(asio::const_buffer buffer, Timeout timeout) override {
    error_code error;
    watchdog_->Begin(timeout);
    const size_t bytes =
        co_await stream_.async_write_some(buffer, asio::redirect_error(asio::use_awaitable, error));
    co_return IoResult{watchdog_->End(error), bytes};
  }

  asio::awaitable<void> EndWriting(Timeout timeout) override {
    error_code error;
    if constexpr (kTls) {
      watchdog_->Begin(timeout);
      co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
      watchdog_->End(error);
    }
    watchdog_->socket().shutdown(tcp::socket::shutdown_send, error);
    co_return;
  }

  void Cancel() override { watchdog_->Cancel(); }
  void Close() override { watchdog_->Close(); }

 private:
  const std::shared_ptr<Watchdog> watchdog_;
  Stream stream_;
};

}  // namespace

std::shared_ptr<Transport> MakePlainTransport(tcp::socket socket) {
  return std::make_shared<StreamTransport<tcp::socket&>>(
      std::make_shared<Watchdog>(std::move(socket)));
}

std::shared_ptr<Transport> MakeTlsTransport(tcp::socket socket, asio::ssl::context& context) {
  return std::make_shared<StreamTransport<asio::ssl::stream<tcp::socket&>>>(
      std::make_shared<Watchdog>(std::move(socket)), context);
}

}  // namespace tacet::http_server
