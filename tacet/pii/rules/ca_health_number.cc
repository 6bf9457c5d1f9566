#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

// Ten digits in Ontario and British Columbia, nine in most other provinces, twelve with letters in
// Quebec, whose letters are no part of a number run.
double HealthNumberWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  const size_t length = number.size();
  if (length == 10) return 0.97;
  if (length == 9 || length == 8 || length == 12) return 0.85;
  return length >= 6 && length <= 11 ? 0.75 : 0;
}

}  // namespace

NumberRule CaHealthNumberRule() {
  return {PiiEntityType::kCaHealthNumber, Cue::kHealthCard, HealthNumberWithCue, NeverAlone};
}

}  // namespace tacet::pii
