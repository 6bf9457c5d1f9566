#include "tacet/pii/said_codes.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "tacet/pii/number_words.h"
#include "tacet/pii/word_lists.h"

namespace tacet::pii {
namespace {

constexpr size_t kMaxCodeParts = 48;
constexpr size_t kMaxLineBreaks = 2;
constexpr size_t kMaxCodeGapTokens = 2;

// The spelling alphabet of ICAO Annex 10 and its common misspellings.
char SpellingWord(std::string_view word) {
  static const auto* const words = new std::unordered_map<std::string_view, char>{
      {"alpha", 'A'},    {"alfa", 'A'},    {"bravo", 'B'},   {"charlie", 'C'}, {"delta", 'D'},
      {"echo", 'E'},     {"foxtrot", 'F'}, {"golf", 'G'},    {"hotel", 'H'},   {"india", 'I'},
      {"juliet", 'J'},   {"juliett", 'J'}, {"kilo", 'K'},    {"lima", 'L'},    {"mike", 'M'},
      {"november", 'N'}, {"oscar", 'O'},   {"papa", 'P'},    {"quebec", 'Q'},  {"romeo", 'R'},
      {"sierra", 'S'},   {"tango", 'T'},   {"uniform", 'U'}, {"victor", 'V'},  {"whiskey", 'W'},
      {"whisky", 'W'},   {"xray", 'X'},    {"x-ray", 'X'},   {"yankee", 'Y'},  {"zulu", 'Z'}};
  const auto found = words->find(word);
  return found == words->end() ? '\0' : found->second;
}

bool IsBetweenParts(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "dash", "hyphen", "space",   "colon",     "slash",     "um",    "uh",    "er",
      "and",  "then",   "capital", "uppercase", "lowercase", "upper", "lower", "case",
      "caps", "letter", "letters", "number",    "like",      "okay",  "yes"};
  return words->contains(word);
}

// A common English word, whether it is a name too or not.
bool IsEveryday(std::string_view word) {
  const int tier = EnglishTier(word);
  return tier >= 1 && tier <= 3;
}

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// One part of a code.
struct Part {
  std::string characters;
  size_t last = 0;
  bool sure = false;  // a digit, a letter alone, a spelling word: not just some capitals
};

class CodeFinder {
 public:
  CodeFinder(std::span<const Token> tokens, const std::vector<bool>& blocked)
      : tokens_(tokens), blocked_(blocked) {
    for (const Token& token : tokens) {
      words_.lower.push_back(token.lower);
      words_.joined.push_back(token.after.empty() && !token.line_end);
      shouted_ &= std::none_of(token.text.begin(), token.text.end(),
                               [](char c) { return c >= 'a' && c <= 'z'; });
    }
  }

  std::vector<SaidCode> Find() const {
    std::vector<SaidCode> codes;
    for (size_t i = 0; i < tokens_.size();) {
      const auto part = PartAt(i, /*inside=*/false);
      if (!part) {
        ++i;
        continue;
      }
      SaidCode code{part->characters, 0, i, part->last};
      bool sure = part->sure;
      size_t breaks = 0;
      for (size_t parts = 1; parts < kMaxCodeParts; ++parts) {
        const auto next = NextPart(code.last_token, &breaks);
        if (!next) break;
        code.characters += next->characters;
        code.last_token = next->last;
        sure |= next->sure;
      }
      code.digits = static_cast<size_t>(
          std::count_if(code.characters.begin(), code.characters.end(), IsDigit));
      i = code.last_token + 1;
      if (sure) codes.push_back(std::move(code));
    }
    return codes;
  }

 private:
  std::optional<Part> NextPart(size_t last, size_t* breaks) const {
    size_t i = last + 1;
    size_t crossed = tokens_[last].line_end ? 1 : 0;
    for (size_t gap = 0; gap < kMaxCodeGapTokens && i < tokens_.size(); ++gap, ++i) {
      if (!IsBetweenParts(tokens_[i].lower)) break;
      crossed += tokens_[i].line_end ? 1 : 0;
    }
    if (i >= tokens_.size() || *breaks + crossed > kMaxLineBreaks) return std::nullopt;
    auto part = PartAt(i, /*inside=*/true);
    // After a full stop only what is no word goes on: "... 4 7. I think".
    const bool stopped = crossed > 0 || tokens_[i - 1].sentence_end;
    if (!part || (stopped && !part->sure)) return std::nullopt;
    *breaks += crossed;
    return part;
  }

