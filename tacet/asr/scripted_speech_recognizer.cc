#include "tacet/asr/scripted_speech_recognizer.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tacet::asr {

Result<Recognition> ScriptedSpeechRecognizer::Recognize(AudioSource& audio,
                                                        const RecognizeOptions& options) {
  std::vector<float> samples(static_cast<size_t>(kAudioSampleRateHertz) * 30);
  int64_t total = 0;
  while (true) {
    RETURN_IF_ERROR(CheckNotCancelled(options.cancel));
    ASSIGN_OR_RETURN(const size_t count, audio.Read(samples));
    total += static_cast<int64_t>(count);
    if (options.on_progress && count > 0) options.on_progress(total / kAudioSamplesPerMs);
    if (count < samples.size()) break;
  }
  Recognition recognition = script_;
  recognition.duration_ms = total / kAudioSamplesPerMs;
  const bool too_long = (!recognition.segments.empty() &&
                         recognition.segments.back().end_ms > recognition.duration_ms) ||
                        (!recognition.speech_without_words.empty() &&
                         recognition.speech_without_words.back().end_ms > recognition.duration_ms);
  if (too_long) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the script goes on after the end of the recording; give a longer recording");
  }
  return recognition;
}

}  // namespace tacet::asr
