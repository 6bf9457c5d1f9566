#include "tacet/http_server/http_server.h"

#include <pthread.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "tacet/base/log.h"
#include "tacet/http_server/handler_pool.h"
#include "tacet/http_server/session.h"
#include "tacet/http_server/tls_context.h"
#include "tacet/http_server/transport.h"

namespace tacet::http_server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// After an accept that failed, most likely for want of file descriptors.
constexpr std::chrono::milliseconds kAcceptPause(50);

// IPv4 clients of an IPv6 socket are shown as what they are.
std::string AddressText(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

// One thread and the sockets that it serves.
struct IoThread {
  IoThread() : context(/*concurrency_hint=*/1), work(context.get_executor()) {}

  asio::io_context context;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  std::thread thread;
};

class Server : public HttpServer {
 public:
  Server(const HttpServerOptions& options, HttpHandler& handler,
         std::unique_ptr<asio::ssl::context> tls)
      : options_(options),
        tls_(std::move(tls)),
        pool_(options.handler_threads, options.max_queued_requests),
        environment_{options_, handler, pool_} {
    for (int i = 0; i < options.socket_threads; ++i) {
      io_.push_back(std::make_unique<IoThread>());
    }
    acceptor_ = std::make_unique<tcp::acceptor>(io_.front()->context);
    pause_ = std::make_unique<asio::steady_timer>(io_.front()->context);
  }

  ~Server() override { Server::Stop(); }

  Status Listen() {
    error_code error;
    const asio::ip::address address = asio::ip::make_address(options_.address, error);
    if (error) return Refused("is no IP address", ErrorCode::kInvalidArgument, error);
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_->local_endpoint(error).port();
    if (error == asio::error::address_in_use) {
      return Refused("is in use by another program", ErrorCode::kAlreadyExists, error);
    }
    if (error == asio::error::access_denied) {
      return Refused("may not be used by this user", ErrorCode::kPermissionDenied, error);
    }
    if (error == boost::system::errc::address_not_available) {
      return Refused("is not an address of this machine", ErrorCode::kInvalidArgument, error);
    }
    if (error) return Refused("cannot be listened on", ErrorCode::kUnavailable, error);
    return {};
  }

  void Start() {
    asio::co_spawn(io_.front()->context, Accept(), asio::detached);
    for (size_t i = 0; i < io_.size(); ++i) {
      io_[i]->thread = std::thread([this, i] {
        pthread_setname_np(pthread_self(), ("http-io-" + std::to_string(i)).c_str());
        io_[i]->context.run();
      });
    }
  }

  uint16_t port() const override { return port_; }

  void Stop() override {
    const std::lock_guard only_one(stop_mutex_);
    if (stopped_) return;
    stopped_ = true;
    {
      std::unique_lock lock(mutex_);
      stopping_ = true;
      for (const auto& session : sessions_) session->BeginStop();
    }
    asio::post(io_.front()->context, [this] {
      error_code ignored;
      acceptor_->close(ignored);
      pause_->cancel();
    });
    {
      std::unique_lock lock(mutex_);
      const auto none = [this] { return sessions_.empty(); };
      if (!changed_.wait_for(lock, options_.shutdown_grace, none)) {
        for (const auto& session : sessions_) session->Cut();
        changed_.wait(lock, none);
      }
    }
    pool_.Stop();
    for (const auto& io : io_) io->work.reset();
    for (const auto& io : io_) {
      if (io->thread.joinable()) io->thread.join();
    }
  }

 private:
  tl::unexpected<Error> Refused(const std::string& why, ErrorCode code, const error_code& error) {
    return MakeError(code,
                     "the listen address " + options_.address + " port " +
                         std::to_string(options_.port) + " " + why,
                     error.message());
  }

  asio::awaitable<void> Accept() {
    size_t turn = 0;
    error_code error;
    while (!Stopping()) {
      if (Full()) {
        co_await Pause(std::chrono::hours(1));  // Ended() wakes it
        continue;
      }
      IoThread& io = *io_[turn++ % io_.size()];
      tcp::socket socket(io.context);
      co_await acceptor_->async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
      if (Stopping()) break;
      if (error) {
        if (error != asio::error::connection_aborted) {
          Log(LogLevel::kWarning, "http.accept_failed", {{"reason", error.message()}});
          co_await Pause(kAcceptPause);
        }
        continue;
      }
      Begin(io, std::move(socket));
    }
  }

  asio::awaitable<void> Pause(std::chrono::nanoseconds time) {
    error_code ignored;
    pause_->expires_after(time);
    co_await pause_->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

  void Begin(IoThread& io, tcp::socket socket) {
    error_code error;
    socket.set_option(tcp::no_delay(true), error);
    socket.set_option(asio::socket_base::keep_alive(true), error);
    const tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) return;  // gone already
    std::shared_ptr<Transport> transport = tls_ != nullptr
                                               ? MakeTlsTransport(std::move(socket), *tls_)
                                               : MakePlainTransport(std::move(socket));
    auto session = std::make_shared<Session>(
        environment_, io.context.get_executor(), std::move(transport),
        SessionPeer{.address = AddressText(peer.address()), .tls = tls_ != nullptr});
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      sessions_.insert(session);
    }
    session->Start([this, key = std::weak_ptr<Session>(session)] { Ended(key); });
  }

  void Ended(const std::weak_ptr<Session>& key) {
    const std::lock_guard lock(mutex_);
    const bool was_full = sessions_.size() >= static_cast<size_t>(options_.max_connections);
    sessions_.erase(key.lock());
    if (was_full) asio::post(io_.front()->context, [this] { pause_->cancel(); });
    // Under the lock: Stop() may end this object's life as soon as it is let go.
    changed_.notify_all();
  }

  bool Stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  bool Full() {
    const std::lock_guard lock(mutex_);
    return sessions_.size() >= static_cast<size_t>(options_.max_connections);
  }

  const HttpServerOptions options_;
  const std::unique_ptr<asio::ssl::context> tls_;
  HandlerPool pool_;
  const SessionEnvironment environment_;
  uint16_t port_ = 0;

  std::mutex stop_mutex_;
  bool stopped_ = false;  // guarded by stop_mutex_

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;                                  // guarded by mutex_
  std::unordered_set<std::shared_ptr<Session>> sessions_;  // guarded by mutex_

  // Last: what waits in them refers to the members above.
  std::vector<std::unique_ptr<IoThread>> io_;
  std::unique_ptr<tcp::acceptor> acceptor_;    // of the first thread
  std::unique_ptr<asio::steady_timer> pause_;  // of the first thread
};

