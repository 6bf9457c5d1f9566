#include "tacet/http_server/body_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <chrono>
#include <cstring>
#include <string>

namespace tacet::http_server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::beast::error_code;
using Clock = std::chrono::steady_clock;

// Read at once when the sender is quick: with small reads a 1 GiB upload takes several times as
// long.
constexpr size_t kReadBytes = 256 * 1024;
// A line between two chunks, with its extensions; nobody sends any.
constexpr size_t kMaxChunkLineBytes = 16 * 1024;

bool HasBareLineFeed(std::string_view bytes) {
  for (size_t at = 0; (at = bytes.find('\n', at)) != std::string_view::npos; ++at) {
    if (at == 0 || bytes[at - 1] != '\r') return true;
  }
  return false;
}

}  // namespace

BodyReader::BodyReader(Transport& transport, boost::beast::flat_buffer& buffer,
                       const HttpServerOptions& options)
    : transport_(transport),
      buffer_(buffer),
      options_(options),
      pace_(options.stall_timeout, options.min_bytes_per_second) {}

bool BodyReader::Begin(const RequestHead& head, std::string_view head_bytes) {
  bytes_left_ = head.content_length;
  done_ = !head.chunked && bytes_left_ == 0;
  if (!head.chunked) return true;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(options_.max_header_bytes));
  parser_->body_limit(static_cast<std::uint64_t>(options_.max_body_bytes));
  parser_->eager(true);
  error_code error;
  const size_t used = parser_->put(asio::buffer(head_bytes.data(), head_bytes.size()), error);
  // A second reading of the same head; it must agree about where the body begins.
  return !error && used == head_bytes.size() && parser_->is_header_done() && parser_->chunked();
}

asio::awaitable<Result<size_t>> BodyReader::Read(std::span<char> out) {
  if (done_) co_return size_t{0};
  // Not one conditional expression: g++ 12 destroys its temporaries twice.
  Result<size_t> read = size_t{0};
  if (parser_) {
    read = co_await ReadChunked(out);
  } else {
    read = co_await ReadPlain(out);
  }
  if (read) {
    bytes_read_ += static_cast<int64_t>(*read);
  } else {
    failed_ = true;
  }
  co_return read;
}

void BodyReader::Abandon() {
  abandoned_ = true;
  transport_.Cancel();
}

asio::awaitable<Result<size_t>> BodyReader::ReadPlain(std::span<char> out) {
  const size_t wanted =
      static_cast<size_t>(std::min(static_cast<int64_t>(out.size()), bytes_left_));
  size_t bytes = std::min(wanted, buffer_.size());
  if (bytes > 0) {
    std::memcpy(out.data(), buffer_.cdata().data(), bytes);
    buffer_.consume(bytes);
  } else {
    const Result<size_t> received = co_await Receive(asio::buffer(out.data(), wanted));
    if (!received) co_return received;
    bytes = *received;
  }
  bytes_left_ -= static_cast<int64_t>(bytes);
  done_ = bytes_left_ == 0;
  co_return bytes;
}

asio::awaitable<Result<size_t>> BodyReader::ReadChunked(std::span<char> out) {
  for (;;) {
    if (buffer_.size() > 0) {
      auto& body = parser_->get().body();
      body.data = out.data();
      body.size = out.size();
      error_code error;
      buffer_.consume(parser_->put(buffer_.cdata(), error));
      const size_t bytes = out.size() - body.size;
      if (error == http::error::body_limit) {
        co_return MakeError(ErrorCode::kResourceExhausted, "the request's body is too long");
      }
      if (error && error != http::error::need_more && error != http::error::need_buffer) {
        co_return MakeError(ErrorCode::kDataLoss,
                            "the request's body is not chunked as it should be");
      }
      done_ = parser_->is_done();
      if (bytes > 0 || done_) co_return bytes;
      // What is left begins a line between two chunks. The parser would wait for its CRLF.
      if (HasBareLineFeed(View(buffer_))) {
        co_return MakeError(ErrorCode::kDataLoss, "a line between two chunks ends without a CR");
      }
      if (buffer_.size() > kMaxChunkLineBytes) {
        co_return MakeError(ErrorCode::kDataLoss,
                            "a line between two chunks of the body is too long");
      }
    }
    buffer_.reserve(kReadBytes);
    const size_t room = std::max<size_t>(buffer_.capacity() - buffer_.size(), 1024);
    const Result<size_t> received = co_await Receive(buffer_.prepare(room));
    if (!received) co_return received;
    buffer_.commit(*received);
  }
}

asio::awaitable<Result<size_t>> BodyReader::Receive(asio::mutable_buffer out) {
  const std::chrono::nanoseconds limit = pace_.left();
  if (abandoned_) co_return MakeError(ErrorCode::kCancelled, "the body is not wanted any more");
  const Clock::time_point begin = Clock::now();
  const IoResult result = co_await transport_.ReadSome(out, limit);
  switch (result.state) {
    case IoState::kOk:
      pace_.Moved(result.bytes, Clock::now() - begin);
      co_return result.bytes;
    case IoState::kTimedOut:
      co_return MakeError(ErrorCode::kDeadlineExceeded, "the request's body came too slowly");
    case IoState::kCancelled:
      co_return MakeError(ErrorCode::kCancelled, "the body is not wanted any more");
    case IoState::kClosed:
      break;
  }
  co_return MakeError(ErrorCode::kDataLoss, "the connection ended before the whole body came");
}

}  // namespace tacet::http_server
