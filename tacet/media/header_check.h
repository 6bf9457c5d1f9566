// What a file's headers promise, held against its size and our limits before FFmpeg decodes a
// sample: a cut-off file fails at once and not after an hour of transcribing. Private to media/.
#pragma once

#include <chrono>
#include <optional>

#include "tacet/base/result.h"
#include "tacet/media/container.h"
#include "tacet/media/media_bytes.h"
#include "tacet/media/media_decoder.h"

namespace tacet::media {

// What the headers settle beyond what FFmpeg reports.
struct HeaderFacts {
  // Exact duration of the audio present, where the container makes it cheap to know (WAV of PCM,
  // AMR).
  std::optional<std::chrono::milliseconds> exact_duration;
};

// Errors: kDataLoss for a file that is cut off, with how much is missing; kInvalidArgument for one
// over a limit. Reads headers only, except AMR, whose frames it walks.
//
// A WAV data chunk of size 0, or of 0x7FFFF000 or more, was written by a program that could not
// seek back to fill in the size; it then holds all that follows.
Result<HeaderFacts> CheckHeaders(const MediaBytes& bytes, const Container& container,
                                 const MediaLimits& limits);

// kInvalidArgument when a limit forbids these, with the value and the limit. Zero and negative
// values come from damaged headers: kDataLoss.
Status CheckStreamLimits(const MediaBytes& bytes, int64_t sample_rate_hertz, int64_t channels,
                         const MediaLimits& limits);

// kInvalidArgument when the recording is longer than the limit.
Status CheckDuration(const MediaBytes& bytes, std::chrono::milliseconds duration,
                     const MediaLimits& limits);

// "83.250 s", for messages.
std::string Seconds(std::chrono::milliseconds duration);

}  // namespace tacet::media
