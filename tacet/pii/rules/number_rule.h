// NumberRule: how likely a digit run is of one entity type. One per rule file; NumberRecognizer
// settles which rule takes a run, since all of them compete for the same digits.
//
// The scale of all confidences here:
//   0.99  check digit (or published range), length and context agree
//   0.95  two of these agree
//   0.85  context speaks for it, but length or check digit is off: recognition mishears digits
//   0.75  context is weak, or only part of a number was heard
//   0.60  no context, but the shape is this type's
//   0.50  no context and no shape: the best guess for an unexplained long number
#pragma once

#include <string_view>
#include <vector>

#include "tacet/pii/number_cues.h"
#include "tacet/pii/number_runs.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

// A run as the rules see it.
struct NumberCandidate {
  std::string_view digits;
  // Lengths of the digit groups as written ("206-555-0142": 3, 3, 4); empty for spoken digits.
  std::vector<size_t> groups;
  bool hyphens = false;    // groups parted by hyphens, dots or brackets, not by spaces
  bool plus = false;       // a leading "+"
  bool list = false;       // several numbers of two or more digits with commas between them
  bool last_four = false;  // "last four", "ending in" was said
  size_t size() const { return digits.size(); }
};

struct NumberRule {
  PiiEntityType type = PiiEntityType::kCreditDebitNumber;
  Cue cue = Cue::kCard;
  // The confidence when the rule's cue speaks for the run; 0 when it can't be of this type.
  double (*with_cue)(const NumberCandidate& number, bool strong_cue) = nullptr;
  // The confidence when nothing was said about the run; 0 when its shape is not this type's.
  double (*alone)(const NumberCandidate& number) = nullptr;
};

// `alone` of a number that only its cue gives away.
inline double NeverAlone(const NumberCandidate& /*number*/) { return 0; }

NumberRule CreditDebitNumberRule();
NumberRule CreditDebitCvvRule();
NumberRule CreditDebitExpiryRule();
NumberRule BankAccountNumberRule();
NumberRule BankRoutingRule();
NumberRule PinRule();
NumberRule SsnRule();
NumberRule PhoneRule();
NumberRule TaxpayerNumberRule();
NumberRule CaSocialInsuranceNumberRule();
NumberRule CaHealthNumberRule();

// Three, four or six digits that read as month and year: 0127, 127, 012027.
bool IsExpiry(std::string_view digits);

// Four digits from 1900 to 2099: a year, unless more is said.
bool LooksLikeYear(std::string_view digits);

}  // namespace tacet::pii
