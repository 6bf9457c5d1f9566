#include "tacet/asr/word_splitting.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "tacet/asr/confidence.h"

namespace tacet::asr {
namespace {

enum class Mark { kNone, kComma, kPeriod, kQuestion, kEllipsis };

// One character with its share of its token's time.
struct Char {
  std::string text;  // one UTF-8 character
  size_t token = 0;  // index of its unit
};

// A token, or several that share a UTF-8 character.
struct Unit {
  std::string text;
  double probability = 1;
  int64_t start_ms = 0;
  int64_t end_ms = 0;
};

bool OneOf(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool IsDigit(std::string_view c) { return c.size() == 1 && c[0] >= '0' && c[0] <= '9'; }
bool IsUpper(std::string_view c) { return c.size() == 1 && c[0] >= 'A' && c[0] <= 'Z'; }
bool IsLetter(std::string_view c) {
  if (c.size() == 1) return IsUpper(c) || (c[0] >= 'a' && c[0] <= 'z');
  // Latin letters with accents and everything beyond, but not the general punctuation
  // (U+2000..2BFF), CJK punctuation (U+3000..303F) or Latin-1 signs (U+0080..00BF).
  if (c.size() == 2) return static_cast<unsigned char>(c[0]) != 0xC2 && c != "×" && c != "÷";
  if (c.size() == 3) {
    const auto first = static_cast<unsigned char>(c[0]);
    const auto second = static_cast<unsigned char>(c[1]);
    if (first == 0xE2 && second < 0xB0) return false;
    if (first == 0xE3 && second == 0x80) return false;
    return !(first == 0xEF && second == 0xBF);
  }
  return false;  // signs and emoji
}
bool IsSound(std::string_view c) { return IsLetter(c) || IsDigit(c); }

Mark MarkOf(std::string_view c) {
  if (OneOf(c, {",", ";", ":", "—", "–", "，", "；", "："})) return Mark::kComma;
  if (OneOf(c, {".", "!", "。", "！"})) return Mark::kPeriod;
  if (OneOf(c, {"?", "？"})) return Mark::kQuestion;
  if (c == "…") return Mark::kEllipsis;
  return Mark::kNone;
}

struct SignWord {
  std::string_view sign, english, german;
};

constexpr SignWord kSignWords[] = {
    {"&", "and", "und"},       {"%", "percent", "Prozent"}, {"+", "plus", "plus"},
    {"=", "equals", "gleich"}, {"@", "at", "at"},           {"€", "euros", "Euro"},
};

std::string_view SpokenSign(std::string_view c, std::string_view language) {
  for (const SignWord& word : kSignWords) {
    if (word.sign != c) continue;
    if (language == "en") return word.english;
    return language == "de" ? word.german : word.sign;
  }
  return {};
}

// Signs that stay where they touch a word: "$3.50", "2%", "AT&T", "#5", "a@b", "1/2", "£5", "₹5".
bool StaysBefore(std::string_view c) {
  return OneOf(c, {"$", "£", "€", "₹", "¥", "#", "@", "+", "'", "&", "."});
}
bool StaysAfter(std::string_view c) { return OneOf(c, {"%", "°", "+", "'", "$", "£", "€"}); }

size_t CharLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if ((lead & 0xE0U) == 0xC0U) return 2;
  if ((lead & 0xF0U) == 0xE0U) return 3;
  if ((lead & 0xF8U) == 0xF0U) return 4;
  return 1;
}

// True when `text` ends inside a character.
bool EndsInsideCharacter(std::string_view text) {
  for (size_t back = 1; back <= std::min<size_t>(4, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    return CharLength(byte) > back;
  }
  return false;
}

// Rule 1, its second half.
std::vector<Unit> JoinTokens(std::span<const TimedToken> tokens) {
  std::vector<Unit> units;
  bool open = false;
  for (const TimedToken& token : tokens) {
    if (!open) {
      units.push_back({token.bytes, token.probability, token.start_ms, token.end_ms});
    } else {
      units.back().text += token.bytes;
      units.back().probability = std::min(units.back().probability, token.probability);
      units.back().end_ms = token.end_ms;
    }
    open = EndsInsideCharacter(units.back().text);
  }
  return units;
}

// The unit's characters, broken bytes dropped, apostrophes made plain, three dots made one sign.
void AppendChars(const std::string& text, size_t unit, std::vector<Char>& chars) {
  for (size_t i = 0; i < text.size();) {
    const size_t length = CharLength(static_cast<unsigned char>(text[i]));
    bool whole =
        i + length <= text.size() && (length > 1 || static_cast<unsigned char>(text[i]) < 0x80);
    for (size_t k = 1; whole && k < length; ++k) {
      whole = (static_cast<unsigned char>(text[i + k]) & 0xC0U) == 0x80U;
    }
    if (whole) {
      std::string c = text.substr(i, length);
      if (OneOf(c, {"’", "‘", "ʼ"})) c.assign(1, '\'');
      chars.push_back({std::move(c), unit});
    }
    i += whole ? length : 1;
  }
}

bool IsSpace(std::string_view c) { return OneOf(c, {" ", "\n", "\t", "\r", "\u00a0"}); }

// The text in pieces that white space, dashes and ellipses part (rules 1 and 2). A dash or an
// ellipsis ends the piece it follows.
std::vector<std::vector<Char>> Pieces(const std::vector<Unit>& units) {
  std::vector<Char> chars;
  for (size_t u = 0; u < units.size(); ++u) AppendChars(units[u].text, u, chars);
  std::vector<std::vector<Char>> pieces(1);
  for (size_t i = 0; i < chars.size(); ++i) {
    const std::string& c = chars[i].text;
    const auto same = [&](size_t k) { return k < chars.size() && chars[k].text == c; };
    if (IsSpace(c)) {
      pieces.emplace_back();
    } else if (c == "." && same(i + 1) && same(i + 2)) {
      while (same(i + 1)) ++i;
      pieces.back().push_back({"…", chars[i].token});
      pieces.emplace_back();
    } else if (c == "-" && same(i + 1)) {
      while (same(i + 1)) ++i;
      pieces.back().push_back({"—", chars[i].token});
      pieces.emplace_back();
    } else {
      pieces.back().push_back(chars[i]);
      if (OneOf(c, {"—", "…"})) pieces.emplace_back();
    }
  }
  std::erase_if(pieces, [](const std::vector<Char>& piece) { return piece.empty(); });
  return pieces;
}

// Rule 4: pieces from an opening bracket to its closing one, without digits, were not said.
void DropBracketed(std::vector<std::vector<Char>>& pieces) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kBrackets = {
      {{"[", "]"}, {"(", ")"}, {"{", "}"}, {"*", "*"}}};
  for (size_t i = 0; i < pieces.size(); ++i) {
    for (const auto& [open, close] : kBrackets) {
      if (pieces[i].front().text != open) continue;
      bool digit = false;
      for (size_t j = i; j < pieces.size() && !digit; ++j) {
        bool closed = false;
        for (size_t k = j == i ? 1 : 0; k < pieces[j].size(); ++k) {
          digit = digit || IsDigit(pieces[j][k].text);
          closed = closed || pieces[j][k].text == close;
        }
        if (closed && !digit) {
          pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i),
                       pieces.begin() + static_cast<std::ptrdiff_t>(j + 1));
          if (i == pieces.size()) return;
          break;
        }
      }
      break;
    }
  }
}

