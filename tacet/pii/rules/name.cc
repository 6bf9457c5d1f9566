#include "tacet/pii/rules/name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tacet/pii/rules/name_spelling.h"
#include "tacet/pii/rules/name_view.h"
#include "tacet/pii/rules/name_words.h"

namespace tacet::pii {
namespace {

constexpr std::array kTypes = {PiiEntityType::kName};

// Confidence by how the name was found: the share of such finds that were names in labelled text
// (GUM and English Web Treebank for the finds in running text; spoken requests for the announced
// ones).
constexpr double kAnnounced = 0.97;     // "my name is"
constexpr double kPair = 0.95;          // given name and surname of the lists
constexpr double kTitled = 0.94;        // "Dr."
constexpr double kSpelled = 0.92;       // letters beside a name or the word "name"
constexpr double kAnswered = 0.9;       // after "what's your name?"
constexpr double kAddressed = 0.88;     // "Thanks, Bob."
constexpr double kListed = 0.8;         // a capitalised given name in running text
constexpr double kRepeated = 0.77;      // said before with more certainty
constexpr double kWeaklyListed = 0.75;  // a rarer one, a surname, or one that is a word too
constexpr double kGuessed = 0.3;  // an unknown word where a name often stands; letters of an e-mail

// Collects the names of one text; each step adds spans of tokens.
class NameFinder {
 public:
  explicit NameFinder(std::string_view text) : view_(text), best_(view_.size(), 0.0) {}

  std::vector<PiiEntity> Find() {
    spellings_ = FindSpellings(view_);
    for (size_t i = 0; i < view_.size(); ++i) {
      Announced(i);
      Titled(i);
      Addressed(i);
      Related(i);
      NamedBeforeVerb(i);
      Listed(i);
    }
    Answers();
    Spelled();
    Repeated();
    return Entities();
  }

 private:
  struct Span {
    size_t first;
    size_t last;
    double confidence;
  };

  void Add(size_t first, size_t last, double confidence) {
    spans_.push_back({first, last, confidence});
    for (size_t i = first; i <= last; ++i) best_[i] = std::max(best_[i], confidence);
  }

