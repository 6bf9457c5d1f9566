// Which types of entities are told apart how. Thread-safe: pure functions.
#pragma once

#include <cstddef>

#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

// Numbers that compete for the same digits: cards, accounts, phones, PINs, taxpayers' numbers.
bool IsNumberType(PiiEntityType type);

// Types whose rules know a number by its check digit, its form or its cue. The rules of the others
// (NAME, ADDRESS, AGE, DATE_TIME, USERNAME, PASSWORD) guess from words, and the tagger knows
// better.
bool IsSettledByRules(PiiEntityType type);

// The digits that a whole number of the type has at least; 0 for types of no such length.
size_t WholeNumberDigits(PiiEntityType type);

}  // namespace tacet::pii
