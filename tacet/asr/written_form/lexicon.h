// English words that build numbers, and what each stands for.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace tacet::asr::written_form {

inline constexpr uint64_t kMillion = 1000000;

enum class Kind {
  kOther,
  kZero,          // "zero", "nought"
  kOh,            // "oh", "o": a zero only among other digits
  kDigit,         // "one" to "nine"
  kTeen,          // "ten" to "nineteen"
  kTens,          // "twenty" to "ninety"
  kHundred,       // "hundred"
  kMagnitude,     // "thousand", "million", ...
  kOrdinal,       // "first" to "ninetieth", "hundredth", ...
  kOrdinals,      // "thirds", "sixteenths": only ever the lower part of a fraction
  kFractionNoun,  // "half", "quarter" and their plurals
  kDecade,        // "sixties"
  kRepeat,        // "double", "triple"
  kWritten,       // digits only: "4", "425"
};

struct Sense {
  Kind kind = Kind::kOther;
  uint64_t value = 0;
};

// What `lower`, a lower-case word, stands for. kWritten up to 15 digits has its value.
Sense LookUp(std::string_view lower);

// 1 to 12 for a month's name or usual abbreviation, else 0.
int MonthNumber(std::string_view lower);
bool IsShortMonth(std::string_view lower);  // "jan", "sept", ...

// True for words that may stand between the numbers of one hyphenated word, "three-dollars-and".
bool IsNumberGlue(std::string_view lower);

// True for "street", "avenue" and their like.
bool IsStreetWord(std::string_view lower);

// The words of one language that strings of digits are made of and stand beside.
struct Vocabulary {
  Sense (*look_up)(std::string_view lower);
  // "phone", "card", "ending", ...: a string of digits is to be expected after it.
  bool (*announces_digits)(std::string_view lower);
  // "percent", "dollars", "point", ...: the number before it is an amount, no digits.
  bool (*is_unit)(std::string_view lower);
  // Members of a hyphenated word ("twenty-three") are atoms of their own.
  bool parts_hyphenated = true;
};

extern const Vocabulary kEnglishVocabulary;

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words);
bool AllDigits(std::string_view text);  // false for an empty text

}  // namespace tacet::asr::written_form
