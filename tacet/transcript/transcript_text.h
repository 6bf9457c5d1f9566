// TranscriptText: a transcript as one running text, and where each item stands in it. The border
// between items and the byte spans that personal information is found in.
#pragma once

#include <cstddef>
#include <string>
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

// The contents of items [first, first + count) joined by the same rule, on one line.
std::string JoinItems(const Transcript& transcript, size_t first, size_t count);

}  // namespace tacet
