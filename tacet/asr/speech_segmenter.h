// SpeechSegmenter: the rule that turns frame probabilities into stretches of speech.
//
// Pure: no model, no audio. Works forward only and keeps at most `max_speech` of frames. The rule
// and its parameters are those of get_speech_timestamps in PyPI silero-vad 6.2.3 (utils_vad.py),
// except for how a stretch without pauses is cut.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tacet/asr/voice_activity.h"

namespace tacet::asr {

// Half-open range of 16 kHz samples of the recording that holds speech.
struct SpeechStretch {
  int64_t start_sample = 0;
  int64_t end_sample = 0;
  // True when the next stretch starts at `end_sample` because this one was cut without a pause.
  bool continues = false;
  bool operator==(const SpeechStretch&) const = default;
};

struct SpeechSegmenterOptions {
  // A frame at or above starts speech. Source: Silero's default.
  float threshold = 0.5F;
  // A frame below is silence; between the two, what was goes on. Source: Silero, threshold - 0.15.
  float silence_threshold = 0.35F;
  // Speech that is not longer, padding not counted, is dropped: a single frame. 0 = keep all.
  // Silero's default of 250 ms loses short words ("yes", "no", one digit), 96 ms still 7 of 94
  // clips of one spoken digit.
  std::chrono::milliseconds min_speech{32};
  // Shorter silence does not end a stretch. Source: Silero's default.
  std::chrono::milliseconds min_silence{100};
  // Added to both ends, at most half of `min_silence`. Source: Silero's default.
  std::chrono::milliseconds padding{30};
  // A longer stretch is cut at the quietest 160 ms of its second half. Below 30 s, so that a
  // stretch fits in a window.
  std::chrono::milliseconds max_speech{28000};
};

// Not thread-safe.
class SpeechSegmenter {
 public:
  explicit SpeechSegmenter(const SpeechSegmenterOptions& options = {});

  // Takes the next frames of the recording and appends the stretches that they complete: in order,
  // not overlapping, not empty.
  void Add(std::span<const VoiceFrame> frames, std::vector<SpeechStretch>& stretches);

  // Ends the recording, which has `total_samples`, and appends the last stretch if there is one.
  // The segmenter then starts again as a new one.
  void Finish(int64_t total_samples, std::vector<SpeechStretch>& stretches);

  // No later stretch starts before this sample.
  int64_t settled_sample() const;

 private:
  void AddFrame(const VoiceFrame& frame, std::vector<SpeechStretch>& stretches);
  void End(int64_t sample, std::vector<SpeechStretch>& stretches);
  void Cut(std::vector<SpeechStretch>& stretches);

  const SpeechSegmenterOptions options_;
  const int64_t min_speech_;  // samples, as the next three
  const int64_t min_silence_;
  const int64_t padding_;
  const int64_t max_speech_;

  int64_t position_ = 0;  // first sample of the next frame
  int64_t last_end_ = 0;  // end of the last stretch handed out, padding included
  bool in_speech_ = false;
  bool continues_ = false;       // the current stretch begins at a cut
  int64_t start_ = 0;            // first sample of the current stretch, padding not included
  int64_t silence_start_ = -1;   // where the silence that may end it began; -1 = none
  std::vector<float> energies_;  // of the frames of the current stretch
};

}  // namespace tacet::asr
