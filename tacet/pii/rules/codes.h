// INTERNATIONAL_BANK_ACCOUNT_NUMBER, SWIFT_CODE, AWS_ACCESS_KEY, AWS_SECRET_KEY and
// VEHICLE_IDENTIFICATION_NUMBER: codes of letters and digits in their written form.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.99 a check digit or fixed prefix holds; 0.85 to 0.95 the form and words around it.
std::unique_ptr<PiiRecognizer> MakeCodeRecognizer();

}  // namespace tacet::pii
