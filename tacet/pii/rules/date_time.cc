#include "tacet/pii/rules/date_time.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/pii/number_cues.h"
#include "tacet/pii/phrases.h"
#include "tacet/pii/rules/clock_time.h"
#include "tacet/pii/rules/date_words.h"
#include "tacet/pii/said_codes.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

constexpr double kSureDate = 0.97;
constexpr double kPlainDate = 0.9;
constexpr double kYear = 0.85;
// How far "date of birth" speaks for a string of digits.
constexpr size_t kBirthReachTokens = 20;
constexpr size_t kBirthReachLines = 3;

struct Found {
  size_t first = 0;
  size_t last = 0;
  double confidence = 0;
};

const PhraseSet& BirthCues() {
  static const auto* const cues = new PhraseSet(std::vector<PhraseSet::Group>{
      {1,
       {"date of birth", "birth date", "birthdate", "dob", "d o b", "born", "birthday",
        "day of birth", "date of births"}},
      {0,
       {"phone number", "zip code", "card number", "account number", "social security", "social",
        "order number", "policy number", "member id", "last four", "pin"}}});
  return *cues;
}

class DateScan {
 public:
  explicit DateScan(std::string_view text) : tokens_(Tokenize(text)), words_(tokens_) {}

  std::vector<PiiEntity> Find(const RE2& numeric, const RE2& iso) {
    const std::vector<PhraseHit> cues = BirthCues().Find(tokens_);
    for (size_t i = 0; i < tokens_.size();) {
      auto found = DateAt(i, numeric, iso);
      if (!found) {
        if (const auto time = ClockTimeAt(words_, i)) {
          found = Found{time->first, time->last, time->confidence};
        }
      }
      if (!found) {
        ++i;
        continue;
      }
      Add(*found);
      i = found->last + 1;
    }
    AddBirthDigits(cues);
    return std::move(entities_);
  }

 private:
  // "the" before a day belongs to the date: "the 5th of May".
  void Add(const Found& found) {
    const size_t i = found.first;
    const bool article =
        i > 0 && words_.Lower(i - 1) == "the" && words_.Together(i - 1, i) && words_.Ordinal(i);
    entities_.push_back({PiiEntityType::kDateTime, found.confidence,
                         tokens_[article ? i - 1 : i].begin, tokens_[found.last].end});
  }

  std::optional<Found> DateAt(size_t i, const RE2& numeric, const RE2& iso) const {
    const re2::StringPiece text(tokens_[i].text.data(), tokens_[i].text.size());
    if (IsNumericDate(text, numeric) || RE2::FullMatch(text, iso)) {
      return Found{i, i, kSureDate};
    }
    if (IsWeekday(words_.Lower(i))) return AfterWeekday(i);
    if (words_.Month(i)) return AfterMonth(i);
    if (auto found = DayFirst(i)) return found;
    if (auto found = SpokenSlashes(i)) return found;
    return YearAlone(i);
  }

  // "03/04/1985", "3-4-85", "4.3.1985".
  static bool IsNumericDate(const re2::StringPiece& text, const RE2& numeric) {
    int first = 0;
    int second = 0;
    std::string sign;
    std::string sign_again;
    std::string year;
    if (!RE2::FullMatch(text, numeric, &first, &sign, &second, &sign_again, &year)) return false;
    if (sign != sign_again || first < 1 || second < 1) return false;
    if (std::min(first, second) > 12 || std::max(first, second) > 31) return false;
    // "1.2.34" is a version.
    return sign != "." || year.size() == 4;
  }

  // "Tuesday", "Tuesday, March 3rd", "Tuesday the 3rd".
  Found AfterWeekday(size_t i) const {
    Found found{i, i, kPlainDate};
    size_t next = i + 1;
    if (words_.Lower(next) == "the") ++next;
    if (!words_.Together(i, next)) return found;
    if (words_.Month(next)) {
      if (const auto month = AfterMonth(next)) found.last = month->last;
    } else if (const auto day = words_.Ordinal(next)) {
      found.last = day->last;
      if (const auto whole = DayFirst(next)) found.last = whole->last;
    }
    return found;
  }

