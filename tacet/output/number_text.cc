#include "tacet/output/number_text.h"

#include <algorithm>
#include <cmath>

namespace tacet::output {
namespace {

// `value` / 10^`decimals` as text, without trailing zeros but with at least one decimal.
std::string DecimalText(int64_t value, int decimals) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  const auto places = static_cast<size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  while (digits.back() == '0' && digits[digits.size() - 2] != '.') digits.pop_back();
  return value < 0 ? "-" + digits : digits;
}

}  // namespace

std::string SecondsText(int64_t milliseconds) { return DecimalText(milliseconds, /*decimals=*/3); }

std::string ConfidenceText(double confidence, int decimals) {
  const double clamped = std::isnan(confidence) ? 0.0 : std::clamp(confidence, 0.0, 1.0);
  return DecimalText(std::llround(clamped * std::pow(10.0, decimals)), decimals);
}

}  // namespace tacet::output
