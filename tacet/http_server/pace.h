// Pace: how long one direction of a body may still be waited for. A bucket of time: waiting empties
// it, each byte puts a little back. So neither a silent other side nor one that drips single bytes
// holds a connection for long, while our own slowness costs it nothing. Not thread-safe.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tacet::http_server {

class Pace {
 public:
  // `min_bytes_per_second` 0: only silence counts.
  Pace(std::chrono::nanoseconds stall_timeout, int64_t min_bytes_per_second)
      : full_(stall_timeout), left_(stall_timeout), min_bytes_per_second_(min_bytes_per_second) {}

  // The longest that the next bytes may take; 0 = too slow.
  std::chrono::nanoseconds left() const {
    return std::max(left_, std::chrono::nanoseconds::zero());
  }

  // `bytes` came or went after `waited`.
  void Moved(size_t bytes, std::chrono::nanoseconds waited) {
    if (min_bytes_per_second_ <= 0) return;
    const auto earned = std::chrono::nanoseconds(static_cast<int64_t>(bytes) * std::nano::den /
                                                 min_bytes_per_second_);
    left_ = std::min(left_ - waited + earned, full_);
  }

 private:
  std::chrono::nanoseconds full_;
  std::chrono::nanoseconds left_;
  int64_t min_bytes_per_second_;
};

}  // namespace tacet::http_server
