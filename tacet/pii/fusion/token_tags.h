// TokenTags: what the tagger thinks of the words of a text, by token. A value.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "tacet/pii/pii_policy.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

// Probabilities of one token; they add up to 1 with `nothing`.
struct TokenTag {
  float nothing = 1;
  std::array<float, kPiiTypes> type{};   // P(B-type) + P(I-type)
  std::array<float, kPiiTypes> begin{};  // P(B-type) alone

  float of(PiiEntityType entity_type) const { return type[static_cast<size_t>(entity_type)]; }
};

// One per token of Tokenize(text), in order; empty = there is no tagger.
using TokenTags = std::vector<TokenTag>;

// Multiplies the odds of each type by its factor; the probabilities add up to 1 again.
void MultiplyOdds(const std::array<double, kPiiTypes>& factors, TokenTag* tag);

}  // namespace tacet::pii
