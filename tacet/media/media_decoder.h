// MediaDecoder: one media file, decoded by FFmpeg as a stream of 16 kHz mono samples.
//
// Owns the FFmpeg contexts. Knows nothing of speech. Media are hostile input: time, memory,
// channels and streams are bounded, and every failure is an Error whose message names the problem
// in one line. Memory does not grow with the length of the recording.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "tacet/audio/audio_source.h"
#include "tacet/base/result.h"

namespace tacet::media {

// Limits of Amazon Transcribe's batch jobs: 4 hours, 2 GB.
// https://docs.aws.amazon.com/general/latest/gr/transcribe.html
struct MediaLimits {
  std::chrono::milliseconds max_duration = std::chrono::hours(4);
  uint64_t max_bytes = 2ULL * 1000 * 1000 * 1000;  // of the file
  int min_sample_rate_hertz = 8000;
  int max_sample_rate_hertz = 48000;
  int max_channels = 32;
};

// What the file's headers say of its first audio stream. Headers can lie: a duration is a hint for
// progress, never a promise.
struct MediaInfo {
  std::string format;  // Amazon Transcribe's MediaFormat: amr, flac, m4a, mp3, mp4, ogg, webm, wav
  std::string codec;   // FFmpeg's codec name, such as "pcm_mulaw"
  int sample_rate_hertz = 0;
  int channels = 0;
  std::optional<std::chrono::milliseconds> duration;
};

// Not thread-safe.
class MediaDecoder : public AudioSource {
 public:
  // Opens `path` and finds its audio. Errors: kNotFound (no such file), kInvalidArgument (over a
  // limit, or not one of the formats), kDataLoss (empty, truncated header, no audio stream,
  // damaged).
  static Result<std::unique_ptr<MediaDecoder>> Open(const std::string& path,
                                                    const MediaLimits& limits = {});

  ~MediaDecoder() override;

  virtual const MediaInfo& info() const = 0;

  // Read() also returns an error (never a short recording passed off as whole) for damaged data in
  // the middle, for a recording longer than the limit, and for one that ends long before its
  // headers say.
};

}  // namespace tacet::media
