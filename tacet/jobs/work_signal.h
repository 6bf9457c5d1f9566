// WorkSignal: how threads learn that there may be something to do, without asking all the time.
//
//   uint64_t seen = signal.generation();
//   while (LookForWork() == kNothing) seen = signal.Wait(seen, std::chrono::seconds(5));
//
// What is raised between looking and waiting is not missed. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace tacet::jobs {

class WorkSignal {
 public:
  uint64_t generation() const {
    const std::lock_guard lock(mutex_);
    return generation_;
  }

  // Ends the waits of all threads.
  void Raise() {
    {
      const std::lock_guard lock(mutex_);
      ++generation_;
    }
    raised_.notify_all();
  }

  // Blocks until the generation is another than `seen`, or for `timeout`; returns it.
  uint64_t Wait(uint64_t seen, std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    raised_.wait_for(lock, timeout, [&] { return generation_ != seen; });
    return generation_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable raised_;
  uint64_t generation_ = 0;
};

}  // namespace tacet::jobs
