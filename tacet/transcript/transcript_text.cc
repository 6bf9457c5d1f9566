#include "tacet/transcript/transcript_text.h"

#include <algorithm>

namespace tacet {
namespace {

// AWS output: one space before each pronunciation item except the first, none before punctuation.
bool NeedsSpace(const std::string& text, const Item& item) {
  return item.type == ItemType::kPronunciation && !text.empty() && text.back() != '\n';
}

}  // namespace

TranscriptText BuildTranscriptText(const Transcript& transcript) {
  TranscriptText result;
  result.items.reserve(transcript.items.size());
  size_t next_segment = 0;
  for (size_t i = 0; i < transcript.items.size(); ++i) {
    while (next_segment < transcript.audio_segments.size() &&
           transcript.audio_segments[next_segment].first_item <= i) {
      if (!result.text.empty()) result.text += '\n';
      ++next_segment;
    }
    const Item& item = transcript.items[i];
    if (NeedsSpace(result.text, item)) result.text += ' ';
    const size_t begin = result.text.size();
    result.text += item.content;
    result.items.push_back({begin, result.text.size()});
  }
  return result;
}

std::vector<WordConfidence> WordConfidences(const Transcript& transcript,
                                            const TranscriptText& text) {
  std::vector<WordConfidence> confidences;
  for (size_t i = 0; i < transcript.items.size(); ++i) {
    const Item& item = transcript.items[i];
    if (item.type != ItemType::kPronunciation) continue;
    confidences.push_back({text.items[i].begin, text.items[i].end, item.confidence});
  }
  return confidences;
}

std::optional<std::vector<WordConfidence>> WordConfidences(std::string_view text,
                                                           std::span<const double> confidences,
                                                           size_t from) {
  std::vector<WordConfidence> words;
  size_t begin = text.find_first_not_of(' ', from);
  for (const double confidence : confidences) {
    if (begin == std::string_view::npos || !(confidence >= 0 && confidence <= 1)) return {};
    const size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back({begin, end, confidence});
    begin = text.find_first_not_of(' ', end);
  }
  if (begin != std::string_view::npos) return {};
  return words;
}

std::string JoinItems(const Transcript& transcript, size_t first, size_t count) {
  std::string text;
  for (size_t i = first; i < first + count; ++i) {
    if (NeedsSpace(text, transcript.items[i])) text += ' ';
    text += transcript.items[i].content;
  }
  return text;
}

}  // namespace tacet
