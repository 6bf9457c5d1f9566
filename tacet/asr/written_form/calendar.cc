#include "tacet/asr/written_form/calendar.h"

#include <algorithm>
#include <string>

#include "tacet/asr/written_form/number.h"

namespace tacet::asr::written_form {
namespace {

constexpr uint64_t kMaxDay = 31;

bool IsWrittenYear(const Line& line, size_t i) {
  return line.KindAt(i) == Kind::kWritten && line[i].text.size() == 4 &&
         line[i].sense.value >= 1900 && line[i].sense.value < 2200;
}

// "sixty two", "oh five", "ten": the last two digits of a year or the minutes of a time.
std::optional<Number> ParseTwoDigits(const Line& line, size_t i) {
  if (!line.Follows(i)) return std::nullopt;
  if (line.KindAt(i) == Kind::kOh || line.KindAt(i) == Kind::kZero) {
    if (!line.FollowsAs(i + 1, Kind::kDigit)) return std::nullopt;
    Number number;
    number.value = line[i + 1].sense.value;
    number.text = "0" + std::to_string(number.value);
    number.end = i + 2;
    return number;
  }
  if (line.KindAt(i) == Kind::kWritten && line[i].text.size() != 2) return std::nullopt;
  auto number = ParseBelowHundred(line, i);
  if (!number || number->value < 10 || number->value > 99) return std::nullopt;
  return number;
}

// "twenty twelve", "nineteen hundred", "two thousand and five", "2012".
std::optional<Number> ParseYear(const Line& line, size_t i) {
  if (i >= line.size()) return std::nullopt;
  if (IsWrittenYear(line, i)) {
    return Number{.text = line[i].text, .value = line[i].sense.value, .end = i + 1};
  }
  const Sense first = line[i].sense;
  Number year;
  if (first.kind == Kind::kTeen && first.value == 19) {
    year = {.value = 19, .end = i + 1};
  } else if (first.kind == Kind::kTens && first.value == 20) {
    year = {.value = 20, .end = i + 1};
    // "twenty one thirty" is of the 22nd century; "twenty one" with nothing after is a number.
    if (line.FollowsAs(i + 1, Kind::kDigit) && line[i + 1].sense.value == 1) {
      year = {.value = 21, .end = i + 2};
    }
  } else {
    const auto cardinal = ParseCardinal(line, i);
    if (!cardinal || cardinal->value < 1900 || cardinal->value > 2199) return std::nullopt;
    if (line.KindAt(i) == Kind::kWritten || cardinal->magnitude) return std::nullopt;
    return cardinal;
  }
  if (line.FollowsAs(year.end, Kind::kHundred) && year.value == 19) {
    return ParseCardinal(line, i);
  }
  const auto rest = ParseTwoDigits(line, year.end);
  if (!rest) return std::nullopt;
  year.value = year.value * 100 + rest->value;
  year.text = std::to_string(year.value);
  year.end = rest->end;
  return year;
}

bool FollowsWithComma(const Line& line, size_t i) {
  return line.FollowsInTime(i) && IsOneOf(line[i - 1].punctuation, {"", ","});
}

// A day of the month: "fifth", "5th", "five", "5".
struct Day {
  std::string text = {};  // empty: stays as written
  size_t end = 0;
  bool is_ordinal = false;
  bool is_one = false;
};

bool IsWrittenOrdinal(std::string_view lower) {
  const size_t digits = std::min(lower.find_first_not_of("0123456789"), lower.size());
  return digits >= 1 && digits <= 2 && IsOneOf(lower.substr(digits), {"st", "nd", "rd", "th"});
}

std::optional<Day> ParseDay(const Line& line, size_t i) {
  if (i >= line.size()) return std::nullopt;
  if (IsWrittenOrdinal(line[i].lower)) return Day{.end = i + 1, .is_ordinal = true};
  if (const auto ordinal = ParseOrdinal(line, i)) {
    if (ordinal->value <= kMaxDay) {
      return Day{.text = ordinal->text, .end = ordinal->end, .is_ordinal = true};
    }
  }
  const auto number = ParseBelowHundred(line, i);
  if (!number || number->value == 0 || number->value > kMaxDay) return std::nullopt;
  Day day{.text = number->text, .end = number->end, .is_one = line[i].lower == "one"};
  if (line.KindAt(i) == Kind::kWritten) day.text.clear();
  return day;
}

bool IsDatePreposition(std::string_view before) {
  return IsOneOf(before, {"on", "in", "since", "until", "till", "by", "from", "before", "after",
                          "through", "of", "for", "due", "between", "last", "next", "this"});
}

// A name that cannot be the verb "may", "march" or the adjective "august".
bool IsSurelyMonth(const Line& line, size_t i) {
  if (!IsOneOf(line[i].lower, {"may", "march", "august"})) return true;
  return line[i].text[0] != line[i].lower[0] || IsDatePreposition(line.LowerBefore(i));
}

Piece Keep(size_t i) { return {.begin = i, .end = i + 1}; }

// "May fifth twenty twelve", "May the fifth", "June one", "May twenty twelve".
std::optional<Match> MatchMonthFirst(const Line& line, size_t i) {
  if (!IsSurelyMonth(line, i)) return std::nullopt;
  // "Jan." has its full stop.
  const bool is_short = IsShortMonth(line[i].lower) && line[i].punctuation == ".";
  if (!line.FollowsInTime(i + 1) || !(line[i].punctuation.empty() || is_short)) {
    return std::nullopt;
  }
  Match match = {Keep(i)};
  size_t at = i + 1;
  if (line[at].lower == "the" && line.Follows(at + 1)) match.push_back(Keep(at++));
  const auto day = ParseDay(line, at);
  if (day && (match.size() == 1 || day->is_ordinal)) {
    const auto year = FollowsWithComma(line, day->end) ? ParseYear(line, day->end) : std::nullopt;
    if (year) {
      match.push_back({at, day->end, day->text, {}});
      match.push_back({day->end, year->end, year->text, {}});
      return match;
    }
  }
  if (match.size() == 1) {
    if (const auto year = ParseYear(line, at)) {
      match.push_back({at, year->end, year->text, {}});
      return match;
    }
  }
  if (!day || (match.size() == 2 && !day->is_ordinal)) return std::nullopt;
  // "May one ask", "March five miles": a bare cardinal needs more to be a day.
  const bool is_ambiguous = IsOneOf(line[i].lower, {"may", "march", "august"}) || day->is_one;
  const bool is_followed_by_unit =
      line.FollowsAs(day->end, Kind::kHundred) || line.FollowsAs(day->end, Kind::kMagnitude);
  if (!day->is_ordinal &&
      (is_followed_by_unit || (is_ambiguous && !IsDatePreposition(line.LowerBefore(i))))) {
    return std::nullopt;
  }
  match.push_back({at, day->end, day->text, {}});
  return match;
}

// "five May twenty twelve", "fifth of May", "fifth May".
std::optional<Match> MatchDayFirst(const Line& line, size_t i) {
  const auto day = ParseDay(line, i);
  if (!day || !line.Follows(day->end)) return std::nullopt;
  const bool has_of = line.FollowsAs(day->end, {"of"});
  const size_t month = day->end + (has_of ? 1 : 0);
  if (!line.Follows(month) || MonthNumber(line[month].lower) == 0) return std::nullopt;
  if (line[month].text[0] == line[month].lower[0]) return std::nullopt;
  Match match = {{i, day->end, day->text, {}}};
  if (has_of) match.push_back(Keep(day->end));
  match.push_back(Keep(month));
  const auto year = FollowsWithComma(line, month + 1) ? ParseYear(line, month + 1) : std::nullopt;
  if (year) match.push_back({month + 1, year->end, year->text, {}});
  // "one of May's friends", "those five May come".
  if (!day->is_ordinal && !(year || (!has_of && IsDatePreposition(line.LowerBefore(i))))) {
    return std::nullopt;
  }
  return match;
}

struct Meridiem {
  std::string text;
  size_t end = 0;
};

// "a m", "AM", "a.m.", "p.m": what follows the hour at atom `i`.
std::optional<Meridiem> ParseMeridiem(const Line& line, size_t i) {
  if (!line.Follows(i)) return std::nullopt;
  const std::string_view lower = line[i].lower;
  if (IsOneOf(lower, {"am", "a.m", "a.m."})) {
    // "at eight am I late": a verb.
    if (line[i].text == "am" && line.FollowsAs(i + 1, {"i"})) return std::nullopt;
    return Meridiem{"a.m.", i + 1};
  }
  if (IsOneOf(lower, {"pm", "p.m", "p.m."})) return Meridiem{"p.m.", i + 1};
  if (IsOneOf(lower, {"a", "p"}) && line.FollowsAs(i + 1, {"m"})) {
    return Meridiem{std::string(lower) + ".m.", i + 2};
  }
  return std::nullopt;
}

// "8:30", "8.30", "8": an hour with or without minutes as the recognizer wrote it, else nothing.
std::string WrittenTime(std::string_view text) {
  const size_t mark = std::min(text.find_first_of(":."), text.size());
  const std::string_view hour = text.substr(0, mark);
  if (!AllDigits(hour) || hour.size() > 2 || LookUp(hour).value > 23) return {};
  if (mark == text.size()) return std::string(text);
  const std::string_view minutes = text.substr(mark + 1);
  if (!AllDigits(minutes) || minutes.size() != 2 || LookUp(minutes).value > 59) return {};
  return std::string(hour).append(":").append(minutes);
}

struct Time {
  std::string text;
  size_t end = 0;
  uint64_t minutes = 0;
};

std::optional<Time> ParseTime(const Line& line, size_t i) {
  if (std::string written = WrittenTime(line[i].text); !written.empty()) {
    if (const auto minutes = ParseTwoDigits(line, i + 1);
        minutes && minutes->value < 60 && AllDigits(written)) {
      return Time{written + ":" + minutes->text, minutes->end};
    }
    return Time{written, i + 1};
  }
  const Sense sense = line[i].sense;
  const bool is_hour = sense.kind == Kind::kDigit || sense.kind == Kind::kTeen;
  if (!is_hour || sense.value > 12) return std::nullopt;
  const std::string hour = std::to_string(sense.value);
  const auto minutes = ParseTwoDigits(line, i + 1);
  if (minutes && minutes->value < 60)
    return Time{hour + ":" + minutes->text, minutes->end, minutes->value};
  return Time{hour, i + 1};
}

// "at eleven thirty", said in words with its minutes; not "at eleven thirty Main Street".
bool IsClockTime(const Line& line, size_t begin, size_t end, uint64_t minutes) {
  const Kind hour = line.KindAt(begin);
  if (end < begin + 2 || (hour != Kind::kDigit && hour != Kind::kTeen)) return false;
  // "around one ten" and "by two twenty three" are as often plain numbers.
  const std::string_view before = line.LowerBefore(begin);
  const bool is_at = IsOneOf(before, {"at", "until", "till"});
  if (!is_at && !IsOneOf(before, {"around", "by", "before", "after"})) return false;
  if (minutes % (is_at ? 5 : 15) != 0) return false;
  if (line.Follows(end)) {
    const Kind next = line.KindAt(end);
    if (next != Kind::kOther || line.FollowsAs(end, {"percent", "dollars", "dollar", "pounds",
                                                     "people", "point", "cents", "rupees"})) {
      return false;
    }
  }
  return !NamesStreet(line, end);
}

// The place where "8:30am" changes from the time to its half of the day; 0 when it does not.
size_t GluedMeridiem(std::string_view lower) {
  for (const std::string_view suffix : {"am", "pm", "a.m", "p.m", "a.m.", "p.m."}) {
    if (lower.size() > suffix.size() && lower.ends_with(suffix)) {
      const size_t at = lower.size() - suffix.size();
      if (!WrittenTime(lower.substr(0, at)).empty()) return at;
    }
  }
  return 0;
}

}  // namespace

std::optional<Match> MatchTime(const Line& line, size_t i) {
  if (const size_t at = GluedMeridiem(line[i].lower); at > 0) {
    const std::string_view lower = line[i].lower;
    Piece time{.begin = i, .end = i + 1, .text = WrittenTime(lower.substr(0, at))};
    Piece half{.begin = i, .end = i + 1, .text = std::string(1, lower[at]) + ".m."};
    time.character_end = at;
    half.character_begin = at;
    return Match{time, half};
  }
  const auto time = ParseTime(line, i);
  if (!time) return std::nullopt;
  const auto half = ParseMeridiem(line, time->end);
  if (!half) {
    if (!IsClockTime(line, i, time->end, time->minutes)) return std::nullopt;
    return Match{{i, time->end, time->text, {}}};
  }
  return Match{{i, time->end, time->text, {}}, {time->end, half->end, half->text, {}}};
}

std::optional<Match> MatchDate(const Line& line, size_t i) {
  return MonthNumber(line[i].lower) != 0 ? MatchMonthFirst(line, i) : MatchDayFirst(line, i);
}

std::optional<Match> MatchYear(const Line& line, size_t i) {
  const Sense sense = line[i].sense;
  const bool is_century = (sense.kind == Kind::kTeen && sense.value == 19) ||
                          (sense.kind == Kind::kTens && sense.value == 20);
  if (!is_century) return std::nullopt;
  if (line.FollowsAs(i + 1, Kind::kDecade)) {
    const uint64_t decade = sense.value * 100 + line[i + 1].sense.value;
    return Match{{i, i + 2, std::to_string(decade) + "s", {}}};
  }
  const auto year = ParseYear(line, i);
  if (!year) return std::nullopt;
  // "twenty ten dollar bills", "twenty thirteen year olds": two numbers.
  const bool is_pair = line.KindAt(i + 1) != Kind::kHundred;
  if (is_pair && line.FollowsAs(year->end, {"dollar", "dollars", "cent", "cents", "pound", "year",
                                            "minute", "hour", "day", "percent", "people"})) {
    return std::nullopt;
  }
  return Match{{i, year->end, year->text, {}}};
}

}  // namespace tacet::asr::written_form
