#include "tacet/asr/speech_segments.h"

#include <utility>

namespace tacet::asr {
namespace {

constexpr int64_t kLongPauseMs = 1000;
constexpr int64_t kSentencePauseMs = 600;
constexpr int64_t kLongSegmentMs = 20000;

bool Parts(const SpeechSegment& segment, const SpeechSegment& next) {
  const int64_t pause = next.start_ms - segment.end_ms;
  if (pause >= kLongPauseMs) return true;
  const std::string& mark = segment.words.back().punctuation;
  if (mark != "." && mark != "?") return false;
  return pause >= kSentencePauseMs || segment.end_ms - segment.start_ms >= kLongSegmentMs;
}

}  // namespace

std::vector<SpeechSegment> JoinStretches(std::vector<SpeechSegment> stretches) {
  std::vector<SpeechSegment> segments;
  for (SpeechSegment& stretch : stretches) {
    if (stretch.words.empty()) continue;
    if (segments.empty() || Parts(segments.back(), stretch)) {
      segments.push_back(std::move(stretch));
      continue;
    }
    segments.back().end_ms = stretch.end_ms;
    for (RecognizedWord& word : stretch.words) segments.back().words.push_back(std::move(word));
  }
  return segments;
}

}  // namespace tacet::asr
