#include "tacet/pii/fusion/doubtful_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "tacet/base/check.h"

namespace tacet::pii {
namespace {

// At or below this confidence doubt counts in full. On speech that was kept from training the log
// of the odds of a name falls about evenly from here to 1.
constexpr double kFullDoubt = 0.6;

void Weigh(const PiiPolicy& policy, double confidence, TokenTag* tag) {
  const double doubt = std::clamp((1 - confidence) / (1 - kFullDoubt), 0.0, 1.0);
  std::array<double, kPiiTypes> factors{};
  for (size_t type = 0; type < kPiiTypes; ++type) {
    factors[type] = std::pow(policy.thresholds[type].doubt, doubt);
  }
  MultiplyOdds(factors, tag);
}

}  // namespace

void WeighDoubtfulWords(std::span<const Token> tokens, std::span<const WordConfidence> confidences,
                        const PiiPolicy& policy, TokenTags* tags) {
  if (tags->empty()) return;
  TACET_CHECK(tokens.size() == tags->size()) << "a tag for each token";
  size_t next = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    while (next < confidences.size() && confidences[next].end <= tokens[i].begin) ++next;
    std::optional<double> least;
    for (size_t word = next; word < confidences.size() && confidences[word].begin < tokens[i].end;
         ++word) {
      least = std::min(least.value_or(1), confidences[word].confidence);
    }
    if (least) Weigh(policy, *least, &(*tags)[i]);
  }
}

}  // namespace tacet::pii
