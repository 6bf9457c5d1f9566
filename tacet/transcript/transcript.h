// Transcript and its parts: what was said, item by item, as Amazon Transcribe's documents see it.
// Plain values, copied and compared. Times are milliseconds from the start of the original media.
// Text is UTF-8; spans are half-open byte ranges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tacet/transcript/pii_entity_type.h"

namespace tacet {

enum class ItemType { kPronunciation, kPunctuation };

// The mark that an item's content was personal information.
struct Redaction {
  double confidence = 0;  // that this is personal information, in [0, 1]; not speech confidence
  PiiEntityType type = PiiEntityType::kName;
  bool operator==(const Redaction&) const = default;
};

// A piece of an item's content with its own times: one digit of a spoken number, one part of a
// word.
struct ItemPart {
  std::string content;
  int64_t start_time_ms = 0;
  int64_t end_time_ms = 0;
  bool operator==(const ItemPart&) const = default;
};

struct Item {
  ItemType type = ItemType::kPronunciation;
  std::string content;
  double confidence = 0;              // of the recognition, in [0, 1]; 0 for punctuation
  std::vector<Redaction> redactions;  // one entry when the content is "[PII]", else empty
  int64_t start_time_ms = 0;          // punctuation has no times: both 0
  int64_t end_time_ms = 0;
  std::vector<ItemPart> parts;  // in order; their contents joined are `content`; empty = one piece
  // Whether the word is in the job's vocabulary filter; absent unless the filter's method is tag.
  std::optional<bool> vocabulary_filter_match = std::nullopt;
  bool operator==(const Item&) const = default;
};

// A stretch of speech as the speech detector bounds it. Every item is in exactly one segment.
struct AudioSegment {
  int64_t start_time_ms = 0;
  int64_t end_time_ms = 0;
  size_t first_item = 0;  // index into Transcript::items
  size_t item_count = 0;  // at least 1
  bool operator==(const AudioSegment&) const = default;
};

struct Transcript {
  std::vector<Item> items;  // in the order of time, punctuation after its word
  std::vector<AudioSegment> audio_segments;
  bool operator==(const Transcript&) const = default;
};

}  // namespace tacet
