// WindowPacker: packs stretches of speech into windows for Whisper, whose cost for a window is the
// same however full it is.
//
// Pure: it plans windows and never sees audio. Windows are cut only between stretches, at the
// longest pause once they are full enough; a pause longer than `max_gap` inside a window is
// shortened to it by leaving out its middle, so that all audio in a window is real. Positions map
// back to the recording exactly.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tacet/asr/speech_segmenter.h"

namespace tacet::asr {

// Samples of one window of Whisper: 30 s at 16 kHz.
inline constexpr int64_t kWindowSamples = 480000;

// A stretch and its place in a window. The audio [audio_start_sample, audio_end_sample) of the
// recording holds the stretch and some silence around it, and lies in the window from
// `window_start_sample` on.
struct WindowPart {
  SpeechStretch speech;
  int64_t audio_start_sample = 0;
  int64_t audio_end_sample = 0;
  int64_t window_start_sample = 0;

  // The stretch's place in the window.
  int64_t window_speech_start() const {
    return window_start_sample + (speech.start_sample - audio_start_sample);
  }
  int64_t window_speech_end() const {
    return window_start_sample + (speech.end_sample - audio_start_sample);
  }
  int64_t window_end_sample() const {
    return window_start_sample + (audio_end_sample - audio_start_sample);
  }
  bool operator==(const WindowPart&) const = default;
};

// What one window holds. At least one part; parts are in order and adjoin in the window.
struct WindowPlan {
  std::vector<WindowPart> parts;

  // Samples of audio in the window, in (0, kWindowSamples].
  int64_t size() const { return parts.back().window_end_sample(); }
  // The sample of the recording at `window_sample`. Positions outside the window's audio give the
  // nearest end of it. Monotonic.
  int64_t ToRecordingSample(int64_t window_sample) const;
};

struct WindowPackerOptions {
  // Longest window. At most 30 s, the size of Whisper's input.
  std::chrono::milliseconds max_window{30000};
  // From this length on, a window may end at the longest pause instead of the last that fits.
  std::chrono::milliseconds min_window{25000};
  // Longest silence kept between two stretches; half of it is kept at the ends of a window.
  std::chrono::milliseconds max_gap{500};
};

// Not thread-safe.
class WindowPacker {
 public:
  explicit WindowPacker(const WindowPackerOptions& options = {});

  // Takes the next stretch, which is not longer than `max_window`, and appends the windows that are
  // then full.
  void Add(const SpeechStretch& stretch, std::vector<WindowPlan>& windows);

  // Ends the recording, which has `total_samples`, and appends what is left. The packer then starts
  // again as a new one.
  void Finish(int64_t total_samples, std::vector<WindowPlan>& windows);

  // No later window needs audio before this sample, given that no later stretch starts before
  // `settled_sample`.
  int64_t needed_sample(int64_t settled_sample) const;

 private:
  void Complete(int64_t silence_after, std::vector<WindowPlan>& windows);
  size_t PartsForNextWindow() const;
  void Emit(size_t count, std::vector<WindowPlan>& windows);

  const int64_t max_window_;  // samples, as the next two
  const int64_t min_window_;
  const int64_t half_gap_;

  std::vector<WindowPart> parts_;      // whose surroundings are known; not yet placed in a window
  int64_t parts_size_ = 0;             // samples of their audio
  std::optional<SpeechStretch> open_;  // the last stretch; the silence after it is not known yet
  int64_t silence_before_open_ = 0;
};

}  // namespace tacet::asr
