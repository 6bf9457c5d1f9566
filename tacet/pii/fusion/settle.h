// Settling overlaps: from spans in order of precedence to spans side by side. Thread-safe: a pure
// function.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace tacet::pii {

// Narrows [*begin, *end) to what holds letters or digits at its ends; false when nothing is left.
bool TrimToText(std::string_view text, size_t* begin, size_t* end);

// `spans` (with members `begin` and `end`) in order of precedence, the first wins. A span that
// meets winners keeps what lies outside them, in pieces, where that holds a letter or a digit. In
// the order of the text.
template <typename Span>
std::vector<Span> SettleInOrder(std::string_view text, const std::vector<Span>& spans) {
  std::vector<Span> settled;
  const auto by_end = [](const Span& winner, size_t begin) { return winner.end <= begin; };
  for (const Span& span : spans) {
    auto it = std::lower_bound(settled.begin(), settled.end(), span.begin, by_end);
    std::vector<Span> parts;
    const auto add_trimmed = [&](Span part) {
      if (part.begin < part.end && TrimToText(text, &part.begin, &part.end)) parts.push_back(part);
    };
    Span rest = span;
    for (; it != settled.end() && it->begin < span.end; ++it) {
      Span left = rest;
      left.end = std::max(left.begin, it->begin);
      add_trimmed(left);
      rest.begin = std::max(rest.begin, it->end);
    }
    if (rest.begin == span.begin) {
      parts.push_back(rest);  // met no winner: as found
    } else {
      add_trimmed(rest);
    }
    for (const Span& part : parts) {
      settled.insert(std::lower_bound(settled.begin(), settled.end(), part.begin, by_end), part);
    }
  }
  return settled;
}

}  // namespace tacet::pii
