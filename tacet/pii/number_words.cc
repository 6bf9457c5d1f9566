#include "tacet/pii/number_words.h"

#include <algorithm>
#include <unordered_map>

#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

// Number words and their values: 0 to 20 and the tens.
const std::unordered_map<std::string_view, int>& NumberWords() {
  static const auto* const words = new std::unordered_map<std::string_view, int>{
      {"zero", 0},      {"one", 1},      {"two", 2},      {"three", 3},      {"four", 4},
      {"five", 5},      {"six", 6},      {"seven", 7},    {"eight", 8},      {"nine", 9},
      {"niner", 9},     {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13},
      {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
      {"nineteen", 19}, {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fourty", 40},
      {"fifty", 50},    {"sixty", 60},   {"seventy", 70}, {"eighty", 80},    {"ninety", 90}};
  return *words;
}

// Lengths of the digit groups of `text` ("425-555-1212": 3, 3, 4); stops at eight.
std::vector<size_t> GroupLengths(std::string_view text) {
  std::vector<size_t> lengths;
  bool inside = false;
  for (const char c : text) {
    if (IsDigit(c)) {
      if (!inside) lengths.push_back(0);
      ++lengths.back();
    }
    inside = IsDigit(c);
  }
  return lengths;
}

int NumberWord(std::string_view word) {
  const auto found = NumberWords().find(word);
  return found == NumberWords().end() ? -1 : found->second;
}

// A number below 100 in words: "seven", "twelve", "forty two".
std::optional<SpokenNumber> ParseBelowHundred(const Words& words, size_t i) {
  const int value = NumberWord(words.lower[i]);
  if (value < 0) return std::nullopt;
  if (value >= 20 && words.Joined(i)) {
    const int unit = NumberWord(words.lower[i + 1]);
    if (unit >= 1 && unit <= 9) return SpokenNumber{std::to_string(value + unit), 2};
  }
  return SpokenNumber{std::to_string(value), 1};
}

// Adds to `number` what follows its "hundred" or "thousand", which is its last word so far. "four
// hundred and five" is one number; "eight hundred five five five" is 800, 5, 5, 5.
void MultiplyAndAddRest(const Words& words, size_t i, int factor, SpokenNumber* number) {
  int value = std::stoi(number->digits) * factor;
  ++number->words;
  const size_t last = i + number->words - 1;
  if (words.Joined(last)) {
    const bool with_and = words.lower[last + 1] == "and" && words.Joined(last + 1);
    const auto rest = ParseBelowHundred(words, last + (with_and ? 2 : 1));
    if (rest && (with_and || rest->digits.size() == 2)) {
      value += std::stoi(rest->digits);
      number->words += rest->words + (with_and ? 1 : 0);
    }
  }
  number->digits = std::to_string(value);
}

}  // namespace

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

bool IsOh(std::string_view word) { return word == "oh" || word == "o"; }

std::optional<char> SingleDigit(std::string_view word) {
  if (word.size() == 1 && IsDigit(word[0])) return word[0];
  if (IsOh(word)) return '0';
  const int value = NumberWord(word);
  if (value >= 0 && value <= 9) return static_cast<char>('0' + value);
  return std::nullopt;
}

std::optional<SpokenNumber> ParseDigitToken(std::string_view text) {
  SpokenNumber parsed;
  if (text.front() == '+') parsed.plus = true;
  if (text.front() == '+' || text.front() == '#') text.remove_prefix(1);
  if (text.empty() || (!IsDigit(text.front()) && text.front() != '(')) return std::nullopt;
  size_t commas = 0;
  size_t dots = 0;
  size_t dashes = 0;
  for (const char c : text) {
    if (IsDigit(c)) {
      parsed.digits += c;
    } else if (c == ',') {
      ++commas;
    } else if (c == '.') {
      ++dots;
    } else if (c == '-') {
      ++dashes;
    } else if (c != '(' && c != ')') {
      return std::nullopt;
    }
  }
  const std::vector<size_t> groups = GroupLengths(text);
  if (dots == 1 && !(groups.size() == 2 && groups[0] == 3 && groups[1] == 4)) return std::nullopt;
  if (dashes == 2 && groups.size() == 3 && groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2) {
    return std::nullopt;
  }
  // IPv4 addresses.
  if (dots == 3 && commas + dashes == 0 && groups.size() == 4 &&
      std::all_of(groups.begin(), groups.end(), [](size_t length) { return length <= 3; })) {
    return std::nullopt;
  }
  // "2017-18": years.
  if (dashes == 1 && groups.size() == 2 && groups[0] == 4 && groups[1] == 2 &&
      (text.starts_with("19") || text.starts_with("20"))) {
    return std::nullopt;
  }
  parsed.quantity =
      commas > 0 && dashes == 0 && dots == 0 && groups.front() <= 3 &&
      std::all_of(groups.begin() + 1, groups.end(), [](size_t length) { return length == 3; });
  return parsed;
}

std::optional<SpokenNumber> ParseNumberWords(const Words& words, size_t i) {
  const std::string_view word = words.lower[i];
  const size_t times = word == "double" ? 2 : word == "triple" ? 3 : word == "quadruple" ? 4 : 0;
  if (times > 0) {
    if (i + 1 >= words.lower.size()) return std::nullopt;
    const auto digit = SingleDigit(words.lower[i + 1]);
    if (!digit) return std::nullopt;
    return SpokenNumber{std::string(times, *digit), 2};
  }
  auto number = ParseBelowHundred(words, i);
  if (!number && AllDigits(word) && word.size() <= 2) number = SpokenNumber{std::string(word), 1};
  if (!number) return std::nullopt;
  const auto followed_by = [&](std::string_view wanted) {
    const size_t last = i + number->words - 1;
    return words.Joined(last) && words.lower[last + 1] == wanted;
  };
  if (followed_by("hundred")) MultiplyAndAddRest(words, i, 100, &*number);
  if (followed_by("thousand")) {
    MultiplyAndAddRest(words, i, 1000, &*number);
    number->quantity = true;
  }
  return number;
}

std::optional<SpokenNumber> ParseHyphenated(std::string_view lower) {
  Words pieces;
  for (size_t begin = 0; begin <= lower.size();) {
    const size_t end = std::min(lower.find('-', begin), lower.size());
    if (end == begin) return std::nullopt;
    pieces.lower.push_back(lower.substr(begin, end - begin));
    pieces.joined.push_back(true);
    begin = end + 1;
  }
  SpokenNumber all{"", 1};
  for (size_t i = 0; i < pieces.lower.size();) {
    if (IsOh(pieces.lower[i])) {
      all.digits += '0';
      ++i;
      continue;
    }
    auto parsed = ParseNumberWords(pieces, i);
    if (!parsed && AllDigits(pieces.lower[i]))
      parsed = SpokenNumber{std::string(pieces.lower[i]), 1};
    if (!parsed) return std::nullopt;
    all.digits += parsed->digits;
    all.quantity |= parsed->quantity;
    i += parsed->words;
  }
  return all;
}

}  // namespace tacet::pii
