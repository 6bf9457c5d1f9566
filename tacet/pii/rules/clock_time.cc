#include "tacet/pii/rules/clock_time.h"

#include <algorithm>
#include <string_view>

#include "tacet/pii/number_cues.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

constexpr double kSureTime = 0.97;
constexpr double kPlainTime = 0.9;
constexpr double kByCue = 0.75;
constexpr double kBareHour = 0.6;

// "10:30", "3pm", "10:30am", "1030am": 1 = a time, 2 = one with "am" or "pm".
int WrittenTime(std::string_view text) {
  bool half_day = false;
  for (const std::string_view end : {"a.m", "p.m", "am", "pm"}) {
    if (text.size() > end.size() && text.ends_with(end) &&
        IsDigit(text[text.size() - end.size() - 1])) {
      text.remove_suffix(end.size());
      half_day = true;
      break;
    }
  }
  int hour = 0;
  int minute = 0;
  size_t colons = 0;
  size_t digits = 0;
  size_t after_colon = 0;
  for (const char c : text) {
    if (c == ':') {
      if (digits == 0) return 0;
      ++colons;
      after_colon = 0;
      continue;
    }
    if (!IsDigit(c) || ++digits > 6) return 0;
    if (colons == 0) hour = hour * 10 + (c - '0');
    if (colons == 1) minute = minute * 10 + (c - '0');
    ++after_colon;
  }
  if (colons > 2 || (colons > 0 && after_colon != 2)) return 0;
  if (colons == 0) {
    if (!half_day) return 0;
    if (digits >= 3) {
      minute = hour % 100;
      hour /= 100;
    }
    if (hour < 1 || hour > 12) return 0;
  }
  if (hour > 24 || minute > 59) return 0;
  return half_day ? 2 : 1;
}

// The last token of "a.m.", "pm", "a m", "o'clock" at `i`, and of "in the morning" and "at night".
std::optional<size_t> HalfDay(const DateWords& words, size_t i) {
  if (IsAnyOf(words.Lower(i), {"am", "pm", "a.m", "p.m", "o'clock", "oclock", "o’clock"})) return i;
  if (IsAnyOf(words.Lower(i), {"a", "p"}) && words.Lower(i + 1) == "m" &&
      words.Together(i, i + 1)) {
    return i + 1;
  }
  if (words.Lower(i) == "o" && words.Lower(i + 1) == "clock" && words.Together(i, i + 1)) {
    return i + 1;
  }
  return std::nullopt;
}

std::optional<size_t> PartOfDay(const DateWords& words, size_t i) {
  if (words.Lower(i) == "in" && words.Lower(i + 1) == "the" && words.Together(i, i + 2) &&
      IsAnyOf(words.Lower(i + 2), {"morning", "afternoon", "evening"})) {
    return i + 2;
  }
  if (words.Lower(i) == "at" && words.Lower(i + 1) == "night" && words.Together(i, i + 1)) {
    return i + 1;
  }
  return std::nullopt;
}

// With "a.m." and the like after `last`; `none` is the confidence without.
std::optional<ClockTime> Ended(const DateWords& words, size_t first, size_t last, double none) {
  if (words.Together(last, last + 1)) {
    if (auto end = HalfDay(words, last + 1)) {
      if (words.Together(*end, *end + 1)) {
        if (const auto part = PartOfDay(words, *end + 1)) end = part;
      }
      return ClockTime{first, *end, kSureTime};
    }
    if (const auto end = PartOfDay(words, last + 1)) return ClockTime{first, *end, kPlainTime};
  }
  if (none == 0) return std::nullopt;
  return ClockTime{first, last, none};
}

// "at five", where nothing follows that it could count.
bool IsBareHour(const DateWords& words, size_t i, size_t last) {
  if (i == 0 || !words.Together(i - 1, i)) return false;
  if (!IsAnyOf(words.Lower(i - 1), {"at", "until", "till"})) return false;
  if (words.tokens()[last].line_end || !words.tokens()[last].after.empty()) return true;
  return IsAnyOf(words.Lower(last + 1), {"on", "today", "tomorrow", "tonight", "sharp", "and", "if",
                                         "then", "so", "for", "but", "every", "this", "next"});
}

