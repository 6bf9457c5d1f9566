#include "tacet/audio/peak_meter.h"

#include <algorithm>
#include <cmath>

namespace tacet {
namespace {

constexpr size_t kPieceSamples = kAudioSampleRateHertz / PeakMeter::kPeaksPerSecond;

char PeakByte(float peak) {
  constexpr float kFullScale = 255;
  return static_cast<char>(std::lround(std::min(peak, 1.0F) * kFullScale));
}

}  // namespace

Result<size_t> PeakMeter::Read(std::span<float> samples) {
  ASSIGN_OR_RETURN(const size_t count, source_.Read(samples));
  Add(samples.first(count));
  return count;
}

std::string PeakMeter::Peaks() const {
  return piece_samples_ == 0 ? peaks_ : peaks_ + PeakByte(peak_);
}

void PeakMeter::Add(std::span<const float> samples) {
  while (!samples.empty()) {
    const size_t count = std::min(samples.size(), kPieceSamples - piece_samples_);
    for (const float sample : samples.first(count)) peak_ = std::max(peak_, std::abs(sample));
    samples = samples.subspan(count);
    piece_samples_ += count;
    if (piece_samples_ < kPieceSamples) return;
    peaks_.push_back(PeakByte(peak_));
    peak_ = 0;
    piece_samples_ = 0;
  }
}

}  // namespace tacet
