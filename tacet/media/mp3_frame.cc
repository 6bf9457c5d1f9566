#include "tacet/media/mp3_frame.h"

#include <array>
#include <cstring>
#include <string_view>

namespace tacet::media {
namespace {

constexpr std::array<int, 15> kKilobitsVersion1 = {0,   32,  40,  48,  56,  64,  80, 96,
                                                   112, 128, 160, 192, 224, 256, 320};
constexpr std::array<int, 15> kKilobitsVersion2 = {0,  8,  16, 24,  32,  40,  48, 56,
                                                   64, 80, 96, 112, 128, 144, 160};
constexpr std::array<int, 3> kHertzVersion1 = {44100, 48000, 32000};

}  // namespace

std::optional<Mp3Frame> ParseMp3Frame(std::span<const uint8_t> data) {
  if (data.size() < 4 || data[0] != 0xff || (data[1] & 0xe0) != 0xe0) return std::nullopt;
  const int version = data[1] >> 3 & 3;  // 3 is MPEG-1, 2 is MPEG-2, 0 is MPEG-2.5
  const int layer = data[1] >> 1 & 3;    // 1 is Layer III
  const size_t bit_rate = data[2] >> 4;
  const size_t rate = data[2] >> 2 & 3;
  const int padding = data[2] >> 1 & 1;
  if (version == 1 || layer != 1 || bit_rate == 0 || bit_rate == 15 || rate == 3) {
    return std::nullopt;
  }
  const bool version1 = version == 3;
  const int divisor = version1 ? 1 : version == 2 ? 2 : 4;
  const int hertz = kHertzVersion1[rate] / divisor;
  const int kilobits = version1 ? kKilobitsVersion1[bit_rate] : kKilobitsVersion2[bit_rate];
  const int samples = version1 ? 1152 : 576;
  return Mp3Frame{.bytes = static_cast<size_t>(samples / 8 * kilobits * 1000 / hertz + padding),
                  .seconds = static_cast<double>(samples) / hertz};
}

bool IsMp3Tag(std::span<const uint8_t> data) {
  for (const std::string_view tag : {"TAG", "APETAGEX", "LYRICSBEGIN"}) {
    if (data.size() >= tag.size() && std::memcmp(data.data(), tag.data(), tag.size()) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace tacet::media
