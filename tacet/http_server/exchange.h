// Exchange: where the socket's side and the handler's thread meet during one request. The handler
// blocks in it; the socket's side never does, and is woken by a callback. Each direction has two
// buffers, one on either side, so that the network and the handler work at the same time while
// memory stays flat.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "tacet/base/byte_source.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"

namespace tacet::http_server {

// Of each body buffer: what a 1 GiB upload needs to run at the speed of the loopback device.
inline constexpr size_t kBodyBufferBytes = 256 * 1024;

class Exchange {
 public:
  // `wake` is called on the handler's thread, outside of locks, whenever the socket's side has
  // something to look at; it must not block.
  explicit Exchange(std::function<void()> wake) : wake_(std::move(wake)) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // --- The handler's thread. Blocking.

  // As ByteSource::Read.
  Result<size_t> ReadBody(std::span<char> out);
  // Hands the response over, without its stream. No body is read after it.
  void Respond(HttpResponse response);
  // Sends `first` and then what `source` still has, `bytes` in all; gives up when the connection
  // fails, and cuts it when the source does.
  void SendStream(std::vector<char> first, ByteSource& source, int64_t bytes);
  // False once the connection is gone: nobody waits for the answer.
  bool connected() const;

  // --- The socket's side. Never blocks for long.

  // The handler waits for bytes of the body (or will: one buffer is read ahead).
  bool BodyWanted() const;
  // Where to put them. Only between BodyWanted() and BodyArrived() or BodyFailed().
  std::span<char> BodyBuffer(size_t bytes);
  enum class More { kYes, kNo };
  void BodyArrived(size_t bytes, More more);  // 0 bytes only with kNo
  void BodyFailed(Error error);

  bool Responded() const;
  HttpResponse TakeResponse();  // once, after Responded()

  struct Chunk {
    std::span<const char> bytes;  // empty: none yet
    bool failed = false;          // the source did; there will be none
  };
  Chunk NextChunk() const;  // the same one until ChunkSent()
  void ChunkSent();

  // The connection ended: every wait of the handler's thread ends with an error.
  void Disconnect();

 private:
  enum class BodyState { kIdle, kWanted, kReady, kLast, kFailed };

  const std::function<void()> wake_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool connected_ = true;  // these are guarded by mutex_, but see in_back_ and out_back_
  BodyState body_ = BodyState::kIdle;
  Error body_error_;
  size_t in_back_bytes_ = 0;
  std::optional<HttpResponse> response_;
  bool responded_ = false;
  size_t out_back_bytes_ = 0;
  bool out_failed_ = false;

  std::vector<char> in_back_;   // the socket's side in kWanted, else guarded by mutex_
  std::vector<char> in_front_;  // the handler's
  size_t in_front_begin_ = 0;
  size_t in_front_end_ = 0;
  std::vector<char> out_back_;  // the socket's side while out_back_bytes_ is not 0
};

// The body of a request that is read through its exchange.
class ExchangeBody : public ByteSource {
 public:
  explicit ExchangeBody(Exchange& exchange) : exchange_(exchange) {}
  Result<size_t> Read(std::span<char> buffer) override { return exchange_.ReadBody(buffer); }

 private:
  Exchange& exchange_;
};

}  // namespace tacet::http_server
