#include "tacet/pii/rules/date_words.h"

#include <string>
#include <unordered_map>

#include "tacet/pii/number_cues.h"

namespace tacet::pii {
namespace {

int ToInt(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

int OrdinalWord(std::string_view word) {
  static const auto* const words = new std::unordered_map<std::string_view, int>{
      {"first", 1},        {"second", 2},      {"third", 3},       {"fourth", 4},
      {"fifth", 5},        {"sixth", 6},       {"seventh", 7},     {"eighth", 8},
      {"ninth", 9},        {"tenth", 10},      {"eleventh", 11},   {"twelfth", 12},
      {"thirteenth", 13},  {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16},
      {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
      {"thirtieth", 30}};
  const auto found = words->find(word);
  return found == words->end() ? 0 : found->second;
}

}  // namespace

bool IsWeekday(std::string_view lower) {
  return IsAnyOf(lower, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                         "sunday", "tues", "thurs"});
}

DateWords::DateWords(std::span<const Token> tokens) : tokens_(tokens) {
  for (const Token& token : tokens) {
    words_.lower.push_back(token.lower);
    words_.joined.push_back(token.after.empty() && !token.line_end);
    if (token.line >= cased_.size()) cased_.resize(token.line + 1, false);
    const bool capital = token.text[0] >= 'A' && token.text[0] <= 'Z';
    if (capital && token.lower != "i" && !token.lower.starts_with("i'")) cased_[token.line] = true;
  }
}

bool DateWords::Together(size_t first, size_t second) const {
  if (second >= tokens_.size() || tokens_[first].line != tokens_[second].line) return false;
  for (size_t i = first; i < second; ++i) {
    if (tokens_[i].sentence_end && MonthOf(tokens_[i].lower) == 0) return false;
  }
  return true;
}

std::optional<DateNumber> DateWords::Small(size_t i) const {
  if (i >= tokens_.size()) return std::nullopt;
  const std::string_view word = words_.lower[i];
  if (AllDigits(word)) {
    if (word.size() > 2) return std::nullopt;
    return DateNumber{ToInt(word), i, false};
  }
  if (IsOh(word) || word == "zero") {
    if (!words_.Joined(i)) return std::nullopt;
    const auto digit = SingleDigit(words_.lower[i + 1]);
    if (!digit) return std::nullopt;
    return DateNumber{*digit - '0', i + 1, true};
  }
  if (word.find('-') != std::string_view::npos) {
    const auto number = ParseHyphenated(word);
    if (!number || number->digits.size() > 2 || number->quantity) return std::nullopt;
    return DateNumber{ToInt(number->digits), i, true};
  }
  if (IsAnyOf(word, {"double", "triple", "quadruple"})) return std::nullopt;
  const auto number = ParseNumberWords(words_, i);
  if (!number || number->digits.size() > 2 || number->quantity) return std::nullopt;
  return DateNumber{ToInt(number->digits), i + number->words - 1, true};
}

std::optional<DateNumber> DateWords::Ordinal(size_t i) const {
  if (i >= tokens_.size()) return std::nullopt;
  const std::string_view word = words_.lower[i];
  if (word.size() >= 3 && word.size() <= 4 && AllDigits(word.substr(0, word.size() - 2)) &&
      IsAnyOf(word.substr(word.size() - 2), {"st", "nd", "rd", "th"})) {
    const int value = ToInt(word.substr(0, word.size() - 2));
    if (value >= 1 && value <= 31) return DateNumber{value, i, false};
    return std::nullopt;
  }
  if (const int value = OrdinalWord(word); value > 0) return DateNumber{value, i, true};
  for (const auto& [tens, value] :
       {std::pair<std::string_view, int>{"twenty", 20}, {"thirty", 30}}) {
    if (!word.starts_with(tens)) continue;
    int unit = 0;
    size_t last = i;
    if (word == tens && words_.Joined(i)) {
      unit = OrdinalWord(words_.lower[i + 1]);
      last = i + 1;
    } else if (word.size() > tens.size() && word[tens.size()] == '-') {
      unit = OrdinalWord(word.substr(tens.size() + 1));
    }
    if (unit >= 1 && unit <= 9 && value + unit <= 31) return DateNumber{value + unit, last, true};
  }
  return std::nullopt;
}

std::optional<DateNumber> DateWords::Year(size_t i) const {
  if (i >= tokens_.size()) return std::nullopt;
  const std::string_view word = words_.lower[i];
  if (AllDigits(word)) {
    const bool written = word.size() == 4 && (word.starts_with("19") || word.starts_with("20"));
    if (written) return DateNumber{ToInt(word), i, false};
    // "20 24": a year in two halves.
    if ((word == "19" || word == "20") && words_.Joined(i) && AllDigits(words_.lower[i + 1]) &&
        words_.lower[i + 1].size() == 2) {
      return DateNumber{ToInt(word) * 100 + ToInt(words_.lower[i + 1]), i + 1, false};
    }
    return std::nullopt;
  }
  // "two thousand", "two thousand and five".
  if (word == "two" && words_.Joined(i) && words_.lower[i + 1] == "thousand") {
    const auto number = ParseNumberWords(words_, i);
    if (!number) return std::nullopt;
    const int value = ToInt(number->digits);
    const size_t last = i + number->words - 1;
    if (value == 2000 && words_.Joined(last)) {
      const auto unit = SingleDigit(words_.lower[last + 1]);
      if (unit && *unit != '0') return DateNumber{2000 + (*unit - '0'), last + 1, true};
    }
    if (value < 2000 || value > 2099) return std::nullopt;
    return DateNumber{value, last, true};
  }
  int century = 0;
  size_t rest = i;
  if (word.starts_with("nineteen")) century = 1900;
  if (word.starts_with("twenty")) century = 2000;
  if (century == 0) return std::nullopt;
  const size_t length = century == 1900 ? 8 : 6;
  if (word.size() > length) {  // "nineteen-eighty-five"
    if (word[length] != '-') return std::nullopt;
    const auto number = ParseHyphenated(word.substr(length + 1));
    if (!number || number->digits.size() != 2) return std::nullopt;
    return DateNumber{century + ToInt(number->digits), i, true};
  }
  if (!words_.Joined(i)) return std::nullopt;
  rest = i + 1;
  const auto number = Small(rest);
  // "twenty five" is no year, "twenty twenty five" and "twenty oh five" are.
  if (!number || (number->value < 10 && !IsOh(words_.lower[rest]))) return std::nullopt;
  return DateNumber{century + number->value, number->last, true};
}

bool DateWords::Month(size_t i) const {
  if (i >= tokens_.size() || MonthOf(tokens_[i].lower) == 0) return false;
  if (!IsAnyOf(tokens_[i].lower, {"may", "march", "mar", "dec", "sep", "sept", "jan"})) return true;
  const bool capital = tokens_[i].text[0] >= 'A' && tokens_[i].text[0] <= 'Z';
  return capital || !cased_[tokens_[i].line];
}

}  // namespace tacet::pii
