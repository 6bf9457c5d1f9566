#include "tacet/pii/fusion/names_again.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "tacet/base/check.h"
#include "tacet/pii/fusion/tagger_finds.h"
#include "tacet/pii/rules/name_words.h"
#include "tacet/pii/word_lists.h"

namespace tacet::pii {
namespace {

// What the tagger must reach for the words of a name to count elsewhere. On conversations that were
// kept from training 0.5 and 0.9 find nearly the same.
constexpr double kSureToBeKnownBy = 0.7;
constexpr size_t kLeastLetters = 3;
constexpr int kCommonTiers = 2;

bool BelongsToNames(char c) {
  return IsAsciiLetter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '\'';
}

// Whether who is meant can be known by the word alone: it is hardly said for anything else.
bool TellsWho(std::string_view word) {
  if (word.size() < kLeastLetters || !std::all_of(word.begin(), word.end(), BelongsToNames)) {
    return false;
  }
  const int tier = EnglishTier(word);
  return (tier == 0 || tier > kCommonTiers) && !IsNameStopWord(word) && !IsPersonTitle(word) &&
         !IsRelation(word) && !IsPlaceOrBrand(word) && !IsOrganisationWord(word);
}

}  // namespace

void WeighNamesAgain(std::span<const Token> tokens, const PiiPolicy& policy, TokenTags* tags) {
  constexpr auto kName = static_cast<size_t>(PiiEntityType::kName);
  if (tags->empty() || policy.name_again == 1) return;
  TACET_CHECK(tokens.size() == tags->size()) << "a tag for each token";
  std::unordered_set<std::string_view> known;
  for (const TaggerFind& find : FindByTagger(tokens, *tags, policy)) {
    if (find.type != PiiEntityType::kName || find.score < kSureToBeKnownBy) continue;
    for (size_t i = find.first; i <= find.last; ++i) {
      const std::string_view word = WithoutPossessive(tokens[i]);
      if (TellsWho(word)) known.insert(word);
    }
  }
  if (known.empty()) return;
  std::array<double, kPiiTypes> factors;
  factors.fill(1);
  factors[kName] = policy.name_again;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view word = WithoutPossessive(tokens[i]);
    const bool plural = word.ends_with('s') && known.contains(word.substr(0, word.size() - 1));
    if (plural || known.contains(word)) MultiplyOdds(factors, &(*tags)[i]);
  }
}

}  // namespace tacet::pii
