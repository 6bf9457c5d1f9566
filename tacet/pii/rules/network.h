// URL, IP_ADDRESS and MAC_ADDRESS: "www.example.com", "example dot com slash help", "198.51.100.7",
// "00:00:5E:00:53:01". A mail address holds no URL: their overlap is for the detector to settle.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.99 IP and MAC addresses; 0.95 written URLs; 0.85 spoken ones.
std::unique_ptr<PiiRecognizer> MakeNetworkRecognizer();

}  // namespace tacet::pii
