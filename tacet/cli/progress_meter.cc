#include "tacet/cli/progress_meter.h"

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <utility>

namespace tacet::cli {
namespace {

constexpr int kBarWidth = 30;
constexpr std::chrono::milliseconds kRedrawInterval(100);
// In a log file: enough lines to see that it goes on, few enough to read.
constexpr int64_t kPlainStepPercent = 10;
constexpr std::chrono::seconds kPlainInterval(30);

// "1:02:03" or "2:03".
std::string TimeText(int64_t milliseconds) {
  const int64_t seconds = milliseconds / 1000;
  std::ostringstream text;
  text << std::setfill('0');
  if (seconds >= 3600) {
    text << seconds / 3600 << ":" << std::setw(2) << seconds / 60 % 60;
  } else {
    text << seconds / 60;
  }
  text << ":" << std::setw(2) << seconds % 60;
  return text.str();
}

int64_t Percent(int64_t done_ms, int64_t total_ms) {
  if (total_ms <= 0) return 0;
  return std::clamp<int64_t>(done_ms * 100 / total_ms, 0, 100);
}

}  // namespace

ProgressMeter::ProgressMeter(std::ostream& out, ProgressStyle style, std::string label, Clock clock)
    : out_(out),
      style_(style),
      label_(std::move(label)),
      clock_(std::move(clock)),
      started_(clock_()) {}

bool ProgressMeter::ShouldPrint(int64_t done_ms, std::optional<int64_t> total_ms) const {
  if (!printed_) return true;
  if (total_ms && done_ms >= *total_ms) return printed_percent_ < 100;
  const auto waited = clock_() - *printed_;
  if (style_ == ProgressStyle::kRedrawnLine) return waited >= kRedrawInterval;
  if (total_ms && Percent(done_ms, *total_ms) >= printed_percent_ + kPlainStepPercent) return true;
  return waited >= kPlainInterval;
}

void ProgressMeter::Update(int64_t done_ms, std::optional<int64_t> total_ms) {
  if (!ShouldPrint(done_ms, total_ms)) return;
  const int64_t percent = total_ms ? Percent(done_ms, *total_ms) : 0;
  std::ostringstream line;
  line << label_ << " ";
  if (total_ms) {
    if (style_ == ProgressStyle::kRedrawnLine) {
      const auto filled = static_cast<size_t>(percent * kBarWidth / 100);
      line << "[" << std::string(filled, '#') << std::string(kBarWidth - filled, '.') << "] ";
    }
    line << std::setw(3) << percent << " %  " << TimeText(done_ms) << " of " << TimeText(*total_ms);
  } else {
    line << TimeText(done_ms);
  }
  const double seconds = std::chrono::duration<double>(clock_() - started_).count();
  if (seconds >= 1) {
    line << "  " << std::fixed << std::setprecision(1)
         << static_cast<double>(done_ms) / 1000.0 / seconds << " x real time";
  }
  if (style_ == ProgressStyle::kRedrawnLine) {
    out_ << "\r\033[K" << line.str() << std::flush;
    line_open_ = true;
  } else {
    out_ << line.str() << std::endl;
  }
  printed_ = clock_();
  printed_percent_ = percent;
}

void ProgressMeter::Finish() {
  if (std::exchange(line_open_, false)) out_ << std::endl;
}

}  // namespace tacet::cli
