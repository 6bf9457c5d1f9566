#include "tacet/http_server/session.h"

#include <algorithm>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <string_view>
#include <utility>

#include "tacet/base/byte_source.h"
#include "tacet/base/log.h"
#include "tacet/base/random.h"
#include "tacet/http_server/handler_task.h"
#include "tacet/http_server/response_head.h"

namespace tacet::http_server {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// Bodies up to this length are read before a handler's thread is taken.
constexpr int64_t kSmallBodyBytes = 1 << 20;
// Of an unread body: so much is read away to keep the connection.
constexpr int64_t kDrainBytes = 64 * 1024;
// A client that still sends does not see an answer when the connection is closed on it: it gets a
// reset instead. So the rest is read away, within these.
constexpr int64_t kLingerBytes = int64_t{64} << 20;
constexpr std::chrono::seconds kLingerTime(5);
constexpr std::chrono::seconds kGoodbyeTime(1);
constexpr size_t kHeadReadBytes = 8 * 1024;
// Idle connections keep no more than this.
constexpr size_t kIdleBufferBytes = 16 * 1024;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

Time NowOfDay() { return SystemClock().Now(); }

}  // namespace

struct Session::Turn {
  Turn(Transport& transport, boost::beast::flat_buffer& buffer, const HttpServerOptions& options)
      : body(transport, buffer, options) {}

  RequestHead head;
  HttpRequest request;
  FinishedRequest finished;
  Clock::time_point begin;
  BodyReader body;
  bool continue_due = false;  // the client waits for a 100
  bool streamed = false;      // the handler reads the body itself
  bool broken = false;        // where the next request begins is not known
};

Session::Session(const SessionEnvironment& environment, asio::any_io_executor executor,
                 std::shared_ptr<Transport> transport, SessionPeer peer)
    : environment_(environment),
      options_(environment.options),
      executor_(std::move(executor)),
      transport_(std::move(transport)),
      peer_(std::move(peer)),
      wake_(executor_) {}

void Session::Start(std::function<void()> ended) {
  asio::co_spawn(
      executor_, [self = shared_from_this()] { return self->Serve(); },
      [self = shared_from_this(), ended = std::move(ended)](const std::exception_ptr& failure) {
        if (failure) Log(LogLevel::kError, "http.session_failed");
        self->Disconnect();
        self->exchange_.reset();  // it holds the session
        ended();
      });
}

void Session::BeginStop() {
  asio::post(executor_, [self = shared_from_this()] {
    self->stopping_ = true;
    if (self->idle_) self->transport_->Cancel();
  });
}

void Session::Cut() {
  asio::post(executor_, [self = shared_from_this()] {
    self->stopping_ = true;
    self->cut_ = true;
    self->wake_.cancel();
    self->Disconnect();
  });
}

void Session::Disconnect() {
  // First the handler's side: once the client sees the end, no handler begins for it.
  if (exchange_ != nullptr) exchange_->Disconnect();
  transport_->Close();
}

void Session::Wake() {
  asio::post(executor_, [self = shared_from_this()] {
    self->wake_.cancel();
    if (self->handler_body_ != nullptr && self->exchange_->Responded()) {
      self->handler_body_->Abandon();
    }
  });
}