bool IsAbbreviation(const std::vector<Char>& body) {
  std::string text;
  size_t letters = 0;
  bool dotted = true;  // letter, dot, letter, dot ...
  for (size_t i = 0; i < body.size(); ++i) {
    text += body[i].text;
    letters += IsLetter(body[i].text) ? 1 : 0;
    dotted = dotted && (i % 2 == 0 ? IsLetter(body[i].text) : body[i].text == ".");
  }
  if (dotted && letters >= 2) return true;
  return OneOf(text, {"Mr", "Mrs", "Ms", "Dr", "St", "Jr", "Sr", "Prof"});
}

struct DraftWord {
  std::vector<Char> body;
  Mark mark = Mark::kNone;
};

Mark Stronger(Mark first, Mark next) {
  if (first == Mark::kNone || next == Mark::kQuestion) return next;
  return first;
}

// Rules 3 to 6: parts a piece into the word and the mark after it. An empty body is a lone mark.
DraftWord Part(const std::vector<Char>& piece, std::string_view language) {
  DraftWord word;
  size_t begin = 0;
  size_t end = piece.size();
  while (begin < end && !IsSound(piece[begin].text) &&
         !(StaysBefore(piece[begin].text) && begin + 1 < end && IsSound(piece[begin + 1].text))) {
    ++begin;
  }
  if (begin == end) {
    for (const Char& c : piece) {
      const std::string_view spoken = SpokenSign(c.text, language);
      if (!spoken.empty()) {
        word.body = {{std::string(spoken), c.token}};
      } else {
        word.mark = Stronger(word.mark, MarkOf(c.text));
      }
    }
    return word;
  }
  while (end > begin && !IsSound(piece[end - 1].text) &&
         !(StaysAfter(piece[end - 1].text) && IsSound(piece[end - 2].text))) {
    --end;
  }
  word.body.assign(piece.begin() + static_cast<std::ptrdiff_t>(begin),
                   piece.begin() + static_cast<std::ptrdiff_t>(end));
  // A single quote around a whole word is a quote, not an apostrophe.
  if (word.body.size() > 2 && word.body.front().text == "'" && word.body.back().text == "'") {
    word.body.erase(word.body.begin());
    word.body.pop_back();
  }
  if (word.body.front().text == "." && !(word.body.size() > 1 && IsDigit(word.body[1].text))) {
    word.body.erase(word.body.begin());
  }
  if (end < piece.size() && piece[end].text == "." && IsAbbreviation(word.body)) {
    word.body.push_back(piece[end++]);
  }
  for (; end < piece.size(); ++end) word.mark = Stronger(word.mark, MarkOf(piece[end].text));
  return word;
}

