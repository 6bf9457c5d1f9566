// WhisperSpeechRecognizer: Whisper over the speech that Silero's voice activity model finds.
//
// Owns the models (voice activity and encoder on OpenVINO, decoder on CTranslate2). Reads a
// recording as a stream: speech packed into windows, batches of windows encoded, decoded and
// aligned. Windows with a loop, and stretches of speech without words, are decoded again on their
// own. Thread-safe; calls of Recognize at the same time share the threads.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "tacet/asr/speech_recognizer.h"

namespace tacet::asr {

struct WhisperSpeechRecognizerOptions {
  std::string model_dir;       // a Whisper model in CTranslate2 form. Required.
  std::string vad_model_path;  // the file silero_vad_16k_sequence.onnx. Required.
  size_t threads = 0;          // computing threads; 0 = all cores
  size_t beam_size = 5;        // 1 = greedy: quicker, less exact
  // Windows of 30 s decoded together; 0 = two for each thread and at least 4, as far as they fit in
  // 300 MB. At most 64.
  size_t batch_windows = 0;
};

class WhisperSpeechRecognizer : public SpeechRecognizer {
 public:
  // kInvalidArgument for an option out of range, kNotFound for a missing file, kDataLoss for a
  // broken model.
  static Result<std::unique_ptr<WhisperSpeechRecognizer>> Create(
      const WhisperSpeechRecognizerOptions& options);
};

}  // namespace tacet::asr