asio::awaitable<void> Session::WaitForHandler() {
  boost::system::error_code ignored;
  wake_.expires_at(asio::steady_timer::time_point::max());
  co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> Session::Serve() {
  const IoState state = co_await transport_->Handshake(options_.header_timeout);
  if (state != IoState::kOk) co_return;
  Next next = Next::kKeep;
  while (next == Next::kKeep && !stopping_) {
    next = co_await ServeOne();
    if (buffer_.size() == 0 && buffer_.capacity() > kIdleBufferBytes) buffer_.shrink_to_fit();
  }
}

asio::awaitable<Session::Next> Session::ServeOne() {
  const HeadBytes received = co_await ReceiveHead();
  first_ = false;
  if (received.bytes == 0 && received.status == 0) co_return Next::kClose;
  Turn turn(*transport_, buffer_, options_);
  turn.begin = Clock::now();
  int status = received.status;
  if (status == 0) {
    const std::string_view bytes = View(buffer_).substr(0, received.bytes);
    const HeadLimits limits{.max_bytes = options_.max_header_bytes,
                            .max_fields = options_.max_header_fields};
    status = ParseRequestHead(bytes, limits, turn.head);
    if (status == 0 && turn.head.content_length > options_.max_body_bytes) status = 413;
    if (status == 0 && !turn.body.Begin(turn.head, bytes)) status = 400;
    buffer_.consume(received.bytes);
  }
  HttpRequest& request = turn.request;
  request.id = RandomUuid();
  request.method = std::move(turn.head.method);
  request.path = std::move(turn.head.path);
  request.query = std::move(turn.head.query);
  request.headers = std::move(turn.head.headers);
  request.peer = peer_.address;
  request.tls = peer_.tls;
  request.content_length = turn.head.chunked ? -1 : turn.head.content_length;
  request.body = std::make_unique<StringSource>("");
  turn.finished.id = request.id;
  turn.finished.method = request.method;
  turn.finished.path = request.path;
  turn.finished.peer = request.peer;
  if (status != 0) {
    turn.broken = true;
    co_return co_await Refuse(turn, status);
  }
  co_return co_await ServeTurn(turn);
}

asio::awaitable<Session::HeadBytes> Session::ReceiveHead() {
  const Clock::time_point begin = Clock::now();
  Clock::time_point limit =
      begin + (buffer_.size() > 0 || first_ ? options_.header_timeout : options_.idle_timeout);
  size_t searched = 0;
  bool skipped_line = false;
  for (;;) {
    // "A server that is expecting to receive and parse a request-line SHOULD ignore at least one
    // empty line (CRLF) received prior to the request-line" (RFC 9112 section 2.2).
    if (!skipped_line && View(buffer_).starts_with("\r\n")) {
      buffer_.consume(2);
      skipped_line = true;
    }
    const std::string_view bytes = View(buffer_);
    if (!bytes.empty() && bytes != "\r") {
      const HeadEnd end = FindHeadEnd(bytes, searched);
      if (end.state == HeadEnd::State::kBroken) co_return HeadBytes{.status = 400};
      if (end.state == HeadEnd::State::kComplete) {
        if (end.bytes > options_.max_header_bytes) co_return HeadBytes{.status = 431};
        co_return HeadBytes{.bytes = end.bytes};
      }
      if (bytes.size() >= options_.max_header_bytes) co_return HeadBytes{.status = 431};
      searched = bytes.size();
    }
    idle_ = bytes.empty();
    if (idle_ && stopping_) co_return HeadBytes{};
    const IoResult result = co_await transport_->ReadSome(
        buffer_.prepare(kHeadReadBytes),
        std::max<Timeout>(limit - Clock::now(), std::chrono::milliseconds(1)));
    const bool was_idle = std::exchange(idle_, false);
    if (result.state == IoState::kTimedOut && !was_idle) co_return HeadBytes{.status = 408};
    if (result.state != IoState::kOk) co_return HeadBytes{};
    buffer_.commit(result.bytes);
    if (was_idle) limit = Clock::now() + options_.header_timeout;
  }
}

asio::awaitable<Session::Next> Session::ServeTurn(Turn& turn) {
  const RequestHead& head = turn.head;
  turn.continue_due = head.expect_continue;
  turn.streamed = head.chunked || head.expect_continue || head.content_length > kSmallBodyBytes;
  if (!turn.streamed && head.content_length > 0) {
    const bool read = co_await ReadSmallBody(turn);
    if (!read && turn.broken) co_return Next::kClose;
    if (!read) co_return co_await Refuse(turn, 408);
  }
  HttpResponse response = co_await RunHandler(turn);
  co_return co_await Send(turn, std::move(response));
}

asio::awaitable<bool> Session::ReadSmallBody(Turn& turn) {
  const auto size = static_cast<size_t>(turn.head.content_length);
  std::string body;
  size_t have = 0;
  while (have < size) {
    // Memory is taken only as bytes come: many may announce a long body and send nothing.
    if (have == body.size()) body.resize(std::min(size, std::max(2 * have, kHeadReadBytes)));
    const Result<size_t> read = co_await turn.body.Read(std::span(body).subspan(have));
    if (!read) {
      turn.broken = read.error().code != ErrorCode::kDeadlineExceeded;
      co_return false;
    }
    have += *read;
  }
  turn.request.body = std::make_unique<StringSource>(std::move(body));
  co_return true;
}

asio::awaitable<HttpResponse> Session::RunHandler(Turn& turn) {
  exchange_ = std::make_shared<Exchange>([self = shared_from_this()] { self->Wake(); });
  if (turn.streamed) turn.request.body = std::make_unique<ExchangeBody>(*exchange_);
  auto request = std::make_shared<HttpRequest>(std::move(turn.request));
  const bool taken = environment_.pool.TryRun(
      [exchange = exchange_, request, &handler = environment_.handler]() mutable {
        RunHandlerTask(handler, *request, *exchange);
        request.reset();  // its body belongs to the exchange
      });
  if (!taken) {
    request->body = std::make_unique<StringSource>("");
    exchange_->Respond(RefusalFor(environment_.handler, 503, *request));
  }
  turn.request.method = turn.finished.method;
  turn.request.id = turn.finished.id;
  request.reset();
  while (!exchange_->Responded()) {
    if (exchange_->BodyWanted()) {
      co_await FeedBody(turn);
    } else {
      co_await WaitForHandler();
    }
  }
  co_return exchange_->TakeResponse();
}

asio::awaitable<void> Session::FeedBody(Turn& turn) {
  if (std::exchange(turn.continue_due, false)) {
    const bool written = co_await Write(kContinue);
    if (!written) {
      turn.broken = true;
      exchange_->BodyFailed({.code = ErrorCode::kDataLoss, .message = "the connection ended"});
      co_return;
    }
  }
  int64_t bytes = kBodyBufferBytes;
  if (turn.body.bytes_left() > 0) bytes = std::min(bytes, turn.body.bytes_left());
  const std::span<char> buffer = exchange_->BodyBuffer(static_cast<size_t>(bytes));
  handler_body_ = &turn.body;
  const Result<size_t> read = co_await turn.body.Read(buffer);
  handler_body_ = nullptr;
  if (!read) {
    exchange_->BodyFailed(read.error());
    co_return;
  }
  exchange_->BodyArrived(*read, turn.body.done() ? Exchange::More::kNo : Exchange::More::kYes);
}

asio::awaitable<Session::Next> Session::Refuse(Turn& turn, int status) {
  turn.broken = true;
  HttpResponse response = RefusalFor(environment_.handler, status, turn.request);
  co_return co_await Send(turn, std::move(response));
}

bool Session::MayKeep(const Turn& turn) const {
  if (!turn.head.keep_alive || turn.broken || turn.body.failed() || stopping_) return false;
  if (turn.body.done()) return true;
  // A client that still waits for its 100 may send the body or not: nobody knows what comes next.
  return !turn.continue_due && turn.body.bytes_left() >= 0 && turn.body.bytes_left() <= kDrainBytes;
}

asio::awaitable<Session::Next> Session::Send(Turn& turn, HttpResponse response) {
  const bool has_body = HasResponseBody(turn.request.method, response.status);
  const bool streamed = response.stream_bytes > 0;
  bool keep = MayKeep(turn);
  ResponseFraming framing{.request_id = turn.request.id,
                          .content_length = streamed ? response.stream_bytes
                                                     : static_cast<int64_t>(response.body.size()),
                          .keep_alive = keep,
                          .minor_version = turn.head.minor_version,
                          .now = NowOfDay()};
  std::string bytes = FormatResponseHead(response, framing);
  if (has_body && !streamed) bytes.append(response.body);
  bool sent = !cut_;
  if (sent) sent = co_await Write(bytes);
  if (sent && has_body && streamed) {
    sent = co_await SendStream(turn, response.stream_bytes);
  } else if (sent && has_body) {
    turn.finished.response_bytes = static_cast<int64_t>(response.body.size());
  }
  if (!sent && exchange_ != nullptr) exchange_->Disconnect();
  exchange_.reset();
  turn.finished.status = response.status;
  turn.finished.request_bytes = turn.body.bytes_read();
  turn.finished.complete = sent;
  turn.finished.log_fields = std::move(response.log_fields);
  turn.finished.duration =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - turn.begin);
  if (options_.on_finished) options_.on_finished(turn.finished);
  if (!sent) co_return Next::kClose;
  if (keep && !turn.body.done()) keep = co_await DrainBody(turn);
  if (!keep) co_await Linger(turn.broken || !turn.body.done());
  co_return keep ? Next::kKeep : Next::kClose;
}

