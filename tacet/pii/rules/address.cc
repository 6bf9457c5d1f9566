#include "tacet/pii/rules/address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tacet/pii/rules/address_words.h"
#include "tacet/pii/rules/name_view.h"
#include "tacet/pii/rules/name_words.h"

namespace tacet::pii {
namespace {

constexpr std::array kTypes = {PiiEntityType::kAddress};

constexpr double kNumberAndStreet = 0.95;
constexpr double kPostBox = 0.95;
constexpr double kZipAfterCue = 0.92;
constexpr double kAnswered = 0.85;
constexpr double kCityAndState = 0.75;
constexpr double kPlaceAfterCue = 0.6;  // "I live in Seattle"
constexpr double kStreetAlone = 0.5;    // "on Elm Street"
constexpr double kUnitAlone = 0.5;      // "Suite 12"

// How far before a word its context is looked for, in tokens.
constexpr size_t kContextReach = 15;

class AddressFinder {
 public:
  explicit AddressFinder(std::string_view text) : view_(text) {}

  std::vector<PiiEntity> Find() {
    for (size_t i = 0; i < view_.size(); ++i) {
      Street(i);
      PostBox(i);
      CityAndState(i);
      ZipAfterCue(i);
      PostalCode(i);
      UnitAlone(i);
      AfterCue(i);
    }
    Answers();
    return std::move(entities_);
  }

 private:
  const std::string& Core(size_t i) const { return view_.words()[i].core; }
  bool Clause(size_t i) const { return view_.words()[i].clause_end; }

  void Add(size_t first, size_t last, double confidence) {
    entities_.push_back({PiiEntityType::kAddress, confidence, view_.tokens()[first].begin,
                         view_.tokens()[last].end});
  }

  // Whether the words "address", "live", "zip" and the like stand close before `i`, or it answers a
  // question for an address.
  bool HasContext(size_t i) const {
    static const std::unordered_set<std::string_view> kCues = {
        "address", "addresses", "live",    "lives",   "living",    "lived", "reside", "resides",
        "located", "location",  "mailing", "billing", "shipping",  "zip",   "street", "moved",
        "deliver", "delivered", "ship",    "shipped", "residence", "home"};
    for (size_t k = i; k > 0 && i - k < kContextReach; --k) {
      if (!kCues.contains(view_.tokens()[k - 1].lower)) continue;
      const bool email =
          k >= 2 && (Core(k - 2) == "email" || Core(k - 2) == "e-mail" || Core(k - 2) == "ip");
      if (!email) return true;
    }
    return false;
  }