  // "March 3rd, 1985", "march the third", "March 1985", "March of 2020".
  std::optional<Found> AfterMonth(size_t i) const {
    size_t next = i + 1;
    if (!words_.Together(i, next)) return std::nullopt;
    if (const auto year = YearAfter(i)) return Found{i, *year, kYear};  // or when a card expires
    if (words_.Lower(next) == "the") ++next;
    auto day = words_.Ordinal(next);
    if (!day) {
      day = words_.Small(next);
      if (!day || day->value < 1 || day->value > 31 || !words_.Together(i, next)) {
        return std::nullopt;
      }
      // "May 5 people", "in March 10 percent".
      const bool goes_on =
          words_.Together(day->last, day->last + 1) && tokens_[day->last].after.empty();
      if (goes_on && IsUnit(words_.Lower(day->last + 1)) &&
          !IsAnyOf(words_.Lower(day->last + 1), {"am", "pm", "a.m", "p.m"})) {
        return std::nullopt;
      }
    }
    if (!words_.Together(i, day->last)) return std::nullopt;
    Found found{i, day->last, kSureDate};
    if (const auto year = YearAfter(day->last)) found.last = *year;
    return found;
  }

  // The last token of a year that follows `last`: "1985", ", nineteen eighty-five", "of 2020",
  // "'85"; absent when none does.
  std::optional<size_t> YearAfter(size_t last) const {
    size_t next = last + 1;
    if (IsAnyOf(words_.Lower(next), {"of", "in", "um", "uh", "uhm", "er"})) ++next;
    if (!words_.Together(last, next)) return std::nullopt;
    if (const auto year = words_.Year(next)) return year->last;
    const auto small = words_.Small(next);
    if (!small || small->in_words || MonthOf(words_.Lower(last)) != 0) return std::nullopt;
    const bool apostrophe = tokens_[next].before.ends_with('\'') || tokens_[next].text[0] == '\'';
    return apostrophe && tokens_[next].text.size() <= 3 ? std::optional<size_t>(next)
                                                        : std::nullopt;
  }

  // "the third of March", "3rd March 2020", "15 March"; "the 15th" after "on" at a clause's end.
  std::optional<Found> DayFirst(size_t i) const {
    auto day = words_.Ordinal(i);
    const bool ordinal = day.has_value();
    if (!day) day = words_.Small(i);
    if (!day || day->value < 1 || day->value > 31) return std::nullopt;
    size_t next = day->last + 1;
    if (words_.Lower(next) == "of" || words_.Lower(next) == "day") ++next;
    if (words_.Lower(next) == "of") ++next;
    if (words_.Together(i, next) && words_.Month(next) && (ordinal || !day->in_words)) {
      // "10 may be enough": a number and a word.
      const bool word = IsAnyOf(words_.Lower(next), {"may", "march", "mar", "dec"}) &&
                        !(tokens_[next].text[0] >= 'A' && tokens_[next].text[0] <= 'Z');
      if (!ordinal && word) return std::nullopt;
      Found found{i, next, kSureDate};
      size_t after = next + 1;
      if (!words_.Together(next, after)) return found;
      if (words_.Lower(after) == "of") ++after;
      if (const auto year = words_.Year(after)) found.last = year->last;
      return found;
    }
    if (!ordinal || i < 2 || words_.Lower(i - 1) != "the") return std::nullopt;
    const bool led = IsAnyOf(words_.Lower(i - 2), {"on", "by", "until", "before", "after", "since",
                                                   "till", "for", "from"});
    // "first", "second" and "third" count more often than they date.
    if (!led || (day->in_words && day->value <= 10)) return std::nullopt;
    const Token& last = tokens_[day->last];
    const bool ends = last.line_end || !last.after.empty() ||
                      IsAnyOf(words_.Lower(day->last + 1), {"and", "at", "to", "or", "through"});
    if (!ends) return std::nullopt;
    return Found{i, day->last, kYear};
  }

  // "three slash four slash eighty five".
  std::optional<Found> SpokenSlashes(size_t i) const {
    const auto month = words_.Small(i);
    if (!month || !IsSlash(month->last + 1)) return std::nullopt;
    const auto day = words_.Small(month->last + 2);
    if (!day || !IsSlash(day->last + 1)) return std::nullopt;
    auto year = words_.Year(day->last + 2);
    if (!year) year = words_.Small(day->last + 2);
    if (!year || !words_.Together(i, year->last)) return std::nullopt;
    if (std::min(month->value, day->value) > 12 || std::max(month->value, day->value) > 31) {
      return std::nullopt;
    }
    return Found{i, year->last, kSureDate};
  }

