#include "tacet/media/header_check.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "tacet/media/media_problem.h"

namespace tacet::media {
namespace {

using std::chrono::milliseconds;

uint64_t LittleEndian(const uint8_t* bytes, int count) {
  uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

uint64_t BigEndian(const uint8_t* bytes, int count) {
  uint64_t value = 0;
  for (int i = 0; i < count; ++i) value = value << 8 | bytes[i];
  return value;
}

// Fills all of `buffer` from `offset`, or says that the file ends before.
bool ReadFully(const MediaBytes& bytes, uint64_t offset, std::span<uint8_t> buffer) {
  return bytes.ReadAt(offset, buffer) == static_cast<int64_t>(buffer.size());
}

tl::unexpected<Error> CutOff(const MediaBytes& bytes, const std::string& how) {
  return MakeError(ErrorCode::kDataLoss,
                   bytes.name() + ": is cut off: " + how + "; get the whole file");
}

milliseconds BytesToDuration(uint64_t count, uint64_t bytes_per_second) {
  return milliseconds(static_cast<int64_t>(static_cast<double>(count) * 1000.0 /
                                           static_cast<double>(bytes_per_second)));
}

// --- WAV. http://soundfile.sapp.org/doc/WaveFormat/ and EBU Tech 3306 (RF64) ---

// Programs that write to a pipe leave the size empty or at its largest (FFmpeg 0xFFFFFFFF, SoX
// 0x7FFFF000 and up). No file under the 2 GB limit can have a true size that large.
constexpr uint64_t kStreamedDataSize = 0x7ffff000;

// A writer that counts its header into the data, or the other way round, is not a cut-off file.
constexpr milliseconds kToleratedMissing(100);

struct WavFormat {
  uint64_t channels = 0;
  uint64_t sample_rate_hertz = 0;
  uint64_t bytes_per_second = 0;
  bool linear = false;  // PCM of any kind, mu-law, A-law: its duration is bytes / bytes_per_second
};

Result<WavFormat> ParseWavFormat(const MediaBytes& bytes, uint64_t offset, uint64_t size,
                                 const MediaLimits& limits) {
  std::array<uint8_t, 16> fmt;
  if (size < fmt.size() || !ReadFully(bytes, offset, fmt)) {
    return MakeError(ErrorCode::kDataLoss, bytes.name() + ": its WAV format header is too short");
  }
  WavFormat format;
  const uint64_t tag = LittleEndian(&fmt[0], 2);
  format.channels = LittleEndian(&fmt[2], 2);
  format.sample_rate_hertz = LittleEndian(&fmt[4], 4);
  const uint64_t block_align = LittleEndian(&fmt[12], 2);
  const uint64_t bits = LittleEndian(&fmt[14], 2);
  RETURN_IF_ERROR(CheckStreamLimits(bytes, static_cast<int64_t>(format.sample_rate_hertz),
                                    static_cast<int64_t>(format.channels), limits));
  // 1 PCM, 3 float, 6 A-law, 7 mu-law, 0xFFFE WAVE_FORMAT_EXTENSIBLE (PCM or float in practice).
  format.linear = tag == 1 || tag == 3 || tag == 6 || tag == 7 || tag == 0xfffe;
  if (format.linear) {
    const uint64_t expected_align = format.channels * ((bits + 7) / 8);
    if (bits == 0 || bits > 64 || block_align != expected_align) {
      return MakeError(
          ErrorCode::kDataLoss,
          bytes.name() + ": its WAV header contradicts itself: " + std::to_string(format.channels) +
              " channels of " + std::to_string(bits) + " bits cannot have a block of " +
              std::to_string(block_align) + " bytes");
    }
    format.bytes_per_second = format.sample_rate_hertz * block_align;
  } else {
    format.bytes_per_second = std::max<uint64_t>(1, LittleEndian(&fmt[8], 4));
  }
  return format;
}

Result<HeaderFacts> CheckWav(const MediaBytes& bytes, const MediaLimits& limits) {
  constexpr int kMaxChunks = 1000;
  WavFormat format;
  uint64_t rf64_data_size = 0;
  uint64_t offset = 12;
  for (int i = 0; i < kMaxChunks; ++i) {
    std::array<uint8_t, 8> header;
    if (!ReadFully(bytes, offset, header)) {
      return CutOff(bytes, "the WAV header has no data chunk before the end of the file");
    }
    const std::string_view id(reinterpret_cast<const char*>(header.data()), 4);
    uint64_t size = LittleEndian(&header[4], 4);
    offset += header.size();
    if (id == "fmt ") {
      ASSIGN_OR_RETURN(format, ParseWavFormat(bytes, offset, size, limits));
    } else if (id == "ds64") {
      std::array<uint8_t, 16> ds64;
      if (ReadFully(bytes, offset, ds64)) rf64_data_size = LittleEndian(&ds64[8], 8);
    } else if (id == "data") {
      if (format.channels == 0) {
        return MakeError(ErrorCode::kDataLoss, bytes.name() + ": its WAV header has no fmt chunk");
      }
      if (size == 0xffffffff && rf64_data_size != 0) size = rf64_data_size;
      const uint64_t present = bytes.size() - std::min(bytes.size(), offset);
      const bool streamed = size == 0 || size >= kStreamedDataSize;
      if (!streamed && size > present) {
        const auto missing = BytesToDuration(size - present, format.bytes_per_second);
        if (missing > kToleratedMissing) {
          return CutOff(bytes, "its header promises " +
                                   Seconds(BytesToDuration(size, format.bytes_per_second)) +
                                   " of audio, of which the last " + Seconds(missing) +
                                   " are missing");
        }
      }
      HeaderFacts facts;
      if (format.linear) {
        facts.exact_duration =
            BytesToDuration(streamed ? present : std::min(size, present), format.bytes_per_second);
      }
      return facts;
    }
    offset += size + size % 2;
  }
  return MakeError(ErrorCode::kDataLoss, bytes.name() + ": its WAV header has too many chunks");
}

// --- MP4, M4A: ISO/IEC 14496-12, boxes of size, type, body ---

Result<HeaderFacts> CheckMp4(const MediaBytes& bytes) {
  constexpr int kMaxBoxes = 200000;  // four hours in fragments of a fifth of a second
  bool has_index = false;
  uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    std::array<uint8_t, 16> header = {};
    if (bytes.ReadAt(offset, header) < 8) break;
    uint64_t size = BigEndian(header.data(), 4);
    const std::string_view type(reinterpret_cast<const char*>(&header[4]), 4);
    if (size == 1) size = BigEndian(&header[8], 8);
    if (size == 0) size = bytes.size() - offset;  // "to the end of the file"
    if (size < 8) break;                          // not a box: padding after the last one
    has_index = has_index || type == "moov";
    const uint64_t present = bytes.size() - offset;
    if (size > present && (type == "moov" || type == "mdat" || type == "moof")) {
      return CutOff(bytes, "its " + std::string(type) + " part has " + std::to_string(size) +
                               " bytes, of which the last " + std::to_string(size - present) +
                               " are missing");
    }
    if (size > present) break;
    offset += size;
  }
  if (!has_index) {
    return CutOff(bytes,
                  "its index (the moov part) is missing, as when a recording never finished");
  }
  return HeaderFacts{};
}

// --- Matroska, WebM: RFC 8794, elements of id, size, body with lengths in the leading zero bits
// ---

// Reads the element at `offset`; `body` is where its body starts. An unknown size (a live
// recording) is given as the largest value.
bool ReadEbmlElement(const MediaBytes& bytes, uint64_t offset, uint64_t* id, uint64_t* body,
                     uint64_t* size) {
  std::array<uint8_t, 12> head = {};
  const int64_t count = bytes.ReadAt(offset, head);
  int id_length = 1;
  while (id_length <= 4 && (head[0] & (0x80 >> (id_length - 1))) == 0) ++id_length;
  if (id_length > 4 || count < id_length + 1) return false;
  const uint8_t first = head[static_cast<size_t>(id_length)];
  int size_length = 1;
  while (size_length <= 8 && (first & (0x80 >> (size_length - 1))) == 0) ++size_length;
  if (size_length > 8 || count < id_length + size_length) return false;
  *id = BigEndian(head.data(), id_length);
  const uint64_t mask = (uint64_t{1} << (7 * size_length)) - 1;
  const uint64_t value = BigEndian(&head[static_cast<size_t>(id_length)], size_length) & mask;
  *size = value == mask ? UINT64_MAX : value;
  *body = offset + static_cast<uint64_t>(id_length + size_length);
  return true;
}

Result<HeaderFacts> CheckMatroska(const MediaBytes& bytes) {
  constexpr uint64_t kSegmentId = 0x18538067;
  constexpr int kMaxElementsBeforeSegment = 16;
  uint64_t offset = 0;
  for (int i = 0; i < kMaxElementsBeforeSegment; ++i) {
    uint64_t id = 0;
    uint64_t body = 0;
    uint64_t size = 0;
    if (!ReadEbmlElement(bytes, offset, &id, &body, &size)) break;
    const uint64_t present = bytes.size() - std::min(bytes.size(), body);
    if (id == kSegmentId) {
      if (size != UINT64_MAX && size > present) {
        return CutOff(bytes, "its segment has " + std::to_string(size) +
                                 " bytes, of which the last " + std::to_string(size - present) +
                                 " are missing");
      }
      return HeaderFacts{};
    }
    if (size > present) break;
    offset = body + size;
  }
  return CutOff(bytes, "its WebM header ends before any media");
}

// --- Ogg: RFC 3533, pages of a header, a table of segment sizes, segments ---

Result<HeaderFacts> CheckOgg(const MediaBytes& bytes) {
  constexpr uint64_t kMaxPageBytes = 27 + 255 + 255 * 255;
  const uint64_t start = bytes.size() - std::min(bytes.size(), kMaxPageBytes);
  std::vector<uint8_t> tail(bytes.size() - start);
  if (!ReadFully(bytes, start, tail)) return HeaderFacts{};
  const std::string_view text(reinterpret_cast<const char*>(tail.data()), tail.size());
  const size_t page = text.rfind("OggS");
  if (page == std::string_view::npos) return HeaderFacts{};  // FFmpeg judges what this is
  const size_t left = tail.size() - page;
  size_t wanted = 27;
  if (left >= wanted) wanted += tail[page + 26];
  if (left >= wanted && wanted > 27) {
    for (size_t i = page + 27; i < page + 27 + tail[page + 26]; ++i) wanted += tail[i];
  }
  if (wanted > left) {
    return CutOff(bytes, "its last Ogg page lacks " + std::to_string(wanted - left) + " bytes");
  }
  return HeaderFacts{};
}

// --- AMR: RFC 4867 section 5; every frame is 20 ms and tells its size in its first byte ---

Result<HeaderFacts> CheckAmr(const MediaBytes& bytes, const MediaLimits& limits) {
  // Bytes of a frame with its first byte, by frame type.
  static constexpr std::array<uint8_t, 16> kNarrow = {13, 14, 16, 18, 20, 21, 27, 32,
                                                      6,  1,  1,  1,  1,  1,  1,  1};
  static constexpr std::array<uint8_t, 16> kWide = {18, 24, 33, 37, 41, 47, 51, 59,
                                                    61, 6,  1,  1,  1,  1,  1,  1};
  constexpr milliseconds kFrame(20);
  constexpr size_t kBlock = 64 * 1024;
  std::array<uint8_t, 9> magic = {};
  bytes.ReadAt(0, magic);
  const bool wide = std::memcmp(magic.data(), "#!AMR-WB\n", 9) == 0;
  const auto& sizes = wide ? kWide : kNarrow;

  std::vector<uint8_t> block(kBlock);
  uint64_t block_start = 0;
  uint64_t block_end = 0;
  milliseconds duration(0);
  uint64_t offset = wide ? 9 : 6;
  while (offset < bytes.size()) {
    if (offset >= block_end) {
      const int64_t count = bytes.ReadAt(offset, block);
      if (count <= 0) break;
      block_start = offset;
      block_end = offset + static_cast<uint64_t>(count);
    }
    const uint64_t size = sizes[(block[offset - block_start] >> 3) & 0x0f];
    if (size > bytes.size() - offset) {
      return CutOff(bytes, "its last AMR frame, at " + Seconds(duration) + ", lacks " +
                               std::to_string(size - (bytes.size() - offset)) + " bytes");
    }
    offset += size;
    duration += kFrame;
    RETURN_IF_ERROR(CheckDuration(bytes, duration, limits));
  }
  return HeaderFacts{.exact_duration = duration};
}

}  // namespace

std::string Seconds(milliseconds duration) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.3f s", static_cast<double>(duration.count()) / 1000.0);
  return text.data();
}

