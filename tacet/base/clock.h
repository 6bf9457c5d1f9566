// Clock: the only way to learn the time of day, so that tests can set it.
#pragma once

#include <chrono>
#include <mutex>

namespace tacet {

// Milliseconds since the epoch, UTC: the precision of every time that Amazon Transcribe shows.
using Time = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time Now() const = 0;
};

// The machine's clock; lives for the whole process.
class SystemClock : public Clock {
 public:
  Time Now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
};

// Stands still until told otherwise.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Time start = Time(std::chrono::milliseconds(1'795'492'800'000)))
      : now_(start) {}
  Time Now() const override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void Advance(std::chrono::milliseconds by) {
    const std::lock_guard lock(mutex_);
    now_ += by;
  }

 private:
  mutable std::mutex mutex_;
  Time now_;
};

}  // namespace tacet
