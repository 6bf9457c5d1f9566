#include "tacet/pii/check_digits.h"
#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

// US account numbers have no common length or check digit: usually 10 to 12 digits, 4 to 17 in use.
double BankAccountWithCue(const NumberCandidate& number, bool strong_cue) {
  const size_t length = number.size();
  if (length == 4) {
    if (number.last_four) return strong_cue ? 0.95 : 0.9;
    return strong_cue && !LooksLikeYear(number.digits) ? 0.75 : 0;
  }
  if (length < 5 || number.plus) return 0;
  if (!strong_cue) {
    const bool phone = IsNorthAmericanNumber(number.digits) && number.hyphens;
    return length >= 6 && !phone ? 0.75 : 0;
  }
  return length >= 8 && length <= 12 ? 0.95 : 0.85;
}

// A long number that nobody explained: leaving it in would be worse than losing it.
double BankAccountAlone(const NumberCandidate& number) {
  // A ZIP+4 code belongs to an address.
  if (number.groups == std::vector<size_t>{5, 4}) return 0;
  return number.size() >= 9 && number.size() <= 20 && !number.list ? 0.5 : 0;
}

}  // namespace

NumberRule BankAccountNumberRule() {
  return {PiiEntityType::kBankAccountNumber, Cue::kAccount, BankAccountWithCue, BankAccountAlone};
}

}  // namespace tacet::pii
