#include "tacet/pii/rules/age.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tacet/pii/number_cues.h"
#include "tacet/pii/rules/date_words.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

constexpr double kSureAge = 0.97;
constexpr double kAsked = 0.85;
constexpr double kBare = 0.75;
constexpr size_t kQuestionReachTokens = 14;

// What may be some years old and is no person.
bool IsThing(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "laptop",  "computer", "car",     "truck",  "house",   "home",   "building", "roof",
      "phone",   "account",  "company", "fridge", "machine", "system", "model",    "software",
      "product", "order",    "charge",  "bill",   "vehicle", "engine", "battery",  "router",
      "tv",      "printer",  "song",    "movie",  "film",    "show",   "book",     "data",
      "heater",  "furnace",  "dryer",   "washer", "bike",    "tire",   "tires",    "tree",
      "bottle",  "wine",     "whisky",  "scotch", "video",   "game",   "store"};
  return words->contains(word);
}

// What follows a number that is no age: "I'm 10 minutes away", "I'm 100 percent sure".
bool IsCountedWord(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "of",      "out",      "block",  "blocks", "years",   "year",    "steps", "step",
      "away",    "in",       "foot",   "ft",     "on",      "short",   "late",  "behind",
      "down",    "over",     "for",    "times",  "points",  "th",      "and",   "to",
      "or",      "credits",  "more",   "less",   "dollars", "percent", "%",     "something",
      "hundred", "thousand", "pounds", "stone"};
  return words->contains(word) || IsUnit(word);
}

class AgeScan {
 public:
  explicit AgeScan(std::string_view text) : tokens_(Tokenize(text)), words_(tokens_) {}

