#include "tacet/asr/window_split.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <utility>

namespace tacet::asr {
namespace {

constexpr int64_t kMinSplitSamples = 16000;
constexpr int64_t kQuietSamples = 1600;  // 100 ms

SpeechWindow WindowOfParts(const SpeechWindow& window, size_t first, size_t last) {
  SpeechWindow result;
  const int64_t start = window.plan.parts[first].window_start_sample;
  const int64_t end = window.plan.parts[last].window_end_sample();
  result.plan.parts.assign(window.plan.parts.begin() + static_cast<std::ptrdiff_t>(first),
                           window.plan.parts.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  for (WindowPart& part : result.plan.parts) part.window_start_sample -= start;
  result.samples.assign(window.samples.begin() + start, window.samples.begin() + end);
  return result;
}

// The middle of the quietest 100 ms in samples [begin, end).
int64_t QuietestSample(std::span<const float> samples, int64_t begin, int64_t end) {
  int64_t quietest = begin;
  double least = -1;
  for (int64_t at = begin; at + kQuietSamples <= end; at += kQuietSamples / 10) {
    double energy = 0;
    for (int64_t i = at; i < at + kQuietSamples; ++i) {
      const double sample = samples[static_cast<size_t>(i)];
      energy += sample * sample;
    }
    if (least < 0 || energy < least) {
      least = energy;
      quietest = at;
    }
  }
  return quietest + kQuietSamples / 2;
}

}  // namespace

SpeechWindow WindowOfPart(const SpeechWindow& window, size_t part) {
  return WindowOfParts(window, part, part);
}

std::vector<SpeechWindow> SplitWindow(const SpeechWindow& window) {
  const std::vector<WindowPart>& parts = window.plan.parts;
  if (parts.size() > 1) {
    size_t first = 1;  // of the second window
    const int64_t middle = window.plan.size() / 2;
    for (size_t i = 1; i < parts.size(); ++i) {
      if (std::abs(parts[i].window_start_sample - middle) <
          std::abs(parts[first].window_start_sample - middle)) {
        first = i;
      }
    }
    return {WindowOfParts(window, 0, first - 1), WindowOfParts(window, first, parts.size() - 1)};
  }

  const WindowPart& part = parts[0];
  const int64_t start = part.window_speech_start();
  const int64_t length = part.window_speech_end() - start;
  if (length < kMinSplitSamples) return {window};
  const int64_t cut = QuietestSample(window.samples, start + length / 3, start + length * 2 / 3);
  const int64_t recording_cut = part.audio_start_sample + cut;

  SpeechWindow before;
  SpeechWindow after;
  before.plan.parts = {part};
  before.plan.parts[0].speech.end_sample = recording_cut;
  before.plan.parts[0].speech.continues = true;
  before.plan.parts[0].audio_end_sample = recording_cut;
  before.samples.assign(window.samples.begin(), window.samples.begin() + cut);
  after.plan.parts = {part};
  after.plan.parts[0].speech.start_sample = recording_cut;
  after.plan.parts[0].audio_start_sample = recording_cut;
  after.samples.assign(window.samples.begin() + cut, window.samples.end());
  return {std::move(before), std::move(after)};
}

}  // namespace tacet::asr
