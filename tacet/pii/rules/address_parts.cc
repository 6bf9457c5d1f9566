#include "tacet/pii/rules/address_parts.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "tacet/pii/rules/address_words.h"
#include "tacet/pii/rules/name_words.h"

namespace tacet::pii {

std::optional<size_t> AddressParts::HouseNumber(size_t i) const {
  size_t end = i;
  while (view_.SameLine(i, end) && end < i + 7) {
    std::string_view word = view_.tokens()[end].lower;
    if (word.starts_with('#')) word.remove_prefix(1);
    const bool written =
        IsDigits(word, 1, 6) ||
        (word.size() >= 2 && IsDigits(word.substr(0, word.size() - 1), 1, 5) &&
         word.back() >= 'a' && word.back() <= 'f') ||
        (word.find('-') != std::string_view::npos && word.front() >= '0' && word.front() <= '9' &&
         word.back() >= '0' && word.back() <= '9' && word.size() <= 9);
    if (!written && !IsNumberWord(word)) break;
    ++end;
    if (view_.tokens()[end - 1].sentence_end) break;
  }
  if (end == i) return std::nullopt;
  return end;
}

std::optional<StreetMatch> AddressParts::StreetAt(size_t i) const {
  size_t at = i;
  bool capital = false;
  size_t names = 0;
  while (view_.SameLine(i, at) && names < 5) {
    const NameWord& word = view_.words()[at];
    const bool suffix = IsStreetSuffix(word.core) && (names > 0 || word.core == "broadway");
    // "Park Avenue", "Court Street": the last of two suffixes is the suffix.
    const bool more = view_.SameLine(i, at + 1) && !Clause(at) && IsStreetSuffix(Core(at + 1)) &&
                      (!word.cased || view_.words()[at + 1].capital);
    if (suffix && !more) {
      if (word.cased && !capital && !word.capital && !IsStrongStreetSuffix(word.core))
        return std::nullopt;
      size_t last = at;
      if (view_.SameLine(i, at + 1) && !Clause(at) && IsDirection(Core(at + 1)) &&
          (Core(at + 1).size() <= 2 || view_.words()[at + 1].capital)) {
        last = at + 1;
      }
      const bool hard = IsStrongStreetSuffix(word.core);
      return StreetMatch{last, (capital && word.capital) || hard, word.capital && hard};
    }
    const bool ordinal = IsOrdinal(word.core);
    if (view_.words()[at].clause_end && view_.tokens()[at].after != ".") return std::nullopt;
    if (view_.tokens()[at].sentence_end && word.core.size() > 3) return std::nullopt;
    if (!ordinal && !word.alphabetic) return std::nullopt;
    if (!ordinal && word.stop && !word.capital) return std::nullopt;
    capital = capital || (word.capital && !word.sentence_start) || ordinal;
    // A number counts something: "2 miles down ... road", "20 minute drive".
    static const std::unordered_set<std::string_view> kMonths = {"january", "february", "april",
                                                                 "june",    "july",     "september",
                                                                 "october", "november", "december"};
    static const std::unordered_set<std::string_view> kMeasures = {
        "mile",    "miles",   "minute", "minutes", "feet",    "foot",   "meters",
        "dollars", "percent", "car",    "years",   "inch",    "inches", "yard",
        "yards",   "block",   "blocks", "lane",    "bedroom", "hour"};
    if (!word.capital && kMeasures.contains(word.core)) return std::nullopt;
    if (kMonths.contains(word.core)) return std::nullopt;
    ++names;
    ++at;
  }
  return std::nullopt;
}

size_t AddressParts::Extend(size_t last) const {
  for (int parts = 0; parts < 6; ++parts) {
    const size_t next = last + 1;
    if (next >= view_.size()) return last;
    const bool same_line = view_.SameLine(last, next);
    if (!same_line && view_.tokens()[next].line > view_.tokens()[last].line + 1) return last;
    // A sentence's end ends the address, except the dot of "St." and a ZIP or state said after a
    // pause.
    const bool ended = (view_.tokens()[last].sentence_end && Core(last).size() > 4) || !same_line;
    const auto part = Part(next, /*certain_only=*/ended, IsStreetSuffix(Core(last)));
    if (!part) return last;
    last = *part;
  }
  return last;
}

std::optional<size_t> AddressParts::Part(size_t i, bool certain_only, bool after_street) const {
  if (!view_.SameLine(i, i)) return std::nullopt;
  const std::string_view text = view_.tokens()[i].text;
  if (text.starts_with('#') && text.size() > 1) return i;
  if (UnitWordKind(Core(i)) != UnitWord::kNone && view_.SameLine(i, i + 1)) {
    size_t value = i + 1;
    if (Core(value) == "number" || text == "#") ++value;
    if (view_.SameLine(i, value) && IsUnitValue(value)) {
      while (view_.SameLine(i, value + 1) && IsNumberWord(view_.tokens()[value].lower) &&
             IsNumberWord(view_.tokens()[value + 1].lower)) {
        ++value;
      }
      return value;
    }
  }
  if (IsOrdinal(Core(i)) && view_.SameLine(i, i + 1) && Core(i + 1) == "floor") return i + 1;
  if (const auto zip = ZipAt(i)) return zip;
  if (const size_t state = StateAt(view_, i)) return i + state - 1;
  size_t city_at = i;
  if (Core(i) == "in" && view_.SameLine(i, i + 1)) city_at = i + 1;
  if (const size_t city = CityAt(view_, city_at)) {
    const size_t last = city_at + city - 1;
    const bool then_state =
        view_.SameLine(i, last + 1) && (StateAt(view_, last + 1) || ZipAt(last + 1));
    if (then_state || (!certain_only && (view_.words()[i].capital || Clause(last) || city_at > i)))
      return last;
  }
  if (certain_only) return std::nullopt;
  if (const size_t country = CountryAt(view_, i)) return i + country - 1;
  // A town that is in no list: capitals after the comma of a street.
  if (after_street && view_.words()[i].capital && !view_.words()[i].stop &&
      view_.words()[i].alphabetic && Clause(i - 1)) {
    size_t last = i;
    while (view_.SameLine(i, last + 1) && !Clause(last) && view_.words()[last + 1].capital &&
           last < i + 2 && StateAt(view_, last + 1) == 0) {
      ++last;
    }
    return last;
  }
  return std::nullopt;
}

bool AddressParts::IsUnitValue(size_t i) const {
  std::string_view word = view_.tokens()[i].lower;
  if (word.starts_with('#')) word.remove_prefix(1);
  if (IsNumberWord(word)) return true;
  const bool digit =
      std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digit) return word.size() <= 6;
  return word.size() == 1 && word != "a" && word != "i";
}

std::optional<size_t> AddressParts::ZipAt(size_t i) const {
  if (i >= view_.size()) return std::nullopt;
  const std::string& word = view_.tokens()[i].lower;
  if (IsDigits(word, 5, 5)) return i;
  if (word.size() == 10 && word[5] == '-' && IsDigits(word.substr(0, 5), 5, 5) &&
      IsDigits(word.substr(6), 4, 4)) {
    return i;
  }
  size_t end = i;
  size_t digits = 0;
  while (view_.SameLine(i, end) && digits < 5) {
    const std::string& part = view_.tokens()[end].lower;
    if (IsDigits(part, 1, 4)) {
      digits += part.size();
    } else if (IsNumberWord(part)) {
      digits +=
          part.ends_with("ty") || part.ends_with("teen") || part.find('-') != std::string::npos ? 2
                                                                                                : 1;
    } else {
      break;
    }
    ++end;
  }
  if (digits != 5 || end == i) return std::nullopt;
  return end - 1;
}

}  // namespace tacet::pii
