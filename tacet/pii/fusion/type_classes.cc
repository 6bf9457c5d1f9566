#include "tacet/pii/fusion/type_classes.h"

namespace tacet::pii {

using enum PiiEntityType;

bool IsNumberType(PiiEntityType type) {
  return type == kCreditDebitCvv || type == kCreditDebitExpiry || type == kPin ||
         WholeNumberDigits(type) > 0;
}

bool IsSettledByRules(PiiEntityType type) {
  switch (type) {
    case kName:
    case kAddress:
    case kUsername:
    case kPassword:
      return false;
    default:
      return true;
  }
}

size_t WholeNumberDigits(PiiEntityType type) {
  switch (type) {
    case kCreditDebitNumber:
      return 15;
    case kPhone:
    case kCaHealthNumber:
      return 10;
    case kSsn:
    case kBankRouting:
    case kCaSocialInsuranceNumber:
    case kUsIndividualTaxIdentificationNumber:
      return 9;
    case kBankAccountNumber:
      return 8;
    case kPin:
      return 4;
    default:
      return 0;
  }
}

}  // namespace tacet::pii
