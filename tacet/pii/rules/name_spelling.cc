#include "tacet/pii/rules/name_spelling.h"

#include <algorithm>
#include <optional>

#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

// The letters of "w-i-l-l", "t-h" or "j.r": single letters parted by hyphens or dots. A
// recognizer's slips are allowed: two letters together ("K-I-NG"), and, among three single letters
// or more, a short word that a letter was heard as ("the-vi-o-l-e-t").
std::optional<std::string> HyphenatedLetters(const Token& token) {
  if (token.lower.find_first_of("-.") == std::string::npos) return std::nullopt;
  std::string letters;
  size_t singles = 0;
  size_t longest = 0;
  size_t length = 0;
  for (size_t i = 0; i <= token.lower.size(); ++i) {
    if (i == token.lower.size() || token.lower[i] == '-' || token.lower[i] == '.') {
      if (length == 0) return std::nullopt;
      longest = std::max(longest, length);
      singles += length == 1 ? 1 : 0;
      length = 0;
    } else {
      if (!IsAsciiLetter(token.lower[i])) return std::nullopt;
      letters += token.lower[i];
      ++length;
    }
  }
  if (singles < 2 || longest > (singles < 3 ? 2u : 4u)) return std::nullopt;
  return letters;
}

struct Element {
  std::string letters;
  size_t last = 0;
  bool phonetic = false;
};

std::optional<Element> SingleLetter(const NameView& view, size_t i) {
  if (i >= view.size()) return std::nullopt;
  const Token& token = view.tokens()[i];
  // "'m" and "'s", written apart, are no letters.
  if (token.before.ends_with('\'')) return std::nullopt;
  if (token.text.size() == 1 && IsAsciiLetter(token.text[0])) return Element{token.lower, i, false};
  return std::nullopt;
}

// One letter or hyphenated group at `i`, with what explains it ("as in boy").
std::optional<Element> ElementAt(const NameView& view, size_t i) {
  if (i >= view.size()) return std::nullopt;
  const Token& token = view.tokens()[i];
  if (auto letters = HyphenatedLetters(token)) return Element{*letters, i, false};
  if ((token.lower == "double" || token.lower == "capital") && view.SameLine(i, i + 1)) {
    auto element = SingleLetter(view, i + 1);
    if (element && token.lower == "double") element->letters += element->letters;
    return element;
  }
  auto element = SingleLetter(view, i);
  if (!element) return std::nullopt;
  const auto word_at = [&](size_t at) {
    return view.SameLine(i, at) ? view.tokens()[at].lower : "";
  };
  size_t example = 0;
  if (word_at(i + 1) == "as" && (word_at(i + 2) == "in" || word_at(i + 2) == "an")) example = i + 3;
  if (word_at(i + 1) == "for" || word_at(i + 1) == "like") example = i + 2;
  // The example word begins with the letter, or "for" belongs to the sentence; recognizers mishear
  // letters after "as in", where nothing else is meant.
  if (example != 0 && view.SameLine(i, example)) {
    const std::string& word = view.tokens()[example].lower;
    const bool as_in = word_at(i + 1) == "as";
    if (word.size() >= 2 && (as_in || word[0] == element->letters[0])) {
      element->last = example;
      element->phonetic = true;
    }
  }
  return element;
}

bool IsBetweenLetters(const std::string& word) {
  return word == "and" || word == "then" || word == "space" || word == "hyphen" || word == "dash" ||
         word == "apostrophe" || word == "um" || word == "uh" || word == "comma";
}

}  // namespace

std::vector<Spelling> FindSpellings(const NameView& view) {
  std::vector<Spelling> spellings;
  for (size_t i = 0; i < view.size();) {
    std::optional<Element> element = ElementAt(view, i);
    // "I" and "a" are words before they are letters: a run begins with them only when the next is a
    // letter.
    const std::string& lower = view.tokens()[i].lower;
    if (element && !element->phonetic && (lower == "i" || lower == "a") &&
        !(view.SameLine(i, i + 1) && ElementAt(view, i + 1))) {
      element = std::nullopt;
    }
    if (!element) {
      ++i;
      continue;
    }
    Spelling spelling{i, element->last, element->letters, element->phonetic};
    size_t next = element->last + 1;
    while (view.SameLine(i, next)) {
      size_t at = next;
      for (int between = 0;
           between < 2 && view.SameLine(i, at) && IsBetweenLetters(view.tokens()[at].lower);
           ++between) {
        ++at;
      }
      if (!view.SameLine(i, at)) break;
      const auto more = ElementAt(view, at);
      if (!more) {
        // A few letters heard as one word in capitals: "V I OLET".
        const NameWord& word = view.words()[at];
        if (at == next && word.cased && word.shouted && word.tier == 0 && word.core != "ok" &&
            view.tokens()[at].text.size() <= 6) {
          spelling.letters += view.tokens()[at].lower;
          spelling.last = at;
          next = at + 1;
          continue;
        }
        break;
      }
      // "L-E-E, I live ...": a lone "I" or "a" after a comma or a sentence is a word again.
      const Token& letter = view.tokens()[at];
      const bool lone = !more->phonetic && !letter.sentence_end && !letter.line_end &&
                        view.tokens()[at].text.size() == 1 &&
                        (view.tokens()[at].lower == "i" || view.tokens()[at].lower == "a") &&
                        !(view.SameLine(i, more->last + 1) && ElementAt(view, more->last + 1)) &&
                        view.words()[spelling.last].clause_end;
      if (lone) break;
      spelling.letters += more->letters;
      spelling.last = more->last;
      spelling.phonetic = spelling.phonetic || more->phonetic;
      next = more->last + 1;
    }
    i = spelling.last + 1;
    if (spelling.letters.size() >= 2) spellings.push_back(std::move(spelling));
  }
  return spellings;
}

}  // namespace tacet::pii
