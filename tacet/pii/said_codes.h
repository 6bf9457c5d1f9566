// Said codes: runs of letters and digits as they are written or read out. "WX1234", "7 A B C 1 2
// 3", "delta one two dash four", "B as in boy, double seven", across hyphens, fillers and pauses.
// Thread-safe: pure functions.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "tacet/pii/tokens.h"

namespace tacet::pii {

struct SaidCode {
  std::string characters;  // capitals and digits in order; hyphens, colons and the like left out
  size_t digits = 0;       // how many of them are digits
  size_t first_token = 0;
  size_t last_token = 0;  // inclusive
  size_t letters() const { return characters.size() - digits; }
};

// The runs of the text, in order, not overlapping, each with a digit, a letter said alone or a
// spelling word. They go over at most two line breaks, and end with 48 parts. Linear time. What a
// run is, only the words around it say: "4111" and "I, a" are runs too.
// `blocked`, when not empty, says by token which are part of none ("IBAN" before one).
std::vector<SaidCode> FindSaidCodes(std::span<const Token> tokens,
                                    const std::vector<bool>& blocked = {});

}  // namespace tacet::pii
