// ADDRESS: postal addresses and their parts, written and spoken.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Finds street addresses ("100 Main Street, Suite 5, Anytown, Washington 98109", "forty two eleven
// Elm street"), post office boxes, city with state, ZIP and postal codes by context, and answers to
// a question for an address. A city or country in general talk is left alone. Source:
// https://docs.aws.amazon.com/transcribe/latest/dg/pii-redaction-batch.html (ADDRESS: "A physical
// address, such as 100 Main Street, Anytown, USA or Suite #12, Building 123. An address can include
// a street, building, location, city, state, country, county, zip, precinct, neighborhood, and
// more").
std::unique_ptr<PiiRecognizer> MakeAddressRecognizer();

}  // namespace tacet::pii