  bool IsSlash(size_t i) const { return IsAnyOf(words_.Lower(i), {"slash", "stroke", "dash"}); }

  // "in 1985", "since nineteen ninety", "the year 2000"; an answer to "what year".
  std::optional<Found> YearAlone(size_t i) const {
    const auto year = words_.Year(i);
    if (!year) return std::nullopt;
    const size_t next = year->last + 1;
    const bool goes_on = words_.Together(year->last, next) && tokens_[year->last].after.empty();
    if (goes_on && IsUnit(words_.Lower(next)) && words_.Lower(next) != "model") return std::nullopt;
    const bool same_line = i > 0 && tokens_[i - 1].line == tokens_[i].line;
    const std::string_view before = same_line ? words_.Lower(i - 1) : std::string_view();
    const bool led =
        IsAnyOf(before, {"in",     "since",  "year",   "until", "from", "of",     "between",
                         "till",   "during", "before", "after", "fall", "spring", "summer",
                         "winter", "autumn", "early",  "late",  "mid",  "circa"});
    if (led || AskedForYear(i)) {
      // "in 2000 cases".
      if (goes_on && !year->in_words && led && before == "in" && IsCounted(next)) {
        return std::nullopt;
      }
      return Found{i, year->last, kYear};
    }
    return std::nullopt;
  }

  bool IsCounted(size_t i) const {
    const std::string_view word = words_.Lower(i);
    return word.size() > 3 && word.ends_with('s') && !IsAnyOf(word, {"was", "is", "as", "this"});
  }

  // The line before holds "year" or "born" and a question.
  bool AskedForYear(size_t i) const {
    const size_t line = tokens_[i].line;
    for (size_t at = i; at-- > 0 && tokens_[at].line + 1 >= line && i - at <= 16;) {
      if (tokens_[at].line == line) continue;
      if (IsAnyOf(tokens_[at].lower, {"year", "born", "birth"})) return true;
    }
    return false;
  }

  // "And your date of birth?" "oh three, oh four, eighty five": digits said as a date.
  void AddBirthDigits(const std::vector<PhraseHit>& cues) {
    if (cues.empty()) return;
    const std::vector<SaidCode> codes = FindSaidCodes(tokens_, CoveredBy(cues, tokens_.size()));
    for (size_t c = 0; c < cues.size(); ++c) {
      if (cues[c].id != 1) continue;
      const size_t last = cues[c].last_token;
      const size_t until = c + 1 < cues.size() ? cues[c + 1].first_token : tokens_.size();
      for (const SaidCode& code : codes) {
        if (code.first_token <= last) continue;
        if (code.first_token - last > kBirthReachTokens || code.last_token >= until) break;
        if (tokens_[code.first_token].line - tokens_[last].line > kBirthReachLines) break;
        if (code.letters() > 0 || code.digits < 4 || code.digits > 8) continue;
        const bool year = code.digits == 4 && IsYearDigits(code.characters);
        // "three three eighty": month, day and year.
        const bool date = code.digits >= 6 || (!year && code.last_token - code.first_token >= 2);
        if (code.digits == 4 && !year && !date) continue;
        Add({code.first_token, code.last_token, date ? 0.95 : kYear});
        break;
      }
    }
  }

  static bool IsYearDigits(std::string_view digits) {
    return digits.starts_with("19") || digits.starts_with("20");
  }

  std::vector<Token> tokens_;
  DateWords words_;
  std::vector<PiiEntity> entities_;
};

class DateTimeRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    if (!wanted.contains(PiiEntityType::kDateTime)) return {};
    return DateScan(text).Find(numeric_, iso_);
  }

 private:
  static constexpr std::array<PiiEntityType, 1> kTypes = {PiiEntityType::kDateTime};
  RE2 numeric_{R"((\d{1,2})([/.-])(\d{1,2})([/.-])(\d{4}|\d{2}))"};
  RE2 iso_{R"((?:19|20)\d\d[/.-](?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|[12]\d|3[01]))"};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeDateTimeRecognizer() {
  return std::make_unique<DateTimeRecognizer>();
}

}  // namespace tacet::pii
