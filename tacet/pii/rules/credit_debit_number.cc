#include "tacet/pii/check_digits.h"
#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

double CardWithCue(const NumberCandidate& number, bool strong_cue) {
  const size_t length = number.size();
  if (length == 4) {
    if (number.last_four) return 0.95;
    return strong_cue && !LooksLikeYear(number.digits) ? 0.75 : 0;
  }
  // The service's documents say 13 to 16 digits; ISO/IEC 7812 allows 19. A misheard or repeated
  // group gives more or fewer.
  if (length >= 12) {
    if (IsCardNumber(number.digits)) return strong_cue ? 0.99 : 0.97;
    if (HasCardPrefix(number.digits)) return strong_cue ? 0.95 : 0.9;
    return strong_cue ? 0.85 : 0.75;
  }
  // The first groups of a number that was broken off. "The number on the card" may be the bank's
  // phone number: left to the phone rule.
  if (length >= 5 && strong_cue && !IsNorthAmericanNumber(number.digits)) return 0.75;
  return 0;
}

double CardAlone(const NumberCandidate& number) {
  if (IsCardNumber(number.digits)) return 0.95;
  const bool fours = number.groups == std::vector<size_t>{4, 4, 4, 4};
  if (fours || (number.size() == 16 && HasCardPrefix(number.digits))) return 0.75;
  return 0;
}

}  // namespace

NumberRule CreditDebitNumberRule() {
  return {PiiEntityType::kCreditDebitNumber, Cue::kCard, CardWithCue, CardAlone};
}

}  // namespace tacet::pii
