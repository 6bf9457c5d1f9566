// TranscriptText: a transcript as one running text, and where each item stands in it. The border
// between items and the byte spans that personal information is found in.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/transcript/transcript.h"

namespace tacet {

struct TranscriptText {
  struct Span {
    size_t begin = 0;
    size_t end = 0;
  };
  // Item contents joined as the documents join them: a space before each pronunciation but the
  // first, none before punctuation. Audio segments stand on lines of their own ('\n' between them).
  std::string text;
  std::vector<Span> items;  // one per item, in order
};

TranscriptText BuildTranscriptText(const Transcript& transcript);

// How sure the recogniser was of a word of a text.
struct WordConfidence {
  size_t begin = 0;  // half-open byte range of the text
  size_t end = 0;
  double confidence = 1;  // in [0, 1]
};

// One per pronunciation, in order; `text` is the one that BuildTranscriptText(transcript) made.
std::vector<WordConfidence> WordConfidences(const Transcript& transcript,
                                            const TranscriptText& text);

// One for each word between spaces of a text on one line, or of its part from the byte `from` on.
// Absent where there are not as many confidences as words, or where one lies outside [0, 1].
std::optional<std::vector<WordConfidence>> WordConfidences(std::string_view text,
                                                           std::span<const double> confidences,
                                                           size_t from = 0);

// The contents of items [first, first + count) joined by the same rule, on one line.
std::string JoinItems(const Transcript& transcript, size_t first, size_t count);

}  // namespace tacet
