// TokenBucket: at most so many calls a second on average. Thread-safe.
#pragma once

#include <algorithm>
#include <mutex>

#include "tacet/base/clock.h"

namespace tacet::api {

class TokenBucket {
 public:
  // `per_second` is above 0; up to one second's calls (at least one) may come at once. `clock` must
  // outlive the bucket.
  TokenBucket(double per_second, const Clock& clock)
      : per_second_(per_second),
        burst_(std::max(1.0, per_second)),
        clock_(clock),
        tokens_(burst_),
        filled_(clock.Now()) {}

  // Whether one more call may pass now.
  bool Take() {
    const std::lock_guard lock(mutex_);
    const Time now = clock_.Now();
    // A clock set back gives nothing and takes nothing.
    const double seconds = std::max(0.0, std::chrono::duration<double>(now - filled_).count());
    filled_ = now;
    tokens_ = std::min(burst_, tokens_ + seconds * per_second_);
    if (tokens_ < 1.0) return false;
    tokens_ -= 1.0;
    return true;
  }

 private:
  const double per_second_;
  const double burst_;
  const Clock& clock_;
  std::mutex mutex_;  // guards all below
  double tokens_;
  Time filled_;
};

}  // namespace tacet::api
