#include "tacet/pii/check_digits.h"
#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

double SocialInsuranceWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  const size_t length = number.size();
  if (IsSocialInsuranceNumber(number.digits)) return 0.99;
  if (length == 9) return 0.95;
  if (length == 4) return number.last_four ? 0.85 : 0;
  if (length == 8 || length == 10) return 0.85;
  // A part of it.
  return length >= 6 && length <= 7 ? 0.75 : 0;
}

// Nothing but the words around it tells it from other numbers of nine digits.
}  // namespace

NumberRule CaSocialInsuranceNumberRule() {
  return {PiiEntityType::kCaSocialInsuranceNumber, Cue::kSocialInsurance, SocialInsuranceWithCue,
          NeverAlone};
}

}  // namespace tacet::pii
