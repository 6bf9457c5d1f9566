#include "tacet/pipeline/build_transcript.h"

#include <algorithm>
#include <utility>

#include "tacet/asr/written_form.h"

namespace tacet::pipeline {
namespace {

Item WordItem(asr::RecognizedWord word) {
  Item item = {.type = ItemType::kPronunciation,
               .content = std::move(word.text),
               .confidence = word.confidence,
               .start_time_ms = word.start_ms,
               .end_time_ms = word.end_ms};
  // One part would only repeat the item.
  if (word.parts.size() > 1) {
    for (asr::WordPart& part : word.parts) {
      item.parts.push_back({std::move(part.text), part.start_ms, part.end_ms});
    }
  }
  return item;
}

}  // namespace

Transcript BuildTranscript(asr::Recognition recognition, asr::NumberRules numbers) {
  Transcript transcript;
  for (asr::SpeechSegment& segment : recognition.segments) {
    AudioSegment audio_segment = {.start_time_ms = segment.start_ms,
                                  .end_time_ms = segment.end_ms,
                                  .first_item = transcript.items.size()};
    for (asr::RecognizedWord& word : asr::ApplyWrittenForm(std::move(segment.words), numbers)) {
      std::string punctuation = std::exchange(word.punctuation, {});
      transcript.items.push_back(WordItem(std::move(word)));
      if (!punctuation.empty()) {
        transcript.items.push_back(
            {.type = ItemType::kPunctuation, .content = std::move(punctuation)});
      }
    }
    audio_segment.item_count = transcript.items.size() - audio_segment.first_item;
    if (audio_segment.item_count > 0) transcript.audio_segments.push_back(audio_segment);
  }
  return transcript;
}

}  // namespace tacet::pipeline
