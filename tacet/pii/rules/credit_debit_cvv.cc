#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

// Three digits; four on American Express cards.
double CvvWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  if (number.last_four) return 0;
  if (number.size() == 3) return 0.95;
  return number.size() == 4 && !LooksLikeYear(number.digits) ? 0.85 : 0;
}

}  // namespace

NumberRule CreditDebitCvvRule() {
  return {PiiEntityType::kCreditDebitCvv, Cue::kCvv, CvvWithCue, NeverAlone};
}

}  // namespace tacet::pii
