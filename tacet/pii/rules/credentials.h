// PASSWORD and USERNAME: what is said after "my password is", "my username is" or in answer to a
// question for one: a word with digits or signs, words and letters read out ("capital S summer two
// thousand dollar sign"), a plain word. The secret alone, not the words before it.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.95 where the value could be nothing else (digits, signs, capitals within), 0.75 for
// plain words after "is", 0.6 for those in an answer.
std::unique_ptr<PiiRecognizer> MakeCredentialRecognizer();

}  // namespace tacet::pii
