// BodyReader: the body of one request, off the connection, in coroutines. Private to this folder.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"
#include "tacet/http_server/pace.h"
#include "tacet/http_server/request_head.h"
#include "tacet/http_server/transport.h"

namespace tacet::http_server {

// Belongs to the connection's thread.
class BodyReader {
 public:
  // All must outlive it. `buffer` holds what was read beyond the head, and afterwards beyond the
  // body.
  BodyReader(Transport& transport, boost::beast::flat_buffer& buffer,
             const HttpServerOptions& options);

  // `head_bytes` is what `head` was read from. False when a chunked body cannot follow it.
  bool Begin(const RequestHead& head, std::string_view head_bytes);

  // Fills part of `out` (not empty); 0 is the end. Fails as HttpRequest::body says.
  boost::asio::awaitable<Result<size_t>> Read(std::span<char> out);
  // A Read() that waits, and each later one, fails soon.
  void Abandon();

  bool done() const { return done_; }
  bool failed() const { return failed_; }
  // -1 when it is not known.
  int64_t bytes_left() const { return parser_ ? -1 : bytes_left_; }
  int64_t bytes_read() const { return bytes_read_; }

 private:
  boost::asio::awaitable<Result<size_t>> ReadPlain(std::span<char> out);
  boost::asio::awaitable<Result<size_t>> ReadChunked(std::span<char> out);
  // From the connection.
  boost::asio::awaitable<Result<size_t>> Receive(boost::asio::mutable_buffer out);

  Transport& transport_;
  boost::beast::flat_buffer& buffer_;
  const HttpServerOptions& options_;
  Pace pace_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::buffer_body>> parser_;
  int64_t bytes_left_ = 0;
  int64_t bytes_read_ = 0;
  bool done_ = true;
  bool failed_ = false;
  bool abandoned_ = false;
};

// Of the buffer's bytes, until it changes.
inline std::string_view View(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.cdata().data()), buffer.size()};
}

}  // namespace tacet::http_server
