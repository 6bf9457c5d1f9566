// Line pieces: a find over several turns as one find per turn. Thread-safe: a pure function.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "tacet/pii/fusion/pii_find.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// Cuts every find at the line breaks within it. A piece of a number or a code begins and ends with
// what is said of it: "okay" and "and then" at its ends fall off, and a line of nothing but answers
// ("Mm-hmm.") between its parts is no piece. `finds` are in order without overlaps, and stay so.
std::vector<PiiFind> CutAtLines(std::string_view text, std::span<const Token> tokens,
                                const std::vector<PiiFind>& finds);

}  // namespace tacet::pii
