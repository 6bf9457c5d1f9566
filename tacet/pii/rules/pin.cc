#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

// The service covers four-digit bank PINs; telephone banking uses up to eight.
double PinWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  if (number.last_four) return 0;
  if (number.size() == 4) return LooksLikeYear(number.digits) ? 0.85 : 0.95;
  return number.size() >= 5 && number.size() <= 8 ? 0.75 : 0;
}

}  // namespace

NumberRule PinRule() { return {PiiEntityType::kPin, Cue::kPin, PinWithCue, NeverAlone}; }

}  // namespace tacet::pii