  // A house number at `i`, written ("100", "12B", "1 0 0", "12-34") or spoken ("forty two eleven"):
  // the token after it.
  std::optional<size_t> HouseNumber(size_t i) const {
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

  struct StreetMatch {
    size_t last = 0;
    bool strong = false;  // capitals say so, or the suffix is hardly anything else
    bool capital_suffix =
        false;  // "Elm Street", against "elm street"; a suffix that is little else
  };

  // A street's name and suffix from `i` on: "North Main Street", "5th Avenue", "elm street".
  std::optional<StreetMatch> StreetAt(size_t i) const {
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
      static const std::unordered_set<std::string_view> kMonths = {
          "january",   "february", "april",    "june",    "july",
          "september", "october",  "november", "december"};
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

  void Street(size_t i) {
    // The start of a number only: "42" of "1 42 Elm Street" begins no address.
    const auto number_end = HouseNumber(i);
    if (number_end && i > 0 && view_.SameLine(i - 1, i) && !view_.tokens()[i - 1].sentence_end &&
        HouseNumber(i - 1) && *HouseNumber(i - 1) > i) {
      return;
    }
    if (number_end && !view_.tokens()[*number_end - 1].sentence_end) {
      // "forty two Fifth Avenue": the ordinal belongs to the street.
      const auto street = StreetAt(*number_end);
      if (street) {
        const bool context = HasContext(i);
        const size_t last = Extend(street->last);
        if (street->strong || context || last > street->last) {
          Add(i, last, street->strong ? kNumberAndStreet : kAnswered);
        }
        return;
      }
    }
    if (number_end) return;
    const NameWord& word = view_.words()[i];
    if (!word.capital || word.sentence_start || IsOrganisationWord(word.core) ||
        word.core == "wall" || word.core == "sesame" ||
        (i > 0 && view_.SameLine(i - 1, i) && view_.words()[i - 1].capital &&
         !view_.words()[i - 1].sentence_start && !Clause(i - 1))) {
      return;
    }
    const auto street = StreetAt(i);
    if (!street || !street->strong || !street->capital_suffix) return;
    const bool placed = i > 0 && view_.SameLine(i - 1, i) &&
                        (Core(i - 1) == "on" || Core(i - 1) == "at" || Core(i - 1) == "off");
    const size_t last = Extend(street->last);
    if (placed || last > street->last || HasContext(i)) Add(i, last, kStreetAlone);
  }

  // What follows an address that ends at `last` and belongs to it: unit, city, state, ZIP, country.
  size_t Extend(size_t last) const {
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

  // The last token of a part of an address at `i`.
  std::optional<size_t> Part(size_t i, bool certain_only, bool after_street) const {
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
      if (then_state ||
          (!certain_only && (view_.words()[i].capital || Clause(last) || city_at > i)))
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

  bool IsUnitValue(size_t i) const {
    std::string_view word = view_.tokens()[i].lower;
    if (word.starts_with('#')) word.remove_prefix(1);
    if (IsNumberWord(word)) return true;
    const bool digit =
        std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digit) return word.size() <= 6;
    return word.size() == 1 && word != "a" && word != "i";
  }

  // A ZIP code at `i`: "98109", "98109-1234", "9 8 1 0 9", "nine eight one oh nine".
  std::optional<size_t> ZipAt(size_t i) const {
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
            part.ends_with("ty") || part.ends_with("teen") || part.find('-') != std::string::npos
                ? 2
                : 1;
      } else {
        break;
      }
      ++end;
    }
    if (digits != 5 || end == i) return std::nullopt;
    return end - 1;
  }

  void PostBox(size_t i) {
    size_t box = view_.size();
    if (Core(i) == "po" && view_.tokens()[i].lower.size() <= 4) box = i + 1;
    if (Core(i) == "p" && view_.SameLine(i, i + 1) && Core(i + 1) == "o") box = i + 2;
    if (Core(i) == "post" && view_.SameLine(i, i + 1) && Core(i + 1) == "office") box = i + 2;
    if (!view_.SameLine(i, box) || Core(box) != "box") return;
    size_t value = box + 1;
    if (view_.SameLine(i, value) && (Core(value) == "number" || Core(value) == "is")) ++value;
    if (!view_.SameLine(i, value)) return;
    const auto end = HouseNumber(value);
    if (end) Add(i, Extend(*end - 1), kPostBox);
  }

  // "Seattle, Washington", "springfield illinois 62701".
  void CityAndState(size_t i) {
    const NameWord& word = view_.words()[i];
    if (word.cased && !word.capital) return;
    size_t city = CityAt(view_, i);
    // A town in no list: one capitalised word and a comma before the state's name.
    if (city == 0 && word.capital && !word.sentence_start && !word.stop && word.alphabetic &&
        view_.tokens()[i].after == "," && !IsPlaceOrBrand(word.core)) {
      city = 1;
    }
    if (city == 0) return;
    const size_t state_at = i + city;
    if (!view_.SameLine(i, state_at) || view_.tokens()[state_at - 1].sentence_end) return;
    const size_t state = StateAt(view_, state_at);
    if (state == 0) return;
    // "New York, New York" has a comma or says it twice; "West Virginia" is no city in Virginia.
    if (StateAt(view_, i) > city) return;
    if (!word.cased && view_.words()[i].stop) return;
    // "Spring Hills, Kansas", where only "Hills" is in the list.
    size_t first = i;
    while (first > 0 && i - first < 2 && view_.SameLine(first - 1, i) && !Clause(first - 1) &&
           view_.words()[first - 1].capital && !view_.words()[first - 1].stop &&
           view_.words()[first - 1].alphabetic && !view_.words()[first - 1].sentence_start) {
      --first;
    }
    Add(first, Extend(state_at + state - 1), kCityAndState);
  }

  void ZipAfterCue(size_t i) {
    const std::string& word = Core(i);
    const bool code_follows =
        view_.SameLine(i, i + 1) && (Core(i + 1) == "code" || Core(i + 1) == "codes");
    size_t at = i + 1;
    if (word == "zip" || word == "zipcode" || word == "postcode") {
      if (code_follows) ++at;
    } else if (word == "postal" && code_follows) {
      ++at;
    } else {
      return;
    }
    for (int skipped = 0;
         skipped < 5 && at < view_.size() && view_.tokens()[at].line <= view_.tokens()[i].line + 1;
         ++skipped, ++at) {
      if (const auto zip = ZipAt(at)) {
        Add(at, *zip, kZipAfterCue);
        return;
      }
      if (!view_.words()[at].stop && Core(at) != "for" && Core(at) != "there") return;
    }
  }

  // "SW1A 1AA" (UK), "K1A 0B1" (Canada).
  void PostalCode(size_t i) {
    if (!view_.SameLine(i, i + 1)) return;
    const auto shape = [](std::string_view word) {
      std::string s;
      for (const char c : word) s += c >= '0' && c <= '9' ? '9' : c >= 'A' && c <= 'Z' ? 'A' : '?';
      return s;
    };
    const std::string a = shape(view_.tokens()[i].text);
    const std::string b = shape(view_.tokens()[i + 1].text);
    const bool british = b == "9AA" && (a == "A9" || a == "A99" || a == "AA9" || a == "AA99" ||
                                        a == "AA9A" || a == "A9A");
    const bool canadian = a == "A9A" && b == "9A9";
    if (british || canadian) Add(i, i + 1, kCityAndState);
  }

  void UnitAlone(size_t i) {
    const UnitWord kind = UnitWordKind(Core(i));
    if (kind == UnitWord::kNone || (kind == UnitWord::kCommon && !HasContext(i))) return;
    if (Core(i) == "number" || Core(i) == "no" || Core(i) == "box") return;
    if (!view_.SameLine(i, i + 1) || !IsUnitValue(i + 1) || Clause(i)) return;
    const bool digits =
        view_.tokens()[i + 1].text.find_first_of("0123456789") != std::string_view::npos;
    if (!digits && !view_.words()[i].capital && !HasContext(i)) return;
    Add(i, i + 1, kUnitAlone);
  }

  // "My address is ...", "I live in ...".
  void AfterCue(size_t i) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kCues = {
        {{"address", "is"},
         {"address", "was"},
         {"live", "at"},
         {"live", "in"},
         {"live", "on"},
         {"living", "at"},
         {"living", "in"},
         {"lives", "in"},
         {"lives", "at"},
         {"reside", "at"},
         {"reside", "in"},
         {"located", "at"},
         {"moved", "to"},
         {"resident", "of"}}};
    if (!view_.SameLine(i, i + 2)) return;
    for (const auto& [first, second] : kCues) {
      if (view_.tokens()[i].lower != first || view_.tokens()[i + 1].lower != second) continue;
      if (first == "address" && i > 0 &&
          (Core(i - 1) == "email" || Core(i - 1) == "e-mail" || Core(i - 1) == "ip")) {
        return;
      }
      AddRun(i + 2, view_.tokens()[i].line, kAnswered);
      return;
    }
  }

