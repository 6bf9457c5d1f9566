// The recognizers for what is made of digits and signs: cards, accounts, phones, e-mail addresses
// and the like. The detector takes them all from here.
#pragma once

#include <memory>
#include <vector>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// One recognizer per group of types that is told apart together. Two may report the same type (an
// expiry date as bare digits and as a date); their overlaps are for the detector to settle.
std::vector<std::unique_ptr<PiiRecognizer>> MakeNumericRecognizers();

}  // namespace tacet::pii
