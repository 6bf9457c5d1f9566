#include "tacet/asr/written_form/lexicon.h"

#include <algorithm>
#include <iterator>

namespace tacet::asr::written_form {
namespace {

struct Entry {
  std::string_view word;
  Sense sense;
};

constexpr Entry kEntries[] = {
    {"zero", {Kind::kZero, 0}},
    {"nought", {Kind::kZero, 0}},
    {"naught", {Kind::kZero, 0}},
    {"oh", {Kind::kOh, 0}},
    {"o", {Kind::kOh, 0}},
    {"one", {Kind::kDigit, 1}},
    {"two", {Kind::kDigit, 2}},
    {"three", {Kind::kDigit, 3}},
    {"four", {Kind::kDigit, 4}},
    {"five", {Kind::kDigit, 5}},
    {"six", {Kind::kDigit, 6}},
    {"seven", {Kind::kDigit, 7}},
    {"eight", {Kind::kDigit, 8}},
    {"nine", {Kind::kDigit, 9}},
    {"niner", {Kind::kDigit, 9}},
    {"ten", {Kind::kTeen, 10}},
    {"eleven", {Kind::kTeen, 11}},
    {"twelve", {Kind::kTeen, 12}},
    {"thirteen", {Kind::kTeen, 13}},
    {"fourteen", {Kind::kTeen, 14}},
    {"fifteen", {Kind::kTeen, 15}},
    {"sixteen", {Kind::kTeen, 16}},
    {"seventeen", {Kind::kTeen, 17}},
    {"eighteen", {Kind::kTeen, 18}},
    {"nineteen", {Kind::kTeen, 19}},
    {"twenty", {Kind::kTens, 20}},
    {"thirty", {Kind::kTens, 30}},
    {"forty", {Kind::kTens, 40}},
    {"fourty", {Kind::kTens, 40}},
    {"fifty", {Kind::kTens, 50}},
    {"sixty", {Kind::kTens, 60}},
    {"seventy", {Kind::kTens, 70}},
    {"eighty", {Kind::kTens, 80}},
    {"ninety", {Kind::kTens, 90}},
    {"hundred", {Kind::kHundred, 100}},
    {"thousand", {Kind::kMagnitude, 1000}},
    {"million", {Kind::kMagnitude, 1000000}},
    {"billion", {Kind::kMagnitude, 1000000000}},
    {"trillion", {Kind::kMagnitude, 1000000000000}},
    {"first", {Kind::kOrdinal, 1}},
    {"second", {Kind::kOrdinal, 2}},
    {"third", {Kind::kOrdinal, 3}},
    {"fourth", {Kind::kOrdinal, 4}},
    {"fifth", {Kind::kOrdinal, 5}},
    {"sixth", {Kind::kOrdinal, 6}},
    {"seventh", {Kind::kOrdinal, 7}},
    {"eighth", {Kind::kOrdinal, 8}},
    {"ninth", {Kind::kOrdinal, 9}},
    {"tenth", {Kind::kOrdinal, 10}},
    {"eleventh", {Kind::kOrdinal, 11}},
    {"twelfth", {Kind::kOrdinal, 12}},
    {"thirteenth", {Kind::kOrdinal, 13}},
    {"fourteenth", {Kind::kOrdinal, 14}},
    {"fifteenth", {Kind::kOrdinal, 15}},
    {"sixteenth", {Kind::kOrdinal, 16}},
    {"seventeenth", {Kind::kOrdinal, 17}},
    {"eighteenth", {Kind::kOrdinal, 18}},
    {"nineteenth", {Kind::kOrdinal, 19}},
    {"twentieth", {Kind::kOrdinal, 20}},
    {"thirtieth", {Kind::kOrdinal, 30}},
    {"fortieth", {Kind::kOrdinal, 40}},
    {"fiftieth", {Kind::kOrdinal, 50}},
    {"sixtieth", {Kind::kOrdinal, 60}},
    {"seventieth", {Kind::kOrdinal, 70}},
    {"eightieth", {Kind::kOrdinal, 80}},
    {"ninetieth", {Kind::kOrdinal, 90}},
    {"hundredth", {Kind::kOrdinal, 100}},
    {"thousandth", {Kind::kOrdinal, 1000}},
    {"millionth", {Kind::kOrdinal, 1000000}},
    {"half", {Kind::kFractionNoun, 2}},
    {"quarter", {Kind::kFractionNoun, 4}},
    {"halves", {Kind::kFractionNoun, 2}},
    {"quarters", {Kind::kFractionNoun, 4}},
    {"twenties", {Kind::kDecade, 20}},
    {"thirties", {Kind::kDecade, 30}},
    {"forties", {Kind::kDecade, 40}},
    {"fifties", {Kind::kDecade, 50}},
    {"sixties", {Kind::kDecade, 60}},
    {"seventies", {Kind::kDecade, 70}},
    {"eighties", {Kind::kDecade, 80}},
    {"nineties", {Kind::kDecade, 90}},
    {"double", {Kind::kRepeat, 2}},
    {"triple", {Kind::kRepeat, 3}},
    {"treble", {Kind::kRepeat, 3}},
};

constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
// "mar" and "jun" are left out: they are more often parts of names.
constexpr std::string_view kShortMonths[] = {"jan", "feb", "",     "apr", "",    "",
                                             "",    "aug", "sept", "oct", "nov", "dec"};

constexpr std::string_view kAnnouncers[] = {
    "phone",     "telephone",  "cell",   "cellphone", "mobile",  "fax",       "number",
    "card",      "account",    "acct",   "routing",   "zip",     "zipcode",   "postcode",
    "code",      "ending",     "ends",   "digit",     "digits",  "ssn",       "social",
    "pin",       "cvv",        "cvc",    "id",        "ext",     "extension", "confirmation",
    "reference", "policy",     "member", "license",   "licence", "passport",  "serial",
    "tracking",  "claim",      "suite",  "apartment", "apt",     "flight",    "room",
    "visa",      "mastercard", "amex",   "security",  "invoice", "box",       "verification",
    "expires",   "expiration", "expiry", "dial"};

}  // namespace

bool AllDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Sense LookUp(std::string_view lower) {
  if (AllDigits(lower)) {
    uint64_t value = 0;
    for (char c : lower.substr(0, 15)) value = value * 10 + static_cast<uint64_t>(c - '0');
    return {Kind::kWritten, value};
  }
  const auto find = [](std::string_view word) {
    return std::find_if(std::begin(kEntries), std::end(kEntries),
                        [&](const Entry& entry) { return entry.word == word; });
  };
  if (const Entry* entry = find(lower); entry != std::end(kEntries)) return entry->sense;
  // "thirds", "sixteenths"; "seconds" is time, never a part.
  if (lower.size() > 1 && lower.back() == 's' && lower != "seconds" && lower != "firsts") {
    const Entry* entry = find(lower.substr(0, lower.size() - 1));
    if (entry != std::end(kEntries) && entry->sense.kind == Kind::kOrdinal) {
      return {Kind::kOrdinals, entry->sense.value};
    }
  }
  return {};
}

int MonthNumber(std::string_view lower) {
  for (int month = 0; month < 12; ++month) {
    if (lower == kMonths[month] || (!lower.empty() && lower == kShortMonths[month])) {
      return month + 1;
    }
  }
  return 0;
}

bool IsShortMonth(std::string_view lower) {
  return !lower.empty() && std::find(std::begin(kShortMonths), std::end(kShortMonths), lower) !=
                               std::end(kShortMonths);
}

bool IsStreetWord(std::string_view lower) {
  return IsOneOf(lower, {"street", "avenue", "road", "drive", "lane", "court", "boulevard", "way",
                         "highway", "terrace", "circle", "parkway"});
}

bool IsNumberGlue(std::string_view lower) {
  return IsOneOf(lower, {"and", "a", "point", "dot", "percent", "dollar", "dollars", "cent",
                         "cents", "pounds", "pence", "rupees"});
}

const Vocabulary kEnglishVocabulary = {
    .look_up = LookUp,
    .announces_digits =
        [](std::string_view lower) {
          return std::find(std::begin(kAnnouncers), std::end(kAnnouncers), lower) !=
                 std::end(kAnnouncers);
        },
    .is_unit =
        [](std::string_view lower) {
          return IsOneOf(lower,
                         {"percent", "dollar", "dollars", "cent",  "cents", "pound", "pounds",
                          "rupee",   "rupees", "euro",    "euros", "point", "bucks", "o'clock",
                          "am",      "pm",     "a.m",     "p.m",   "a.m.",  "p.m."});
        },
};

}  // namespace tacet::asr::written_form
