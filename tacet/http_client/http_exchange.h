// HttpExchanger: single HTTP requests of any method, with bodies that stream both ways, over
// connections that are kept and used again. For clients of services that sign their requests: one
// attempt only, no redirect is followed, and nothing is sent but what is said here, Host, Accept
// and Content-Length.
//
// The environment's proxies and SSL_CERT_FILE are obeyed, certificates always checked, as in
// http_client.h. No message holds a query string.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tacet/base/byte_source.h"
#include "tacet/base/cancel.h"
#include "tacet/base/result.h"
#include "tacet/http_client/curl_transfer.h"
#include "tacet/http_client/http_client.h"

namespace tacet::http_client {

struct ExchangeRequest {
  std::string method = "GET";
  std::string url;  // its path is sent as it stands: "/a//../b" stays that
  std::vector<Header> headers = {};
  // The request's body and how long it is, or null. Read by the thread that reads; an error of it
  // ends the exchange with that error. Lives as long as the exchange.
  ByteSource* body = nullptr;
  int64_t body_bytes = 0;
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
  // Longest time in which nothing is sent or received.
  std::chrono::milliseconds stall_timeout = std::chrono::seconds(60);
  // Polled at least every 100 ms. Null = never cancelled. Lives as long as the exchange.
  const CancelToken* cancel = nullptr;
};

// An answer whose body is read as it comes; what is not read is not received (the connection's
// window fills). Not thread-safe. Ending it early closes the connection. Keeps its exchanger's
// connections alive.
class ExchangeReader : public ByteSource {
 public:
  virtual const ResponseHead& head() const = 0;
  // Fails with kUnavailable when the connection breaks before the body is whole.
  Result<size_t> Read(std::span<char> buffer) override = 0;
};

struct ExchangeAnswer {
  ResponseHead head;
  std::string body;
};

// Thread-safe.
class HttpExchanger {
 public:
  HttpExchanger();
  HttpExchanger(const HttpExchanger&) = delete;
  HttpExchanger& operator=(const HttpExchanger&) = delete;
  ~HttpExchanger();

  // Sends the request and returns when the answer's head is there, whatever its status.
  // kUnavailable (no connection), kDeadlineExceeded (connect or stall timeout), kCancelled,
  // kPermissionDenied (certificate), kInvalidArgument (url).
  Result<std::unique_ptr<ExchangeReader>> Open(const ExchangeRequest& request);

  // The same with the whole body; kResourceExhausted when it is above `max_body_bytes`.
  Result<ExchangeAnswer> Send(const ExchangeRequest& request, size_t max_body_bytes);

 private:
  class Connection;
  class Reader;
  struct Pool;
  const std::shared_ptr<Pool> pool_;
};

}  // namespace tacet::http_client