// "What time works for you?" in the line before.
bool AskedForTime(const DateWords& words, size_t i) {
  const std::span<const Token> tokens = words.tokens();
  for (size_t at = i; at-- > 0 && i - at <= 14 && tokens[at].line + 1 >= tokens[i].line;) {
    if (tokens[at].line != tokens[i].line && tokens[at].lower == "time") return true;
  }
  return false;
}

bool IsHour(const DateNumber& number) { return number.value >= 1 && number.value <= 12; }

// "half past ten", "quarter to five", "ten past three".
std::optional<ClockTime> PastOrTo(const DateWords& words, size_t i) {
  size_t next = 0;
  bool number = false;
  if (IsAnyOf(words.Lower(i), {"half", "quarter"})) {
    next = i + 1;
  } else if (const auto minutes = words.Small(i);
             minutes && minutes->value % 5 == 0 && minutes->value > 0 && minutes->value < 30) {
    number = true;
    next = minutes->last + 1;
    if (words.Lower(next) == "minutes") ++next;
  } else {
    return std::nullopt;
  }
  const bool past = IsAnyOf(words.Lower(next), {"past", "after"});
  const bool to = IsAnyOf(words.Lower(next), {"to", "till", "of", "before"});
  if (!past && !to) return std::nullopt;
  // "five to ten people" is a range, "quarter of five" only with the quarter.
  const bool led = i > 0 && IsAnyOf(words.Lower(i - 1), {"at", "by", "until", "it's", "about"});
  if (number && (!led || words.Lower(next) == "of")) return std::nullopt;
  if (words.Lower(i) == "half" && !past) return std::nullopt;
  const auto hour = words.Small(next + 1);
  if (!hour || !IsHour(*hour) || !words.Together(i, hour->last)) return std::nullopt;
  const size_t after = hour->last + 1;
  if (words.Together(hour->last, after) && IsUnit(words.Lower(after)) && !HalfDay(words, after)) {
    return std::nullopt;
  }
  return Ended(words, i, hour->last, kPlainTime);
}

}  // namespace

std::optional<ClockTime> ClockTimeAt(const DateWords& words, size_t i) {
  const std::string_view word = words.Lower(i);
  if (const int written = WrittenTime(word); written > 0) {
    return Ended(words, i, i, written == 2 ? kSureTime : kPlainTime);
  }
  if (word == "noon" || word == "midnight") return ClockTime{i, i, kByCue};
  if (auto time = PastOrTo(words, i)) return time;
  const auto hour = words.Small(i);
  if (!hour || !IsHour(*hour)) return std::nullopt;
  // "ten thirty", "ten oh five", "10 30".
  const auto minute = words.Small(hour->last + 1);
  const bool minutes = minute && minute->value < 60 && words.Together(i, minute->last) &&
                       (minute->value >= 10 || minute->last > hour->last + 1) &&
                       words.tokens()[hour->last].after.empty();
  if (minutes) {
    const bool led = i > 0 && IsAnyOf(words.Lower(i - 1), {"at", "around", "until", "till"});
    const size_t after = minute->last + 1;
    const bool counts = words.Together(minute->last, after) && IsUnit(words.Lower(after)) &&
                        words.tokens()[minute->last].after.empty();
    const bool more = words.Small(after).has_value() && words.Together(minute->last, after);
    const bool by_cue =
        (led || AskedForTime(words, i)) && !more && (!counts || HalfDay(words, after).has_value());
    if (auto time = Ended(words, i, minute->last, by_cue ? kByCue : 0)) return time;
  }
  return Ended(words, i, hour->last, IsBareHour(words, i, hour->last) ? kBareHour : 0);
}

}  // namespace tacet::pii
