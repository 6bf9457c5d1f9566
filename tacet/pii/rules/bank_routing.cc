#include "tacet/pii/check_digits.h"
#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

double RoutingWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  const size_t length = number.size();
  if (length == 4) return number.last_four ? 0.95 : LooksLikeYear(number.digits) ? 0 : 0.75;
  if (IsRoutingNumber(number.digits)) return 0.99;
  // Six digits: a British sort code or an Australian BSB.
  if (length == 9 || length == 6) return 0.9;
  if (length == 8 || length == 10) return 0.85;
  return length == 5 || length == 7 ? 0.75 : 0;
}

// One nine-digit number in four hundred is a routing number by chance among those with its
// prefixes: more telling than no rule at all, less than a Social Security number's shape.
double RoutingAlone(const NumberCandidate& number) {
  const bool ungrouped = number.groups.size() <= 1 && !number.list;
  return ungrouped && IsRoutingNumber(number.digits) ? 0.6 : 0;
}

}  // namespace

NumberRule BankRoutingRule() {
  return {PiiEntityType::kBankRouting, Cue::kRouting, RoutingWithCue, RoutingAlone};
}

}  // namespace tacet::pii