asio::awaitable<bool> Session::SendStream(Turn& turn, int64_t bytes) {
  while (bytes > 0) {
    const Exchange::Chunk chunk = exchange_->NextChunk();
    if (chunk.failed) co_return false;
    if (chunk.bytes.empty()) {
      if (cut_) co_return false;
      co_await WaitForHandler();
      continue;
    }
    const bool written = co_await Write(chunk.bytes);
    if (!written) co_return false;
    turn.finished.response_bytes += static_cast<int64_t>(chunk.bytes.size());
    bytes -= static_cast<int64_t>(chunk.bytes.size());
    exchange_->ChunkSent();
  }
  co_return true;
}

asio::awaitable<bool> Session::Write(std::span<const char> bytes) {
  Pace pace(options_.stall_timeout, options_.min_bytes_per_second);
  while (!bytes.empty()) {
    const Clock::time_point begin = Clock::now();
    const IoResult result =
        co_await transport_->WriteSome(asio::buffer(bytes.data(), bytes.size()), pace.left());
    if (result.state != IoState::kOk) co_return false;
    pace.Moved(result.bytes, Clock::now() - begin);
    bytes = bytes.subspan(result.bytes);
  }
  co_return true;
}

asio::awaitable<bool> Session::DrainBody(Turn& turn) {
  std::string away(kDrainBytes, '\0');
  while (!turn.body.done()) {
    const Result<size_t> read = co_await turn.body.Read(std::span(away));
    if (!read) co_return false;
  }
  co_return true;
}

asio::awaitable<void> Session::Linger(bool unread) {
  // TLS cannot say goodbye while the other side still sends data.
  if (!peer_.tls || !unread) co_await transport_->EndWriting(kGoodbyeTime);
  if (peer_.tls && !unread) co_return;
  const Clock::time_point end =
      Clock::now() + std::min<Clock::duration>(kLingerTime, options_.stall_timeout);
  for (int64_t left = kLingerBytes; left > 0;) {
    buffer_.clear();
    const Clock::duration time = end - Clock::now();
    if (time <= Clock::duration::zero()) break;
    const IoResult result = co_await transport_->ReadSome(buffer_.prepare(kDrainBytes), time);
    if (result.state != IoState::kOk) break;
    left -= static_cast<int64_t>(result.bytes);
  }
}

}  // namespace tacet::http_server
