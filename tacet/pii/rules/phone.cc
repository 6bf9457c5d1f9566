#include <phonenumbers/phonenumberutil.h>

#include <string>

#include "tacet/pii/check_digits.h"
#include "tacet/pii/rules/number_rule.h"

namespace tacet::pii {
namespace {

// Whether libphonenumber knows the numbering plan to hold this number. National numbers are read as
// US numbers; "+", "00" and "011" lead international ones.
bool IsPossiblePhone(const NumberCandidate& number) {
  std::string text(number.digits);
  if (number.plus) {
    text.insert(0, "+");
  } else if (text.starts_with("011")) {
    text.replace(0, 3, "+");
  } else if (text.starts_with("00")) {
    text.replace(0, 2, "+");
  }
  if (text.size() > 17) return false;
  const auto* const util = i18n::phonenumbers::PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber parsed;
  return util->Parse(text, "US", &parsed) ==
             i18n::phonenumbers::PhoneNumberUtil::NO_PARSING_ERROR &&
         util->IsValidNumber(parsed);
}

bool IsGroupedLikeAPhone(const NumberCandidate& number) {
  const auto& groups = number.groups;
  return groups == std::vector<size_t>{3, 3, 4} || groups == std::vector<size_t>{1, 3, 3, 4} ||
         groups == std::vector<size_t>{3, 7};
}

double PhoneWithCue(const NumberCandidate& number, bool strong_cue) {
  const size_t length = number.size();
  if (length == 4) return number.last_four ? 0.85 : 0;
  // The 555-01xx numbers of films are in no numbering plan but shaped like a phone number.
  if (IsNorthAmericanNumber(number.digits)) return strong_cue ? 0.99 : 0.97;
  if (length >= 8 && IsPossiblePhone(number)) return strong_cue ? 0.97 : 0.9;
  if (number.plus && length >= 8 && length <= 15) return strong_cue ? 0.95 : 0.85;
  if (length == 7 || length == 10 || length == 11) return strong_cue ? 0.95 : 0.75;
  if (!strong_cue) return 0;
  if (length >= 8 && length <= 15) return 0.85;
  // A part of it, or a read-back joined to it.
  return length >= 5 && length <= 30 ? 0.75 : 0;
}

double PhoneAlone(const NumberCandidate& number) {
  if (IsNorthAmericanNumber(number.digits)) {
    return IsGroupedLikeAPhone(number) ? 0.95 : 0.75;
  }
  if (number.plus && number.size() >= 8) return IsPossiblePhone(number) ? 0.95 : 0.75;
  if (IsGroupedLikeAPhone(number)) return 0.75;
  if (number.groups == std::vector<size_t>{3, 4} && number.hyphens) return 0.6;
  return 0;
}

}  // namespace

NumberRule PhoneRule() { return {PiiEntityType::kPhone, Cue::kPhone, PhoneWithCue, PhoneAlone}; }

}  // namespace tacet::pii