  // The address that begins at `i` or after a few fillers: numbers, capitals and known parts up to
  // the end of the sentence.
  bool AddRun(size_t i, size_t line, double confidence) {
    static const std::unordered_set<std::string_view> kFillers = {
        "uh",  "um",  "it's",    "it", "is",     "yes",    "yeah", "sure",  "okay", "so",
        "the", "my",  "address", "of", "course", "that's", "that", "would", "be",   "at",
        "i",   "i'm", "live",    "in", "on",     "well",   "oh",   "please"};
    while (i < view_.size() && view_.tokens()[i].line <= line + 2 &&
           kFillers.contains(view_.tokens()[i].lower))
      ++i;
    if (i >= view_.size() || view_.tokens()[i].line > line + 2) return false;
    size_t last = i;
    bool number = false;
    bool any = false;
    bool capital_seen = false;
    for (size_t at = i; at < view_.size() && at < i + 16 && view_.SameLine(i, at); ++at) {
      const NameWord& word = view_.words()[at];
      const std::string_view text = view_.tokens()[at].text;
      const bool digit = text.find_first_of("0123456789") != std::string_view::npos;
      const bool suffix =
          at > i && (IsStreetSuffix(word.core) || UnitWordKind(word.core) == UnitWord::kPlain);
      const bool place =
          CityAt(view_, at) > 0 || StateAt(view_, at) > 0 || CountryAt(view_, at) > 0;
      const bool belongs =
          digit || suffix || (word.capital && !word.stop && word.alphabetic) ||
          (IsNumberWord(word.core) && (number || !word.cased || at == i)) ||
          (!word.cased && place) || (at > i && IsDirection(word.core)) ||
          (at > i && (word.core == "de" || word.core == "la" || word.core == "of") &&
           view_.words()[at - 1].capital);
      if (!belongs) break;
      number = number || digit;
      // A capital at the start of a sentence says nothing: "Two months ago.", "Super helpful.".
      const bool capital = word.capital && (place || (!word.sentence_start && !word.shouted));
      any = any || (suffix && (number || capital_seen)) || (capital && !word.stop) ||
            (place && !word.stop && !(word.cased && !capital) && !view_.IsCommonWord(at));
      capital_seen = capital_seen || word.capital;
      last = at;
      // "I live in Seattle. Please ...".
      if (view_.tokens()[at].sentence_end && word.core.size() > 3 && !digit) break;
      if (view_.tokens()[at].after.find('?') != std::string_view::npos) break;
    }
    // A country or a part of the world alone tells nothing about where someone lives.
    if (!any ||
        (!number && i + std::max<size_t>(1, CountryAt(view_, i)) > last && IsRegion(Core(i)))) {
      return false;
    }
    Add(i, last, number ? confidence : kPlaceAfterCue);
    return true;
  }

