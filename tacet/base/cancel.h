// CancelToken: a flag that one thread sets to ask others to stop soon.
// Thread-safe. Owned by whoever starts the work; the work holds a pointer (null = never cancelled).
#pragma once

#include <atomic>

#include "tacet/base/result.h"

namespace tacet {

class CancelToken {
 public:
  void Cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> cancelled_ = false;
};

// kCancelled when `token` is set; success when it is not set or is null.
inline Status CheckNotCancelled(const CancelToken* token) {
  if (token != nullptr && token->cancelled()) {
    return MakeError(ErrorCode::kCancelled, "the work was cancelled");
  }
  return {};
}

}  // namespace tacet