Status CheckStreamLimits(const MediaBytes& bytes, int64_t sample_rate_hertz, int64_t channels,
                         const MediaLimits& limits) {
  if (channels <= 0) {
    return MakeError(ErrorCode::kDataLoss,
                     bytes.name() + ": its header says that it has no channels");
  }
  if (channels > limits.max_channels) {
    return MediaError(ErrorCode::kInvalidArgument, MediaProblem::kTooManyChannels,
                      bytes.name() + ": has " + std::to_string(channels) +
                          " channels; the limit is " + std::to_string(limits.max_channels) +
                          ": mix them down first");
  }
  if (sample_rate_hertz < limits.min_sample_rate_hertz ||
      sample_rate_hertz > limits.max_sample_rate_hertz) {
    return MediaError(ErrorCode::kInvalidArgument, MediaProblem::kSampleRate,
                      bytes.name() + ": has a sample rate of " + std::to_string(sample_rate_hertz) +
                          " Hz; it must be from " + std::to_string(limits.min_sample_rate_hertz) +
                          " to " + std::to_string(limits.max_sample_rate_hertz) +
                          " Hz: resample it first");
  }
  return {};
}

Status CheckDuration(const MediaBytes& bytes, milliseconds duration, const MediaLimits& limits) {
  if (duration <= limits.max_duration) return {};
  return MediaError(ErrorCode::kInvalidArgument, MediaProblem::kTooLong,
                    bytes.name() + ": is longer than the limit of " + Seconds(limits.max_duration) +
                        " (" + Seconds(duration) + " or more): cut it into parts");
}

Result<HeaderFacts> CheckHeaders(const MediaBytes& bytes, const Container& container,
                                 const MediaLimits& limits) {
  switch (container.kind) {
    case ContainerKind::kWav:
      return CheckWav(bytes, limits);
    case ContainerKind::kMp4:
      return CheckMp4(bytes);
    case ContainerKind::kMatroska:
      return CheckMatroska(bytes);
    case ContainerKind::kOgg:
      return CheckOgg(bytes);
    case ContainerKind::kAmr:
      return CheckAmr(bytes, limits);
    case ContainerKind::kFlac:
    case ContainerKind::kMp3:
      break;  // these promise a number of samples: the decoder holds them to it at the end
  }
  return HeaderFacts{};
}

}  // namespace tacet::media
