// VocabularyFilter: the words that a job masks, removes or tags in its documents.
// https://docs.aws.amazon.com/transcribe/latest/dg/vocabulary-filtering.html
//
// A word is filtered when a whole pronunciation item is the word, without regard to case: "marine"
// does not touch "submarine", nor "uh" "uh-huh". Redaction comes first: an item that is redacted
// stays as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "tacet/redaction/redacted_transcript.h"
#include "tacet/transcript/transcript.h"

namespace tacet::redaction {

enum class VocabularyFilterMethod {
  kMask,    // the word becomes "***"
  kRemove,  // the word's item goes; punctuation behind it stays
  kTag,     // nothing changes but the mark whether a word is in the filter
};

// AWS's spelling: "mask", "remove", "tag"; nullopt for anything else.
std::optional<VocabularyFilterMethod> ParseVocabularyFilterMethod(std::string_view name);

// What stands for a masked word, however long it was.
inline constexpr char kMaskedWord[] = "***";

// Immutable; thread-safe.
class VocabularyFilter {
 public:
  // `text` is the filter's file: words, one a line or with commas between them, white space around
  // them without meaning, UTF-8.
  VocabularyFilter(std::string_view text, VocabularyFilterMethod method);

  Transcript Apply(Transcript transcript) const;
  RedactedTranscript Apply(const RedactedTranscript& transcript) const;

 private:
  bool Matches(const Item& item) const;

  std::unordered_set<std::string> words_;  // in lower case
  VocabularyFilterMethod method_;
};

}  // namespace tacet::redaction
