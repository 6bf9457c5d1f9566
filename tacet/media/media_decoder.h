// MediaDecoder: one media file, decoded by FFmpeg as a stream of 16 kHz mono samples.
//
// Owns the open file and the FFmpeg contexts. Knows nothing of speech. Media are hostile input:
// time, memory, channels and streams are bounded, FFmpeg can open nothing but this one file, and
// every failure is an Error whose message names the problem in one line. Memory does not grow with
// the length of the recording (an MP4 keeps its index: 24 bytes for each packet of sound or
// picture).
//
//   ASSIGN_OR_RETURN(const auto decoder, media::MediaDecoder::Open("call.mp3"));
//   std::vector<float> second(kAudioSampleRateHertz);
//   ASSIGN_OR_RETURN(const size_t count, decoder->Read(second));
//
// Containers and codecs:
//   amr    AMR narrow-band and wide-band
//   flac   FLAC
//   m4a    AAC, ALAC
//   mp3    MP3
//   mp4    AAC, ALAC, MP3, Opus, FLAC, PCM; QuickTime files too
//   ogg    Vorbis, Opus, FLAC
//   webm   Opus, Vorbis; Matroska files too, with any codec named here
//   wav    PCM of 8, 16, 24, 32 bits, float of 32, 64 bits, mu-law, A-law, Microsoft and IMA ADPCM
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

// Limits of Amazon Transcribe's batch jobs: 4 hours, 2 GB, 8000 to 48000 Hz.
// https://docs.aws.amazon.com/general/latest/gr/transcribe.html
// https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html
struct MediaLimits {
  std::chrono::milliseconds max_duration = std::chrono::hours(4);
  uint64_t max_bytes = 2ULL * 1000 * 1000 * 1000;  // of the file
  int min_sample_rate_hertz = 8000;
  int max_sample_rate_hertz = 48000;
  int max_channels = 32;
};

// What the file's headers say of the audio stream that is read: the one the container marks as
// default, else the first. Headers can lie: a duration is a hint for progress, never a promise.
struct MediaInfo {
  std::string format;  // Amazon Transcribe's MediaFormat: amr, flac, m4a, mp3, mp4, ogg, webm, wav
  std::string codec;   // FFmpeg's codec name, such as "pcm_mulaw"
  int sample_rate_hertz = 0;  // as decoded
  int channels = 0;           // before the mix to mono
  std::optional<std::chrono::milliseconds> duration;
};

// Silence that stands for what the file does not hold, so that all times stay those of the media.
struct MediaRepairs {
  int damaged_places = 0;                // packets that could not be decoded, bytes passed over
  std::chrono::milliseconds damaged{0};  // silence put in their place
  std::chrono::milliseconds gaps{0};     // silence where timestamps say that nothing was recorded
  std::chrono::milliseconds late_start{0};  // silence before a sound that starts after the picture
};

// Not thread-safe; may move between threads from call to call.
class MediaDecoder : public AudioSource {
 public:
  // Opens `path`, finds its audio and decodes the first piece of it. The name's extension does not
  // matter. ProblemOf() of media_problem.h tells errors apart. Errors: kNotFound (no such file),
  // kPermissionDenied, kInvalidArgument (not a regular file, over a limit, a codec that is not
  // read), kDataLoss (empty, not media, cut off, no audio stream, damaged).
  static Result<std::unique_ptr<MediaDecoder>> Open(const std::string& path,
                                                    const MediaLimits& limits = {});

  ~MediaDecoder() override;

  virtual const MediaInfo& info() const = 0;

  // Read() also fails, so that no part of a recording passes for the whole:
  //   kDataLoss         when more is damaged than 1 s and 1 % of what was read (less becomes
  //   silence,
  //                     counted in repairs()); at any damage to the frame of an Ogg or WebM, which
  //                     does not tell how much is lost; when the recording ends more than 0.5 s
  //                     before its headers say; when it takes far more work than its size explains
  //   kInvalidArgument  when it goes on past the limit of duration
  // After an error every further Read() gives the same error.
  //
  // Not detected: audio that is missing from the end of a file whose headers promise no length (an
  // MP3 without a Xing header, an Ogg cut between two pages, a live WebM or WAV).

  // What was put in so far; final once Read() has given fewer samples than asked.
  virtual MediaRepairs repairs() const = 0;
};

}  // namespace tacet::media
