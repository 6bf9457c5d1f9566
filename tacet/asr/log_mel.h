// LogMel: Whisper's input features, the log-mel spectrogram of one window of 30 s.
//
// The recipe is log_mel_spectrogram in PyPI openai-whisper (whisper/audio.py): audio filled up with
// silence to 30 s, periodic Hann window of 400 samples every 160, ends mirrored, power, mel filters
// on Slaney's scale with Slaney's normalisation, log10, nothing lower than 8 below the highest,
// (x + 4) / 4.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tacet::asr {

// Feature frames of one window, one per 10 ms. Fixed by Whisper.
inline constexpr size_t kMelFrames = 3000;

// Owns its tables. Thread-safe.
class LogMel {
 public:
  // `mel_bins` is 80, or 128 for large-v3 and its children; in [1, 201].
  explicit LogMel(size_t mel_bins);

  size_t mel_bins() const { return mel_bins_; }

  // Writes the features of `samples` (16 kHz mono; at most 30 s) to `features`, which has
  // mel_bins * kMelFrames places: row by row, a row per mel bin, as Whisper's encoder wants it.
  // Runs on the calling thread.
  void Compute(std::span<const float> samples, std::span<float> features) const;

 private:
  // The part of a filter that is not zero.
  struct Filter {
    size_t first_bin = 0;
    size_t first_weight = 0;
    size_t size = 0;
  };

  size_t mel_bins_;
  std::vector<float> window_;
  std::vector<Filter> filters_;
  std::vector<float> weights_;  // of all filters, one after the other
};

}  // namespace tacet::asr
