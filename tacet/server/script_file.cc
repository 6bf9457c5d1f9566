#include "tacet/server/script_file.h"

#include <sstream>
#include <utility>

#include "tacet/asr/scripted_speech_recognizer.h"
#include "tacet/base/file.h"

namespace tacet::server {

asr::Recognition ScriptFromText(std::string_view text, int64_t word_ms) {
  asr::SpeechSegment segment;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    std::string punctuation;
    if (word.find_last_of(",.?") == word.size() - 1) {
      punctuation = word.back();
      word.pop_back();
    }
    if (word.empty()) continue;
    asr::RecognizedWord recognized;
    recognized.text = word;
    recognized.punctuation = punctuation;
    recognized.start_ms = segment.end_ms;
    recognized.end_ms = segment.end_ms + word_ms;
    recognized.confidence = 1.0;
    recognized.parts = {{word, recognized.start_ms, recognized.end_ms}};
    segment.end_ms = recognized.end_ms;
    segment.words.push_back(std::move(recognized));
  }
  asr::Recognition recognition;
  if (!segment.words.empty()) recognition.segments.push_back(std::move(segment));
  return recognition;
}

Result<std::unique_ptr<asr::SpeechRecognizer>> LoadScript(const std::string& path,
                                                          int64_t word_ms) {
  constexpr uint64_t kMaxBytes = 1 << 20;
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxBytes));
  return std::unique_ptr<asr::SpeechRecognizer>(
      std::make_unique<asr::ScriptedSpeechRecognizer>(ScriptFromText(text, word_ms)));
}

}  // namespace tacet::server
