// What a string of digits is made of: "five", "double five", "thirty four", "425", "555-1212".
#pragma once

#include <optional>
#include <vector>

#include "tacet/asr/written_form/line.h"

namespace tacet::asr::written_form {

struct DigitElement {
  size_t begin = 0;
  size_t end = 0;
  // One per digit, each with its own time; a "+" stays with its digit.
  std::vector<WordPart> digits = {};
  bool is_single = false;  // said digit by digit: "five", "double five"
  bool is_oh = false;
  std::vector<size_t> groups = {};  // lengths of the dashed groups of "555-1212", else empty
};

// The element that begins at atom `i`, not looking at what stands around it.
std::optional<DigitElement> ParseDigitElement(const Line& line, size_t i);

// Four digits that would be read as a year: 1900 to 2199.
bool IsYearLike(const std::vector<WordPart>& digits);

}  // namespace tacet::asr::written_form
