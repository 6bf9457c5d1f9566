// CREDIT_DEBIT_EXPIRY as a date: "01/21", "01/2021", "January 2021", "Jan of twenty one". Bare
// digits
// ("0121", "oh one twenty one") compete with other numbers: number_recognizer.h.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

std::unique_ptr<PiiRecognizer> MakeExpiryDateRecognizer();

}  // namespace tacet::pii
