#include "tacet/asr/window_packer.h"

#include <algorithm>
#include <limits>

#include "tacet/audio/audio_source.h"
#include "tacet/base/check.h"

namespace tacet::asr {
namespace {

int64_t AudioSize(const WindowPart& part) {
  return part.audio_end_sample - part.audio_start_sample;
}

}  // namespace

int64_t WindowPlan::ToRecordingSample(int64_t window_sample) const {
  for (const WindowPart& part : parts) {
    if (window_sample < part.window_end_sample()) {
      return part.audio_start_sample +
             std::max<int64_t>(0, window_sample - part.window_start_sample);
    }
  }
  return parts.back().audio_end_sample;
}

WindowPacker::WindowPacker(const WindowPackerOptions& options)
    : max_window_(std::min(AudioSamples(options.max_window), kWindowSamples)),
      min_window_(std::min(AudioSamples(options.min_window), max_window_)),
      half_gap_(AudioSamples(options.max_gap) / 2) {}

void WindowPacker::Add(const SpeechStretch& stretch, std::vector<WindowPlan>& windows) {
  TACET_CHECK(stretch.end_sample > stretch.start_sample &&
              stretch.end_sample - stretch.start_sample <= max_window_)
      << "a stretch does not fit in a window";
  if (!open_) {
    // All the silence at the start of the recording is the first stretch's own.
    silence_before_open_ = 2 * stretch.start_sample;
  } else {
    const int64_t gap = stretch.start_sample - open_->end_sample;
    TACET_CHECK(gap >= 0) << "stretches out of order";
    Complete(gap, windows);
    silence_before_open_ = gap;
  }
  open_ = stretch;
}

// Now that the silence after the open stretch is known, gives it its audio and a place in line. Two
// neighbours share the silence between them.
void WindowPacker::Complete(int64_t silence_after, std::vector<WindowPlan>& windows) {
  const int64_t room = max_window_ - (open_->end_sample - open_->start_sample);
  const int64_t most = std::min(half_gap_, room / 2);
  // The half of an odd gap that is one longer goes to the stretch after it.
  const int64_t before = std::min(most, silence_before_open_ - silence_before_open_ / 2);
  const int64_t after = std::min(most, silence_after / 2);
  const WindowPart part{.speech = *open_,
                        .audio_start_sample = open_->start_sample - before,
                        .audio_end_sample = open_->end_sample + after,
                        .window_start_sample = 0};
  while (!parts_.empty() && parts_size_ + AudioSize(part) > max_window_) {
    parts_.push_back(part);
    const size_t count = PartsForNextWindow();
    parts_.pop_back();
    Emit(count, windows);
  }
  parts_.push_back(part);
  parts_size_ += AudioSize(part);
}

// How many of the parts, of which the last does not fit, the next window takes: up to the longest
// pause that leaves it full enough, or as many as fit.
size_t WindowPacker::PartsForNextWindow() const {
  size_t best = parts_.size() - 1;
  int64_t longest_pause = -1;
  int64_t size = 0;
  for (size_t count = 1; count < parts_.size(); ++count) {
    size += AudioSize(parts_[count - 1]);
    const int64_t pause = parts_[count].speech.start_sample - parts_[count - 1].speech.end_sample;
    if (size >= min_window_ && pause >= longest_pause) {
      longest_pause = pause;
      best = count;
    }
  }
  return best;
}

void WindowPacker::Emit(size_t count, std::vector<WindowPlan>& windows) {
  const auto end = parts_.begin() + static_cast<std::ptrdiff_t>(count);
  WindowPlan plan{.parts = {parts_.begin(), end}};
  parts_.erase(parts_.begin(), end);
  int64_t size = 0;
  for (WindowPart& part : plan.parts) {
    part.window_start_sample = size;
    size += AudioSize(part);
  }
  parts_size_ -= size;
  windows.push_back(std::move(plan));
}

void WindowPacker::Finish(int64_t total_samples, std::vector<WindowPlan>& windows) {
  if (open_) {
    TACET_CHECK(open_->end_sample <= total_samples) << "speech after the end";
    Complete(2 * (total_samples - open_->end_sample), windows);
    Emit(parts_.size(), windows);
  }
  open_.reset();
}

int64_t WindowPacker::needed_sample(int64_t settled_sample) const {
  if (!parts_.empty()) return parts_.front().audio_start_sample;
  const int64_t start = open_ ? open_->start_sample : settled_sample;
  return std::max<int64_t>(0, start - half_gap_);
}

}  // namespace tacet::asr
