#include "tacet/pii/rules/number_shape.h"

#include <algorithm>
#include <string>

#include "tacet/pii/number_cues.h"

namespace tacet::pii {
namespace {

// "2020 and 2021", "2021, 22".
bool IsYears(const NumberRun& run) {
  return run.parts.size() >= 2 && LooksLikeYear(run.parts.front().digits) &&
         std::all_of(run.parts.begin(), run.parts.end(), [](const NumberPart& part) {
           return LooksLikeYear(part.digits) || part.digits.size() == 2;
         });
}

}  // namespace

bool LooksLikeYear(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

NumberCandidate MakeCandidate(std::string_view text, const NumberRun& run) {
  NumberCandidate number;
  number.digits = run.digits;
  number.plus = run.plus;
  const std::string_view span = text.substr(run.begin, run.end - run.begin);
  size_t seen = 0;
  bool inside = false;
  for (const char c : span) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) number.groups.push_back(0);
    if (digit) ++number.groups.back(), ++seen;
    number.hyphens |= c == '-' || c == ')' || c == '.';
    inside = digit;
  }
  if (seen != run.digits.size()) number.groups.clear();
  for (size_t i = 1; i < run.parts.size(); ++i) {
    number.list |= run.parts[i].gap_before >= NumberGap::kComma &&
                   run.parts[i].digits.size() >= 2 && run.parts[i].digits.size() != 4 &&
                   run.parts[i - 1].digits.size() >= 2;
  }
  return number;
}

bool IsDateOrAmount(std::span<const Token> tokens, const NumberRun& run) {
  const size_t first = run.first_token();
  const size_t next = run.last_token() + 1;
  const bool joined_before = first > 0 && tokens[first - 1].line == tokens[first].line;
  const std::string_view before = joined_before ? std::string_view(tokens[first - 1].lower) : "";
  const bool joined_after = next < tokens.size() && tokens[next].line == tokens[next - 1].line &&
                            tokens[next - 1].after.empty();
  if (run.digits.size() <= kShortDigits) {
    if (joined_after && IsUnit(tokens[next].lower)) return true;
    const bool expiry = run.digits.size() == 6 && IsExpiry(run.digits);
    if (run.quantity && !expiry && !IsAnyOf(before, {"number", "is"})) return true;
    if (MonthOf(before) > 0) return true;
    return LooksLikeYear(run.digits) &&
           IsAnyOf(before, {"in", "since", "year", "until", "by", "during", "from", "early", "late",
                            "mid", "before", "after", "fiscal", "of"});
  }
  return IsYears(run) || (MonthOf(before) > 0 && run.digits.size() <= 8);
}

bool IsCalledNumber(std::span<const Token> tokens, const NumberRun& run) {
  const size_t end = run.first_token();
  for (size_t i = end < 6 ? 0 : end - 6; i < end; ++i) {
    if (IsAnyOf(tokens[i].lower, {"number", "numbers", "digits"})) return true;
  }
  return false;
}

bool IsList(const NumberRun& run) {
  if (run.parts.size() < 3) return false;
  size_t counted = 0;
  bool list = run.parts.front().digits.size() >= 2;
  for (size_t i = 0; i < run.parts.size(); ++i) {
    const std::string& digits = run.parts[i].digits;
    if (digits.size() > 5) return false;
    if (i == 0) continue;
    const int step = std::stoi(digits) - std::stoi(run.parts[i - 1].digits);
    if (step == 1 || step == -1) ++counted;
    list &=
        digits.size() >= 2 && digits.size() <= 3 && run.parts[i].gap_before >= NumberGap::kComma;
  }
  const bool counting = run.parts.size() >= 5 && counted * 10 >= (run.parts.size() - 1) * 6;
  return counting || list;
}

}  // namespace tacet::pii
