#include "tacet/aws/time_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace tacet::aws {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

struct Fields {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  unsigned weekday = 0;  // 0 = Sunday
};

Fields Split(Time time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<unsigned>(date.month()),
          .day = static_cast<unsigned>(date.day()),
          .hour = static_cast<int>(clock.hours().count()),
          .minute = static_cast<int>(clock.minutes().count()),
          .second = static_cast<int>(clock.seconds().count()),
          .millisecond = static_cast<int>(clock.subseconds().count()),
          .weekday = std::chrono::weekday(day).c_encoding()};
}

std::optional<Time> Join(const Fields& fields) {
  const std::chrono::year_month_day date(std::chrono::year(fields.year),
                                         std::chrono::month(fields.month),
                                         std::chrono::day(fields.day));
  // 60 is a leap second; the system's clock has none, so it is the next minute's first.
  if (!date.ok() || fields.hour > 23 || fields.minute > 59 || fields.second > 60) {
    return std::nullopt;
  }
  return Time(std::chrono::sys_days(date)) + hours(fields.hour) + minutes(fields.minute) +
         seconds(fields.second) + milliseconds(fields.millisecond);
}

// Reads a text front to back.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // Exactly `digits` decimal digits.
  template <typename Number>
  bool Digits(size_t digits, Number& value) {
    if (text_.size() < digits) return false;
    const std::string_view piece = text_.substr(0, digits);
    if (!std::all_of(piece.begin(), piece.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return false;
    }
    std::from_chars(piece.data(), piece.data() + piece.size(), value);
    text_.remove_prefix(digits);
    return true;
  }

  bool Text(std::string_view expected) {
    if (!text_.starts_with(expected)) return false;
    text_.remove_prefix(expected.size());
    return true;
  }

  bool Month(unsigned& month) {
    for (unsigned i = 0; i < kMonths.size(); ++i) {
      if (Text(kMonths[i])) {
        month = i + 1;
        return true;
      }
    }
    return false;
  }

  // Up to and with `end`.
  bool SkipPast(char end) {
    const size_t at = text_.find(end);
    if (at == std::string_view::npos) return false;
    text_.remove_prefix(at + 1);
    return true;
  }

  // Any number of digits, of which three count.
  bool Fraction(int& thousandths) {
    size_t digits = 0;
    int value = 0;
    while (digits < text_.size() && text_[digits] >= '0' && text_[digits] <= '9') {
      if (digits < 3) value = value * 10 + (text_[digits] - '0');
      ++digits;
    }
    for (size_t i = digits; i < 3; ++i) value *= 10;
    thousandths = value;
    text_.remove_prefix(digits);
    return digits > 0;
  }

  bool AtEnd() const { return text_.empty(); }

 private:
  std::string_view text_;
};

bool ScanClock(Scanner& scanner, Fields& fields) {
  return scanner.Digits(2, fields.hour) && scanner.Text(":") && scanner.Digits(2, fields.minute) &&
         scanner.Text(":") && scanner.Digits(2, fields.second);
}

template <typename... Arguments>
std::string Print(const char* format, Arguments... arguments) {
  std::array<char, 96> buffer = {};
  std::snprintf(buffer.data(), buffer.size(), format, arguments...);
  return buffer.data();
}

}  // namespace

std::string FormatIsoBasic(Time time) {
  const Fields f = Split(time);
  return Print("%04d%02u%02uT%02d%02d%02dZ", f.year, f.month, f.day, f.hour, f.minute, f.second);
}

std::optional<Time> ParseIsoBasic(std::string_view text) {
  Scanner scanner(text);
  Fields f;
  if (scanner.Digits(4, f.year) && scanner.Digits(2, f.month) && scanner.Digits(2, f.day) &&
      scanner.Text("T") && scanner.Digits(2, f.hour) && scanner.Digits(2, f.minute) &&
      scanner.Digits(2, f.second) && scanner.Text("Z") && scanner.AtEnd()) {
    return Join(f);
  }
  return std::nullopt;
}

std::string FormatIsoDay(Time time) {
  const Fields f = Split(time);
  return Print("%04d%02u%02u", f.year, f.month, f.day);
}

std::string FormatIsoMillis(Time time) {
  const Fields f = Split(time);
  return Print("%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", f.year, f.month, f.day, f.hour, f.minute,
               f.second, f.millisecond);
}

std::optional<Time> ParseIsoMillis(std::string_view text) {
  Scanner scanner(text);
  Fields f;
  if (!scanner.Digits(4, f.year) || !scanner.Text("-") || !scanner.Digits(2, f.month) ||
      !scanner.Text("-") || !scanner.Digits(2, f.day) || !scanner.Text("T") ||
      !ScanClock(scanner, f)) {
    return std::nullopt;
  }
  if (scanner.Text(".") && !scanner.Fraction(f.millisecond)) return std::nullopt;
  if (!scanner.Text("Z") || !scanner.AtEnd()) return std::nullopt;
  return Join(f);
}

std::string FormatHttpDate(Time time) {
  const Fields f = Split(time);
  return Print("%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[f.weekday], f.day,
               std::string(kMonths[f.month - 1]).c_str(), f.year, f.hour, f.minute, f.second);
}

std::optional<Time> ParseHttpDate(std::string_view text) {
  Fields f;
  Scanner fixed(text);  // Sun, 06 Nov 1994 08:49:37 GMT
  if (fixed.SkipPast(',') && fixed.Text(" ") && fixed.Digits(2, f.day) && fixed.Text(" ") &&
      fixed.Month(f.month) && fixed.Text(" ") && fixed.Digits(4, f.year) && fixed.Text(" ") &&
      ScanClock(fixed, f) && fixed.Text(" GMT") && fixed.AtEnd()) {
    return Join(f);
  }
  Scanner rfc850(text);  // Sunday, 06-Nov-94 08:49:37 GMT
  if (rfc850.SkipPast(',') && rfc850.Text(" ") && rfc850.Digits(2, f.day) && rfc850.Text("-") &&
      rfc850.Month(f.month) && rfc850.Text("-") && rfc850.Digits(2, f.year) && rfc850.Text(" ") &&
      ScanClock(rfc850, f) && rfc850.Text(" GMT") && rfc850.AtEnd()) {
    f.year += f.year < 70 ? 2000 : 1900;
    return Join(f);
  }
  Scanner asctime(text);  // Sun Nov  6 08:49:37 1994
  if (asctime.SkipPast(' ') && asctime.Month(f.month) && asctime.Text(" ") &&
      (asctime.Text(" ") ? asctime.Digits(1, f.day) : asctime.Digits(2, f.day)) &&
      asctime.Text(" ") && ScanClock(asctime, f) && asctime.Text(" ") &&
      asctime.Digits(4, f.year) && asctime.AtEnd()) {
    return Join(f);
  }
  return std::nullopt;
}

}  // namespace tacet::aws
