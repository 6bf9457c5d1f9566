#include "tacet/asr/log_mel.h"

#include <kiss_fftr.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

#include "tacet/base/check.h"

namespace tacet::asr {
namespace {

constexpr size_t kFftSize = 400;
constexpr size_t kHop = 160;
constexpr size_t kBins = kFftSize / 2 + 1;
constexpr size_t kMargin = kFftSize / 2;  // mirrored before and after the audio
constexpr size_t kSamples = kMelFrames * kHop;
constexpr double kSampleRateHertz = 16000;
constexpr float kFloor = 1e-10F;  // powers below count as this

// Slaney's mel scale (Auditory Toolbox): linear below 1000 Hz, then 27 steps for a factor of 6.4.
constexpr double kHertzPerMel = 200.0 / 3;
constexpr double kLogStartHertz = 1000;
constexpr double kLogStartMel = kLogStartHertz / kHertzPerMel;
const double kLogStep = std::log(6.4) / 27;

double MelOf(double hertz) {
  return hertz < kLogStartHertz ? hertz / kHertzPerMel
                                : kLogStartMel + std::log(hertz / kLogStartHertz) / kLogStep;
}

double HertzOf(double mel) {
  return mel < kLogStartMel ? mel * kHertzPerMel
                            : kLogStartHertz * std::exp((mel - kLogStartMel) * kLogStep);
}

struct FftDeleter {
  void operator()(kiss_fftr_cfg plan) const { kiss_fftr_free(plan); }
};
using FftPlan = std::unique_ptr<kiss_fftr_state, FftDeleter>;

// The audio with its mirrored margins, silence up to 30 s.
std::vector<float> WithMargins(std::span<const float> samples) {
  std::vector<float> result(kSamples + 2 * kMargin);
  std::copy(samples.begin(), samples.end(), result.begin() + kMargin);
  for (size_t i = 1; i <= kMargin; ++i) {
    result[kMargin - i] = result[kMargin + i];
    result[kMargin + kSamples - 1 + i] = result[kMargin + kSamples - 1 - i];
  }
  return result;
}

}  // namespace

LogMel::LogMel(size_t mel_bins) : mel_bins_(mel_bins), window_(kFftSize) {
  TACET_CHECK(mel_bins >= 1 && mel_bins <= kBins);
  for (size_t i = 0; i < kFftSize; ++i) {
    window_[i] = static_cast<float>(
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / kFftSize));
  }
  // Triangles between neighbours of mel_bins + 2 points that are evenly spaced in mel.
  const double mel_step = MelOf(kSampleRateHertz / 2) / static_cast<double>(mel_bins + 1);
  for (size_t mel = 0; mel < mel_bins; ++mel) {
    const double low = HertzOf(mel_step * static_cast<double>(mel));
    const double middle = HertzOf(mel_step * static_cast<double>(mel + 1));
    const double high = HertzOf(mel_step * static_cast<double>(mel + 2));
    Filter filter{.first_bin = 0, .first_weight = weights_.size(), .size = 0};
    for (size_t bin = 0; bin < kBins; ++bin) {
      const double hertz = static_cast<double>(bin) * kSampleRateHertz / kFftSize;
      const double rise = (hertz - low) / (middle - low);
      const double fall = (high - hertz) / (high - middle);
      const double weight = std::min(rise, fall) * 2 / (high - low);
      if (weight <= 0) continue;
      if (filter.size == 0) filter.first_bin = bin;
      ++filter.size;
      weights_.push_back(static_cast<float>(weight));
    }
    filters_.push_back(filter);
  }
}

void LogMel::Compute(std::span<const float> samples, std::span<float> features) const {
  TACET_CHECK(samples.size() <= kSamples);
  TACET_CHECK(features.size() == mel_bins_ * kMelFrames);

  // A plan holds scratch memory, so each call has its own; making one takes microseconds.
  const FftPlan plan(kiss_fftr_alloc(kFftSize, /*inverse_fft=*/0, nullptr, nullptr));
  TACET_CHECK(plan != nullptr) << "out of memory";
  const std::vector<float> audio = WithMargins(samples);

  // Frames from here on see only silence.
  const size_t silent_from = std::min(kMelFrames, (samples.size() + kMargin + kHop - 1) / kHop);
  const bool mirrored_end = samples.size() + kMargin > kSamples;
  const size_t frames = mirrored_end ? kMelFrames : silent_from;

  std::array<float, kFftSize> windowed;
  std::array<kiss_fft_cpx, kBins> spectrum;
  std::array<float, kBins> power;
  for (size_t frame = 0; frame < frames; ++frame) {
    const float* const start = audio.data() + frame * kHop;
    for (size_t i = 0; i < kFftSize; ++i) windowed[i] = start[i] * window_[i];
    kiss_fftr(plan.get(), windowed.data(), spectrum.data());
    for (size_t i = 0; i < kBins; ++i) {
      power[i] = spectrum[i].r * spectrum[i].r + spectrum[i].i * spectrum[i].i;
    }
    for (size_t mel = 0; mel < mel_bins_; ++mel) {
      const Filter& filter = filters_[mel];
      float sum = 0;
      for (size_t i = 0; i < filter.size; ++i) {
        sum += weights_[filter.first_weight + i] * power[filter.first_bin + i];
      }
      features[mel * kMelFrames + frame] = sum;
    }
  }

  float highest = std::log10(kFloor);
  for (size_t mel = 0; mel < mel_bins_; ++mel) {
    const std::span<float> row = features.subspan(mel * kMelFrames, kMelFrames);
    for (float& value : row.first(frames)) {
      value = std::log10(std::max(value, kFloor));
      highest = std::max(highest, value);
    }
    std::fill(row.begin() + static_cast<std::ptrdiff_t>(frames), row.end(), std::log10(kFloor));
  }
  const float lowest = highest - 8;
  for (float& value : features) value = (std::max(value, lowest) + 4) / 4;
}

}  // namespace tacet::asr
