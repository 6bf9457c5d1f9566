// CpuBudget: the CPU time one recording may take, by its size and by what was decoded so far, so
// that no crafted file can occupy a worker. Wall time would blame the file for a busy machine.
// Private to media/. Not thread-safe, but the recording may move from thread to thread between
// calls.
#pragma once

#include <cstdint>
#include <ctime>

namespace tacet::media {

class CpuBudget {
 public:
  // FFmpeg decodes these formats at hundreds of times real time; a sanitizer build on a slow
  // machine at some tens. 20 s for any file, 10 s per MB, 0.1 s per second of audio.
  explicit CpuBudget(uint64_t file_bytes)
      : allowed_seconds_(20.0 + 10.0 * static_cast<double>(file_bytes) / 1e6) {}

  // Counts the CPU time of this thread while it lives.
  class Scope {
   public:
    explicit Scope(CpuBudget* budget) : budget_(budget) { budget_->started_ = ThreadSeconds(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() { budget_->used_seconds_ += ThreadSeconds() - budget_->started_; }

   private:
    CpuBudget* budget_;
  };

  void AddDecoded(double seconds) { allowed_seconds_ += 0.1 * seconds; }

  // Only within a Scope.
  bool exceeded() const { return used_seconds_ + ThreadSeconds() - started_ > allowed_seconds_; }

 private:
  static double ThreadSeconds() {
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
  }

  double allowed_seconds_;
  double used_seconds_ = 0;
  double started_ = 0;
};

}  // namespace tacet::media
