#include <string_view>

#include "tacet/pii/rules/name_finds.h"
#include "tacet/pii/rules/name_words.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

// Names that nothing announces.
class ListedNames {
 public:
  explicit ListedNames(NameFinds& finds) : view_(finds.view()), finds_(finds) {}

  void Find(size_t i) {
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
    if (word.not_name) return;
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
          finds_.Add(i, last, kWeaklyListed);  // "Jordan Casey", "Austin Miller"
          return;
        }
        const bool doubtful_start = word.sentence_start && view_.IsCommonWord(i);
        if (given >= 2 && surname >= 2 && !place) {
          const bool sure = word.capital || (given == 3 && surname == 3);
          finds_.Add(i, last,
                     word.capital && !doubtful_start ? kPair
                     : sure                          ? kListed
                                                     : kWeaklyListed);
          return;
        }
        if (word.capital && surname >= 2 && !place && !doubtful_start) {
          finds_.Add(i, last, kListed);
          return;
        }
        if (word.capital && !place && (given == 3 || (given == 2 && !word.sentence_start))) {
          finds_.Add(i, last, kWeaklyListed);
          return;
        }
      }
    }
    if (!word.capital || IsPlaceOrBrand(word.core) || after_article || after_place_word) return;
    if (word.shouted || view_.NamesAThing(i) || FollowedByCapital(i)) return;
    if (word.sentence_start) {
      if (word.core == "roger") return;  // "Roger." says that something was heard
      // A sentence of one word ("Martin.") or a word that is no common one ("John, can you ...").
      const Token& token = view_.tokens()[i];
      const bool alone = (token.sentence_end || token.line_end) && given >= 2;
      if (alone || (given == 3 && !view_.IsCommonWord(i) && word.levels.given >= 4)) {
        finds_.Add(i, i, kWeaklyListed);
      }
      return;
    }
    if (given == 3) {
      finds_.Add(i, i, kListed);
    } else if (given == 2) {
      finds_.Add(i, i, word.stop ? kGuessed : kWeaklyListed);
    } else if (word.levels.surname >= 4 && word.tier == 0) {
      finds_.Add(i, i, kWeaklyListed);
    }
  }

 private:
  // The word before is capitalised in the middle of a sentence and belongs to no name: "General
  // Jackson Drive", "Burj Khalifa": the whole is something else.
  bool PartOfLongerCapitals(size_t i) const {
    const NameWord& before = view_.words()[i - 1];
    return before.capital && !before.sentence_start && !before.clause_end &&
           finds_.best(i - 1) == 0 && !before.stop && !IsPersonTitle(before.core);
  }
  bool FollowedByCapital(size_t i) const {
    return view_.SameLine(i, i + 1) && !view_.words()[i].clause_end &&
           view_.words()[i + 1].capital && !view_.words()[i + 1].stop &&
           !view_.tokens()[i].text.ends_with("'s");
  }

  const NameView& view_;
  NameFinds& finds_;
};

}  // namespace

void AddListedName(size_t i, NameFinds& finds) { ListedNames(finds).Find(i); }

}  // namespace tacet::pii
