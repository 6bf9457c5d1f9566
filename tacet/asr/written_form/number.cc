#include "tacet/asr/written_form/number.h"

#include <algorithm>
#include <limits>

namespace tacet::asr::written_form {
namespace {

constexpr size_t kMaxWrittenDigits = 15;  // longer ones are no amounts, and could overflow

// "1,234": digits in groups of three.
bool IsGrouped(std::string_view text) {
  const size_t comma = text.find(',');
  if (comma == std::string_view::npos || comma == 0 || comma > 3) return false;
  if (text.size() > kMaxWrittenDigits + 4 || !AllDigits(text.substr(0, comma))) return false;
  for (size_t i = comma; i < text.size(); i += 4) {
    if (text[i] != ',' || !AllDigits(text.substr(i + 1, 3)) || text.size() < i + 4) return false;
  }
  return true;
}

bool IsDecimal(std::string_view text) {
  const size_t point = text.find('.');
  if (point == std::string_view::npos || !AllDigits(text.substr(point + 1))) return false;
  return point == 0 || AllDigits(text.substr(0, point)) || IsGrouped(text.substr(0, point));
}

// The value of an atom written in digits, grouped or not.
std::optional<uint64_t> WrittenValue(const Line& line, size_t i) {
  const Atom& atom = line[i];
  if (atom.sense.kind == Kind::kWritten && atom.text.size() <= kMaxWrittenDigits) {
    return atom.sense.value;
  }
  if (!IsGrouped(atom.text)) return std::nullopt;
  std::string digits = atom.text;
  std::erase(digits, ',');
  return LookUp(digits).value;
}

// "three", "three hundred", "three hundred and three", "twelve hundred", or one written number.
std::optional<Number> ParseHundreds(const Line& line, size_t i) {
  std::optional<Number> number = ParseBelowHundred(line, i);
  if (!number || number->value == 0) return std::nullopt;
  if (number->value > 99 || !line.FollowsAs(number->end, Kind::kHundred)) return number;
  number->value *= 100;
  number->end += 1;
  const bool has_and = line.FollowsAs(number->end, {"and"});
  // "between one hundred and five": two numbers.
  if (has_and && line.LowerBefore(i) == "between") return number;
  const size_t rest_begin = number->end + (has_and ? 1 : 0);
  if (!line.Follows(rest_begin)) return number;
  const auto rest = ParseBelowHundred(line, rest_begin);
  // "one hundred and two hundred": two numbers.
  if (!rest || rest->value == 0 || rest->value > 99 || line.FollowsAs(rest->end, Kind::kHundred)) {
    return number;
  }
  // "one hundred 5" was written as two numbers by one who knows digits.
  if (line.KindAt(rest_begin) == Kind::kWritten && !has_and) return number;
  number->value += rest->value;
  number->end = rest->end;
  return number;
}

// "a hundred", "a thousand", as one hundred and one thousand. The line returned has "one" for "a".
std::optional<Number> ParseArticleCardinal(const Line& line, size_t i) {
  const Kind next = line.KindAt(i + 1);
  if (line[i].lower != "a" || !line.Follows(i + 1)) return std::nullopt;
  if (next != Kind::kHundred && next != Kind::kMagnitude) return std::nullopt;
  if (IsOneOf(line.LowerBefore(i), {"half", "quarter", "such"})) return std::nullopt;
  std::vector<Atom> atoms;
  const size_t last = std::min(line.size(), i + 16);
  for (size_t k = i; k < last; ++k) atoms.push_back(line[k]);
  atoms[0].sense = {Kind::kDigit, 1};
  atoms[0].lower = "one";
  std::optional<Number> number = ParseCardinal(Line(line.words(), std::move(atoms)), 0);
  if (!number) return std::nullopt;
  number->is_article_million = next == Kind::kMagnitude && line[i + 1].sense.value >= kMillion;
  number->end += i;
  if (number->magnitude) *number->magnitude += i;
  return number;
}

// One digit of a string of digits, in words or figures.
std::optional<char> DigitAt(const Line& line, size_t i) {
  const Sense sense = line[i].sense;
  const bool is_digit = sense.kind == Kind::kZero || sense.kind == Kind::kOh ||
                        sense.kind == Kind::kDigit ||
                        (sense.kind == Kind::kWritten && line[i].text.size() == 1);
  if (!is_digit) return std::nullopt;
  return static_cast<char>('0' + sense.value);
}

// The figures after a point: "three", "oh five", "twenty three", "45".
std::optional<Number> ParseFigures(const Line& line, size_t i) {
  Number number;
  for (number.end = i; number.end == i ? i < line.size() : line.Follows(number.end);) {
    // "one point five million": the five is no single figure of a longer row.
    if (const auto digit = DigitAt(line, number.end)) {
      if (number.end > i && (line.FollowsAs(number.end + 1, Kind::kHundred))) break;
      number.text += *digit;
      number.end += 1;
      continue;
    }
    if (number.end > i && line.KindAt(number.end) == Kind::kWritten) break;
    const auto group = ParseBelowHundred(line, number.end);
    if (!group || line.FollowsAs(group->end, Kind::kHundred)) break;
    number.text += line.KindAt(number.end) == Kind::kWritten ? line[number.end].text
                                                             : std::to_string(group->value);
    number.end = group->end;
  }
  if (number.text.empty()) return std::nullopt;
  return number;
}

// "point three" as a number of its own, not "the point three people made".
bool MayStartDecimal(const Line& line, size_t point) {
  if (line[point].lower != "point") return false;
  if (IsOneOf(line.LowerAt(point + 2), {"is", "was", "of", "about", "says", "would"})) return false;
  const std::string_view before = line.LowerBefore(point);
  return before.empty() ||
         IsOneOf(before, {"is",     "was",           "are",   "of",    "by",     "to",
                          "about",  "around",        "plus",  "minus", "and",    "only",
                          "than",   "just",          "under", "over",  "equals", "or",
                          "nearly", "approximately", "times", "from"});
}

}  // namespace

std::string FormatCardinal(uint64_t value) {
  std::string digits = std::to_string(value);
  if (digits.size() <= 4) return digits;
  for (size_t at = digits.size() - 3; at > 0; at = at > 3 ? at - 3 : 0) digits.insert(at, ",");
  return digits;
}

std::string FormatOrdinal(uint64_t value) {
  const uint64_t last = value % 10;
  const bool is_teen = value % 100 / 10 == 1;
  std::string_view suffix = "th";
  if (!is_teen && last == 1) suffix = "st";
  if (!is_teen && last == 2) suffix = "nd";
  if (!is_teen && last == 3) suffix = "rd";
  return FormatCardinal(value).append(suffix);
}

std::string PlainNumeral(std::string_view text) {
  std::string plain(text);
  if (IsDecimal(text) && text[0] == '.') return "0" + plain;
  if (plain.size() > 1 && plain[1] == ',' && (IsGrouped(text) || IsDecimal(text)) &&
      plain.find(',', 2) == std::string::npos) {
    plain.erase(1, 1);
  }
  return plain;
}

std::optional<Number> ParseBelowHundred(const Line& line, size_t i) {
  if (i >= line.size()) return std::nullopt;
  Number number;
  number.end = i + 1;
  const Sense sense = line[i].sense;
  if (const auto written = WrittenValue(line, i)) {
    number.value = *written;
  } else if (sense.kind == Kind::kDigit || sense.kind == Kind::kTeen || sense.kind == Kind::kTens) {
    number.value = sense.value;
    if (sense.kind == Kind::kTens && line.FollowsAs(i + 1, Kind::kDigit)) {
      number.value += line[i + 1].sense.value;
      number.end += 1;
    }
  } else {
    return std::nullopt;
  }
  number.text = std::to_string(number.value);
  return number;
}

std::optional<Number> ParseCardinal(const Line& line, size_t i) {
  if (i >= line.size()) return std::nullopt;
  if (auto number = ParseArticleCardinal(line, i)) return number;
  Number total;
  total.end = i;
  uint64_t below = std::numeric_limits<uint64_t>::max();
  uint64_t head = 0;
  int groups = 0;
  while (true) {
    size_t begin = total.end;
    if (groups > 0) {
      // "one thousand and thirty one", not "between one thousand and two thousand".
      if (line.FollowsAs(begin, {"and"}) && line.LowerBefore(i) != "between") ++begin;
      if (!line.Follows(begin) || line.KindAt(begin) == Kind::kWritten) break;
    }
    const auto group = ParseHundreds(line, begin);
    if (!group || (groups > 0 && group->value >= below)) break;
    const bool has_magnitude = line.FollowsAs(group->end, Kind::kMagnitude);
    const uint64_t magnitude = has_magnitude ? line[group->end].sense.value : 1;
    if (groups > 0 && (magnitude >= below || (!has_magnitude && group->value >= below))) break;
    if (has_magnitude && group->value >= 1000 * kMillion) break;
    head = group->value;
    total.value += group->value * magnitude;
    total.end = group->end + (has_magnitude ? 1 : 0);
    ++groups;
    below = magnitude;
    if (!has_magnitude) break;
  }
  if (groups == 0) return std::nullopt;
  if (groups == 1 && below >= kMillion) {
    total.magnitude = total.end - 1;
    total.value = head;
  }
  total.text = FormatCardinal(total.value);
  // A single written number keeps its zeros in front, "007"; only its comma may go.
  if (total.end == i + 1 && line.KindAt(i) == Kind::kWritten) total.text = line[i].text;
  return total;
}

std::optional<Number> ParseNumber(const Line& line, size_t i) {
  if (i >= line.size()) return std::nullopt;
  Number number;
  if (IsDecimal(line[i].text)) {
    number.text = PlainNumeral(line[i].text);
    number.is_decimal = true;
    number.end = i + 1;
  } else if (const auto digits = DigitAt(line, i);
             digits && (*digits == '0' || (line.Follows(i + 1) && DigitAt(line, i + 1)))) {
    // "one nine two", "zero": figures in a row.
    number.end = i;
    while (number.end == i || line.Follows(number.end)) {
      const auto digit = number.end < line.size() ? DigitAt(line, number.end) : std::nullopt;
      if (!digit) break;
      number.text += *digit;
      ++number.end;
    }
    if (!line.FollowsAs(number.end, {"point", "dot"})) {
      if (line.KindAt(i) != Kind::kZero) return ParseCardinal(line, i);
      number.text = "0";
      number.end = i + 1;
    }
  } else if (MayStartDecimal(line, i)) {
    const auto figures = line.Follows(i + 1) ? ParseFigures(line, i + 1) : std::nullopt;
    if (!figures) return std::nullopt;
    number = {.text = "0." + figures->text, .is_decimal = true, .end = figures->end};
  } else if (const auto cardinal = ParseCardinal(line, i)) {
    number = *cardinal;
  } else {
    return std::nullopt;
  }
  if (number.magnitude) return number;
  while (line.FollowsAs(number.end, {"point", "dot"}) && line.Follows(number.end + 1)) {
    const auto figures = ParseFigures(line, number.end + 1);
    if (!figures) break;
    number.text += "." + figures->text;
    number.is_decimal = true;
    number.value = 0;
    number.end = figures->end;
  }
  if (number.is_decimal && line.FollowsAs(number.end, Kind::kMagnitude)) {
    number.magnitude = number.end;
    number.end += 1;
  }
  return number;
}

std::optional<Number> ParseOrdinal(const Line& line, size_t i) {
  size_t last = i;
  while (last < line.size() && last < i + 12 && (last == i || line.Follows(last)) &&
         line.KindAt(last) != Kind::kOrdinal) {
    ++last;
  }
  if (last >= line.size() || line.KindAt(last) != Kind::kOrdinal ||
      (last > i && !line.Follows(last))) {
    return std::nullopt;
  }
  // Read it as the cardinal it counts to: "forty third" as "forty three".
  std::vector<Atom> atoms;
  for (size_t k = i; k <= last; ++k) atoms.push_back(line[k]);
  Sense& sense = atoms.back().sense;
  if (sense.value >= 1000) {
    sense.kind = Kind::kMagnitude;
  } else if (sense.value == 100) {
    sense.kind = Kind::kHundred;
  } else if (sense.value >= 20) {
    sense.kind = Kind::kTens;
  } else {
    sense.kind = sense.value >= 10 ? Kind::kTeen : Kind::kDigit;
  }
  Number number;
  number.end = last + 1;
  if (last == i) {
    number.value = line[i].sense.value;
  } else {
    const size_t count = atoms.size();
    const auto cardinal = ParseCardinal(Line(line.words(), std::move(atoms)), 0);
    if (!cardinal || cardinal->end != count || line[i].lower == "a") return std::nullopt;
    number.value = cardinal->value;
    if (cardinal->magnitude) number.value *= line[last].sense.value;
  }
  number.text = FormatOrdinal(number.value);
  return number;
}

}  // namespace tacet::asr::written_form
