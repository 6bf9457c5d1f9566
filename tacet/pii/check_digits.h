// Check digits and shapes of the numbers the rules look for. Digits are ASCII '0' to '9' only.
#pragma once

#include <string_view>

namespace tacet::pii {

// The mod-10 check of payment cards (ISO/IEC 7812-1 annex B).
bool PassesLuhn(std::string_view digits);

// Starts like a card of a known network, with a length that network issues: Visa 4 (13, 16, 19),
// Mastercard 51-55 and 2221-2720 (16), American Express 34 and 37 (15), Discover 6011, 644-649 and
// 65 (16 to 19), Diners Club 36, 38, 39 and 300-305 (14 to 19), JCB 3528-3589 (16 to 19), UnionPay
// 62 (16 to 19), Maestro 50, 56-58, 63 and 67 (13 to 19). Source: the networks' published IIN
// ranges.
bool HasCardPrefix(std::string_view digits);

// A card number that is right in every way: HasCardPrefix and PassesLuhn.
bool IsCardNumber(std::string_view digits);

// Nine digits with the weights 3, 7, 1 and a Federal Reserve prefix (00-12, 21-32, 61-72, 80).
// Source: American Bankers Association routing number policy.
bool IsRoutingNumber(std::string_view digits);

// Nine digits that the Social Security Administration may have issued: area not 000, 666 or 9xx,
// group not 00, serial not 0000. Source: SSA, "Social Security Number Randomization".
bool IsSocialSecurityNumber(std::string_view digits);

// Nine digits of a Canadian Social Insurance Number: Luhn, and no 0 or 8 first, which are not given
// out. Source: Employment and Social Development Canada, "The Social Insurance Number (SIN)".
bool IsSocialInsuranceNumber(std::string_view digits);

// 15 to 34 capitals and digits with the mod-97 check of ISO 13616.
bool IsIban(std::string_view characters);

// 17 capitals and digits without I, O and Q, the ninth being the check digit of 49 CFR 565.15
// (North American vehicles).
bool IsVehicleIdentificationNumber(std::string_view characters);

// Ten digits of the North American Numbering Plan, or eleven with a leading 1: area and exchange
// start with 2 to 9, the area code does not end in 11.
bool IsNorthAmericanNumber(std::string_view digits);

}  // namespace tacet::pii
