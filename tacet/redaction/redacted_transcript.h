// RedactedTranscript: a transcript whose personal information is gone, and the only way to make
// one.
//
// What writers accept for redacted documents. The original words are not in it: not in contents,
// not in parts; so nothing can be converted back.
//
//   const TranscriptText text = BuildTranscriptText(transcript);
//   const std::vector<PiiEntity> entities = detector.Detect(text.text, wanted);
//   const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
#pragma once

#include <span>
#include <utility>

#include "tacet/transcript/pii_entity.h"
#include "tacet/transcript/transcript.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::redaction {

// The content of every redacted item, whatever its type.
// Source: "Example PII redaction output",
// https://docs.aws.amazon.com/transcribe/latest/dg/pii-redaction-output.html
inline constexpr char kPiiTag[] = "[PII]";

class VocabularyFilter;

// A value: copied and compared. Thread-safe as values are.
class RedactedTranscript {
 public:
  // Obeys every rule of Transcript. An item with a redaction has content "[PII]", confidence 0 (its
  // documents show none) and no parts.
  const Transcript& transcript() const { return transcript_; }

  bool operator==(const RedactedTranscript&) const = default;

 private:
  friend RedactedTranscript RedactTranscript(const Transcript& transcript,
                                             const TranscriptText& text,
                                             std::span<const PiiEntity> entities);
  friend VocabularyFilter;
  explicit RedactedTranscript(Transcript transcript) : transcript_(std::move(transcript)) {}

  Transcript transcript_;
};

// Replaces each entity by one "[PII]" pronunciation item from the start of its first word to the
// end of its last, with its type and confidence.
//
// - Every pronunciation item that an entity's span touches goes wholly, a number with all its
// digits.
// - An item touched by several entities belongs to the one with the highest confidence; neighbours
//   stay two tags.
// - Punctuation inside an entity goes with it; punctuation after it stays.
// - An entity becomes several tags at a clear pause between two of its items and at the border of
// two
//   audio segments.
// - Audio segments keep their times; one left without items (it held only punctuation) goes.
//
// `text` is BuildTranscriptText(transcript) and the spans of `entities` lie within it (checked; a
// span that touches no pronunciation item redacts nothing). Entities may come in any order and
// overlap.
RedactedTranscript RedactTranscript(const Transcript& transcript, const TranscriptText& text,
                                    std::span<const PiiEntity> entities);

}  // namespace tacet::redaction