  std::optional<Part> PartAt(size_t i, bool inside) const {
    if (!blocked_.empty() && blocked_[i]) return std::nullopt;
    const Token& token = tokens_[i];
    const std::string& word = token.lower;
    if (word == "double" || word == "triple") {
      if (const auto number = ParseNumberWords(words_, i)) {
        return Part{number->digits, i + number->words - 1, true};
      }
      if (i + 1 >= tokens_.size() || tokens_[i + 1].text.size() != 1) return std::nullopt;
      if (!IsAsciiLetter(tokens_[i + 1].text[0])) return std::nullopt;
      return Part{std::string(word == "double" ? 2 : 3, Upper(tokens_[i + 1].text[0])), i + 1,
                  true};
    }
    if (auto letter = LetterAt(i, inside)) return letter;
    if (const char letter = SpellingWord(word); letter != '\0') {
      // Hotels and Mikes are met outside codes too.
      if (!inside && !Follows(i)) return std::nullopt;
      return Part{std::string(1, letter), i, true};
    }
    if (word == "oh") {
      if (!inside && !Follows(i)) return std::nullopt;
      return Part{"0", i, true};
    }
    if (const auto number = ParseNumberWords(words_, i)) {
      return Part{number->digits, i + number->words - 1, true};
    }
    return WrittenAt(i, inside);
  }

  // "B", "b as in boy", "b for bravo".
  std::optional<Part> LetterAt(size_t i, bool inside) const {
    const Token& token = tokens_[i];
    if (token.text.size() != 1 || !IsAsciiLetter(token.text[0])) return std::nullopt;
    if (token.before.ends_with('\'')) return std::nullopt;  // "'s" written apart
    const std::string letter(1, Upper(token.text[0]));
    const auto word = [&](size_t ahead) -> std::string_view {
      return i + ahead < tokens_.size() && tokens_[i + ahead].line == token.line
                 ? std::string_view(tokens_[i + ahead].lower)
                 : std::string_view();
    };
    if (word(1) == "as" && word(2) == "in" && !word(3).empty()) return Part{letter, i + 3, true};
    if ((word(1) == "for" || word(1) == "like") && word(2).starts_with(token.lower)) {
      return Part{letter, i + 2, true};
    }
    // "I" and "a" are words before they are letters.
    if ((token.lower == "i" || token.lower == "a") && !(inside && Ends(i)) && !Follows(i)) {
      return std::nullopt;
    }
    return Part{letter, i, true};
  }

  // Whether a comma, a stop or the end of the line follows.
  bool Ends(size_t i) const { return tokens_[i].line_end || !tokens_[i].after.empty(); }

  // Whether the next token is a part beyond doubt.
  bool Follows(size_t i, size_t depth = 0) const {
    if (i + 1 >= tokens_.size() || tokens_[i].line_end) return false;
    const std::string& next = tokens_[i + 1].lower;
    // "A K I A I W", "2 A A.": a letter that is a word too takes what comes after it as its
    // witness.
    if (next == "i" || next == "a") return Ends(i + 1) || (depth < 3 && Follows(i + 1, depth + 1));
    if (next.size() == 1) return true;
    return next.find_first_of("0123456789") != std::string::npos || SpellingWord(next) != '\0' ||
           ParseNumberWords(words_, i + 1).has_value() || IsBetweenParts(next);
  }

  // "WX1234", "7-ABC-123", "ABC", "b-3-4".
  std::optional<Part> WrittenAt(size_t i, bool inside) const {
    const Token& token = tokens_[i];
    Part part{"", i, false};
    bool capitals = true;
    size_t digits = 0;
    size_t longest_letters = 0;
    size_t letters = 0;
    for (const char c : token.text) {
      if (c == '-' || c == '.' || c == ':' || c == '/' || c == '#') {
        letters = 0;
        continue;
      }
      if (!IsDigit(c) && !IsAsciiLetter(c)) return std::nullopt;
      digits += IsDigit(c) ? 1 : 0;
      letters = IsDigit(c) ? 0 : letters + 1;
      longest_letters = std::max(longest_letters, letters);
      capitals &= !(c >= 'a' && c <= 'z');
      part.characters += Upper(c);
    }
    if (part.characters.empty()) return std::nullopt;
    const std::string& word = token.lower;
    if (digits > 0) {
      // "5th", "10am", "3d": a number with its unit.
      const bool unit = part.characters.size() <= 4 && !capitals && longest_letters >= 2;
      if (unit) return std::nullopt;
      part.sure = true;
      return part;
    }
    if (longest_letters <= 1 && part.characters.size() >= 2) {  // "b-o-b"
      part.sure = true;
      return part;
    }
    if (token.text.find_first_of("./:#") != std::string_view::npos) return std::nullopt;
    if (capitals && longest_letters <= 11 && !(shouted_ && IsEveryday(word))) return part;
    // "abc one two three": a few letters that are no word, beside what is surely of a code.
    const bool word_like = longest_letters > 4 || EnglishTier(word) != 0 ||
                           FindName(word).given > 0 || word == "uh" || word == "um" ||
                           word == "hmm" || word == "mhm" || word == "ok";
    if (word_like || (!inside && !Follows(i))) return std::nullopt;
    return part;
  }

  std::span<const Token> tokens_;
  const std::vector<bool>& blocked_;
  Words words_;
  bool shouted_ = true;  // a text of capitals alone, which say nothing then
};

}  // namespace

std::vector<SaidCode> FindSaidCodes(std::span<const Token> tokens,
                                    const std::vector<bool>& blocked) {
  return CodeFinder(tokens, blocked).Find();
}

}  // namespace tacet::pii
