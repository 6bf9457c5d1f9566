#include "tacet/pii/fusion/fuse.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "tacet/pii/fusion/line_pieces.h"
#include "tacet/pii/fusion/number_rests.h"
#include "tacet/pii/fusion/settle.h"
#include "tacet/pii/fusion/tagger_finds.h"
#include "tacet/pii/fusion/type_classes.h"

namespace tacet::pii {
namespace {

bool HoldsText(char c) {
  return IsDigit(c) || IsAsciiLetter(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool Overlap(const PiiEntity& a, const PiiEntity& b) { return a.begin < b.end && b.begin < a.end; }

// Overlapping spans of one type become one.
std::vector<PiiEntity> MergeSameType(std::vector<PiiEntity> entities) {
  std::sort(entities.begin(), entities.end(), [](const PiiEntity& a, const PiiEntity& b) {
    return std::tie(a.type, a.begin, a.end) < std::tie(b.type, b.begin, b.end);
  });
  std::vector<PiiEntity> merged;
  for (const PiiEntity& entity : entities) {
    if (!merged.empty() && merged.back().type == entity.type && Overlap(merged.back(), entity)) {
      merged.back().end = std::max(merged.back().end, entity.end);
      merged.back().confidence = std::max(merged.back().confidence, entity.confidence);
    } else {
      merged.push_back(entity);
    }
  }
  return merged;
}

// How many words may stand between two parts of one value: "12 Oak Street, that's in Denver".
size_t MostBetweenParts(PiiEntityType type) {
  if (type == PiiEntityType::kAddress) return 3;
  if (type == PiiEntityType::kAge) return 0;  // "she is 8, he is 10"
  const bool in_pieces = type == PiiEntityType::kPassword || type == PiiEntityType::kUsername ||
                         (IsSettledByRules(type) && !IsNumberType(type));
  return in_pieces ? 2 : 0;
}

// Joins the parts of one value in a line, with the few words between them, which belong to it.
std::vector<PiiFind> JoinParts(std::span<const Token> tokens, const std::vector<PiiFind>& finds) {
  std::vector<PiiFind> joined;
  for (const PiiFind& find : finds) {
    const PiiEntityType type = find.entity.type;
    if (!joined.empty() && joined.back().entity.type == type && MostBetweenParts(type) > 0) {
      PiiFind& before = joined.back();
      const auto ends = [&](size_t i) { return tokens[i].sentence_end || tokens[i].line_end; };
      size_t token = FirstTokenBehind(tokens, before.entity.end);
      bool apart = token > 0 && ends(token - 1);
      size_t between = 0;
      for (; token < tokens.size() && tokens[token].end <= find.entity.begin; ++token, ++between) {
        apart |= ends(token);
      }
      if (!apart && between <= MostBetweenParts(type)) {
        before.entity.end = find.entity.end;
        before.score = std::max(before.score, find.score);
        if (before.source != find.source) before.source = PiiSource::kBoth;
        continue;
      }
    }
    joined.push_back(find);
  }
  return joined;
}

// One find on its way through the steps of the header.
struct Candidate {
  PiiEntityType type = PiiEntityType::kName;
  size_t begin = 0;
  size_t end = 0;
  int rank = 0;  // the number of the step that it comes from; the lower wins
  PiiSource source = PiiSource::kRules;
  double score = 0;
  bool joined = false;  // one of the tagger's that went into one of the rules'
};

class Fusion {
 public:
  Fusion(std::string_view text, std::span<const Token> tokens, const TokenTags& tags,
         const PiiPolicy& policy)
      : text_(text), tokens_(tokens), tags_(tags), policy_(policy) {}

  std::vector<PiiFind> Fuse(const RuleFinds& rules) {
    for (const TaggerFind& find : FindByTagger(tokens_, tags_, policy_)) {
      tagger_.push_back({find.type, tokens_[find.first].begin, tokens_[find.last].end, 3,
                         PiiSource::kTagger, find.score});
    }
    std::vector<PiiEntity> entities = rules.entities;
    std::erase_if(entities, [&](const PiiEntity& entity) {
      return entity.confidence < policy_.of(entity.type).rules;
    });
    std::vector<PiiEntity> rule_finds = SettleOverlaps(text_, std::move(entities));
    DropDenied(rules.denied, rule_finds);
    for (const PiiEntity& entity : rule_finds) AddRuleFind(entity);
    for (const Candidate& find : tagger_) {
      if (!find.joined) candidates_.push_back(find);
    }
    std::stable_sort(
        candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
          return std::tie(a.rank, b.score, a.begin) < std::tie(b.rank, a.score, b.begin);
        });
    std::vector<PiiFind> finds;
    for (const Candidate& candidate : SettleInOrder(text_, candidates_)) {
      finds.push_back(
          {{candidate.type, 0, candidate.begin, candidate.end}, candidate.source, candidate.score});
    }
    return finds;
  }

 private:
  // Tokens that overlap [begin, end): [first, second).
  std::pair<size_t, size_t> TokensOf(size_t begin, size_t end) const {
    const size_t first = FirstTokenBehind(tokens_, begin);
    size_t last = first;
    while (last < tokens_.size() && tokens_[last].begin < end) ++last;
    return {first, last};
  }

  // The tagger's mean probability that the words are nothing.
  double Nothing(size_t begin, size_t end) const {
    const auto [first, last] = TokensOf(begin, end);
    if (first == last) return 0;
    double sum = 0;
    for (size_t i = first; i < last; ++i) sum += static_cast<double>(tags_[i].nothing);
    return sum / static_cast<double>(last - first);
  }

  // Step 2. Finds of the rules beside the tagger's speak for it.
  void DropDenied(const std::vector<TextSpan>& denied, const std::vector<PiiEntity>& rule_finds) {
    std::erase_if(tagger_, [&](const Candidate& find) {
      if (!IsNumberType(find.type) || find.score >= policy_.denied_number) return false;
      return MeetsAny(denied, find) && !MeetsAny(rule_finds, find);
    });
  }

  // `spans` are in order without overlaps.
  template <typename Span>
  static bool MeetsAny(const std::vector<Span>& spans, const Candidate& find) {
    const auto at =
        std::lower_bound(spans.begin(), spans.end(), find.begin,
                         [](const Span& span, size_t place) { return span.end <= place; });
    return at != spans.end() && at->begin < find.end;
  }

  void AddRuleFind(const PiiEntity& entity) {
    const bool sure = IsSettledByRules(entity.type) && entity.confidence >= policy_.sure_rule;
    // The tagger's finds that it meets.
    auto met =
        std::lower_bound(tagger_.begin(), tagger_.end(), entity.begin,
                         [](const Candidate& find, size_t place) { return find.end <= place; });
    Candidate candidate{entity.type,  entity.begin,      entity.end,
                        sure ? 1 : 4, PiiSource::kRules, entity.confidence};
    bool agreed = false;
    double score = 0;
    for (; met != tagger_.end() && met->begin < entity.end; ++met) {
      const bool same = met->type == entity.type;
      // A sure number takes the whole of what the tagger takes for a number there.
      const bool taken = sure && IsNumberType(entity.type) && IsNumberType(met->type);
      if (!same && !taken) continue;
      score = std::max(score, met->score);
      agreed = true;
      candidate.begin = std::min(candidate.begin, met->begin);
      candidate.end = std::max(candidate.end, met->end);
      candidate.rank = std::min(candidate.rank, 3);
      met->joined = true;
    }
    if (agreed) {
      candidate.source = PiiSource::kBoth;
      candidate.score = (entity.confidence + score) / 2;
      if (!IsSettledByRules(entity.type)) KeepTaggersBorders(entity, &candidate);
    } else if (!sure && Nothing(entity.begin, entity.end) >= policy_.of(entity.type).nothing) {
      return;
    }
    candidates_.push_back(candidate);
  }

  // Takes off the ends of the joined span the words of the rule alone that are surely nothing.
  void KeepTaggersBorders(const PiiEntity& entity, Candidate* candidate) const {
    const double nothing = policy_.of(entity.type).nothing;
    const auto [first, last] = TokensOf(candidate->begin, candidate->end);
    size_t low = first;
    size_t high = last;
    while (low + 1 < high && static_cast<double>(tags_[low].nothing) >= nothing) ++low;
    while (high > low + 1 && static_cast<double>(tags_[high - 1].nothing) >= nothing) --high;
    candidate->begin = tokens_[low].begin;
    candidate->end = tokens_[high - 1].end;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  const TokenTags& tags_;
  const PiiPolicy& policy_;
  std::vector<Candidate> tagger_;  // in order without overlaps
  std::vector<Candidate> candidates_;
};

}  // namespace

bool TrimToText(std::string_view text, size_t* begin, size_t* end) {
  while (*begin < *end && !HoldsText(text[*begin])) ++*begin;
  while (*end > *begin && !HoldsText(text[*end - 1])) --*end;
  return *begin < *end;
}

std::vector<PiiEntity> SettleOverlaps(std::string_view text, std::vector<PiiEntity> entities) {
  std::vector<PiiEntity> open = MergeSameType(std::move(entities));
  std::sort(open.begin(), open.end(), [](const PiiEntity& a, const PiiEntity& b) {
    const size_t a_length = a.end - a.begin;
    const size_t b_length = b.end - b.begin;
    return std::tie(b.confidence, b_length, a.begin, a.type) <
           std::tie(a.confidence, a_length, b.begin, b.type);
  });
  return SettleInOrder(text, open);
}

std::vector<PiiFind> Fuse(std::string_view text, std::span<const Token> tokens,
                          const RuleFinds& rules, const TokenTags& tags, const PiiPolicy& policy) {
  std::vector<PiiFind> finds;
  if (tags.empty()) {
    std::vector<PiiEntity> entities = rules.entities;
    std::erase_if(entities, [&](const PiiEntity& entity) {
      return entity.confidence < policy.of(entity.type).rules;
    });
    for (const PiiEntity& entity : SettleOverlaps(text, std::move(entities))) {
      finds.push_back({entity, PiiSource::kRulesAlone, entity.confidence});
    }
  } else {
    finds = Fusion(text, tokens, tags, policy).Fuse(rules);
  }
  finds = JoinParts(tokens, finds);
  AddNumberRests(tokens, &finds);
  finds = CutAtLines(text, tokens, finds);
  for (PiiFind& find : finds) {
    find.entity.confidence = policy.Probability(find.source, find.score);
  }
  return finds;
}

}  // namespace tacet::pii
