// Number cues: the words that say what a number is. "what's your card number", "last four of my
// social", "order number", "call me at".
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "tacet/pii/tokens.h"

namespace tacet::pii {

enum class Cue {
  kCard,
  kCvv,
  kExpiry,
  kAccount,
  kRouting,
  kPin,
  kSsn,
  kPhone,
  kTaxId,            // US individual taxpayer number
  kSocialInsurance,  // Canada
  kHealthCard,       // Canada
  kLastFour,         // "last four", "ending in": says that four digits stand for a longer number
  kOther,            // order, claim, flight, ZIP code, ...: not ours to redact
};

struct CueHit {
  Cue cue = Cue::kOther;
  // Names the number itself ("card number", "call me at"), not just its subject ("visa", "phone").
  bool strong = false;
  size_t first_token = 0;
  size_t last_token = 0;  // inclusive
};

// The cues of the text in order, not overlapping, the longest at each place. Linear time.
std::vector<CueHit> FindCues(std::span<const Token> tokens);

// A word after a number that makes it an amount: "dollars", "percent", "years", "p.m".
bool IsUnit(std::string_view lower);

// "january", "jan", ...: 1 to 12; 0 for other words.
int MonthOf(std::string_view lower);

}  // namespace tacet::pii
