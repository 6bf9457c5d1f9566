#include "tacet/pipeline/load_recognizer.h"

#include <utility>

#include "tacet/asr/whisper_speech_recognizer.h"
#include "tacet/models/model_store.h"

namespace tacet::pipeline {
namespace {

constexpr char kVoiceActivityModel[] = "silero-vad";
constexpr char kVoiceActivityFile[] = "silero_vad_16k_sequence.onnx";

}  // namespace

Result<std::unique_ptr<asr::SpeechRecognizer>> LoadRecognizer(const RecognizerSource& source) {
  const models::ModelStore store(source.models_dir.empty() ? models::ModelStore::DefaultDirectory()
                                                           : source.models_dir);
  ASSIGN_OR_RETURN(const std::string model_dir, store.FindSpeechModel(source.model));
  ASSIGN_OR_RETURN(const std::string vad_dir, store.Find(kVoiceActivityModel));
  ASSIGN_OR_RETURN(auto recognizer, asr::WhisperSpeechRecognizer::Create(
                                        {.model_dir = model_dir,
                                         .vad_model_path = vad_dir + "/" + kVoiceActivityFile,
                                         .threads = source.threads}));
  return std::unique_ptr<asr::SpeechRecognizer>(std::move(recognizer));
}

}  // namespace tacet::pipeline
