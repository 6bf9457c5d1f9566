// Amounts: percentages, money, decimals, millions, fractions, ordinals and plain cardinals.
#pragma once

#include <optional>

#include "tacet/asr/written_form/line.h"

namespace tacet::asr::written_form {

// "twenty three percent", "three dollars and fifty cents", "two point three million", "zero point
// four".
std::optional<Match> MatchAmount(const Line& line, size_t i);
// "a quarter", "three sixteenths".
std::optional<Match> MatchFraction(const Line& line, size_t i);
// "forty third". Ordinals to "tenth" stay words.
std::optional<Match> MatchOrdinal(const Line& line, size_t i);
// "twenty-three-year-old": the number at the head of a compound word, the rest as it stands.
std::optional<Match> MatchCompound(const Line& line, size_t i);
// "fifty five", "1,234". Cardinals to "ten" stay words, and lone digits stay digits.
std::optional<Match> MatchCardinal(const Line& line, size_t i);

}  // namespace tacet::asr::written_form
