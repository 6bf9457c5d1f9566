// The size of an MP3 frame by its header, to notice bytes that belong to no frame. Private to
// media/. Thread-safe. ISO/IEC 11172-3 section 2.4.1.3 and ISO/IEC 13818-3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tacet::media {

struct Mp3Frame {
  size_t bytes = 0;
  double seconds = 0;
};

// The Layer III frame that starts at the front of `data`; absent when none does, or when its header
// does not give its size (free format).
std::optional<Mp3Frame> ParseMp3Frame(std::span<const uint8_t> data);

// Whether `data` starts with a tag (ID3v1, APE, Lyrics3): no sound is lost with it.
bool IsMp3Tag(std::span<const uint8_t> data);

}  // namespace tacet::media