Status Validate(const HttpServerOptions& options) {
  if (options.tls_certificate_file.empty() != options.tls_key_file.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "TLS needs both tls_certificate_file and tls_key_file");
  }
  if (options.socket_threads < 1 || options.handler_threads < 1 || options.max_connections < 1 ||
      options.max_queued_requests < 0 || options.max_header_bytes < 256 ||
      options.max_header_fields < 1 || options.max_body_bytes < 0 ||
      options.min_bytes_per_second < 0) {
    return MakeError(ErrorCode::kInvalidArgument, "a limit of the HTTP server is too small");
  }
  constexpr std::chrono::milliseconds kNone(0);
  if (options.header_timeout <= kNone || options.idle_timeout <= kNone ||
      options.stall_timeout <= kNone || options.shutdown_grace < kNone) {
    return MakeError(ErrorCode::kInvalidArgument, "a timeout of the HTTP server is not above 0");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Create(const HttpServerOptions& options,
                                                       HttpHandler& handler) {
  RETURN_IF_ERROR(Validate(options));
  std::unique_ptr<asio::ssl::context> tls;
  if (!options.tls_certificate_file.empty()) {
    ASSIGN_OR_RETURN(tls, MakeTlsContext(options.tls_certificate_file, options.tls_key_file));
  }
  try {
    auto server = std::make_unique<Server>(options, handler, std::move(tls));
    RETURN_IF_ERROR(server->Listen());
    server->Start();
    return server;
  } catch (const std::exception& error) {
    return MakeError(ErrorCode::kUnavailable, "the HTTP server cannot start its threads",
                     error.what());
  }
}

}  // namespace tacet::http_server
