#include "tacet/pii/rules/name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tacet/pii/rules/name_finds.h"
#include "tacet/pii/rules/name_view.h"
#include "tacet/pii/rules/name_words.h"

namespace tacet::pii {
namespace {

constexpr std::array kNameTypes = {PiiEntityType::kName};

// Collects the names of one text; each step adds spans of tokens.
class NameFinder {
 public:
  explicit NameFinder(std::string_view text) : view_(text), finds_(view_) {}

  std::vector<PiiEntity> Find() {
    for (size_t i = 0; i < view_.size(); ++i) {
      Announced(i);
      Titled(i);
      Addressed(i);
      Related(i);
      NamedBeforeVerb(i);
      AddListedName(i, finds_);
    }
    AddAnsweredNames(finds_);
    AddSpelledNames(finds_);
    Repeated();
    return Entities();
  }

 private:
  // "my name is, uh, Jane": the first token at or after `i` that is no filler.
  size_t SkipFillers(size_t i, size_t line_of) const {
    static const std::unordered_set<std::string_view> kFillers = {
        "uh",   "um",   "er",   "ah",   "is", "it's", "actually",
        "just", "like", "also", "well", "so", "okay", "yes"};
    for (int skipped = 0; skipped < 3 && view_.SameLine(line_of, i); ++skipped) {
      if (!kFillers.contains(view_.tokens()[i].lower)) break;
      ++i;
    }
    return i;
  }

  // A title at `i` stays readable: the name begins after it.
  size_t SkipTitle(size_t i, size_t line_of) const {
    if (view_.SameLine(line_of, i) && view_.SameLine(i, i + 1) &&
        IsPersonTitle(view_.words()[i].core)) {
      return i + 1;
    }
    return i;
  }

  void Announced(size_t i) {
    static constexpr std::array<std::string_view, 24> kStrong = {"name is",
                                                                 "names is",
                                                                 "name was",
                                                                 "name's",
                                                                 "name will be",
                                                                 "name would be",
                                                                 "name should be",
                                                                 "name on the card is",
                                                                 "name on the account is",
                                                                 "name on it is",
                                                                 "name as",
                                                                 "names are",
                                                                 "first name",
                                                                 "last name",
                                                                 "full name",
                                                                 "middle name",
                                                                 "maiden name",
                                                                 "family name",
                                                                 "given name",
                                                                 "surname is",
                                                                 "surname",
                                                                 "my name",
                                                                 "you can call me",
                                                                 "i go by"};
    static constexpr std::array<std::string_view, 26> kMedium = {
        "call me",        "speaking with", "speaking to",
        "talking to",     "talking with",  "spoke with",
        "spoke to",       "speak with",    "speak to",
        "talk to",        "talked to",     "under the name of",
        "under the name", "under",         "name of",
        "named",          "called",        "cardholder",
        "account holder", "attention",     "i'm",
        "i am",           "this is",       "it's",
        "here's",         "signed"};
    for (const std::string_view phrase : kStrong) {
      const auto after = view_.Match(i, phrase);
      if (!after) continue;
      if (i > 0 && IsNonPersonNameOwner(view_.words()[i - 1].core) && phrase.starts_with("name"))
        return;
      size_t first = SkipTitle(SkipFillers(*after, i), i);
      if (!view_.SameLine(i, first) || !view_.CanBeAnnounced(first)) continue;
      if (view_.tokens()[*after - 1].sentence_end) continue;
      // "the first name that comes to mind", "the last name I expected" end here: stop words.
      finds_.Add(first, view_.ExtendName(first, /*announced=*/true), kAnnounced);
      return;
    }
    for (const std::string_view phrase : kMedium) {
      const auto after = view_.Match(i, phrase);
      if (!after || view_.tokens()[*after - 1].sentence_end) continue;
      const size_t first = SkipTitle(*after, i);
      if (!view_.SameLine(i, first) || view_.NamesAThing(first)) continue;
      const NameWord& word = view_.words()[first];
      // One talks to Charlotte the person, not the city.
      const bool spoken_to = phrase.ends_with(" to") || phrase.ends_with(" with");
      const bool person = spoken_to && word.levels.given >= 5;
      if ((IsPlaceOrBrand(word.core) && !person) || IsOrganisationWord(word.core)) continue;
      const int given = view_.GivenScore(first);
      const size_t last = view_.ExtendName(first, /*announced=*/false);
      if (view_.NamesAThing(last)) continue;
      const bool introduces = phrase == "this is" || phrase == "i'm" || phrase == "i am" ||
                              phrase == "speaking with" || phrase == "call me";
      if (given >= 2 || (given >= 1 && (word.capital || last > first))) {
        finds_.Add(first, last, introduces ? kPair : kListed);
      } else if (introduces && word.capital && word.tier == 0 && !word.stop && word.alphabetic &&
                 !word.shouted && word.core.size() >= 3) {
        finds_.Add(first, last, kWeaklyListed);
      }
    }
  }

  void Titled(size_t i) {
    const NameWord& title = view_.words()[i];
    if (!IsPersonTitle(title.core) || !view_.SameLine(i, i + 1)) return;
    if (title.clause_end || view_.Is(i + 1, "pepper")) return;
    const NameWord& word = view_.words()[i + 1];
    const bool abbreviation =
        title.core.size() <= 3 || title.core == "miss" || title.core == "mister";
    bool name = false;
    if (word.cased) {
      name = word.capital && word.alphabetic && word.core.size() >= 2 &&
             (!word.stop || word.levels.surname >= 5) && !IsOrganisationWord(word.core) &&
             (title.capital || view_.SurnameScore(i + 1) >= 2);
    } else {
      name = abbreviation && title.core != "miss" && title.core != "col" && title.core != "gen"
                 ? view_.CanBeAnnounced(i + 1)
                 : view_.SurnameScore(i + 1) >= 3 || view_.GivenScore(i + 1) >= 2;
    }
    if (!name) return;
    const size_t last = view_.ExtendName(i + 1, /*announced=*/true);
    if (view_.NamesAThing(last)) return;
    finds_.Add(i + 1, last, kTitled);
  }

