// Times and confidences as the documents write them. Pure; thread-safe; never locale-dependent.
#pragma once

#include <cstdint>
#include <string>

namespace tacet::output {

// Seconds with at most 3 decimals, trailing zeros removed but one decimal kept: 0 -> "0.0",
// 349 -> "0.349", 2190 -> "2.19".
std::string SecondsText(int64_t milliseconds);

// A probability with at most `decimals` decimals, rounded, one decimal kept: 1 -> "1.0",
// 0.9984 -> "0.998". Values outside [0, 1] are clamped; not-a-number is "0.0".
std::string ConfidenceText(double confidence, int decimals);

}  // namespace tacet::output
