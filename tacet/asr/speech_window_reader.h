// SpeechWindowReader: reads a recording and hands out its speech, window by window.
//
// Puts AudioSource, VoiceActivityStream, SpeechSegmenter and WindowPacker together. Holds at most
// about two windows and two reads of audio (a few MB), whatever the length of the recording.
//
//   ASSIGN_OR_RETURN(auto reader, SpeechWindowReader::Create(source, *detector, {}));
//   SpeechWindow window;
//   while (true) {
//     ASSIGN_OR_RETURN(const bool more, reader->Next(window));
//     if (!more) break;
//     ...
//   }
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "tacet/asr/speech_segmenter.h"
#include "tacet/asr/voice_activity.h"
#include "tacet/asr/window_packer.h"
#include "tacet/audio/audio_source.h"
#include "tacet/base/result.h"

namespace tacet::asr {

struct SpeechWindow {
  WindowPlan plan;
  std::vector<float> samples;  // 16 kHz mono; plan.size() of them
};

struct SpeechWindowOptions {
  SpeechSegmenterOptions segmenter;
  WindowPackerOptions packer;
};

// Not thread-safe.
class SpeechWindowReader {
 public:
  // Keeps a reference to `source`, which must outlive the reader.
  static Result<std::unique_ptr<SpeechWindowReader>> Create(AudioSource& source,
                                                            const VoiceActivityDetector& detector,
                                                            const SpeechWindowOptions& options);

  // Puts the next window into `window` and returns true; false at the end of the recording. Errors
  // of the source and of the detector are passed on; the reader is then of no more use.
  Result<bool> Next(SpeechWindow& window);

  // Samples read from the source so far; after Next returned false, the recording's length.
  int64_t samples_read() const { return samples_read_; }

 private:
  SpeechWindowReader(AudioSource& source, std::unique_ptr<VoiceActivityStream> activity,
                     const SpeechWindowOptions& options);
  Status ReadMore();
  void DropUnneededAudio();
  std::vector<float> CopyAudio(const WindowPlan& plan) const;

  AudioSource& source_;
  std::unique_ptr<VoiceActivityStream> activity_;
  SpeechSegmenter segmenter_;
  WindowPacker packer_;

  int64_t samples_read_ = 0;
  bool ended_ = false;
  std::vector<float> audio_;  // samples of the recording from audio_start_ on
  int64_t audio_start_ = 0;
  std::deque<WindowPlan> planned_;
};

}  // namespace tacet::asr
