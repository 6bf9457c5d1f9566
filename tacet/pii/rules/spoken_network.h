// Network addresses that are read out: IP_ADDRESS "one ninety two dot one sixty eight dot one dot
// one" (version 4), URL "my dash shop dot co dot uk slash help" and what follows "www". Written
// ones are those of network.h; spoken MAC_ADDRESS and version 6 those of cued_codes.h.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.97 for four numbers to 255 with dots between; 0.85 for a web address.
std::unique_ptr<PiiRecognizer> MakeSpokenNetworkRecognizer();

}  // namespace tacet::pii
