#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

// Nine digits, the first a 9, the fourth and fifth 50-65, 70-88, 90-92 or 94-99.
// Source: IRS Publication 4757 and the Internal Revenue Manual 3.21.263.
bool IsTaxpayerNumber(std::string_view digits) {
  if (digits.size() != 9 || digits[0] != '9') return false;
  const int group = (digits[3] - '0') * 10 + (digits[4] - '0');
  return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
         (group >= 90 && group <= 92) || group >= 94;
}

double TaxpayerWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  if (IsTaxpayerNumber(number.digits)) return 0.99;
  return number.size() >= 8 && number.size() <= 10 ? 0.85 : 0;
}

double TaxpayerAlone(const NumberCandidate& number) {
  const bool grouped = number.groups == std::vector<size_t>{3, 2, 4};
  return grouped && IsTaxpayerNumber(number.digits) ? 0.85 : 0;
}

}  // namespace

NumberRule TaxpayerNumberRule() {
  return {PiiEntityType::kUsIndividualTaxIdentificationNumber, Cue::kTaxId, TaxpayerWithCue,
          TaxpayerAlone};
}

}  // namespace tacet::pii
