// Clock times: "10:30", "3pm", "ten thirty a.m.", "half past ten", "five in the morning", "noon".
// Thread-safe: a pure function.
#pragma once

#include <cstddef>
#include <optional>

#include "tacet/pii/rules/date_words.h"

namespace tacet::pii {

struct ClockTime {
  size_t first = 0;  // tokens, both inclusive
  size_t last = 0;
  double confidence = 0;
};

// The clock time that begins at token `i`. Hours without more ("five") are none, and little sure
// after "at": they count as often as they tell the time.
std::optional<ClockTime> ClockTimeAt(const DateWords& words, size_t i);

}  // namespace tacet::pii
