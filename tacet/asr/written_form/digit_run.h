// Strings of digits: phone, card, account and code numbers said or written digit by digit or in
// groups.
#pragma once

#include <optional>

#include "tacet/asr/written_form/line.h"

namespace tacet::asr::written_form {

// The string of digits that begins at atom `i`, as one piece with one part per digit. Nothing when
// what is there is a lone digit, an amount, or numbers that only stand side by side.
std::optional<Match> MatchDigitRun(const Line& line, size_t i);

}  // namespace tacet::asr::written_form
