// ProgressMeter: shows how far a long piece of work is: one line that redraws itself on a terminal,
// plain lines now and then elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>

namespace tacet::cli {

enum class ProgressStyle { kRedrawnLine, kPlainLines };

// Not thread-safe.
class ProgressMeter {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // `out` must outlive the meter. `label` stands before each line, such as "transcribing".
  ProgressMeter(std::ostream& out, ProgressStyle style, std::string label,
                Clock clock = std::chrono::steady_clock::now);

  // `done` and `total` are milliseconds of the recording. Without a total the position is shown
  // alone.
  void Update(int64_t done_ms, std::optional<int64_t> total_ms);

  // Ends the redrawn line, so that the next output starts on a line of its own. Safe to call twice.
  void Finish();

 private:
  bool ShouldPrint(int64_t done_ms, std::optional<int64_t> total_ms) const;

  std::ostream& out_;
  const ProgressStyle style_;
  const std::string label_;
  const Clock clock_;
  const std::chrono::steady_clock::time_point started_;
  std::optional<std::chrono::steady_clock::time_point> printed_;
  int64_t printed_percent_ = -1;
  bool line_open_ = false;
};

}  // namespace tacet::cli
