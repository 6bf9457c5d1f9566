// DateWords: the pieces that dates and times are made of, at a place in a text: ordinals, days,
// years, months. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tacet/pii/number_words.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// A number read at some place.
struct DateNumber {
  int value = 0;
  size_t last = 0;  // inclusive token
  bool in_words = false;
};

class DateWords {
 public:
  // `tokens` must outlive it.
  explicit DateWords(std::span<const Token> tokens);

  std::span<const Token> tokens() const { return tokens_; }
  size_t size() const { return tokens_.size(); }
  std::string_view Lower(size_t i) const {
    return i < tokens_.size() ? std::string_view(tokens_[i].lower) : std::string_view();
  }
  // Both on one line, and no sentence ends between them.
  bool Together(size_t first, size_t second) const;

  // A whole number of one or two digits ("7", "07", "twenty three"); "oh seven" too.
  std::optional<DateNumber> Small(size_t i) const;
  // "3rd", "third", "twenty-third", "twenty third": 1 to 31.
  std::optional<DateNumber> Ordinal(size_t i) const;
  // 1900 to 2099: "1985", "nineteen eighty five", "two thousand and five", "twenty oh nine".
  std::optional<DateNumber> Year(size_t i) const;
  // A month's name; "may", "march" and the like only where capitals do not speak against it.
  bool Month(size_t i) const;

 private:
  std::span<const Token> tokens_;
  Words words_;
  std::vector<bool> cased_;  // by line: it has capitals beyond "I"
};

// "monday", "tues"; not their plurals.
bool IsWeekday(std::string_view lower);

}  // namespace tacet::pii
