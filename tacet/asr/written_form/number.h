// Cardinals, decimals and ordinals: what value the words from one atom on stand for.
#pragma once

#include <optional>
#include <string>

#include "tacet/asr/written_form/line.h"

namespace tacet::asr::written_form {

struct Number {
  std::string text = {};  // in digits: "1031", "2.3", "123,456,789"
  uint64_t value = 0;     // of an integer; 0 for a decimal
  bool is_decimal = false;
  size_t end = 0;  // the atom after the number
  // A last "million" or the like with no number after it stays a word: atoms [magnitude, end).
  std::optional<size_t> magnitude = {};
  bool is_article_million = false;  // "a million": a figure only when money
};

// "1031", and from five digits on commas as in "123,456,789".
std::string FormatCardinal(uint64_t value);
// "43rd", "11th".
std::string FormatOrdinal(uint64_t value);

// A written number the way this module writes it: "1,234" as "1234", ".5" as "0.5"; else unchanged.
std::string PlainNumeral(std::string_view text);

// "ten", "twenty three", "7": a value below 100 in words, or the digits of one written number.
std::optional<Number> ParseBelowHundred(const Line& line, size_t i);
// "one hundred and three", "a thousand", "50 thousand", "two million". Never zero.
std::optional<Number> ParseCardinal(const Line& line, size_t i);
// A cardinal, a decimal in figures or words ("2.3", "one point five", "point three"), or numbers
// with several dots ("one dot two dot three").
std::optional<Number> ParseNumber(const Line& line, size_t i);
// "first", "forty third", "one hundred and third".
std::optional<Number> ParseOrdinal(const Line& line, size_t i);

}  // namespace tacet::asr::written_form
