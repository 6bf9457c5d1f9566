// A small HTTP/1.1 server for tests, on 127.0.0.1 and a port of its own: serves files with Range
// and If-Range, and misbehaves on demand. Counts what it sends. Methods are thread-safe; requests
// are served one at a time.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tacet::testing {

class HttpServer {
 public:
  struct Request {
    std::string method;
    std::string path;                            // with its query
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
    int64_t body_bytes_sent = 0;
  };

  // One way to answer a request. The default serves the file of that path.
  struct Reply {
    int status = 0;  // 0 = serve the file, or 404
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    int64_t cut_after_bytes = -1;    // close the connection after so many bytes of the body
    int64_t stall_after_bytes = -1;  // send so many, then nothing until the client goes
    int64_t length = -1;             // Content-Length of an answer to HEAD
  };

  HttpServer() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (listener_ < 0 || bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        listen(listener_, 16) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      std::abort();
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer() {
    stop_ = true;
    thread_.join();
    close(listener_);
  }

  std::string url(const std::string& path = "") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

  // Answers further requests on a connection from now on, as long as its client keeps it.
  void KeepConnections() { keep_ = true; }
  int connections() const { return connections_; }

  // Serves `body` at `path` from now on. An empty etag sends none.
  void SetFile(const std::string& path, std::string body, std::string etag = "\"one\"") {
    const std::lock_guard lock(mutex_);
    files_[path] = {std::move(body), std::move(etag)};
  }

  // The next requests for `path` get these, one each; then the file again.
  void Script(const std::string& path, std::vector<Reply> replies) {
    const std::lock_guard lock(mutex_);
    scripts_[path] = std::move(replies);
  }

  std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  int64_t body_bytes_sent() const {
    int64_t sum = 0;
    for (const Request& request : requests()) sum += request.body_bytes_sent;
    return sum;
  }

 private:
  struct File {
    std::string body;
    std::string etag;
  };

  void Serve() {
    while (!stop_) {
      pollfd waiting = {listener_, POLLIN, 0};
      if (poll(&waiting, 1, 20) <= 0) continue;
      const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      ++connections_;
      while (Answer(client) && WaitFor(client)) {
      }
      close(client);
    }
  }

  // Until there is something to read; false when the server is stopping.
  bool WaitFor(int client) const {
    while (!stop_) {
      pollfd waiting = {client, POLLIN, 0};
      if (poll(&waiting, 1, 20) > 0) return true;
    }
    return false;
  }

  // False when the connection is to be closed.
  bool Answer(int client) {
    std::string text;
    char buffer[4096];
    const auto read_until = [&](const auto& enough) {
      while (!enough()) {
        const ssize_t got = recv(client, buffer, sizeof(buffer), 0);
        if (got <= 0) return false;
        text.append(buffer, static_cast<size_t>(got));
      }
      return true;
    };
    if (!read_until([&] { return text.find("\r\n\r\n") != std::string::npos; })) return false;
    const size_t head_bytes = text.find("\r\n\r\n") + 4;
    Request request = Parse(text.substr(0, head_bytes));
    if (const auto length = request.headers.find("content-length");
        length != request.headers.end()) {
      const size_t all = head_bytes + std::strtoul(length->second.c_str(), nullptr, 10);
      if (!read_until([&] { return text.size() >= all; })) return false;
      request.body = text.substr(head_bytes, all - head_bytes);
    }
    Reply reply;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      const std::string path = request.path.substr(0, request.path.find('?'));
      std::vector<Reply>& script = scripts_[path];
      if (!script.empty()) {
        reply = script.front();
        script.erase(script.begin());
      }
      if (reply.status == 0) FillFromFile(path, request, &reply);
    }
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Status\r\n";
    for (const auto& [name, value] : reply.headers) head += name + ": " + value + "\r\n";
    const bool no_body = request.method == "HEAD" || reply.status == 204;
    const int64_t length =
        no_body && reply.length >= 0 ? reply.length : static_cast<int64_t>(reply.body.size());
    if (reply.status != 204) head += "Content-Length: " + std::to_string(length) + "\r\n";
    head += keep_ ? "\r\n" : "Connection: close\r\n\r\n";
    if (no_body) reply.body.clear();
    size_t count = reply.body.size();
    for (const int64_t limit : {reply.cut_after_bytes, reply.stall_after_bytes}) {
      if (limit >= 0) count = std::min(count, static_cast<size_t>(limit));
    }
    if (!Send(client, head) || !Send(client, reply.body.substr(0, count))) return false;
    {
      const std::lock_guard lock(mutex_);
      requests_.back().body_bytes_sent = static_cast<int64_t>(count);
    }
    if (reply.stall_after_bytes >= 0) {
      while (WaitFor(client)) {  // until the client closes its side
        if (recv(client, buffer, sizeof(buffer), 0) <= 0) return false;
      }
    }
    return keep_ && count == reply.body.size();
  }

  void FillFromFile(const std::string& path, const Request& request, Reply* reply) {
    const auto found = files_.find(path);
    if (found == files_.end()) {
      reply->status = 404;
      reply->body = "nothing here";
      return;
    }
    const File& file = found->second;
    if (!file.etag.empty()) reply->headers.emplace_back("ETag", file.etag);
    const auto range = request.headers.find("range");
    const auto condition = request.headers.find("if-range");
    const bool same = condition == request.headers.end() || condition->second == file.etag;
    if (range == request.headers.end() || !same) {
      reply->status = 200;
      reply->body = file.body;
      return;
    }
    const size_t start = std::strtoul(range->second.c_str() + sizeof("bytes=") - 1, nullptr, 10);
    if (start >= file.body.size()) {
      reply->status = 416;
      return;
    }
    reply->status = 206;
    reply->headers.emplace_back("Content-Range", "bytes " + std::to_string(start) + "-" +
                                                     std::to_string(file.body.size() - 1) + "/" +
                                                     std::to_string(file.body.size()));
    reply->body = file.body.substr(start);
  }

  static Request Parse(const std::string& text) {
    Request request;
    size_t line_start = text.find("\r\n") + 2;
    const size_t space = text.find(' ');
    request.method = text.substr(0, space);
    request.path = text.substr(space + 1, text.find(' ', space + 1) - space - 1);
    while (line_start < text.size()) {
      const size_t line_end = text.find("\r\n", line_start);
      const std::string line = text.substr(line_start, line_end - line_start);
      if (line.empty()) break;
      const size_t colon = line.find(':');
      std::string name = line.substr(0, colon);
      std::transform(name.begin(), name.end(), name.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      const size_t value = line.find_first_not_of(' ', colon + 1);
      request.headers[name] = value == std::string::npos ? "" : line.substr(value);
      line_start = line_end + 2;
    }
    return request;
  }

  static bool Send(int client, const std::string& bytes) {
    size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t count = send(client, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return false;
      sent += static_cast<size_t>(count);
    }
    return true;
  }

  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> keep_ = false;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, File> files_;
  std::map<std::string, std::vector<Reply>> scripts_;
  std::vector<Request> requests_;
  std::thread thread_;
};

}  // namespace tacet::testing
