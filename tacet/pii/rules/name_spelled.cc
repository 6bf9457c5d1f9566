#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tacet/pii/rules/name_finds.h"
#include "tacet/pii/rules/name_spelling.h"
#include "tacet/pii/word_lists.h"

namespace tacet::pii {
namespace {

// Tells spelled names from other spelled words, by what is said around them.
class SpelledNames {
 public:
  explicit SpelledNames(NameFinds& finds) : view_(finds.view()), finds_(finds) {}

  void Find() {
    for (const Spelling& spelling : FindSpellings(view_)) {
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
        if (view_.words()[k].core == spelling.letters && finds_.best(k) == 0)
          finds_.Add(k, k, kAddressed);
      }
      finds_.Add(spelling.first, spelling.last,
                 InEmail(spelling.first, spelling.last) ? kGuessed : confidence);
    }
    Misspelled();
  }

 private:
  // Whether a name or a word about names stands in the `reach` tokens before `i`.
  bool NearName(size_t i, size_t reach) const {
    static const std::unordered_set<std::string_view> kNameWords = {
        "name",   "name's",  "names", "surname",  "spell",
        "spells", "spelled", "spelt", "spelling", "initials"};
    for (size_t k = i; k > 0 && i - k < reach; --k) {
      if (finds_.best(k - 1) >= kListed || kNameWords.contains(view_.tokens()[k - 1].lower))
        return true;
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

  // A spelling heard as one word ("the IOLET" for V-I-O-L-E-T): close to a name said just before,
  // or all capitals after "spelled".
  void Misspelled() {
    const std::vector<NameFinds::Span> said = finds_.spans();
    for (const NameFinds::Span& span : said) {
      if (span.confidence < kAddressed) continue;
      for (size_t i = span.last + 1; i < std::min(view_.size(), span.last + 9); ++i) {
        const NameWord& word = view_.words()[i];
        if (finds_.best(i) > 0 || word.tier != 0 || word.core.size() < 4) continue;
        for (size_t k = span.first; k <= span.last; ++k) {
          const std::string& name = view_.words()[k].core;
          if (name.size() >= 4 &&
              EditDistance(name, word.core) <= std::max<size_t>(1, name.size() / 4)) {
            finds_.Add(i, i, kRepeated);
          }
        }
      }
    }
    for (size_t i = 1; i < view_.size(); ++i) {
      const NameWord& word = view_.words()[i];
      if (!word.cased || !word.shouted || word.core.size() < 3 || !word.alphabetic ||
          finds_.best(i) > 0)
        continue;
      const std::string& before = view_.tokens()[i - 1].lower;
      if (before == "spelled" || before == "spelt" || before == "spell")
        finds_.Add(i, i, kAddressed);
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

  const NameView& view_;
  NameFinds& finds_;
};

}  // namespace

void AddSpelledNames(NameFinds& finds) { SpelledNames(finds).Find(); }

}  // namespace tacet::pii