  // Whether `words` (parted by spaces) stand at `i`; the token after them.
  std::optional<size_t> Match(size_t i, std::string_view words) const {
    while (!words.empty()) {
      const size_t space = std::min(words.find(' '), words.size());
      if (i >= view_.size() || view_.tokens()[i].lower != words.substr(0, space))
        return std::nullopt;
      ++i;
      words.remove_prefix(std::min(space + 1, words.size()));
    }
    return i;
  }

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
      const auto after = Match(i, phrase);
      if (!after) continue;
      if (i > 0 && IsNonPersonNameOwner(view_.words()[i - 1].core) && phrase.starts_with("name"))
        return;
      size_t first = SkipTitle(SkipFillers(*after, i), i);
      if (!view_.SameLine(i, first) || !view_.CanBeAnnounced(first)) continue;
      if (view_.tokens()[*after - 1].sentence_end) continue;
      // "the first name that comes to mind", "the last name I expected" end here: stop words.
      Add(first, view_.ExtendName(first, /*announced=*/true), kAnnounced);
      return;
    }
    for (const std::string_view phrase : kMedium) {
      const auto after = Match(i, phrase);
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
        Add(first, last, introduces ? kPair : kListed);
      } else if (introduces && word.capital && word.tier == 0 && !word.stop && word.alphabetic &&
                 !word.shouted && word.core.size() >= 3) {
        Add(first, last, kWeaklyListed);
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
    Add(i + 1, last, kTitled);
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
      const auto after = Match(i, greeting);
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
        Add(first, last, kAddressed);
      } else if (word.capital && word.tier == 0 && !word.stop && word.alphabetic && !word.shouted &&
                 word.core.size() >= 3 && view_.words()[last].clause_end) {
        Add(first, last, kWeaklyListed);
      }
      return;
    }
    // "..., Maria, ..." and "Okay, Travis.": a given name between two commas or before the end.
    const NameWord& word = view_.words()[i];
    if (word.capital && view_.GivenScore(i) >= 2 && word.clause_end && view_.SameLine(i, i - 1) &&
        view_.words()[i - 1].clause_end && !view_.words()[i - 1].capital &&
        !IsPlaceOrBrand(word.core)) {
      Add(i, i, kListed);
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
      Add(first, view_.ExtendName(first, /*announced=*/false), kAddressed);
    }
  }

  // "Travis speaking", "Maria here".
  void NamedBeforeVerb(size_t i) {
    if (!view_.words()[i].sentence_start || view_.words()[i].clause_end) return;
    if (view_.GivenScore(i) < 2) return;
    const size_t last = view_.ExtendName(i, /*announced=*/false);
    if (view_.SameLine(i, last + 1) &&
        (view_.Is(last + 1, "speaking") || view_.Is(last + 1, "here"))) {
      Add(i, last, kAddressed);
    }
  }

  // Names in running text, by the lists alone.
  void Listed(size_t i) {
    const NameWord& word = view_.words()[i];
    const int given = view_.GivenScore(i);
    const bool after_article = i > 0 && view_.SameLine(i - 1, i) &&
                               (view_.Is(i - 1, "the") || view_.Is(i - 1, "a") ||
                                view_.Is(i - 1, "an") || view_.Is(i - 1, "of"));
    const bool after_place_word =
        i > 0 && view_.SameLine(i - 1, i) &&
        (view_.Is(i - 1, "in") || view_.Is(i - 1, "near") || view_.Is(i - 1, "saint") ||
         view_.Is(i - 1, "st") || view_.Is(i - 1, "san") || view_.Is(i - 1, "mount") ||
         view_.Is(i - 1, "lake") || view_.Is(i - 1, "fort") || view_.Is(i - 1, "north") ||
         view_.Is(i - 1, "south") || view_.Is(i - 1, "west") || view_.Is(i - 1, "east") ||
         view_.Is(i - 1, "new"));
    if (word.organisation) return;
    if (i > 0 && view_.SameLine(i - 1, i) && PartOfLongerCapitals(i)) return;
    if (given >= 1) {
      const size_t last = view_.ExtendName(i, /*announced=*/false);
      if (last > i) {
        if (view_.NamesAThing(last) || after_place_word) return;
        const NameWord& end = view_.words()[last];
        // "Alex Jordan" and "Denzel Washington" are people; "Kinder Morgan" and "Brent North" may
        // not be.
        if (IsPlaceOrBrand(end.core) && (end.levels.surname < 4 || given < 3)) return;
        const int surname = view_.SurnameScore(last);
        const bool place = IsPlaceOrBrand(word.core);
        if (place && word.levels.given >= 4 && surname == 3 && end.levels.surname >= 4 &&
            !IsPlaceOrBrand(end.core)) {
          Add(i, last, kWeaklyListed);  // "Jordan Casey", "Austin Miller"
          return;
        }
        const bool doubtful_start = word.sentence_start && view_.IsCommonWord(i);
        if (given >= 2 && surname >= 2 && !place) {
          const bool sure = word.capital || (given == 3 && surname == 3);
          Add(i, last, word.capital && !doubtful_start ? kPair : sure ? kListed : kWeaklyListed);
          return;
        }
        if (word.capital && surname >= 2 && !place && !doubtful_start) {
          Add(i, last, kListed);
          return;
        }
        if (word.capital && !place && (given == 3 || (given == 2 && !word.sentence_start))) {
          Add(i, last, kWeaklyListed);
          return;
        }
      }
    }
    if (!word.capital || IsPlaceOrBrand(word.core) || after_article || after_place_word) return;
    if (word.shouted || view_.NamesAThing(i) || FollowedByCapital(i)) return;
    if (word.sentence_start) {
      // A sentence of one word ("Martin.") or a word that is no common one ("John, can you ...").
      const Token& token = view_.tokens()[i];
      const bool alone = (token.sentence_end || token.line_end) && given >= 2;
      if (alone || (given == 3 && !view_.IsCommonWord(i) && word.levels.given >= 4)) {
        Add(i, i, kWeaklyListed);
      }
      return;
    }
    if (given == 3) {
      Add(i, i, kListed);
    } else if (given == 2) {
      Add(i, i, word.stop ? kGuessed : kWeaklyListed);
    } else if (word.levels.surname >= 4 && word.tier == 0) {
      Add(i, i, kWeaklyListed);
    }
  }

  // The word before is capitalised in the middle of a sentence and belongs to no name: "General
  // Jackson Drive", "Burj Khalifa": the whole is something else.
  bool PartOfLongerCapitals(size_t i) const {
    const NameWord& before = view_.words()[i - 1];
    return before.capital && !before.sentence_start && !before.clause_end && best_[i - 1] == 0 &&
           !before.stop && !IsPersonTitle(before.core);
  }
  bool FollowedByCapital(size_t i) const {
    return view_.SameLine(i, i + 1) && !view_.words()[i].clause_end &&
           view_.words()[i + 1].capital && !view_.words()[i + 1].stop &&
           !view_.tokens()[i].text.ends_with("'s");
  }

  // Whether the sentence or line [first, last] asks for a person's name.
  bool AsksForName(size_t first, size_t last) const {
    bool name = false;
    bool asks = view_.tokens()[last].after.find('?') != std::string_view::npos;
    static const std::unordered_set<std::string_view> kAsking = {
        "can",   "could",  "may",  "what",    "what's",  "whats",  "give",
        "get",   "have",   "need", "provide", "confirm", "verify", "tell",
        "spell", "please", "who",  "who's",   "whose",   "your"};
    for (size_t i = first; i <= last; ++i) {
      const std::string& word = view_.tokens()[i].lower;
      if (word == "name" || word == "names" || word == "surname") {
        if (i > first && IsNonPersonNameOwner(view_.words()[i - 1].core)) continue;
        if (Match(i, "name is") || Match(i, "name of the")) continue;
        name = true;
      }
      for (const std::string_view who :
           {"who am i speaking", "who am i talking", "whom am i speaking", "who do i have",
            "who's calling", "who is calling", "who is this", "who's this", "who's speaking",
            "pleasure of speaking", "am i speaking", "spell that", "spell it", "spell your"}) {
        if (Match(i, who)) name = asks = true;
      }
      asks = asks || kAsking.contains(word);
    }
    return name && asks;
  }

  // The answers to questions for a name, in the same line after the question and in the next lines.
  void Answers() {
    size_t first = 0;
    for (size_t i = 0; i < view_.size(); ++i) {
      const bool ends = view_.tokens()[i].sentence_end || view_.tokens()[i].line_end;
      if (!ends) continue;
      if (AsksForName(first, i)) AnswerAfter(i);
      first = i + 1;
    }
  }

  void AnswerAfter(size_t question_end) {
    static const std::unordered_set<std::string_view> kLeadIn = {
        "yes",        "yeah",      "yep",      "sure",    "okay",    "ok",    "of",     "course",
        "absolutely", "certainly", "um",       "uh",      "so",      "well",  "it",     "is",
        "it's",       "its",       "that's",   "that",    "would",   "be",    "my",     "name",
        "name's",     "first",     "last",     "full",    "and",     "the",   "please", "i",
        "am",         "i'm",       "this",     "oh",      "hi",      "hello", "right",  "thanks",
        "thank",      "you",       "no",       "problem", "alright", "great", "hey",    "good",
        "morning",    "afternoon", "speaking", "with",    "mr",      "mrs",   "ms",     "miss",
        "dr",         "doctor",    "for",      "me",      "mhm",     "hmm",   "ma'am",  "sir"};
    const size_t question_line = view_.tokens()[question_end].line;
    size_t looked = 0;
    for (size_t i = question_end + 1; i < view_.size() && looked < 16; ++i, ++looked) {
      const size_t line = view_.tokens()[i].line;
      if (line > question_line + 3) return;
      const Token& token = view_.tokens()[i];
      if (kLeadIn.contains(token.lower)) continue;
      const bool small = view_.words()[i].cased && !view_.words()[i].capital;
      if (small || !view_.CanBeAnnounced(i) || view_.words()[i].organisation) {
        if (view_.words()[i].tier == 1 || view_.words()[i].stop) return;
        continue;
      }
      // An unknown word in small letters, far from the question, is more likely just a word.
      const NameWord& word = view_.words()[i];
      const int level = std::max(word.levels.given, word.levels.surname);
      if (!word.capital && level < 3 && looked > 6) return;
      if (word.capital && word.sentence_start && view_.IsCommonWord(i) && level < 4) return;
      if (word.capital && IsPlaceOrBrand(word.core) && level < 4) return;
      const size_t last = view_.ExtendName(i, /*announced=*/true);
      Add(i, last, kAnswered);
      return;
    }
  }

  // Whether a name or a word about names stands in the `reach` tokens before `i`.
  bool NearName(size_t i, size_t reach) const {
    static const std::unordered_set<std::string_view> kNameWords = {
        "name",   "name's",  "names", "surname",  "spell",
        "spells", "spelled", "spelt", "spelling", "initials"};
    for (size_t k = i; k > 0 && i - k < reach; --k) {
      if (best_[k - 1] >= kListed || kNameWords.contains(view_.tokens()[k - 1].lower)) return true;
    }
    return false;
  }

  // Whether an e-mail address is being said around [first, last]: its letters are the address's.
  bool InEmail(size_t first, size_t last) const {
    for (size_t k = first >= 8 ? first - 8 : 0; k < std::min(view_.size(), last + 6); ++k) {
      const std::string& word = view_.tokens()[k].lower;
      if (word == "email" || word == "e-mail" || (k > last && (word == "at" || word == "dot")))
        return true;
    }
    return false;
  }

  void Spelled() {
    for (const Spelling& spelling : spellings_) {
      const size_t count = spelling.letters.size();
      const bool near = NearName(spelling.first, 25);
      const NameLevels levels = FindName(spelling.letters);
      const bool listed = count >= 4 && std::max(levels.given, levels.surname) >= 3;
      // "I, I, I haven't".
      if (spelling.letters.find_first_not_of(spelling.letters[0]) == std::string::npos) continue;
      const bool long_enough = count >= 3 || (spelling.phonetic && count >= 2);
      if (!long_enough || !(near || listed)) continue;
      const double confidence = near ? kSpelled : kListed;
      // The word that was spelled stands close by, in whatever letters.
      for (size_t k = spelling.first >= 6 ? spelling.first - 6 : 0;
           near && count >= 3 && k < std::min(view_.size(), spelling.last + 7); ++k) {
        if (view_.words()[k].core == spelling.letters && best_[k] == 0) Add(k, k, kAddressed);
      }
      Add(spelling.first, spelling.last,
          InEmail(spelling.first, spelling.last) ? kGuessed : confidence);
    }
    Misspelled();
  }

  // A spelling heard as one word ("the IOLET" for V-I-O-L-E-T): close to a name said just before,
  // or all capitals after "spelled".
  void Misspelled() {
    const std::vector<Span> said = spans_;
    for (const Span& span : said) {
      if (span.confidence < kAddressed) continue;
      for (size_t i = span.last + 1; i < std::min(view_.size(), span.last + 9); ++i) {
        const NameWord& word = view_.words()[i];
        if (best_[i] > 0 || word.tier != 0 || word.core.size() < 4) continue;
        for (size_t k = span.first; k <= span.last; ++k) {
          const std::string& name = view_.words()[k].core;
          if (name.size() >= 4 &&
              EditDistance(name, word.core) <= std::max<size_t>(1, name.size() / 4)) {
            Add(i, i, kRepeated);
          }
        }
      }
    }
    for (size_t i = 1; i < view_.size(); ++i) {
      const NameWord& word = view_.words()[i];
      if (!word.cased || !word.shouted || word.core.size() < 3 || !word.alphabetic || best_[i] > 0)
        continue;
      const std::string& before = view_.tokens()[i - 1].lower;
      if (before == "spelled" || before == "spelt" || before == "spell") Add(i, i, kAddressed);
    }
  }

  static size_t EditDistance(std::string_view a, std::string_view b) {
    if (std::max(a.size(), b.size()) > 24) return 99;
    std::array<size_t, 25> row{};
    for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
      size_t diagonal = row[0];
      row[0] = i;
      for (size_t j = 1; j <= b.size(); ++j) {
        const size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
      }
    }
    return row[b.size()];
  }

  // A name said once with certainty is a name wherever it is said again.
  void Repeated() {
    std::unordered_set<std::string_view> known;
    for (const Span& span : spans_) {
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
      if (best_[i] > 0 || !known.contains(word.core) || word.organisation) continue;
      if (word.cased && !word.capital) continue;
      const bool plain_word = view_.IsCommonWord(i) && !(word.capital && !word.sentence_start);
      if (plain_word || view_.NamesAThing(i)) continue;
      Add(i, i, kRepeated);
    }
  }

  std::vector<PiiEntity> Entities() const {
    std::vector<PiiEntity> entities;
    entities.reserve(spans_.size());
    for (const Span& span : spans_) {
      entities.push_back({PiiEntityType::kName, span.confidence, view_.tokens()[span.first].begin,
                          view_.tokens()[span.last].end});
    }
    return entities;
  }

  NameView view_;
  std::vector<double> best_;  // per token, the highest confidence of the spans over it; 0 = none
  std::vector<Spelling> spellings_;
  std::vector<Span> spans_;
};

class NameRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    if (!wanted.contains(PiiEntityType::kName)) return {};
    return NameFinder(text).Find();
  }
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeNameRecognizer() { return std::make_unique<NameRecognizer>(); }

}  // namespace tacet::pii