  // "Thanks, Bob.", "Hi Alice", "good morning, Mr. ...".
  void Addressed(size_t i) {
    static constexpr std::array<std::string_view, 16> kGreetings = {"hi",
                                                                    "hello",
                                                                    "hey",
                                                                    "thanks",
                                                                    "thank you so much",
                                                                    "thank you very much",
                                                                    "thank you",
                                                                    "good morning",
                                                                    "good afternoon",
                                                                    "good evening",
                                                                    "bye",
                                                                    "goodbye",
                                                                    "sorry",
                                                                    "welcome",
                                                                    "dear",
                                                                    "please welcome"};
    for (const std::string_view greeting : kGreetings) {
      const auto after = view_.Match(i, greeting);
      if (!after) continue;
      const size_t first = *after;
      if (!view_.SameLine(i, first)) return;
      const NameWord& word = view_.words()[first];
      if (word.stop && !word.capital) return;
      // "Hello! Hope all is well".
      if (view_.tokens()[first - 1].sentence_end && view_.IsCommonWord(first)) return;
      if (IsPlaceOrBrand(word.core) || view_.NamesAThing(first)) return;
      const size_t last = view_.ExtendName(first, /*announced=*/false);
      if (view_.GivenScore(first) >= (word.capital ? 1 : 2)) {
        finds_.Add(first, last, kAddressed);
      } else if (word.capital && word.tier == 0 && !word.stop && word.alphabetic && !word.shouted &&
                 word.core.size() >= 3 && view_.words()[last].clause_end) {
        finds_.Add(first, last, kWeaklyListed);
      }
      return;
    }
    // "..., Maria, ..." and "Okay, Travis.": a given name between two commas or before the end.
    const NameWord& word = view_.words()[i];
    if (word.capital && view_.GivenScore(i) >= 2 && word.clause_end && view_.SameLine(i, i - 1) &&
        view_.words()[i - 1].clause_end && !view_.words()[i - 1].capital &&
        !IsPlaceOrBrand(word.core)) {
      finds_.Add(i, i, kListed);
    }
  }

  // "my husband John".
  void Related(size_t i) {
    static const std::unordered_set<std::string_view> kOwners = {"my",  "his",   "her",
                                                                 "our", "their", "your"};
    if (!kOwners.contains(view_.tokens()[i].lower)) return;
    size_t relation = i + 1;
    if (view_.SameLine(i, relation) && !IsRelation(view_.words()[relation].core)) ++relation;
    if (!view_.SameLine(i, relation + 1) || !IsRelation(view_.words()[relation].core)) return;
    const size_t first = relation + 1;
    if (view_.tokens()[relation].sentence_end) return;
    if (view_.GivenScore(first) >= (view_.words()[first].capital ? 1 : 2)) {
      finds_.Add(first, view_.ExtendName(first, /*announced=*/false), kAddressed);
    }
  }

  // "Travis speaking", "Maria here".
  void NamedBeforeVerb(size_t i) {
    if (!view_.words()[i].sentence_start || view_.words()[i].clause_end) return;
    if (view_.GivenScore(i) < 2) return;
    const size_t last = view_.ExtendName(i, /*announced=*/false);
    if (view_.SameLine(i, last + 1) &&
        (view_.Is(last + 1, "speaking") || view_.Is(last + 1, "here"))) {
      finds_.Add(i, last, kAddressed);
    }
  }

  // A name said once with certainty is a name wherever it is said again.
  void Repeated() {
    std::unordered_set<std::string_view> known;
    for (const NameFinds::Span& span : finds_.spans()) {
      if (span.confidence < kAddressed) continue;
      for (size_t i = span.first; i <= span.last; ++i) {
        const NameWord& word = view_.words()[i];
        const bool listed = word.levels.given > 0 || word.levels.surname > 0;
        if (word.core.size() >= 3 && !word.stop && word.alphabetic &&
            (listed || span.confidence >= kAnswered) && !IsPlaceOrBrand(word.core) &&
            !IsOrganisationWord(word.core)) {
          known.insert(word.core);
        }
      }
    }
    for (size_t i = 0; i < view_.size(); ++i) {
      const NameWord& word = view_.words()[i];
      if (finds_.best(i) > 0 || !known.contains(word.core) || word.not_name) continue;
      if (word.cased && !word.capital) continue;
      const bool plain_word = view_.IsCommonWord(i) && !(word.capital && !word.sentence_start);
      if (plain_word || view_.NamesAThing(i)) continue;
      finds_.Add(i, i, kRepeated);
    }
  }

  std::vector<PiiEntity> Entities() const {
    std::vector<PiiEntity> entities;
    entities.reserve(finds_.spans().size());
    for (const NameFinds::Span& span : finds_.spans()) {
      entities.push_back({PiiEntityType::kName, span.confidence, view_.tokens()[span.first].begin,
                          view_.tokens()[span.last].end});
    }
    return entities;
  }

  NameView view_;
  NameFinds finds_;
};

class NameRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kNameTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    if (!wanted.contains(PiiEntityType::kName)) return {};
    return NameFinder(text).Find();
  }
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeNameRecognizer() { return std::make_unique<NameRecognizer>(); }

}  // namespace tacet::pii
