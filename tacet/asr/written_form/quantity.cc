#include "tacet/asr/written_form/quantity.h"

#include <algorithm>
#include <string>

#include "tacet/asr/written_form/number.h"

namespace tacet::asr::written_form {
namespace {

// A currency word after an amount: its sign, and the atom after it.
struct Currency {
  std::string_view sign;
  size_t end = 0;
};

// "pounds" that weigh: "twenty pounds of flour", "I lost like twenty pounds", "eight pounds three
// ounces".
bool IsWeight(const Line& line, size_t number, size_t end) {
  constexpr size_t kBefore = 12;  // atoms: "I weigh a lot less, I think it is ..."
  constexpr size_t kAfter = 5;
  for (size_t back = 1; back <= std::min(number, kBefore); ++back) {
    if (IsOneOf(line[number - back].lower,
                {"weigh",  "weighs",  "weighed",   "weighing", "weight", "lost",  "lose",
                 "losing", "gain",    "gained",    "gaining",  "lift",   "lifts", "lifted",
                 "heavy",  "heavier", "kilograms", "kilos",    "ounces", "thrust"})) {
      return true;
    }
  }
  if (line.FollowsAs(end, {"of"})) return true;
  for (size_t k = end; k < end + kAfter && line.FollowsInTime(k); ++k) {
    if (IsOneOf(line[k].lower, {"overweight", "heavier", "lighter", "weight", "ounce", "ounces",
                                "kilograms", "kilos", "inch", "inches"})) {
      return true;
    }
  }
  return false;
}

// The currency whose name begins at atom `i`, after the number at `number`.
std::optional<Currency> ParseCurrency(const Line& line, size_t number, size_t i) {
  if (!line.Follows(i)) return std::nullopt;
  const auto named = [&](size_t at, std::initializer_list<std::string_view> names) {
    return line.FollowsAs(at, names);
  };
  if (named(i, {"dollar", "dollars", "usd", "aud"})) return Currency{"$", i + 1};
  if (named(i, {"gbp"})) return Currency{"£", i + 1};
  if (named(i, {"rupee", "rupees", "inr"})) return Currency{"₹", i + 1};
  if (named(i, {"us", "u.s", "u.s.", "australian"}) && named(i + 1, {"dollar", "dollars"})) {
    return Currency{"$", i + 2};
  }
  if (named(i, {"u"}) && named(i + 1, {"s"}) && named(i + 2, {"dollar", "dollars"})) {
    return Currency{"$", i + 3};
  }
  if (named(i, {"british"}) && named(i + 1, {"pound", "pounds"})) return Currency{"£", i + 2};
  if (named(i, {"indian"}) && named(i + 1, {"rupee", "rupees"})) return Currency{"₹", i + 2};
  const bool is_sterling = named(i, {"pound", "pounds"}) && named(i + 1, {"sterling"});
  if (is_sterling) return Currency{"£", i + 2};
  // "a five pound bag": one pound is too often a weight.
  if (named(i, {"pounds"}) && !IsWeight(line, number, i + 1)) return Currency{"£", i + 1};
  return std::nullopt;
}

bool IsMinorUnit(std::string_view lower, std::string_view sign) {
  if (sign == "$") return IsOneOf(lower, {"cent", "cents"});
  if (sign == "£") return IsOneOf(lower, {"penny", "pence"});
  return IsOneOf(lower, {"paisa", "paise"});
}

// "and fifty cents" after a whole amount: the two digits, and the atom after it.
std::optional<Number> ParseCents(const Line& line, size_t i, std::string_view sign) {
  const size_t begin = i + (line.FollowsAs(i, {"and"}) ? 1 : 0);
  if (!line.Follows(begin)) return std::nullopt;
  auto cents = ParseBelowHundred(line, begin);
  if (!cents || cents->value > 99 || !line.Follows(cents->end)) return std::nullopt;
  if (!IsMinorUnit(line[cents->end].lower, sign)) return std::nullopt;
  cents->text = std::to_string(cents->value + 100).substr(1);
  cents->end += 1;
  return cents;
}

// "$3 and 50 cents", "$1,000": the amount already signed by the recognizer.
std::optional<Match> MatchSignedAmount(const Line& line, size_t i) {
  for (const std::string_view sign : {"$", "£", "₹"}) {
    const std::string_view text = line[i].text;
    if (!text.starts_with(sign)) continue;
    std::string amount(sign);
    amount += PlainNumeral(text.substr(sign.size()));
    const bool is_whole = amount.find('.') == std::string::npos;
    const auto cents = is_whole ? ParseCents(line, i + 1, sign) : std::nullopt;
    if (cents) return Match{{i, cents->end, amount + "." + cents->text, {}}};
    if (amount == text) return std::nullopt;
    return Match{{i, i + 1, amount, {}}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Match> MatchAmount(const Line& line, size_t i) {
  if (auto match = MatchSignedAmount(line, i)) return match;
  const auto number = ParseNumber(line, i);
  if (!number) return std::nullopt;
  if (line.FollowsAs(number->end, {"percent", "%"}) && !number->magnitude) {
    return Match{{i, number->end + 1, number->text + "%", {}}};
  }
  if (line.FollowsAs(number->end, {"per"}) && line.FollowsAs(number->end + 1, {"cent"}) &&
      !number->magnitude) {
    return Match{{i, number->end + 2, number->text + "%", {}}};
  }
  const auto currency = ParseCurrency(line, i, number->end);
  if (currency) {
    const std::string amount = std::string(currency->sign) + number->text;
    if (number->magnitude) {
      const size_t word = *number->magnitude;
      return Match{{i, word, amount, {}}, {word, currency->end, line[word].text, {}}};
    }
    const auto cents =
        number->is_decimal ? std::nullopt : ParseCents(line, currency->end, currency->sign);
    if (cents) return Match{{i, cents->end, amount + "." + cents->text, {}}};
    return Match{{i, currency->end, amount, {}}};
  }
  if (number->is_article_million) return std::nullopt;
  if (number->magnitude) {
    const size_t word = *number->magnitude;
    return Match{{i, word, number->text, {}}, {word, word + 1, line[word].text, {}}};
  }
  if (number->is_decimal && number->text != line[i].text) {
    return Match{{i, number->end, number->text, {}}};
  }
  return std::nullopt;
}

std::optional<Match> MatchOrdinal(const Line& line, size_t i) {
  const auto ordinal = ParseOrdinal(line, i);
  if (!ordinal || ordinal->value <= 10) return std::nullopt;
  // "a twenty second delay": seconds, not the 22nd.
  if (line[ordinal->end - 1].lower == "second" && ordinal->end - i > 1 &&
      line.FollowsAs(ordinal->end, {"delay", "timer", "window", "video", "clip", "pause", "break",
                                    "wait", "timeout", "countdown", "rule", "interval", "ad",
                                    "recording", "silence", "call", "segment", "spot"})) {
    return std::nullopt;
  }
  return Match{{i, ordinal->end, ordinal->text, {}}};
}

std::optional<Match> MatchFraction(const Line& line, size_t i) {
  const bool is_article = line[i].lower == "a";
  const auto numerator = is_article ? std::nullopt : ParseBelowHundred(line, i);
  if (!is_article && !numerator) return std::nullopt;
  const size_t lower_part = is_article ? i + 1 : numerator->end;
  if (!line.Follows(lower_part)) return std::nullopt;
  const Atom& noun = line[lower_part];
  const uint64_t top = is_article ? 1 : numerator->value;
  const size_t end = lower_part + 1;
  const std::string_view before = line.LowerBefore(i);
  const bool is_plural = noun.lower.back() == 's';
  if (top == 0 || is_plural != (top > 1) || top >= noun.sense.value) return std::nullopt;
  // "two and a half": the half belongs to the two.
  if (IsOneOf(before, {"and", "last", "next", "past", "first", "previous", "other", "half", "once",
                       "twice", "times"})) {
    return std::nullopt;
  }
  switch (noun.sense.kind) {
    case Kind::kFractionNoun:
      // "a half hour", "a quarter past five", "a quarter to nine".
      if (line.FollowsAs(end,
                         {"hour",   "hours",   "past",   "to",    "till",    "til",     "after",
                          "before", "dozen",   "day",    "year",  "million", "billion", "century",
                          "mile",   "brother", "sister", "final", "finals",  "time",    "back",
                          "and",    "a",       "an",     "ago"})) {
        return std::nullopt;
      }
      // "a quarter of five" is a time.
      if (line.FollowsAs(end, {"of"}) && line.FollowsAs(end + 1, Kind::kDigit)) {
        return std::nullopt;
      }
      // "in one quarter", "the three quarters": of a year, unless something is divided.
      if (noun.lower.starts_with("quarter") && !is_article && !line.FollowsAs(end, {"of"}) &&
          line[i].word != noun.word) {
        return std::nullopt;
      }
      break;
    case Kind::kOrdinal: {
      // "a third person", "one hundredth time": a part only when something is divided.
      const bool is_whole = noun.lower == "second" || noun.lower == "first";
      const bool is_divided = line.EndsBefore(end) ||
                              line.FollowsAs(end, {"of", "cup", "teaspoon", "tablespoon", "inch"});
      const bool is_small = is_article && noun.sense.value >= 100;
      if (is_whole || !(is_divided || is_small)) return std::nullopt;
      break;
    }
    case Kind::kOrdinals:
      break;
    default:
      return std::nullopt;
  }
  const std::string text = std::to_string(top) + "/" + std::to_string(noun.sense.value);
  return Match{{i, end, text, {}}};
}

std::optional<Match> MatchCardinal(const Line& line, size_t i) {
  const auto number = ParseCardinal(line, i);
  if (!number || number->is_article_million || number->magnitude) return std::nullopt;
  if (number->value <= 10 || number->text == line[i].text) return std::nullopt;
  return Match{{i, number->end, number->text, {}}};
}

std::optional<Match> MatchCompound(const Line& line, size_t i) {
  const Atom& atom = line[i];
  if (!atom.first_of_word || !atom.last_of_word) return std::nullopt;
  // The members up to the first that is no number word, as atoms of their own.
  std::vector<Atom> members;
  size_t rest = 0;
  while (true) {
    const size_t dash = std::min(atom.lower.find('-', rest), atom.lower.size());
    Atom member;
    member.lower = member.text = atom.lower.substr(rest, dash - rest);
    member.sense = LookUp(member.lower);
    if (member.sense.kind == Kind::kOther || member.sense.kind == Kind::kWritten) break;
    members.push_back(std::move(member));
    rest = dash + 1;
    if (rest >= atom.text.size()) return std::nullopt;
  }
  if (members.empty()) return std::nullopt;
  const size_t count = members.size();
  const Line head(line.words(), std::move(members));
  const auto cardinal = ParseCardinal(head, 0);
  const auto ordinal = ParseOrdinal(head, 0);
  const bool is_cardinal = cardinal && cardinal->end == count && !cardinal->magnitude;
  const bool is_ordinal = ordinal && ordinal->end == count;
  if (!is_cardinal && !is_ordinal) return std::nullopt;
  const Number& number = is_cardinal ? *cardinal : *ordinal;
  if (number.value <= 10) return std::nullopt;
  return Match{{i, i + 1, number.text + "-" + atom.text.substr(rest), {}}};
}

}  // namespace tacet::asr::written_form
