// How numbers are said and written: the digits of one number word or digit token. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tacet::pii {

// A number read at some place: its digits and how many words it took.
struct SpokenNumber {
  std::string digits;
  size_t words = 1;
  bool quantity = false;
  bool plus = false;
};

// The words of a text, in small letters, with the places where punctuation parts them.
struct Words {
  std::vector<std::string_view> lower;
  std::vector<bool> joined;  // nothing but white space (or a hyphen) before the next word
  bool Joined(size_t i) const { return i + 1 < lower.size() && joined[i]; }
};

// False for an empty text.
bool AllDigits(std::string_view text);

// "oh" and "o" are digits only beside other digits.
bool IsOh(std::string_view word);

// "7", "seven", "oh".
std::optional<char> SingleDigit(std::string_view word);

// Digits with separators. No number of ours: decimals, ISO dates, and all with other signs ("8:30",
// "1/2", "$5", "5%", "5th").
std::optional<SpokenNumber> ParseDigitToken(std::string_view text);

// The number in words that begins at `i`: "forty two", "four hundred and five", "double eight".
std::optional<SpokenNumber> ParseNumberWords(const Words& words, size_t i);

// "twenty-two", "four-one-one-one", "1-800", "five-oh-seven": all pieces must be numbers.
std::optional<SpokenNumber> ParseHyphenated(std::string_view lower);

}  // namespace tacet::pii
