#include "tacet/redaction/redacted_transcript.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "tacet/base/check.h"

namespace tacet::redaction {
namespace {

// A pause that breaks an entity in two. Recorded from the service: 0.87 s inside a card number was
// a border, while an SSN of 4.8 s and a spoken e-mail address of 3.9 s, with the short pauses that
// people make between groups, were one item each. Between the two: 0.7 s.
constexpr int64_t kClearPauseMs = 700;

// For each item the entity it is redacted for, by index into `entities`.
using Owners = std::vector<std::optional<size_t>>;

Owners AssignItems(const Transcript& transcript, const TranscriptText& text,
                   std::span<const PiiEntity> entities) {
  Owners owners(transcript.items.size());
  for (size_t e = 0; e < entities.size(); ++e) {
    const PiiEntity& entity = entities[e];
    TACET_CHECK(entity.begin < entity.end && entity.end <= text.text.size())
        << "an entity's span lies outside the text";
    const auto first = std::partition_point(
        text.items.begin(), text.items.end(),
        [&](const TranscriptText::Span& span) { return span.end <= entity.begin; });
    for (auto it = first; it != text.items.end() && it->begin < entity.end; ++it) {
      const size_t i = static_cast<size_t>(it - text.items.begin());
      if (transcript.items[i].type != ItemType::kPronunciation) continue;
      if (!owners[i] || entities[*owners[i]].confidence < entity.confidence) owners[i] = e;
    }
  }
  return owners;
}

// The index of the segment of each item; items outside every segment share one index past the last.
std::vector<size_t> SegmentOfItems(const Transcript& transcript) {
  std::vector<size_t> segments(transcript.items.size(), transcript.audio_segments.size());
  for (size_t s = 0; s < transcript.audio_segments.size(); ++s) {
    const AudioSegment& segment = transcript.audio_segments[s];
    TACET_CHECK(segment.first_item <= transcript.items.size() &&
                segment.item_count <= transcript.items.size() - segment.first_item)
        << "an audio segment names items that do not exist";
    std::fill_n(segments.begin() + static_cast<ptrdiff_t>(segment.first_item), segment.item_count,
                s);
  }
  return segments;
}

Item PiiItem(const Item& first, const Item& last, const PiiEntity& entity) {
  Item item;
  item.content = kPiiTag;
  item.redactions.push_back({entity.confidence, entity.type});
  item.start_time_ms = first.start_time_ms;
  item.end_time_ms = last.end_time_ms;
  // As a filter that comes after redaction marks it: the tag is no word of the filter.
  if (first.vocabulary_filter_match) item.vocabulary_filter_match = false;
  return item;
}

}  // namespace

RedactedTranscript RedactTranscript(const Transcript& transcript, const TranscriptText& text,
                                    std::span<const PiiEntity> entities) {
  TACET_CHECK(text.items.size() == transcript.items.size()) << "the text is of another transcript";
  const Owners owners = AssignItems(transcript, text, entities);
  const std::vector<size_t> segment_of = SegmentOfItems(transcript);
  const std::vector<Item>& items = transcript.items;

  Transcript redacted;
  std::vector<size_t> kept_in_segment(transcript.audio_segments.size() + 1, 0);
  const auto keep = [&](Item item, size_t original) {
    redacted.items.push_back(std::move(item));
    ++kept_in_segment[segment_of[original]];
  };
  for (size_t i = 0; i < items.size();) {
    if (!owners[i]) {
      keep(items[i], i);
      ++i;
      continue;
    }
    // [i, last] becomes one tag; [i, next) is what it replaces, `next` being where the entity goes
    // on or, when it does not, the item after its last word.
    size_t last = i;
    size_t next = i + 1;
    for (size_t j = i + 1; j < items.size(); ++j) {
      if (items[j].type == ItemType::kPunctuation) continue;
      if (owners[j] != owners[i]) break;
      next = j;
      if (segment_of[j] != segment_of[i] ||
          items[j].start_time_ms - items[last].end_time_ms >= kClearPauseMs) {
        break;
      }
      last = j;
      next = j + 1;
    }
    keep(PiiItem(items[i], items[last], entities[*owners[i]]), i);
    i = next;
  }

  size_t first_item = 0;
  for (size_t s = 0; s < transcript.audio_segments.size(); ++s) {
    AudioSegment segment = transcript.audio_segments[s];
    segment.first_item = first_item;
    segment.item_count = kept_in_segment[s];
    first_item += segment.item_count;
    if (segment.item_count > 0) redacted.audio_segments.push_back(segment);
  }
  return RedactedTranscript(std::move(redacted));
}

}  // namespace tacet::redaction
