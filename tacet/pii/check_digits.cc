#include "tacet/pii/check_digits.h"

#include <array>
#include <cstddef>

namespace tacet::pii {
namespace {

// The first `count` digits as a number; the caller made sure that they are there.
int Prefix(std::string_view digits, size_t count) {
  int value = 0;
  for (size_t i = 0; i < count; ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

bool Between(int value, int low, int high) { return value >= low && value <= high; }

}  // namespace

bool PassesLuhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (size_t i = digits.size(); i-- > 0;) {
    int digit = digits[i] - '0';
    if (twice) digit = digit < 5 ? 2 * digit : 2 * digit - 9;
    sum += digit;
    twice = !twice;
  }
  return !digits.empty() && sum % 10 == 0;
}

bool HasCardPrefix(std::string_view digits) {
  const size_t length = digits.size();
  if (length < 13 || length > 19) return false;
  const int two = Prefix(digits, 2);
  const int three = Prefix(digits, 3);
  const int four = Prefix(digits, 4);
  if (digits[0] == '4') return length == 13 || length == 16 || length == 19;
  if (Between(two, 51, 55) || Between(four, 2221, 2720)) return length == 16;
  if (two == 34 || two == 37) return length == 15;
  if (two == 36 || two == 38 || two == 39 || Between(three, 300, 305)) return length >= 14;
  if (two == 65 || Between(three, 644, 649) || four == 6011) return length >= 16;
  if (Between(four, 3528, 3589) || two == 62) return length >= 16;
  return two == 50 || Between(two, 56, 58) || two == 63 || two == 67;
}

bool IsCardNumber(std::string_view digits) { return HasCardPrefix(digits) && PassesLuhn(digits); }

bool IsRoutingNumber(std::string_view digits) {
  if (digits.size() != 9 || digits == "000000000") return false;
  const int two = Prefix(digits, 2);
  if (!Between(two, 0, 12) && !Between(two, 21, 32) && !Between(two, 61, 72) && two != 80) {
    return false;
  }
  constexpr int kWeights[] = {3, 7, 1};
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) sum += kWeights[i % 3] * (digits[i] - '0');
  return sum % 10 == 0;
}

bool IsSocialSecurityNumber(std::string_view digits) {
  if (digits.size() != 9) return false;
  const int area = Prefix(digits, 3);
  return area != 0 && area != 666 && area < 900 && digits.substr(3, 2) != "00" &&
         digits.substr(5) != "0000";
}

bool IsSocialInsuranceNumber(std::string_view digits) {
  return digits.size() == 9 && digits[0] != '0' && digits[0] != '8' && PassesLuhn(digits);
}

bool IsIban(std::string_view characters) {
  if (characters.size() < 15 || characters.size() > 34) return false;
  int rest = 0;
  const auto add = [&rest](char c) {
    if (c >= '0' && c <= '9') {
      rest = (rest * 10 + (c - '0')) % 97;
    } else {
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    }
  };
  for (const char c : characters.substr(4)) add(c);
  for (const char c : characters.substr(0, 4)) add(c);
  return rest == 1;
}

bool IsVehicleIdentificationNumber(std::string_view characters) {
  constexpr std::array<int, 17> kWeights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  if (characters.size() != kWeights.size()) return false;
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) {
    const char c = characters[i];
    int value = 0;
    if (c >= '0' && c <= '9') {
      value = c - '0';
    } else if (c < 'A' || c > 'Z' || c == 'I' || c == 'O' || c == 'Q') {
      return false;
    } else if (c >= 'S') {
      value = c - 'S' + 2;
    } else {
      // A to H are 1 to 8, J to R are 1 to 9.
      value = c <= 'H' ? c - 'A' + 1 : c - 'J' + 1;
    }
    sum += value * kWeights[i];
  }
  const int check = sum % 11;
  return characters[8] == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

bool IsNorthAmericanNumber(std::string_view digits) {
  if (digits.size() == 11 && digits[0] == '1') digits.remove_prefix(1);
  return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2' && digits.substr(1, 2) != "11";
}

}  // namespace tacet::pii
