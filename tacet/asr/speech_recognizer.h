// SpeechRecognizer: turns a recording into words with times and confidences.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "tacet/asr/recognition.h"
#include "tacet/audio/audio_source.h"
#include "tacet/base/cancel.h"
#include "tacet/base/result.h"

namespace tacet::asr {

struct RecognizeOptions {
  // What is spoken, as Language::whisper names it: "en", "de". The model must know it.
  std::string language = "en";
  // Called from the recognizing thread with the milliseconds of the recording done so far, rising.
  // Empty = no reports. Must not block.
  std::function<void(int64_t done_ms)> on_progress;
  // Polled between batches of windows. Null = never cancelled.
  const CancelToken* cancel = nullptr;
};

class SpeechRecognizer {
 public:
  virtual ~SpeechRecognizer() = default;

  // Reads `audio` to its end and returns everything said in it. Blocks. Thread-safe. Never
  // truncates silently: an error of the source, a cancel (kCancelled), a language that the model
  // does not know (kInvalidArgument, before anything is read) or an engine failure (kInternal) is
  // the result. Memory does not grow with the recording beyond the words themselves.
  virtual Result<Recognition> Recognize(AudioSource& audio, const RecognizeOptions& options) = 0;
};

}  // namespace tacet::asr
