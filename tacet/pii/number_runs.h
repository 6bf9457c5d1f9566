// Number runs: the digit strings of a text, however they were said or written. "4111 1111",
// "4-1-1-1", "four one one one", "double eight oh", "twenty-two thirty", "(206) 555-0142", across
// fillers, pauses, read-backs ("yes", "okay") and corrections ("no wait, seven").
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "tacet/pii/tokens.h"

namespace tacet::pii {

// What stands between two parts of a run, from "said in one go" to "maybe another number".
enum class NumberGap {
  kNone,    // white space
  kComma,   // a comma
  kFiller,  // "um", "and then", "dash"; or a pause (a new line)
  kBreak,   // the end of a sentence, a read-back or a correction
};

// One number word or digit token ("forty two", "4111", "double eight").
struct NumberPart {
  std::string digits;
  size_t first_token = 0;
  size_t last_token = 0;  // inclusive
  NumberGap gap_before = NumberGap::kNone;
};

struct NumberRun {
  std::string digits;  // the digits of all parts, joined
  size_t begin = 0;    // byte range of the text, whole tokens
  size_t end = 0;
  std::vector<NumberPart> parts;  // at least one
  bool quantity = false;          // "1,200,000", "five thousand", "3 million": an amount
  bool plus = false;              // written with a leading "+": an international phone number
  size_t first_token() const { return parts.front().first_token; }
  size_t last_token() const { return parts.back().last_token; }
};

// The runs of the text, in order, not overlapping. Decimals, money, percentages, clock times, dates
// with slashes and ordinals are no parts of runs. A run that joins several complete numbers (a card
// followed by its expiry date) is cut where check digits and shapes say so. Linear time.
std::vector<NumberRun> FindNumberRuns(std::span<const Token> tokens);

// Cuts the run at gaps of at least `gap`; one run per piece.
std::vector<NumberRun> SplitRun(const NumberRun& run, NumberGap gap, std::span<const Token> tokens);

}  // namespace tacet::pii
