#include "tacet/asr/written_form/digit_element.h"

#include <algorithm>

#include "tacet/asr/written_form/number.h"

namespace tacet::asr::written_form {
namespace {

// Gives each of `digits` an equal share of [start_ms, end_ms).
void Share(std::string_view digits, int64_t start_ms, int64_t end_ms, std::vector<WordPart>& out) {
  const auto count = static_cast<int64_t>(digits.size());
  for (int64_t k = 0; k < count; ++k) {
    const auto share = [&](int64_t n) { return start_ms + (end_ms - start_ms) * n / count; };
    out.push_back({std::string(1, digits[static_cast<size_t>(k)]), share(k), share(k + 1)});
  }
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The digits of "4255551212", "+1", "(206)", "425-555-1212" or "425.555.1212", each with the time
// its recognizer's part gives it.
std::vector<WordPart> WrittenDigits(const Line& line, size_t i) {
  const Atom& atom = line[i];
  std::vector<WordPart> digits;
  if (!atom.first_of_word || !atom.last_of_word) {
    Share(atom.text, atom.start_ms, atom.end_ms, digits);
    return digits;
  }
  const RecognizedWord& word = line.word_of(i);
  for (const WordPart& part : word.parts) {
    std::string figures;
    std::copy_if(part.text.begin(), part.text.end(), std::back_inserter(figures), IsDigit);
    Share(figures, part.start_ms, part.end_ms, digits);
  }
  if (word.text[0] == '+' && !digits.empty()) {
    digits[0].text.insert(0, "+");
    digits[0].start_ms = word.start_ms;
  }
  return digits;
}

// The lengths of the digit groups in "(425)555-1212"; empty when the text is anything else.
std::vector<size_t> Groups(std::string_view text, char& separator) {
  std::vector<size_t> groups;
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  if (text.empty() || text[0] == '-' || text[0] == '.') return {};
  separator = 0;
  size_t length = 0;
  for (char c : text) {
    if (IsDigit(c)) {
      ++length;
      continue;
    }
    if (c == '(' && length == 0) continue;
    if (c != '-' && c != '.' && c != ',' && c != ')' && c != '(') return {};
    if (c != ')' && c != '(') {
      if (separator != 0 && separator != c) return {};
      separator = c;
    }
    if (length > 0) groups.push_back(length);
    length = 0;
  }
  if (length > 0) groups.push_back(length);
  return groups;
}

// Dashes and points of other meaning: "3-4", "2019-2020", "12-25-1990", "2012-05-05",
// "198.51.100.0".
bool IsStringOfDigits(std::string_view text, const std::vector<size_t>& groups, char separator) {
  using Lengths = std::vector<size_t>;
  if (groups.empty()) return false;
  if (separator == 0) return true;
  // "4,2,5"; other commas group or part decimals.
  if (separator == ',') {
    return groups.size() > 2 &&
           std::all_of(groups.begin(), groups.end(), [](size_t n) { return n == 1; });
  }
  if (separator == '.') return groups == Lengths{3, 3, 4};
  if (groups.size() == 2 && groups[0] == 4 && groups[1] == 4) {
    return !(IsOneOf(text.substr(0, 2), {"19", "20", "21"}) &&
             IsOneOf(text.substr(5, 2), {"19", "20", "21"}));
  }
  const bool is_date =
      groups.size() == 3 && ((groups[0] <= 2 && groups[1] <= 2 && groups[2] == 4) ||
                             (groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2));
  return !is_date;
}

std::optional<DigitElement> ParseWritten(const Line& line, size_t i) {
  const Atom& atom = line[i];
  if (!std::any_of(atom.text.begin(), atom.text.end(), IsDigit)) return std::nullopt;
  char separator = 0;
  const std::vector<size_t> groups = Groups(atom.text, separator);
  if (!IsStringOfDigits(atom.text, groups, separator)) return std::nullopt;
  DigitElement element{.begin = i, .end = i + 1, .digits = WrittenDigits(line, i)};
  if (groups.size() > 1) element.groups = groups;
  element.is_single = std::all_of(groups.begin(), groups.end(), [](size_t n) { return n == 1; }) &&
                      (groups.size() == 1 || groups.size() > 2);
  return element;
}

// "double five": each five takes its share of the time of both words.
std::optional<DigitElement> ParseRepeat(const Line& line, size_t i) {
  const Kind next = line.KindAt(i + 1);
  const bool is_digit = next == Kind::kDigit || next == Kind::kZero || next == Kind::kOh ||
                        (next == Kind::kWritten && line[i + 1].text.size() == 1);
  if (!line.Follows(i + 1) || !is_digit) return std::nullopt;
  // "double two hundred": the hundred is doubled, not the two.
  if (line.FollowsAs(i + 2, Kind::kHundred) || line.FollowsAs(i + 2, Kind::kMagnitude)) {
    return std::nullopt;
  }
  DigitElement element{.begin = i, .end = i + 2, .is_single = true};
  const std::string digits(line[i].sense.value, static_cast<char>('0' + line[i + 1].sense.value));
  Share(digits, line[i].start_ms, line[i + 1].end_ms, element.digits);
  return element;
}

// "eight hundred" in "one eight hundred five five five one two one two"; "three hundred five" is an
// amount.
DigitElement ParseGroupHundred(const Line& line, const DigitElement& head) {
  if (!line.FollowsAs(head.end, Kind::kHundred)) return head;
  for (size_t k = head.end + 1; k < head.end + 4; ++k) {
    const Kind kind = line.KindAt(k);
    const bool is_row = kind == Kind::kDigit || kind == Kind::kZero || kind == Kind::kOh ||
                        kind == Kind::kRepeat || kind == Kind::kWritten;
    if (!line.FollowsInTime(k) || !is_row) return head;
  }
  DigitElement element = head;
  element.is_single = false;
  element.end += 1;
  const Atom& hundred = line[head.end];
  Share("00", hundred.start_ms, hundred.end_ms, element.digits);
  return element;
}

}  // namespace

bool IsYearLike(const std::vector<WordPart>& digits) {
  return digits.size() == 4 && IsOneOf(digits[0].text + digits[1].text, {"19", "20", "21"});
}

std::optional<DigitElement> ParseDigitElement(const Line& line, size_t i) {
  if (i >= line.size()) return std::nullopt;
  const Atom& atom = line[i];
  DigitElement element{.begin = i, .end = i + 1};
  switch (atom.sense.kind) {
    case Kind::kRepeat:
      return ParseRepeat(line, i);
    case Kind::kZero:
    case Kind::kOh:
    case Kind::kDigit:
      element.is_single = true;
      element.is_oh = atom.sense.kind == Kind::kOh;
      Share(std::to_string(atom.sense.value), atom.start_ms, atom.end_ms, element.digits);
      return ParseGroupHundred(line, element);
    case Kind::kTeen:
      Share(std::to_string(atom.sense.value), atom.start_ms, atom.end_ms, element.digits);
      return ParseGroupHundred(line, element);
    case Kind::kTens:
      if (!line.FollowsAs(i + 1, Kind::kDigit)) {
        Share(std::to_string(atom.sense.value), atom.start_ms, atom.end_ms, element.digits);
        return element;
      }
      Share(std::to_string(atom.sense.value / 10), atom.start_ms, atom.end_ms, element.digits);
      Share(std::to_string(line[i + 1].sense.value), line[i + 1].start_ms, line[i + 1].end_ms,
            element.digits);
      element.end += 1;
      return ParseGroupHundred(line, element);
    default:
      return ParseWritten(line, i);
  }
}

}  // namespace tacet::asr::written_form
