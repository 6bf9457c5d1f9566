#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

#include "tacet/pii/rules/name_finds.h"
#include "tacet/pii/rules/name_words.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

// "Who am I speaking with?", and what is said then.
class AnsweredNames {
 public:
  explicit AnsweredNames(NameFinds& finds) : view_(finds.view()), finds_(finds) {}

  void Find() {
    size_t first = 0;
    for (size_t i = 0; i < view_.size(); ++i) {
      const bool ends = view_.tokens()[i].sentence_end || view_.tokens()[i].line_end;
      if (!ends) continue;
      if (AsksForName(first, i)) AnswerAfter(i);
      first = i + 1;
    }
  }

 private:
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
        if (view_.Match(i, "name is") || view_.Match(i, "name of the")) continue;
        name = true;
      }
      for (const std::string_view who :
           {"who am i speaking", "who am i talking", "whom am i speaking", "who do i have",
            "who's calling", "who is calling", "who is this", "who's this", "who's speaking",
            "pleasure of speaking", "am i speaking", "spell that", "spell it", "spell your"}) {
        if (view_.Match(i, who)) name = asks = true;
      }
      asks = asks || kAsking.contains(word);
    }
    return name && asks;
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
      if (small || !view_.CanBeAnnounced(i) || view_.words()[i].not_name) {
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
      finds_.Add(i, last, kAnswered);
      return;
    }
  }

  const NameView& view_;
  NameFinds& finds_;
};

}  // namespace

void AddAnsweredNames(NameFinds& finds) { AnsweredNames(finds).Find(); }

}  // namespace tacet::pii
