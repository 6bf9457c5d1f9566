// NumberRecognizer: CREDIT_DEBIT_NUMBER, CREDIT_DEBIT_CVV, CREDIT_DEBIT_EXPIRY,
// BANK_ACCOUNT_NUMBER, BANK_ROUTING, PIN, SSN, PHONE, US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER,
// CA_SOCIAL_INSURANCE_NUMBER and CA_HEALTH_NUMBER.
// One recognizer, because these types compete for the same digits: what was said before a number,
// its length and its check digits settle the type together.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

std::unique_ptr<PiiRecognizer> MakeNumberRecognizer();

}  // namespace tacet::pii
