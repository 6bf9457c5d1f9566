// Times of day, dates and years.
#pragma once

#include <optional>

#include "tacet/asr/written_form/line.h"

namespace tacet::asr::written_form {

// "seven a m", "twelve thirty p.m.", "8.30 AM", "8:30am": two pieces, "8:30" and "a.m.".
std::optional<Match> MatchTime(const Line& line, size_t i);
// "May fifth twenty twelve", "June first", "five May twenty twelve", "fifth of May".
std::optional<Match> MatchDate(const Line& line, size_t i);
// "nineteen sixty two", "twenty oh five", "nineteen sixties": 20th, 21st and 22nd century only.
std::optional<Match> MatchYear(const Line& line, size_t i);

}  // namespace tacet::asr::written_form
