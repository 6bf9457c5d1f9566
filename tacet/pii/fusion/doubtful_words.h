// Doubtful words: what the recogniser's confidence says about personal information. Talk is made of
// words that it knows; names, streets and codes it has to guess, so a word that it doubts is more
// often personal than one it is sure of, whatever it was heard as ("Assani" as "a fawny").
// Thread-safe: a pure function.
#pragma once

#include <span>

#include "tacet/pii/fusion/token_tags.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/pii/tokens.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::pii {

// Multiplies each type's odds by PiiThresholds::doubt where the least confidence in the token's
// text is 0.6 or less, by a root of it up to a confidence of 1, where nothing changes. Tags of
// tokens without a confidence stay as they are. `confidences` are in order, without overlaps;
// `tags` are one per token, or none.
void WeighDoubtfulWords(std::span<const Token> tokens, std::span<const WordConfidence> confidences,
                        const PiiPolicy& policy, TokenTags* tags);

}  // namespace tacet::pii