  std::vector<PiiEntity> Find(const RE2& hyphenated) {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      const auto last = AgeAt(i, hyphenated);
      if (!last) continue;
      entities_.push_back({PiiEntityType::kAge, confidence_, tokens_[i].begin, tokens_[*last].end});
      i = *last;
    }
    return std::move(entities_);
  }

 private:
  // The last token of the age at `i`; sets confidence_.
  std::optional<size_t> AgeAt(size_t i, const RE2& hyphenated) {
    // "40-year-old", "three-year-olds".
    const re2::StringPiece word(tokens_[i].lower);
    if (RE2::FullMatch(word, hyphenated)) {
      if (AboutAThing(i, i)) return std::nullopt;
      confidence_ = kSureAge;
      return i;
    }
    // "early forties", "mid-fifties".
    if (IsDecade(i)) {
      confidence_ = kBare;
      return tokens_[i].lower.size() > 5 ? i : i + 1;
    }
    const auto number = words_.Small(i);
    std::optional<size_t> last;
    int value = 0;
    if (number) {
      last = number->last;
      value = number->value;
    } else if (IsHundredAndSome(tokens_[i].lower)) {
      last = i;
      value = 100;
    }
    if (!last) return std::nullopt;
    if (const auto unit = UnitOfAge(*last)) {
      if (AboutAThing(i, *unit)) return std::nullopt;
      confidence_ = kSureAge;
      return unit;
    }
    if (value < 1) return std::nullopt;
    const bool led = i > 0 && tokens_[i - 1].line == tokens_[i].line;
    if (led && !Counted(*last) && LedAsAge(i)) return last;
    if (!AskedForAge(i)) return std::nullopt;
    const bool years = words_.Lower(*last + 1) == "years";
    if (!years && Counted(*last)) return std::nullopt;
    confidence_ = kAsked;
    return years && words_.Together(*last, *last + 1) ? *last + 1 : *last;
  }

  bool IsDecade(size_t i) const {
    const std::string_view word = words_.Lower(i);
    for (const std::string_view part : {"early", "mid", "late"}) {
      if (!word.starts_with(part)) continue;
      std::string_view decade = word.substr(part.size());
      if (decade.empty() && words_.Together(i, i + 1)) decade = words_.Lower(i + 1);
      if (decade.starts_with('-')) decade.remove_prefix(1);
      if (!IsAnyOf(decade, {"twenties", "thirties", "forties", "fifties", "sixties", "seventies",
                            "eighties", "nineties"})) {
        continue;
      }
      // "in her mid fifties" is an age, "in the mid fifties" a time.
      return i == 0 || !IsAnyOf(words_.Lower(i - 1), {"the", "since"});
    }
    return false;
  }

  static bool IsHundredAndSome(std::string_view word) {
    return word.size() == 3 && word[0] == '1' && (word[1] == '0' || word[1] == '1') &&
           word[2] >= '0' && word[2] <= '9';
  }

  // "years old", "year old", "years of age", "months old", "yrs old", "y o"; also "and a half years
  // old".
  std::optional<size_t> UnitOfAge(size_t last) const {
    size_t i = last + 1;
    if (words_.Lower(i) == "and" && words_.Lower(i + 1) == "a" && words_.Lower(i + 2) == "half") {
      i += 3;
    }
    if (!words_.Together(last, i)) return std::nullopt;
    if (IsAnyOf(words_.Lower(i), {"year-old", "years-old", "yo", "y/o", "yr-old", "year-olds"})) {
      return i;
    }
    if (!IsAnyOf(words_.Lower(i),
                 {"years", "year", "yrs", "yr", "months", "month", "weeks", "week", "days"})) {
      return std::nullopt;
    }
    if (words_.Together(i, i + 1) && words_.Lower(i + 1) == "old") return i + 1;
    const bool of_age = words_.Lower(i + 1) == "of" && words_.Lower(i + 2) == "age";
    if (of_age && words_.Together(i, i + 2)) return i + 2;
    return std::nullopt;
  }

  // "my laptop is 5 years old", "a 5-year-old car".
  bool AboutAThing(size_t first, size_t last) const {
    for (size_t at = first; at-- > 0 && first - at <= 5 && words_.Together(at, first);) {
      if (IsThing(words_.Lower(at))) return true;
    }
    return words_.Together(last, last + 1) && IsThing(words_.Lower(last + 1));
  }

  bool Counted(size_t last) const {
    const size_t next = last + 1;
    if (!words_.Together(last, next) || !tokens_[last].after.empty()) return false;
    if (words_.Small(next)) return true;
    // "and" after an age goes on to something else, unless it counts on: "five and a half".
    if (words_.Lower(next) == "and") return words_.Small(next + 1).has_value();
    return IsCountedWord(words_.Lower(next)) || tokens_[next].lower.find(':') != std::string::npos;
  }

  // "aged 40", "age is 40", "at age 40", "turned 40", "I'm 67", "she is twelve".
  bool LedAsAge(size_t i) {
    const std::string_view before = words_.Lower(i - 1);
    if (IsAnyOf(before, {"aged", "age"})) return Sure(kSureAge);
    if (i >= 3 && words_.Lower(i - 3) == "the" && words_.Lower(i - 2) == "age" && before == "of") {
      return Sure(kSureAge);
    }
    if (before == "is" && i >= 2 && words_.Lower(i - 2) == "age") return Sure(kSureAge);
    if (IsAnyOf(before, {"turned", "turning", "turns"})) return Sure(kAsked);
    if (before == "turn" || (before == "just" && i >= 2 && words_.Lower(i - 2) == "turned")) {
      return Sure(kAsked);
    }
    // A bare number: only what is at an end of its clause, so that it counts nothing.
    size_t subject = i - 1;
    if (IsAnyOf(before, {"only", "about", "almost", "nearly", "already", "now", "just"}) &&
        i >= 2) {
      subject = i - 2;
    }
    const bool is = IsAnyOf(words_.Lower(subject), {"i'm", "she's", "he's"});
    const bool long_form = subject >= 1 && IsAnyOf(words_.Lower(subject), {"am", "is", "was"}) &&
                           IsAnyOf(words_.Lower(subject - 1),
                                   {"i", "she", "he", "son", "daughter", "husband", "wife",
                                    "mother", "father", "mom", "dad", "grandson", "granddaughter"});
    if (!is && !long_form) return false;
    const auto number = words_.Small(i);
    const size_t last = number ? number->last : i;
    const bool clause_end = tokens_[last].line_end || !tokens_[last].after.empty() ||
                            IsAnyOf(words_.Lower(last + 1), {"and", "so", "now", "but", "i"});
    return clause_end && Sure(kBare);
  }

  bool Sure(double confidence) {
    confidence_ = confidence;
    return true;
  }

  // "How old are you?", "your age?" in the line before.
  bool AskedForAge(size_t i) const {
    for (size_t at = i; at-- > 0 && i - at <= kQuestionReachTokens;) {
      if (tokens_[at].line + 1 < tokens_[i].line) return false;
      if (tokens_[at].lower == "old" && at > 0 && tokens_[at - 1].lower == "how") return true;
      const bool question = tokens_[at].after.find('?') != std::string_view::npos;
      if (tokens_[at].lower == "age" && question) return true;
    }
    return false;
  }

  std::vector<Token> tokens_;
  DateWords words_;
  double confidence_ = 0;
  std::vector<PiiEntity> entities_;
};

class AgeRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    if (!wanted.contains(PiiEntityType::kAge)) return {};
    return AgeScan(text).Find(hyphenated_);
  }

 private:
  static constexpr std::array<PiiEntityType, 1> kTypes = {PiiEntityType::kAge};
  RE2 hyphenated_{R"((?:\d{1,3}|[a-z]+(?:-[a-z]+)?)-(?:year|yr|month|week)s?-olds?)"};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeAgeRecognizer() { return std::make_unique<AgeRecognizer>(); }

}  // namespace tacet::pii