  bool AsksForAddress(size_t first, size_t last) const {
    static const std::unordered_set<std::string_view> kAsking = {
        "can",  "could",   "may",     "what",   "what's", "whats",  "give",  "get",   "have",
        "need", "provide", "confirm", "verify", "tell",   "please", "where", "which", "your"};
    bool asks = view_.tokens()[last].after.find('?') != std::string_view::npos;
    bool address = false;
    for (size_t i = first; i <= last; ++i) {
      const std::string& word = view_.tokens()[i].lower;
      asks = asks || kAsking.contains(word);
      if (word == "address") {
        // "Could you address that?" is no question for an address.
        static const std::unordered_set<std::string_view> kNounBefore = {
            "your",    "the",      "his",         "her",      "their",   "home",      "mailing",
            "billing", "shipping", "street",      "physical", "current", "full",      "delivery",
            "an",      "which",    "business",    "property", "service", "permanent", "new",
            "old",     "correct",  "residential", "complete", "postal",  "work",      "what"};
        address = address || (i > first && kNounBefore.contains(Core(i - 1)));
      }
      const std::string next = i < last ? view_.tokens()[i + 1].lower : "";
      address = address || word == "zip" || word == "postcode" ||
                (word == "postal" && next == "code") ||
                ((word == "what" || word == "which") &&
                 (next == "city" || next == "state" || next == "street" || next == "town")) ||
                (word == "where" && (next == "do" || next == "are") && i + 3 <= last &&
                 (Core(i + 3) == "live" || Core(i + 3) == "living" || Core(i + 3) == "located"));
    }
    return asks && address;
  }

  void Answers() {
    size_t first = 0;
    for (size_t i = 0; i < view_.size(); ++i) {
      if (!view_.tokens()[i].sentence_end && !view_.tokens()[i].line_end) continue;
      if (AsksForAddress(first, i) && i + 1 < view_.size()) {
        size_t at = i + 1;
        // "Sure." on a line of its own, then the answer.
        for (int tries = 0; tries < 3 && at < view_.size(); ++tries) {
          if (const auto zip = ZipAt(at)) {
            Add(at, *zip, kAnswered);
            break;
          }
          if (AddRun(at, view_.tokens()[i].line + 1, kAnswered)) break;
          while (at < view_.size() && !view_.tokens()[at].sentence_end &&
                 !view_.tokens()[at].line_end)
            ++at;
          ++at;
        }
      }
      first = i + 1;
    }
  }

  NameView view_;
  std::vector<PiiEntity> entities_;
};

class AddressRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    if (!wanted.contains(PiiEntityType::kAddress)) return {};
    return AddressFinder(text).Find();
  }
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeAddressRecognizer() {
  return std::make_unique<AddressRecognizer>();
}

}  // namespace tacet::pii
