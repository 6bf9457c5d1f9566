// From the name of a speech model to a recogniser that is ready to work.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "tacet/asr/speech_recognizer.h"
#include "tacet/base/result.h"

namespace tacet::pipeline {

struct RecognizerSource {
  std::string model = "base";  // a name of models::ModelCatalogue, or a directory
  std::string models_dir;      // of pulled models; "" = ModelStore::DefaultDirectory()
  size_t threads = 0;          // computing threads, 0 = one per core
};

// kNotFound says which command fetches the model; else WhisperSpeechRecognizer's errors.
Result<std::unique_ptr<asr::SpeechRecognizer>> LoadRecognizer(const RecognizerSource& source);

}  // namespace tacet::pipeline
