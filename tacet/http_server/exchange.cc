#include "tacet/http_server/exchange.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tacet::http_server {
namespace {

tl::unexpected<Error> Disconnected() {
  return MakeError(ErrorCode::kDataLoss, "the connection ended before the whole request came");
}

}  // namespace

Result<size_t> Exchange::ReadBody(std::span<char> out) {
  if (in_front_begin_ == in_front_end_) {
    bool ask = false;
    {
      std::unique_lock lock(mutex_);
      // Once there is a response the socket's side does not read any more.
      if (responded_ && (body_ == BodyState::kIdle || body_ == BodyState::kWanted)) {
        return MakeError(ErrorCode::kDataLoss, "the body was not read before the response");
      }
      if (body_ == BodyState::kIdle) {
        body_ = BodyState::kWanted;
        lock.unlock();
        wake_();
        lock.lock();
      }
      changed_.wait(lock, [this] { return body_ != BodyState::kWanted || !connected_; });
      if (body_ == BodyState::kFailed) return tl::unexpected<Error>(body_error_);
      if (body_ == BodyState::kWanted) return Disconnected();
      std::swap(in_front_, in_back_);
      in_front_begin_ = 0;
      in_front_end_ = std::exchange(in_back_bytes_, 0);
      if (body_ == BodyState::kReady) {
        body_ = BodyState::kWanted;
        ask = true;
      }
    }
    if (ask) wake_();
  }
  const size_t bytes = std::min(out.size(), in_front_end_ - in_front_begin_);
  if (bytes > 0) std::memcpy(out.data(), in_front_.data() + in_front_begin_, bytes);
  in_front_begin_ += bytes;
  return bytes;
}

void Exchange::Respond(HttpResponse response) {
  {
    const std::lock_guard lock(mutex_);
    response_ = std::move(response);
    responded_ = true;
  }
  wake_();
}

void Exchange::SendStream(std::vector<char> first, ByteSource& source, int64_t bytes) {
  std::vector<char> front = std::move(first);
  size_t ready = front.size();
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return out_back_bytes_ == 0 || !connected_; });
      if (!connected_) return;
      std::swap(out_back_, front);
      out_back_bytes_ = ready;
    }
    wake_();
    bytes -= static_cast<int64_t>(ready);
    if (bytes <= 0) return;
    front.resize(kBodyBufferBytes);
    const size_t room = static_cast<size_t>(std::min<int64_t>(bytes, kBodyBufferBytes));
    const Result<size_t> read = source.Read(std::span(front).first(room));
    if (!read || *read == 0) {
      {
        const std::lock_guard lock(mutex_);
        out_failed_ = true;
      }
      wake_();
      return;
    }
    ready = *read;
  }
}

bool Exchange::connected() const {
  const std::lock_guard lock(mutex_);
  return connected_;
}

bool Exchange::BodyWanted() const {
  const std::lock_guard lock(mutex_);
  return body_ == BodyState::kWanted && !responded_;
}

std::span<char> Exchange::BodyBuffer(size_t bytes) {
  if (in_back_.size() < bytes) in_back_.resize(bytes);
  return std::span(in_back_).first(bytes);
}

void Exchange::BodyArrived(size_t bytes, More more) {
  {
    const std::lock_guard lock(mutex_);
    in_back_bytes_ = bytes;
    body_ = more == More::kYes ? BodyState::kReady : BodyState::kLast;
  }
  changed_.notify_all();
}

void Exchange::BodyFailed(Error error) {
  {
    const std::lock_guard lock(mutex_);
    body_error_ = std::move(error);
    body_ = BodyState::kFailed;
  }
  changed_.notify_all();
}

bool Exchange::Responded() const {
  const std::lock_guard lock(mutex_);
  return responded_;
}

HttpResponse Exchange::TakeResponse() {
  const std::lock_guard lock(mutex_);
  HttpResponse response = std::move(*response_);
  response_.reset();
  return response;
}

Exchange::Chunk Exchange::NextChunk() const {
  const std::lock_guard lock(mutex_);
  if (out_back_bytes_ > 0) return {.bytes = std::span(out_back_).first(out_back_bytes_)};
  return {.bytes = {}, .failed = out_failed_};
}

void Exchange::ChunkSent() {
  {
    const std::lock_guard lock(mutex_);
    out_back_bytes_ = 0;
  }
  changed_.notify_all();
}

void Exchange::Disconnect() {
  {
    const std::lock_guard lock(mutex_);
    connected_ = false;
  }
  changed_.notify_all();
}

}  // namespace tacet::http_server
