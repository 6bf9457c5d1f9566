// NAME: a person's name, by the words around it and by lists of names.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Finds names after introductions ("my name is"), titles (which stay outside), greetings and
// relations, in answers to a question for a name, as pairs of given name and surname, as
// capitalised names in running text, spelled ("W-I-L-L", "B as in boy") and repeated. Names inside
// organisations and addresses
// ("Jane Doe Street") are left alone.
// Source: https://docs.aws.amazon.com/transcribe/latest/dg/pii-redaction-batch.html ("A person's
// name. This entity type does not include titles, such as Mr., Mrs., Miss, or Dr. ... names that
// are part of organizations or addresses").
std::unique_ptr<PiiRecognizer> MakeNameRecognizer();

}  // namespace tacet::pii
