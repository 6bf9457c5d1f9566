// Labelled dialogues, finds and spoken recordings from files of anybody: whatever the bytes, an
// error or values that can be scored.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/evaluation/labelled_dialogue.h"
#include "tacet/evaluation/pii_scores.h"
#include "tacet/evaluation/spoken_recording.h"
#include "tacet/evaluation/time_scores.h"

namespace tacet::evaluation {
namespace {

void ScoreAnything(std::string_view text) {
  if (const auto dialogues = ParseLabelledDialogues(text)) {
    for (const LabelledDialogue& dialogue : *dialogues) {
      size_t at = 0;
      for (const WordConfidence& word : ConfidencesOf(dialogue)) {
        TACET_CHECK(word.begin >= at && word.begin < word.end) << "words out of order";
        at = word.end;
      }
      TACET_CHECK(at <= TextOf(dialogue).size()) << "a word outside the text";
    }
    PiiScores scores({AllPiiEntityTypes().begin(), AllPiiEntityTypes().end()});
    if (const auto found = ParseFound(text, *dialogues)) {
      for (size_t i = 0; i < found->size(); ++i) scores.Add((*dialogues)[i], (*found)[i]);
    }
  }
  const auto heard = ParseHeardWords(text);
  if (const auto recordings = ParseSpokenRecordings(text)) {
    TimeScores scores;
    for (const SpokenRecording& each : *recordings) {
      scores.Add(each, heard ? *heard : std::vector<HeardWord>{});
    }
  }
}

}  // namespace
}  // namespace tacet::evaluation

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tacet::evaluation::ScoreAnything({reinterpret_cast<const char*>(data), size});
  return 0;
}
