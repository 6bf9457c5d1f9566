// Codes that only the words around them tell apart: DRIVER_ID, LICENSE_PLATE, PASSPORT_NUMBER,
// VEHICLE_IDENTIFICATION_NUMBER, INTERNATIONAL_BANK_ACCOUNT_NUMBER, SWIFT_CODE, AWS_ACCESS_KEY,
// AWS_SECRET_KEY, MAC_ADDRESS, IP_ADDRESS (version 6) and, of an ADDRESS, the British or Canadian
// postal code, written or spelled ("delta one two"), after "my passport number is" or in the answer
// to a question for it. A number that was asked for as something else ("order number") is none of
// them.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.99 where a check digit agrees, 0.95 where length and make-up do, 0.85 or 0.75 where
// something is missing or too much. A code that is said again is as sure as before.
std::unique_ptr<PiiRecognizer> MakeCuedCodeRecognizer();

}  // namespace tacet::pii
