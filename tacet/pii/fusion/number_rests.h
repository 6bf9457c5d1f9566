// Number rests: what belongs to a found number and was not found with it. No digits of a card, an
// account or a phone may stay readable because only its first half was found.
#pragma once

#include <span>
#include <vector>

#include "tacet/pii/fusion/pii_find.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// Extends the finds of number types over the digits right beside them in their line; over more
// digits behind fillers ("um", "and then") while the number is shorter than its type's; and adds,
// for a number that is still too short, the digits that the next lines begin with, across short
// answers ("okay"). A number of six digits or more is found wherever it is said again. What another
// find covers stays that find's. `finds` are in order without overlaps, and stay so.
void AddNumberRests(std::span<const Token> tokens, std::vector<PiiFind>* finds);

}  // namespace tacet::pii
