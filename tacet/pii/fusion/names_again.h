// Names again: who was named once is sooner meant where the same word is said again. The tagger
// sees a line with those just before it, so that it may know a name where it is introduced ("I
// think Wole is joining late") and not in passing ("Wole pinged me"). Thread-safe: a pure function.
#pragma once

#include <span>

#include "tacet/pii/fusion/token_tags.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// Multiplies the odds that a word is a name by PiiPolicy::name_again where the same word, with or
// without "'s" or a plural's "s", is part of a name that the tagger is sure of elsewhere in the
// text. Common English words, titles, places and brands gain nothing. `tags` are one per token, or
// none. Linear time.
void WeighNamesAgain(std::span<const Token> tokens, const PiiPolicy& policy, TokenTags* tags);

}  // namespace tacet::pii
