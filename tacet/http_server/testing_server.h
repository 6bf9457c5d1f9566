// A server around a function, for tests.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tacet/http_server/http_server.h"

namespace tacet::http_server::testing {

class FunctionHandler : public HttpHandler {
 public:
  using Function = std::function<HttpResponse(HttpRequest&)>;
  explicit FunctionHandler(Function function) : function_(std::move(function)) {}

  HttpResponse Handle(HttpRequest& request) override { return function_(request); }
  HttpResponse Refuse(int status, const HttpRequest&) override {
    HttpResponse response;
    response.status = status;
    response.body = "refused";
    return response;
  }

 private:
  Function function_;
};

// Also keeps what on_finished was told. Thread-safe.
class TestServer {
 public:
  explicit TestServer(FunctionHandler::Function function, HttpServerOptions options = {})
      : handler_(std::move(function)) {
    options.on_finished = [this](const FinishedRequest& finished) {
      const std::lock_guard lock(mutex_);
      finished_.push_back(finished);
      changed_.notify_all();
    };
    Result<std::unique_ptr<HttpServer>> server = HttpServer::Create(options, handler_);
    if (!server) {
      ADD_FAILURE() << server.error().message << ": " << server.error().detail;
      std::abort();
    }
    server_ = std::move(*server);
  }

  uint16_t port() const { return server_->port(); }
  void Stop() { server_->Stop(); }

  // Waits until `count` requests are finished.
  std::vector<FinishedRequest> Finished(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return finished_.size() >= count; });
    return finished_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<FinishedRequest> finished_;
  FunctionHandler handler_;
  std::unique_ptr<HttpServer> server_;  // last: it uses the others
};

}  // namespace tacet::http_server::testing
