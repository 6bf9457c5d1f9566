// The redactions of a document as spans of time, and a reviewer's list of spans as a new redacted
// transcript. Which items become one "[PII]" and how is RedactTranscript's rule alone; here is only
// which words a span means. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/redaction/redacted_transcript.h"
#include "tacet/transcript/pii_entity_type.h"
#include "tacet/transcript/transcript.h"

namespace tacet::review {

// One "[PII]" item of a redacted transcript.
struct DocumentRedaction {
  size_t item = 0;  // its index
  int64_t start_time_ms = 0;
  int64_t end_time_ms = 0;
  PiiEntityType type = PiiEntityType::kName;
  double confidence = 0;
};

// In the order of the items.
std::vector<DocumentRedaction> RedactionsOf(const Transcript& redacted);

// Two pronunciation items and what lies between them.
struct ItemRange {
  size_t first = 0;
  size_t last = 0;  // included
  bool operator==(const ItemRange&) const = default;
};

// Which words spans of time mean, for any number of spans. `transcript` must outlive it.
class WordFinder {
 public:
  explicit WordFinder(const Transcript& transcript);

  // From the first to the last word that [start_ms, end_ms] covers: overlaps by more than half, or
  // begins or ends with. A redaction's own times so always mean the words that it was made of.
  // Absent when it covers none.
  std::optional<ItemRange> Find(int64_t start_ms, int64_t end_ms) const;

 private:
  struct Word {
    size_t item;
    int64_t start_ms;
    int64_t end_ms;
  };
  std::vector<Word> words_;
  // Words are in the order of time, but what lies in a bucket need not be: these are sorted
  // whatever the words are.
  std::vector<int64_t> latest_end_until_;     // of words [0, i]
  std::vector<int64_t> earliest_start_from_;  // of words [i, size)
};

struct ReviewedSpan {
  int64_t start_time_ms = 0;  // at most end_time_ms
  int64_t end_time_ms = 0;
  PiiEntityType type = PiiEntityType::kName;
  std::optional<size_t> replaces;  // index into RedactionsOf(current)
};

struct Publication {
  redaction::RedactedTranscript transcript;
  size_t unchanged = 0;
  size_t changed = 0;
  size_t added = 0;
  std::vector<size_t> taken_back;  // indices into RedactionsOf(current)
};

// The transcript with `spans` and nothing else redacted. An unchanged redaction (same times and
// type) keeps its confidence; others have 1. Words are those of `unredacted`, or, where the job
// kept no such transcript (null), the visible ones of `current`: then every redaction must stay
// wholly inside a span. kInvalidArgument names the span or redaction that cannot be had.
Result<Publication> Publish(const Transcript& current, const Transcript* unredacted,
                            std::span<const ReviewedSpan> spans);

}  // namespace tacet::review
