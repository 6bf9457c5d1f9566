// AudioSource: a recording read from front to back as 16 kHz mono float samples, so that no caller
// needs to hold a whole recording in memory.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tacet/base/result.h"

namespace tacet {

// The sample rate of every AudioSource. Whisper and Silero are trained at 16 kHz.
inline constexpr int kAudioSampleRateHertz = 16000;
inline constexpr int64_t kAudioSamplesPerMs = kAudioSampleRateHertz / 1000;

constexpr int64_t AudioSamples(std::chrono::milliseconds duration) {
  return duration.count() * kAudioSamplesPerMs;
}

// Not thread-safe: one reader at a time.
class AudioSource {
 public:
  virtual ~AudioSource() = default;

  // Fills `samples` (range [-1, 1], mono, 16 kHz) from the current position and returns how many
  // were written. Fewer than asked, zero included, only at the end of the recording. An error means
  // that the recording cannot be read further; what was read before is not the whole recording.
  virtual Result<size_t> Read(std::span<float> samples) = 0;
};

// An AudioSource over samples in memory; owns them.
class MemoryAudioSource : public AudioSource {
 public:
  explicit MemoryAudioSource(std::vector<float> samples) : samples_(std::move(samples)) {}
  Result<size_t> Read(std::span<float> samples) override;

 private:
  std::vector<float> samples_;
  size_t position_ = 0;
};

}  // namespace tacet
