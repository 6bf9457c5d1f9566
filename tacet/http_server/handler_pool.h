// HandlerPool: the threads on which handlers run, and the bounded queue before them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tacet::http_server {

// Thread-safe.
class HandlerPool {
 public:
  // `threads` above 0, named api-0, api-1, ... `max_queued` tasks may wait for one.
  HandlerPool(int threads, int max_queued);
  HandlerPool(const HandlerPool&) = delete;
  HandlerPool& operator=(const HandlerPool&) = delete;
  ~HandlerPool();  // Stop()

  // False when every thread is busy and the queue is full, or after Stop(). `task` must not throw.
  bool TryRun(std::function<void()> task);
  // Runs what is queued, then returns when all threads have ended.
  void Stop();

 private:
  void Work(int number);

  const size_t max_queued_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;  // guarded by mutex_
  size_t idle_ = 0;                          // guarded by mutex_
  bool stopping_ = false;                    // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace tacet::http_server
