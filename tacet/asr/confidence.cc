#include "tacet/asr/confidence.h"

#include <algorithm>

namespace tacet::asr {

double WordConfidence(std::span<const double> token_probabilities) {
  if (token_probabilities.empty()) return 0;
  return std::clamp(*std::min_element(token_probabilities.begin(), token_probabilities.end()), 0.0,
                    1.0);
}

}  // namespace tacet::asr
