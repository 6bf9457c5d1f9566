#include "tacet/asr/confidence.h"

#include <algorithm>
#include <cmath>

namespace tacet::asr {
namespace {

// Fitted on 1,275 words of 23 recordings with references (docs/accuracy.md): Whisper
// base is surer than it should be where its least likely token is likely, and less sure where it is
// not.
constexpr double kSlope = 0.54;
constexpr double kOffset = 1.02;
// Beyond these the decoder's int8 arithmetic says nothing.
constexpr double kLeast = 0.0001;
constexpr double kMost = 0.9999;

}  // namespace

double WordConfidence(std::span<const double> token_probabilities) {
  if (token_probabilities.empty()) return 0;
  const double least = *std::min_element(token_probabilities.begin(), token_probabilities.end());
  const double p = std::clamp(least, kLeast, kMost);
  return 1 / (1 + std::exp(-(kSlope * std::log(p / (1 - p)) + kOffset)));
}

}  // namespace tacet::asr
