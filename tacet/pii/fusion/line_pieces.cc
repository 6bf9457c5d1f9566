#include "tacet/pii/fusion/line_pieces.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>

#include "tacet/pii/fusion/type_classes.h"

namespace tacet::pii {
namespace {

// What is said between the parts of a number or a code and is none of it.
bool IsSaidBetween(const std::string& word) {
  static const auto* const words = new std::unordered_set<std::string>{
      "okay",   "ok",    "yes",   "yeah",    "yep",      "yup",  "mm-hmm", "mmhmm",   "mhm",
      "uh-huh", "mm-hm", "hmm",   "right",   "correct",  "got",  "it",     "alright", "all",
      "sure",   "go",    "ahead", "perfect", "great",    "good", "please", "sir",     "ma'am",
      "thanks", "thank", "you",   "gotcha",  "continue", "um",   "uh",     "er",      "and",
      "then",   "so",    "again", "repeat",  "sorry",    "next", "the",    "is",      "that",
      "that's", "it's",  "no",    "wait",    "let",      "me",   "see",    "well",    "last",
      "rest",   "i",     "now",   "are",     "what's",   "what", "can",    "say",     "first"};
  return words->contains(word);
}

}  // namespace

std::vector<PiiFind> CutAtLines(std::string_view text, std::span<const Token> tokens,
                                const std::vector<PiiFind>& finds) {
  std::vector<PiiFind> pieces;
  for (const PiiFind& find : finds) {
    const std::string_view span =
        text.substr(find.entity.begin, find.entity.end - find.entity.begin);
    if (span.find('\n') == std::string_view::npos) {
      pieces.push_back(find);
      continue;
    }
    auto token =
        tokens.begin() + static_cast<std::ptrdiff_t>(FirstTokenBehind(tokens, find.entity.begin));
    const bool trimmed = IsSettledByRules(find.entity.type);
    while (token != tokens.end() && token->begin < find.entity.end) {
      const size_t line = token->line;
      PiiFind piece = find;
      piece.entity.begin = piece.entity.end = 0;
      bool any = false;
      for (; token != tokens.end() && token->line == line && token->begin < find.entity.end;
           ++token) {
        if (trimmed && IsSaidBetween(token->lower)) continue;
        if (!any) piece.entity.begin = std::max(token->begin, find.entity.begin);
        piece.entity.end = std::min(token->end, find.entity.end);
        any = true;
      }
      if (any) pieces.push_back(piece);
    }
  }
  return pieces;
}

}  // namespace tacet::pii
