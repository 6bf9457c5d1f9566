// ScriptedSpeechRecognizer: a SpeechRecognizer that hears what it is told to, for tests of what
// comes after recognition.
#pragma once

#include <utility>

#include "tacet/asr/speech_recognizer.h"

namespace tacet::asr {

// Thread-safe.
class ScriptedSpeechRecognizer : public SpeechRecognizer {
 public:
  // `script` is the answer for every recording; its duration_ms is replaced by the recording's own.
  explicit ScriptedSpeechRecognizer(Recognition script) : script_(std::move(script)) {}

  // Reads the whole source, as the interface promises, and reports progress every 30 s of it. Words
  // and stretches that the script places after the recording's end are kInvalidArgument.
  Result<Recognition> Recognize(AudioSource& audio, const RecognizeOptions& options) override;

 private:
  const Recognition script_;
};

}  // namespace tacet::asr
