#include "tacet/pii/rules/address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tacet/pii/rules/address_parts.h"
#include "tacet/pii/rules/address_words.h"
#include "tacet/pii/rules/name_view.h"
#include "tacet/pii/rules/name_words.h"

namespace tacet::pii {
namespace {

constexpr std::array kAddressTypes = {PiiEntityType::kAddress};

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
      const bool email = k >= 2 && (parts_.Core(k - 2) == "email" ||
                                    parts_.Core(k - 2) == "e-mail" || parts_.Core(k - 2) == "ip");
      if (!email) return true;
    }
    return false;
  }

  void Street(size_t i) {
    // The start of a number only: "42" of "1 42 Elm Street" begins no address.
    const auto number_end = parts_.HouseNumber(i);
    if (number_end && i > 0 && view_.SameLine(i - 1, i) && !view_.tokens()[i - 1].sentence_end &&
        parts_.HouseNumber(i - 1) && *parts_.HouseNumber(i - 1) > i) {
      return;
    }
    if (number_end && !view_.tokens()[*number_end - 1].sentence_end) {
      // "forty two Fifth Avenue": the ordinal belongs to the street.
      const auto street = parts_.StreetAt(*number_end);
      if (street) {
        const bool context = HasContext(i);
        const size_t last = parts_.Extend(street->last);
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
         !view_.words()[i - 1].sentence_start && !parts_.Clause(i - 1))) {
      return;
    }
    const auto street = parts_.StreetAt(i);
    if (!street || !street->strong || !street->capital_suffix) return;
    const bool placed =
        i > 0 && view_.SameLine(i - 1, i) &&
        (parts_.Core(i - 1) == "on" || parts_.Core(i - 1) == "at" || parts_.Core(i - 1) == "off");
    const size_t last = parts_.Extend(street->last);
    if (placed || last > street->last || HasContext(i)) Add(i, last, kStreetAlone);
  }

  void PostBox(size_t i) {
    size_t box = view_.size();
    if (parts_.Core(i) == "po" && view_.tokens()[i].lower.size() <= 4) box = i + 1;
    if (parts_.Core(i) == "p" && view_.SameLine(i, i + 1) && parts_.Core(i + 1) == "o") box = i + 2;
    if (parts_.Core(i) == "post" && view_.SameLine(i, i + 1) && parts_.Core(i + 1) == "office")
      box = i + 2;
    if (!view_.SameLine(i, box) || parts_.Core(box) != "box") return;
    size_t value = box + 1;
    if (view_.SameLine(i, value) && (parts_.Core(value) == "number" || parts_.Core(value) == "is"))
      ++value;
    if (!view_.SameLine(i, value)) return;
    const auto end = parts_.HouseNumber(value);
    if (end) Add(i, parts_.Extend(*end - 1), kPostBox);
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
    while (first > 0 && i - first < 2 && view_.SameLine(first - 1, i) &&
           !parts_.Clause(first - 1) && view_.words()[first - 1].capital &&
           !view_.words()[first - 1].stop && view_.words()[first - 1].alphabetic &&
           !view_.words()[first - 1].sentence_start) {
      --first;
    }
    Add(first, parts_.Extend(state_at + state - 1), kCityAndState);
  }

  void ZipAfterCue(size_t i) {
    const std::string& word = parts_.Core(i);
    const bool code_follows =
        view_.SameLine(i, i + 1) && (parts_.Core(i + 1) == "code" || parts_.Core(i + 1) == "codes");
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
      if (const auto zip = parts_.ZipAt(at)) {
        Add(at, *zip, kZipAfterCue);
        return;
      }
      if (!view_.words()[at].stop && parts_.Core(at) != "for" && parts_.Core(at) != "there") return;
    }
  }

  // "SW1A 1AA" (UK), "K1A 0B1" (Canada).
  void PostalCode(size_t i) {
    if (!view_.SameLine(i, i + 1)) return;
    const std::string_view second = view_.tokens()[i + 1].text;
    if (second.size() == 3 && IsPostalCode(std::string(view_.tokens()[i].text).append(second))) {
      Add(i, i + 1, kCityAndState);
    }
  }

  void UnitAlone(size_t i) {
    const UnitWord kind = UnitWordKind(parts_.Core(i));
    if (kind == UnitWord::kNone || (kind == UnitWord::kCommon && !HasContext(i))) return;
    if (parts_.Core(i) == "number" || parts_.Core(i) == "no" || parts_.Core(i) == "box") return;
    if (!view_.SameLine(i, i + 1) || !parts_.IsUnitValue(i + 1) || parts_.Clause(i)) return;
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
          (parts_.Core(i - 1) == "email" || parts_.Core(i - 1) == "e-mail" ||
           parts_.Core(i - 1) == "ip")) {
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
    if (!any || (!number && i + std::max<size_t>(1, CountryAt(view_, i)) > last &&
                 IsRegion(parts_.Core(i)))) {
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
        address = address || (i > first && kNounBefore.contains(parts_.Core(i - 1)));
      }
      const std::string next = i < last ? view_.tokens()[i + 1].lower : "";
      address = address || word == "zip" || word == "postcode" ||
                (word == "postal" && next == "code") ||
                ((word == "what" || word == "which") &&
                 (next == "city" || next == "state" || next == "street" || next == "town")) ||
                (word == "where" && (next == "do" || next == "are") && i + 3 <= last &&
                 (parts_.Core(i + 3) == "live" || parts_.Core(i + 3) == "living" ||
                  parts_.Core(i + 3) == "located"));
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
          if (const auto zip = parts_.ZipAt(at)) {
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
  AddressParts parts_{view_};
  std::vector<PiiEntity> entities_;
};

class AddressRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kAddressTypes; }

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
