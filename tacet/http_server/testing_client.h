// A raw client for tests: bytes out, bytes in, over a socket to 127.0.0.1.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace tacet::http_server::testing {

inline constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

struct RawResponse {
  int status = 0;  // 0: the connection ended before a whole response came
  std::string head;
  std::string body;

  // The value of a field; "" when absent. Compares names as they are written.
  std::string Field(std::string_view name) const {
    const std::string mark = "\r\n" + std::string(name) + ": ";
    const size_t at = head.find(mark);
    if (at == std::string::npos) return {};
    const size_t begin = at + mark.size();
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

// Not thread-safe.
class RawClient {
 public:
  explicit RawClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { Close(); }

  bool connected() const { return connected_; }
  // A wait took longer than 10 s.
  bool timed_out() const { return timed_out_; }

  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  // The next response. `method` is that of the request.
  RawResponse Receive(std::string_view method = "GET") {
    RawResponse response;
    size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!Fill()) return response;
    }
    response.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    const int status = static_cast<int>(Number(response.head.substr(sizeof("HTTP/1.1"))));
    const std::string length = response.Field("Content-Length");
    const size_t bytes = method == "HEAD" || length.empty() ? 0 : Number(length);
    while (buffer_.size() < bytes) {
      if (!Fill()) {
        response.body = std::move(buffer_);
        return response;
      }
    }
    response.body = buffer_.substr(0, bytes);
    buffer_.erase(0, bytes);
    response.status = status;
    return response;
  }

  RawResponse Exchange(std::string_view bytes, std::string_view method = "GET") {
    Send(bytes);
    return Receive(method);
  }

  // Throws away at least `bytes` that come in; how many did.
  int64_t Skip(int64_t bytes) {
    int64_t skipped = static_cast<int64_t>(buffer_.size());
    buffer_.clear();
    while (skipped <= bytes && Fill()) {
      skipped += static_cast<int64_t>(buffer_.size());
      buffer_.clear();
      if (skipped > bytes) break;
    }
    return skipped;
  }

  // Whether the other side ends the connection, within 10 s, without sending anything more.
  bool SeesTheEnd() { return buffer_.empty() && !Fill() && !timed_out_; }

  // Whether bytes, or the end, are there within `time`.
  bool WaitForBytes(std::chrono::milliseconds time) {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, static_cast<int>(time.count())) > 0;
  }

  // No more bytes from us.
  void EndSending() { ::shutdown(socket_, SHUT_WR); }
  void Close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  int socket() const { return socket_; }

 private:
  static size_t Number(const std::string& text) {
    return static_cast<size_t>(std::strtoull(text.c_str(), nullptr, 10));
  }

  bool Fill() {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    int ready = 0;
    do {
      ready = ::poll(&waiting, 1, /*timeout=*/10'000);
    } while (ready < 0 && errno == EINTR);  // libFuzzer's alarm
    if (ready <= 0) {
      timed_out_ = true;
      return false;
    }
    std::array<char, 65536> bytes;
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    buffer_.append(bytes.data(), static_cast<size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
  bool timed_out_ = false;
  std::string buffer_;
};

}  // namespace tacet::http_server::testing
