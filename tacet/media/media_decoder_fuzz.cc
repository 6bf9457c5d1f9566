// Any bytes as a media file: opened and read to the end, without touching a disk.
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "tacet/media/media_decoder_internal.h"

namespace tacet::media {
namespace {

// Short, so that an input that decodes to hours of silence does not stop the fuzzer from trying
// others.
constexpr MediaLimits kLimits = {.max_duration = std::chrono::minutes(2)};

void Decode(std::span<const uint8_t> bytes) {
  auto decoder = OpenMediaBytes(MediaBytes::FromMemory(bytes, "input"), kLimits);
  if (!decoder) return;
  std::array<float, 8000> samples;
  while (true) {
    const Result<size_t> count = (*decoder)->Read(samples);
    if (!count) return;
    for (size_t i = 0; i < *count; ++i) {
      if (!(samples[i] >= -1.0F && samples[i] <= 1.0F)) __builtin_trap();
    }
    if (*count < samples.size()) return;
  }
}

}  // namespace
}  // namespace tacet::media

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tacet::media::Decode({data, size});
  return 0;
}
