// TaggerFinds: the spans that the tagger's probabilities amount to. Thread-safe: pure functions.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "tacet/pii/fusion/token_tags.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

struct TaggerFind {
  PiiEntityType type = PiiEntityType::kName;
  size_t first = 0;  // tokens, both inclusive, on one line
  size_t last = 0;
  double score = 0;  // mean probability that its words are anything personal
};

// In the order of the text, not overlapping. A word takes part when its likeliest type reaches half
// of that type's threshold and it is personal rather than not; the whole counts when its mean
// reaches the threshold. Words of one type side by side are one span unless the tagger says that a
// new one begins; numbers that compete for the same digits are one span of the likeliest type.
// Titles ("Dr.") do not belong to names, nor "the" and "of" to dates, ages, numbers and addresses,
// and a name that ends in an organisation's or a street's word ("Morgan Bank") is none unless the
// tagger is sure.
std::vector<TaggerFind> FindByTagger(std::span<const Token> tokens, const TokenTags& tags,
                                     const PiiPolicy& policy);

}  // namespace tacet::pii
