#include "tacet/asr/written_form/german_quantity.h"

#include <algorithm>
#include <string>

#include "tacet/asr/written_form/german_words.h"

namespace tacet::asr::written_form {
namespace {

constexpr std::string_view kEuroSign = "€";

// A number with what belongs to it.
struct Amount {
  std::string text = {};  // in digits, with a decimal comma
  size_t end = 0;
  bool is_decimal = false;
  std::optional<size_t> magnitude = {};  // "Millionen" after it: that atom, before `end`
  bool is_article = false;               // "ein Euro", "eine Million"

  size_t number_end() const { return magnitude.value_or(end); }
};

// "10.500.000"
bool IsGermanGrouped(std::string_view text) {
  const size_t first = std::min(text.find('.'), text.size());
  if (first == 0 || first > 3 || text.size() == first || text[0] == '0') return false;
  for (size_t at = first; at < text.size(); at += 4) {
    if (text[at] != '.' || at + 4 > text.size() || !AllDigits(text.substr(at + 1, 3))) return false;
  }
  return AllDigits(text.substr(0, first));
}

// "3,5", "1.234,50"
bool IsGermanDecimal(std::string_view text) {
  const size_t comma = text.find(',');
  if (comma == std::string_view::npos || !AllDigits(text.substr(comma + 1))) return false;
  return AllDigits(text.substr(0, comma)) || IsGermanGrouped(text.substr(0, comma));
}

// "4.681" as "4681": four digits have no point. Others unchanged.
std::string GermanNumeral(std::string_view text) {
  std::string plain(text);
  if (plain.size() == 5 && IsGermanGrouped(text)) plain.erase(1, 1);
  return plain;
}

bool IsNumeral(std::string_view text) {
  return AllDigits(text) || IsGermanGrouped(text) || IsGermanDecimal(text);
}

// A noun follows, which the number before it counts: German nouns are written with capitals.
bool CountsNoun(const Line& line, size_t i) {
  return line.Follows(i) && line[i].text[0] >= 'A' && line[i].text[0] <= 'Z';
}

// One number below 100 in words or digits, "ein" excluded.
std::optional<GermanNumber> ParseGermanBelowHundred(const Line& line, size_t i) {
  if (i >= line.size()) return std::nullopt;
  const Atom& atom = line[i];
  if (atom.sense.kind == Kind::kWritten) {
    if (atom.text.size() > 2) return std::nullopt;
    return GermanNumber{.value = atom.sense.value, .end = i + 1};
  }
  if (atom.sense.kind == Kind::kZero) return GermanNumber{.value = 0, .end = i + 1};
  const auto number = ParseGermanCardinal(line, i);
  return number && number->value < 100 ? number : std::nullopt;
}

// The digits after "Komma": "fünf", "null fünf", "fünfundzwanzig", "45".
std::optional<Amount> ParseGermanFigures(const Line& line, size_t i) {
  Amount figures{.end = i};
  while (line.Follows(figures.end)) {
    const Sense sense = line[figures.end].sense;
    const bool is_first = figures.text.empty();
    if (sense.kind == Kind::kZero || sense.kind == Kind::kDigit) {
      figures.text += std::to_string(sense.value);
    } else if (sense.kind == Kind::kWritten && (is_first || line[figures.end].text.size() == 1)) {
      figures.text += line[figures.end].text;
    } else if (sense.kind == Kind::kTeen && is_first) {
      figures.text = std::to_string(sense.value);
    } else {
      break;
    }
    ++figures.end;
    if (sense.kind == Kind::kTeen) break;
  }
  if (figures.text.empty()) return std::nullopt;
  return figures;
}

std::optional<Amount> ParseAmount(const Line& line, size_t i) {
  const Atom& atom = line[i];
  Amount amount{.end = i + 1};
  const auto cardinal = ParseGermanCardinal(line, i);
  if (cardinal) {
    amount.end = cardinal->end;
    amount.magnitude = cardinal->magnitude;
    amount.is_article = cardinal->is_article;
    amount.text = FormatGermanCardinal(cardinal->magnitude ? cardinal->head : cardinal->value);
    if (cardinal->magnitude) return amount;
  } else if (IsGermanDecimal(atom.text)) {
    amount.text = atom.text;
    amount.is_decimal = true;
  } else if (AllDigits(atom.text) || IsGermanGrouped(atom.text)) {
    amount.text = GermanNumeral(atom.text);
  } else if (atom.sense.kind == Kind::kZero) {
    amount.text = "0";
  } else if (IsOneOf(atom.lower, {"ein", "einen", "einem"})) {
    amount.text = "1";
    amount.is_article = true;
    return amount;
  } else {
    return std::nullopt;
  }
  if (!amount.is_decimal && line.FollowsAs(amount.end, {"komma"})) {
    if (const auto figures = ParseGermanFigures(line, amount.end + 1)) {
      amount.text += "," + figures->text;
      amount.end = figures->end;
      amount.is_decimal = true;
    }
  }
  if (line.FollowsAs(amount.end, Kind::kMagnitude) && line[amount.end].sense.value >= kMillion) {
    amount.magnitude = amount.end++;
  }
  return amount;
}

// "fünfzig", "und fünfzig Cent" after "drei Euro": two digits, and the atom after it.
std::optional<Amount> ParseGermanCents(const Line& line, size_t i) {
  const bool has_und = line.FollowsAs(i, {"und"});
  const size_t begin = has_und ? i + 1 : i;
  if (!line.Follows(begin)) return std::nullopt;
  const auto number = ParseGermanBelowHundred(line, begin);
  if (!number || number->value == 0) return std::nullopt;
  const bool has_cent = line.FollowsAs(number->end, {"cent"});
  const bool is_bare =
      !has_und && number->value >= 10 && !CountsNoun(line, number->end) &&
      !(line.Follows(number->end) && (line[number->end].sense.kind != Kind::kOther ||
                                      line.vocabulary().is_unit(line[number->end].lower)));
  if (!has_cent && !is_bare) return std::nullopt;
  std::string digits = std::to_string(number->value);
  if (digits.size() < 2) digits.insert(0, "0");
  return Amount{.text = digits, .end = number->end + (has_cent ? 1 : 0)};
}

// The pieces of an amount: its number with a sign before it, and its "Millionen".
Match NumberPieces(size_t begin, const Amount& amount, std::string_view sign) {
  Match match = {
      {.begin = begin, .end = amount.number_end(), .text = std::string(sign) + amount.text}};
  if (amount.magnitude) match.push_back({.begin = *amount.magnitude, .end = amount.end});
  return match;
}

std::optional<Match> MatchMoney(const Line& line, size_t i, Amount amount) {
  const size_t unit = amount.end;
  const bool is_euro = line.FollowsAs(unit, {"euro", "euros", "€"});
  const bool is_dollar = line.FollowsAs(unit, {"dollar", "dollars", "us-dollar"});
  if (!is_euro && !is_dollar) return std::nullopt;
  size_t end = unit + 1;
  if (!amount.is_decimal && !amount.magnitude) {
    if (const auto cents = ParseGermanCents(line, end)) {
      amount.text += "," + cents->text;
      end = cents->end;
    }
  }
  Match match = NumberPieces(i, amount, is_dollar ? "$" : "");
  if (is_euro) {
    match.push_back({.begin = unit, .end = end, .text = std::string(kEuroSign)});
  } else if (amount.magnitude) {
    match.back().text = line[*amount.magnitude].text;
    match.back().end = end;
  } else {
    match.back().end = end;
  }
  return match;
}

// "10€" is two words.
std::optional<Match> MatchTouchingEuro(const Line& line, size_t i) {
  const std::string& text = line[i].text;
  if (!text.ends_with(kEuroSign) || text.size() == kEuroSign.size()) return std::nullopt;
  const size_t sign = text.size() - kEuroSign.size();
  if (!IsNumeral(text.substr(0, sign))) return std::nullopt;
  return Match{{.begin = i,
                .end = i + 1,
                .text = GermanNumeral(text.substr(0, sign)),
                .character_end = sign},
               {.begin = i, .end = i + 1, .text = std::string(kEuroSign), .character_begin = sign}};
}

bool IsMonth(std::string_view lower) {
  return IsOneOf(lower, {"januar", "jänner", "februar", "märz", "april", "mai", "juni", "juli",
                         "august", "september", "oktober", "november", "dezember"});
}

// "Viertel", "Zwanzigstel", "Hundertstel"
bool IsPart(std::string_view lower) {
  if (lower == "drittel" || lower == "siebtel" || lower == "achtel") return true;
  if (!lower.ends_with("tel")) return false;
  lower.remove_suffix(3);
  if (!GermanMorphemes(lower).empty()) return true;
  return lower.ends_with('s') && !GermanMorphemes(lower.substr(0, lower.size() - 1)).empty();
}

// The hour as it is written, "8" or "8:30".
std::optional<Amount> ParseHour(const Line& line, size_t i) {
  const std::string& text = line[i].text;
  const size_t point = text.find_first_of(".:");
  if (point != std::string::npos) {
    const std::string hour = text.substr(0, point);
    const std::string minutes = text.substr(point + 1);
    const bool is_time = AllDigits(hour) && hour.size() <= 2 && AllDigits(minutes) &&
                         minutes.size() == 2 && hour <= (hour.size() == 1 ? "9" : "24") &&
                         minutes <= "59";
    if (!is_time) return std::nullopt;
    return Amount{.text = hour + ":" + minutes, .end = i + 1, .is_decimal = true};
  }
  if (line[i].lower == "ein") return Amount{.text = "1", .end = i + 1};
  const auto hour = ParseGermanBelowHundred(line, i);
  if (!hour || hour->value > 24) return std::nullopt;
  return Amount{.text = std::to_string(hour->value), .end = hour->end};
}

}  // namespace

std::optional<Match> MatchGermanDate(const Line& line, size_t i) {
  const Atom& atom = line[i];
  const bool is_day = atom.sense.kind == Kind::kWritten && atom.text.size() <= 2 &&
                      atom.sense.value >= 1 && atom.sense.value <= 31;
  if (!is_day || atom.punctuation != "." || !line.FollowsInTime(i + 1)) return std::nullopt;
  if (!IsMonth(line[i + 1].lower)) return std::nullopt;
  return Match{{.begin = i, .end = i + 1, .text = atom.text, .drops_mark = true}};
}

std::optional<Match> MatchGermanTime(const Line& line, size_t i) {
  const auto hour = ParseHour(line, i);
  if (!hour || !line.FollowsAs(hour->end, {"uhr"})) return std::nullopt;
  const size_t uhr = hour->end;
  size_t end = uhr + 1;
  std::string text = hour->text;
  const auto minutes =
      hour->is_decimal || !line.Follows(end) ? std::nullopt : ParseGermanBelowHundred(line, end);
  const bool is_time =
      minutes && minutes->value > 0 && minutes->value < 60 && !CountsNoun(line, minutes->end) &&
      (!line.Follows(minutes->end) || (line[minutes->end].sense.kind == Kind::kOther &&
                                       !line.vocabulary().is_unit(line[minutes->end].lower)));
  if (is_time) {
    text += minutes->value < 10 ? ":0" : ":";
    text += std::to_string(minutes->value);
    end = minutes->end;
  } else if (line[i].sense.kind == Kind::kWritten) {
    return std::nullopt;
  }
  return Match{{.begin = i, .end = uhr, .text = text},
               {.begin = uhr, .end = end, .text = line[uhr].text}};
}

std::optional<Match> MatchGermanAmount(const Line& line, size_t i) {
  if (auto match = MatchTouchingEuro(line, i)) return match;
  const auto amount = ParseAmount(line, i);
  if (!amount) return std::nullopt;
  if (auto match = MatchMoney(line, i, *amount)) return match;
  if (amount->is_article) return std::nullopt;
  if (!amount->magnitude && line.FollowsAs(amount->end, {"prozent", "%"})) {
    return Match{{.begin = i, .end = amount->end + 1, .text = amount->text + "%"}};
  }
  if (!amount->is_decimal && !amount->magnitude) return std::nullopt;
  return NumberPieces(i, *amount, "");
}

std::optional<Match> MatchGermanOrdinal(const Line& line, size_t i) {
  const auto ordinal = ParseGermanOrdinal(line, i);
  if (!ordinal || ordinal->value <= 10) return std::nullopt;
  return Match{{.begin = i, .end = ordinal->end, .text = FormatGermanCardinal(ordinal->value)}};
}

std::optional<Match> MatchGermanCardinal(const Line& line, size_t i) {
  if (const std::string plain = GermanNumeral(line[i].text); plain != line[i].text) {
    return Match{{.begin = i, .end = i + 1, .text = plain}};
  }
  const auto number = ParseGermanCardinal(line, i);
  if (!number || number->magnitude || number->value <= 10) return std::nullopt;
  // "ein paar hundert", "halb elf", "tausend Dank", "zwölf Hundertstel"
  if (IsOneOf(line.LowerBefore(i), {"paar", "einige", "mehrere", "viele", "halb", "viertel"}) ||
      line.FollowsAs(number->end, {"dank"}) ||
      (line.Follows(number->end) && IsPart(line[number->end].lower))) {
    return std::nullopt;
  }
  return Match{{.begin = i, .end = number->end, .text = FormatGermanCardinal(number->value)}};
}

}  // namespace tacet::asr::written_form
