#include "tacet/audio/audio_source.h"

#include <algorithm>

namespace tacet {

Result<size_t> MemoryAudioSource::Read(std::span<float> samples) {
  const size_t count = std::min(samples.size(), samples_.size() - position_);
  std::copy_n(samples_.begin() + static_cast<std::ptrdiff_t>(position_), count, samples.begin());
  position_ += count;
  return count;
}

}  // namespace tacet
