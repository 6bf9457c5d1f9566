#include "tacet/pii/fusion/tagger_finds.h"

#include <algorithm>
#include <optional>

#include "tacet/base/check.h"
#include "tacet/pii/fusion/type_classes.h"
#include "tacet/pii/not_names.h"
#include "tacet/pii/rules/name_words.h"

namespace tacet::pii {
namespace {

// Beyond this the tagger is believed about a name before "Bank" or "Street", and that somebody is
// called Jack Daniels.
constexpr double kSureOfName = 0.9;
// What "the" or "and" must reach to be an end of a name.
constexpr double kPartOfName = 0.5;

double Personal(const TokenTag& tag) { return 1.0 - static_cast<double>(tag.nothing); }

PiiEntityType Likeliest(const TokenTag& tag) {
  const auto at = std::max_element(tag.type.begin(), tag.type.end());
  return static_cast<PiiEntityType>(at - tag.type.begin());
}

// Stands before a date, an age, a number or an address and is none of it.
bool IsLeadIn(std::string_view word) {
  return IsAnyOf(word, {"a", "an", "the", "of", "is", "it's", "at", "my", "and", "i'm", "on", "to",
                        "or", "from", "that's", "in", "for", "its"});
}

bool HasNoLeadIn(PiiEntityType type) {
  return type == PiiEntityType::kAge || type == PiiEntityType::kDateTime ||
         type == PiiEntityType::kAddress || IsNumberType(type);
}

class TaggerScan {
 public:
  TaggerScan(std::span<const Token> tokens, const TokenTags& tags, const PiiPolicy& policy)
      : tokens_(tokens), tags_(tags), policy_(policy) {
    TACET_CHECK(tokens.size() == tags.size()) << "a tag for each token";
  }

  std::vector<TaggerFind> Find() {
    for (size_t i = 0; i < tokens_.size();) {
      const auto type = ActiveType(i);
      if (!type) {
        ++i;
        continue;
      }
      size_t last = i;
      while (last + 1 < tokens_.size() && Continues(*type, last + 1)) ++last;
      Add(*type, i, last);
      i = last + 1;
    }
    return std::move(finds_);
  }

 private:
  // The likeliest type of a word that takes part in a span.
  std::optional<PiiEntityType> ActiveType(size_t i) const {
    const TokenTag& tag = tags_[i];
    const PiiEntityType type = Likeliest(tag);
    const double threshold = policy_.of(type).tagger;
    if (Personal(tag) < threshold / 2 + 1e-9) return std::nullopt;
    return type;
  }

  bool Continues(PiiEntityType type, size_t i) const {
    if (tokens_[i].line != tokens_[i - 1].line) return false;
    const auto next = ActiveType(i);
    if (!next) return false;
    if (IsNumberType(type) && IsNumberType(*next)) return true;
    if (*next != type) return false;
    const float begins = tags_[i].begin[static_cast<size_t>(type)];
    return 2 * begins < tags_[i].of(type);
  }

  // The likeliest type of the words together.
  PiiEntityType TypeOf(PiiEntityType first_type, size_t first, size_t last) const {
    if (!IsNumberType(first_type)) return first_type;
    std::array<float, kPiiTypes> sums{};
    for (size_t i = first; i <= last; ++i) {
      for (size_t t = 0; t < kPiiTypes; ++t) sums[t] += tags_[i].type[t];
    }
    return static_cast<PiiEntityType>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  }

  void Add(PiiEntityType first_type, size_t first, size_t last) {
    const PiiEntityType type = TypeOf(first_type, first, last);
    // Weak words at the ends fall off where they would pull the whole down.
    const double threshold = policy_.of(type).tagger;
    while (first < last && Score(first, last) < threshold) {
      if (Personal(tags_[first]) <= Personal(tags_[last])) {
        ++first;
      } else {
        --last;
      }
    }
    if (HasNoLeadIn(type)) {
      // "The third of March", "a quarter to five": such words may begin a date.
      const bool trims = type != PiiEntityType::kDateTime;
      while (first < last && trims && IsLeadIn(tokens_[first].lower)) ++first;
      while (last > first && trims && IsLeadIn(tokens_[last].lower)) --last;
      if (first == last && IsLeadIn(tokens_[first].lower)) return;
    }
    if (type == PiiEntityType::kName) {
      // "the Hendersons", "Chase and"; but "A. Huang", and "and hers" where that was heard for a
      // name.
      const auto beside = [&](size_t i) {
        return IsLeadIn(tokens_[i].lower) && Personal(tags_[i]) < kPartOfName;
      };
      while (first < last && (beside(first) || IsPersonTitle(WithoutPossessive(tokens_[first]))))
        ++first;
      while (last > first && beside(last)) --last;
      if (first == last && IsPersonTitle(WithoutPossessive(tokens_[first]))) return;
    }
    const double score = Score(first, last);
    if (score < threshold) return;
    if (type == PiiEntityType::kName && score < kSureOfName &&
        (NamesAThing(last) || IsPartOfNotName(tokens_, first, last))) {
      return;
    }
    finds_.push_back({type, first, last, score});
  }

  double Score(size_t first, size_t last) const {
    double sum = 0;
    for (size_t i = first; i <= last; ++i) sum += Personal(tags_[i]);
    return sum / static_cast<double>(last - first + 1);
  }

  bool NamesAThing(size_t last) const {
    if (last + 1 >= tokens_.size() || tokens_[last + 1].line != tokens_[last].line) return false;
    if (!tokens_[last].after.empty()) return false;
    const std::string_view next = WithoutPossessive(tokens_[last + 1]);
    return IsOrganisationWord(next) || IsStreetSuffix(next);
  }

  std::span<const Token> tokens_;
  const TokenTags& tags_;
  const PiiPolicy& policy_;
  std::vector<TaggerFind> finds_;
};

}  // namespace

std::vector<TaggerFind> FindByTagger(std::span<const Token> tokens, const TokenTags& tags,
                                     const PiiPolicy& policy) {
  return TaggerScan(tokens, tags, policy).Find();
}

}  // namespace tacet::pii
