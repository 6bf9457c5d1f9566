#include "tacet/review/review_spans.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "tacet/transcript/transcript_text.h"

namespace tacet::review {
namespace {

// What a person marked is certain.
constexpr double kReviewerConfidence = 1.0;

using Place = std::tuple<int64_t, int64_t, PiiEntityType>;

Place PlaceOf(const DocumentRedaction& redaction) {
  return {redaction.start_time_ms, redaction.end_time_ms, redaction.type};
}

Place PlaceOf(const ReviewedSpan& span) {
  return {span.start_time_ms, span.end_time_ms, span.type};
}

// That no word would have to be shown that nobody has: each redaction lies wholly inside a span.
Status CheckNothingTakenBack(std::span<const DocumentRedaction> redactions,
                             std::span<const ReviewedSpan> spans) {
  std::map<int64_t, int64_t> latest_end;  // by start, of all spans that begin no later
  for (const ReviewedSpan& span : spans) {
    int64_t& end = latest_end.try_emplace(span.start_time_ms, span.end_time_ms).first->second;
    end = std::max(end, span.end_time_ms);
  }
  int64_t latest = -1;
  for (auto& [start, end] : latest_end) end = latest = std::max(latest, end);
  for (const DocumentRedaction& redaction : redactions) {
    const auto after = latest_end.upper_bound(redaction.start_time_ms);
    if (after == latest_end.begin() || std::prev(after)->second < redaction.end_time_ms) {
      return MakeError(ErrorCode::kInvalidArgument,
                       "The job kept no unredacted transcript, so the redaction " +
                           std::to_string(redaction.item) +
                           " can't be taken back or made shorter. Run the job again with the "
                           "RedactionOutput redacted_and_unredacted to do that.");
    }
  }
  return {};
}

}  // namespace

std::vector<DocumentRedaction> RedactionsOf(const Transcript& redacted) {
  std::vector<DocumentRedaction> redactions;
  for (size_t i = 0; i < redacted.items.size(); ++i) {
    const Item& item = redacted.items[i];
    if (item.redactions.empty()) continue;
    redactions.push_back({.item = i,
                          .start_time_ms = item.start_time_ms,
                          .end_time_ms = item.end_time_ms,
                          .type = item.redactions[0].type,
                          .confidence = item.redactions[0].confidence});
  }
  return redactions;
}

WordFinder::WordFinder(const Transcript& transcript) {
  for (size_t i = 0; i < transcript.items.size(); ++i) {
    const Item& item = transcript.items[i];
    if (item.type != ItemType::kPronunciation) continue;
    words_.push_back({i, item.start_time_ms, item.end_time_ms});
  }
  for (const Word& word : words_) {
    latest_end_until_.push_back(
        latest_end_until_.empty() ? word.end_ms : std::max(latest_end_until_.back(), word.end_ms));
  }
  earliest_start_from_.resize(words_.size());
  for (size_t i = words_.size(); i-- > 0;) {
    earliest_start_from_[i] = i + 1 == words_.size()
                                  ? words_[i].start_ms
                                  : std::min(earliest_start_from_[i + 1], words_[i].start_ms);
  }
}

std::optional<ItemRange> WordFinder::Find(int64_t start_ms, int64_t end_ms) const {
  const auto covers = [&](const Word& word) {
    const int64_t duration = word.end_ms - word.start_ms;
    if (duration == 0) return start_ms <= word.start_ms && word.start_ms <= end_ms;
    const int64_t overlap = std::min(word.end_ms, end_ms) - std::max(word.start_ms, start_ms);
    if (2 * overlap > duration) return true;
    return start_ms < end_ms && (word.start_ms == start_ms || word.end_ms == end_ms);
  };
  // Words before `begin` end before the span, words from `end` on begin after it.
  const auto begin = static_cast<size_t>(
      std::lower_bound(latest_end_until_.begin(), latest_end_until_.end(), start_ms) -
      latest_end_until_.begin());
  const auto end = static_cast<size_t>(
      std::upper_bound(earliest_start_from_.begin(), earliest_start_from_.end(), end_ms) -
      earliest_start_from_.begin());
  std::optional<ItemRange> range;
  for (size_t i = begin; i < end; ++i) {
    if (!covers(words_[i])) continue;
    if (!range) range = ItemRange{words_[i].item, words_[i].item};
    range->last = words_[i].item;
  }
  return range;
}

Result<Publication> Publish(const Transcript& current, const Transcript* unredacted,
                            std::span<const ReviewedSpan> spans) {
  const std::vector<DocumentRedaction> redactions = RedactionsOf(current);
  if (unredacted == nullptr) RETURN_IF_ERROR(CheckNothingTakenBack(redactions, spans));

  std::map<Place, size_t> by_place;
  for (size_t i = 0; i < redactions.size(); ++i) by_place.emplace(PlaceOf(redactions[i]), i);
  const Transcript& words = unredacted == nullptr ? current : *unredacted;
  const WordFinder finder(words);
  const TranscriptText text = BuildTranscriptText(words);

  size_t unchanged = 0, changed = 0, added = 0;
  std::vector<bool> stays(redactions.size(), false);
  std::vector<PiiEntity> entities;
  for (size_t i = 0; i < spans.size(); ++i) {
    const ReviewedSpan& span = spans[i];
    const auto same = by_place.find(PlaceOf(span));
    double confidence = kReviewerConfidence;
    if (same != by_place.end()) {
      confidence = redactions[same->second].confidence;
      stays[same->second] = true;
      ++unchanged;
    } else if (span.replaces) {
      ++changed;
    } else {
      ++added;
    }
    if (span.replaces) stays[*span.replaces] = true;
    const auto range = finder.Find(span.start_time_ms, span.end_time_ms);
    if (range) {
      entities.push_back({.type = span.type,
                          .confidence = confidence,
                          .begin = text.items[range->first].begin,
                          .end = text.items[range->last].end});
    } else if (same == by_place.end()) {
      // A redaction as it was may have no words: a vocabulary filter removed them.
      return MakeError(ErrorCode::kInvalidArgument,
                       "Redactions." + std::to_string(i + 1) +
                           " covers no word. A span must hold more than half of a word.");
    }
  }
  Publication publication = {.transcript = redaction::RedactTranscript(words, text, entities),
                             .unchanged = unchanged,
                             .changed = changed,
                             .added = added,
                             .taken_back = {}};
  for (size_t i = 0; i < redactions.size(); ++i) {
    if (!stays[i]) publication.taken_back.push_back(i);
  }
  return publication;
}

}  // namespace tacet::review
