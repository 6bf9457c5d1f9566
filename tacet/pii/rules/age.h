// AGE: a person's age, written and spoken: "67 years old", "a three-year-old", "I'm 67", "aged 40",
// "turned thirty five", the answer to "how old are you?". Durations ("for 40 years") and the age of
// things ("my laptop is five years old") are none.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.97 with "years old" or "aged"; 0.85 the answer to a question for it, or after
// "turned"; 0.75 a bare number after "I'm" or "she's".
std::unique_ptr<PiiRecognizer> MakeAgeRecognizer();

}  // namespace tacet::pii
