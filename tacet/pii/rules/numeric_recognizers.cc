#include "tacet/pii/rules/numeric_recognizers.h"

#include "tacet/pii/rules/codes.h"
#include "tacet/pii/rules/credit_debit_expiry.h"
#include "tacet/pii/rules/cued_codes.h"
#include "tacet/pii/rules/email.h"
#include "tacet/pii/rules/network.h"
#include "tacet/pii/rules/number_recognizer.h"
#include "tacet/pii/rules/spoken_network.h"

namespace tacet::pii {

std::vector<std::unique_ptr<PiiRecognizer>> MakeNumericRecognizers() {
  std::vector<std::unique_ptr<PiiRecognizer>> recognizers;
  recognizers.push_back(MakeNumberRecognizer());
  recognizers.push_back(MakeExpiryDateRecognizer());
  recognizers.push_back(MakeEmailRecognizer());
  recognizers.push_back(MakeNetworkRecognizer());
  recognizers.push_back(MakeCodeRecognizer());
  recognizers.push_back(MakeCuedCodeRecognizer());
  recognizers.push_back(MakeSpokenNetworkRecognizer());
  return recognizers;
}

}  // namespace tacet::pii
