// PeakMeter: an AudioSource that passes another one on and notes how loud it is over time, which is
// what a waveform is drawn from. Costs a byte for each fiftieth of a second: 720 kB for 4 hours.
#pragma once

#include <string>

#include "tacet/audio/audio_source.h"

namespace tacet {

class PeakMeter : public AudioSource {
 public:
  static constexpr int kPeaksPerSecond = 50;

  // `source` must outlive it and is not read by others.
  explicit PeakMeter(AudioSource& source) : source_(source) {}
  Result<size_t> Read(std::span<float> samples) override;

  // Of what was read so far, one byte a fiftieth of a second, the last one perhaps for less: the
  // largest magnitude of its samples, 0 = silence, 255 = full scale.
  std::string Peaks() const;

 private:
  void Add(std::span<const float> samples);

  AudioSource& source_;
  std::string peaks_;         // of whole pieces
  float peak_ = 0;            // of the piece that has begun
  size_t piece_samples_ = 0;  // that it has
};

}  // namespace tacet
