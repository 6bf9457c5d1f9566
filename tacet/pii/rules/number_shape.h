// What a number run looks like, beside the words around it: what the rules see of it, and whether
// it is a date, an amount or counting. Thread-safe: pure functions.
#pragma once

#include <span>
#include <string_view>

#include "tacet/pii/number_runs.h"
#include "tacet/pii/rules/number_rule.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// A number of at most so many digits is easily another one than the one that was asked for.
inline constexpr size_t kShortDigits = 6;

// `text` is the one whose runs were found. The candidate refers to `run`.
NumberCandidate MakeCandidate(std::string_view text, const NumberRun& run);

// "March 15 2024", "in 2019", "300 dollars", "1,200 people".
bool IsDateOrAmount(std::span<const Token> tokens, const NumberRun& run);

// "the number is one two three four ...": digits read out, however they count.
bool IsCalledNumber(std::span<const Token> tokens, const NumberRun& run);

// Counting ("one, two, three, ...", with a slip or two) and lists of numbers ("20, 25, 30").
bool IsList(const NumberRun& run);

}  // namespace tacet::pii
