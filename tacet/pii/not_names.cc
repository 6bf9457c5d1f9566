#include "tacet/pii/not_names.h"

#include <algorithm>
#include <string>

#include "tacet/pii/word_lists.h"

namespace tacet::pii {
namespace {

// A word as phrases of several have it: apostrophes are said as little as dots are.
void AppendWord(std::string_view word, std::string* phrase) {
  for (const char c : word) {
    if (c != '\'' && c != '.') *phrase += c;
  }
}

bool IsListed(std::string_view phrase) {
  if (IsNotName(phrase)) return true;
  return phrase.ends_with('s') && IsNotName(phrase.substr(0, phrase.size() - 1));
}

}  // namespace

size_t NotNameLength(std::span<const Token> tokens, size_t i) {
  size_t found = IsNotName(tokens[i].lower) ? 1 : 0;
  std::string phrase;
  AppendWord(tokens[i].lower, &phrase);
  for (size_t count = 1; count < kLongestNotName; ++count) {
    const size_t next = i + count;
    if (next >= tokens.size() || tokens[next].line != tokens[i].line) break;
    // "Dr. Pepper" has a dot and is one sentence.
    if (tokens[next - 1].sentence_end && tokens[next - 1].after != ".") break;
    phrase += ' ';
    if (!BeginsNotName(phrase)) break;
    AppendWord(tokens[next].lower, &phrase);
    if (IsListed(phrase)) found = count + 1;
  }
  return found;
}

bool IsPartOfNotName(std::span<const Token> tokens, size_t first, size_t last) {
  const size_t earliest = first - std::min(first, kLongestNotName - 1);
  for (size_t i = earliest; i <= first; ++i) {
    if (i + NotNameLength(tokens, i) > last) return true;
  }
  return false;
}

}  // namespace tacet::pii