// Rule 8.
RecognizedWord Build(const std::vector<Char>& body, const std::vector<Unit>& units) {
  RecognizedWord word;
  std::vector<double> probabilities;
  for (size_t i = 0; i < body.size();) {
    const Unit& unit = units[body[i].token];
    size_t end = i;
    while (end < body.size() && body[end].token == body[i].token) ++end;
    probabilities.push_back(unit.probability);
    const bool digits = std::any_of(body.begin() + static_cast<std::ptrdiff_t>(i),
                                    body.begin() + static_cast<std::ptrdiff_t>(end),
                                    [](const Char& c) { return IsDigit(c.text); });
    const auto count = digits ? static_cast<int64_t>(end - i) : 1;
    const int64_t length = unit.end_ms - unit.start_ms;
    for (int64_t k = 0; k < count; ++k) {
      WordPart part{.text = {},
                    .start_ms = unit.start_ms + length * k / count,
                    .end_ms = unit.start_ms + length * (k + 1) / count};
      if (digits) {
        part.text = body[i + static_cast<size_t>(k)].text;
      } else {
        for (size_t j = i; j < end; ++j) part.text += body[j].text;
      }
      word.text += part.text;
      word.parts.push_back(std::move(part));
    }
    i = end;
  }
  word.start_ms = word.parts.front().start_ms;
  word.end_ms = word.parts.back().end_ms;
  word.confidence = WordConfidence(probabilities);
  return word;
}

std::string Punctuation(Mark mark, const RecognizedWord* next) {
  switch (mark) {
    case Mark::kNone:
      return "";
    case Mark::kComma:
      return ",";
    case Mark::kPeriod:
      return ".";
    case Mark::kQuestion:
      return "?";
    case Mark::kEllipsis:
      break;
  }
  const bool goes_on = next != nullptr && (!IsUpper(next->text.substr(0, 1)) || next->text == "I" ||
                                           next->text.starts_with("I'"));
  return goes_on ? "," : ".";
}

}  // namespace

std::vector<RecognizedWord> SplitWords(std::span<const TimedToken> tokens,
                                       std::string_view language) {
  const std::vector<Unit> units = JoinTokens(tokens);
  std::vector<std::vector<Char>> pieces = Pieces(units);
  DropBracketed(pieces);

  std::vector<RecognizedWord> words;
  std::vector<Mark> marks;
  for (const std::vector<Char>& piece : pieces) {
    const DraftWord draft = Part(piece, language);
    if (!draft.body.empty()) {
      words.push_back(Build(draft.body, units));
      marks.push_back(draft.mark);
    } else if (!words.empty() && marks.back() == Mark::kNone) {
      marks.back() = draft.mark;
    }
  }
  for (size_t i = 0; i < words.size(); ++i) {
    words[i].punctuation = Punctuation(marks[i], i + 1 < words.size() ? &words[i + 1] : nullptr);
  }
  return words;
}

}  // namespace tacet::asr
