#include "tacet/pii/check_digits.h"
#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

const std::vector<size_t> kGroups = {3, 2, 4};

double SsnWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  const size_t length = number.size();
  if (IsSocialSecurityNumber(number.digits)) return 0.99;
  // 000-00-0000 is what the service's own documents show: the range raises the score, no more.
  if (length == 9) return 0.95;
  if (length == 4) return number.last_four ? 0.95 : LooksLikeYear(number.digits) ? 0 : 0.85;
  if (length == 8 || length == 10 || length == 11) return 0.85;
  // A part of it, or a read-back joined to it.
  return (length >= 5 && length <= 7) || (length >= 12 && length <= 18) ? 0.75 : 0;
}

double SsnAlone(const NumberCandidate& number) {
  if (number.groups == kGroups) return IsSocialSecurityNumber(number.digits) ? 0.95 : 0.75;
  const bool ungrouped = number.groups.size() <= 1 && !number.list;
  return ungrouped && IsSocialSecurityNumber(number.digits) ? 0.55 : 0;
}

}  // namespace

NumberRule SsnRule() { return {PiiEntityType::kSsn, Cue::kSsn, SsnWithCue, SsnAlone}; }

}  // namespace tacet::pii
