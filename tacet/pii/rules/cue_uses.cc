#include "tacet/pii/rules/cue_uses.h"

#include <algorithm>

#include "tacet/pii/rules/number_shape.h"

namespace tacet::pii {
namespace {

// How far a cue speaks for a number: the agent's question, some words of the caller, the answer.
// A number of few digits is easily another one, so its cue must be nearer.
constexpr size_t kShortReachTokens = 16;
constexpr size_t kShortReachLines = 3;
constexpr size_t kLongReachTokens = 40;
constexpr size_t kLongReachLines = 6;

}  // namespace

bool CueUses::OtherSpeaksFor(size_t index, const NumberRun& run) const {
  const CueHit& cue = cues_[index];
  if (cue.last_token >= run.first_token()) return true;  // "4821 is my order number"
  if (Distance(cue, run) > kShortReachTokens) return false;
  if (tokens_[run.first_token()].line - tokens_[cue.last_token].line > kShortReachLines) {
    return false;
  }
  const CueUse& use = uses_[index];
  return use.digits == 0 || use.end_token + 3 >= run.first_token();
}

bool CueUses::OtherNear(size_t index, const NumberRun& run) const {
  for (size_t i = index; i-- > 0;) {
    if (Distance(cues_[i], run) > 10) return false;
    if (tokens_[cues_[i].last_token].line != tokens_[run.first_token()].line) return false;
    for (size_t token = cues_[i].last_token; token < cues_[index].first_token; ++token) {
      if (tokens_[token].sentence_end) return false;
    }
    if (cues_[i].strong) return cues_[i].cue == Cue::kOther;
  }
  return false;
}

bool CueUses::CardNear(const NumberRun& run) const {
  for (const size_t index : Before(run, kSubjectReachTokens, kSubjectReachTokens)) {
    if (cues_[index].cue == Cue::kCard || cues_[index].cue == Cue::kExpiry) return true;
  }
  return false;
}

size_t CueUses::Distance(const CueHit& cue, const NumberRun& run) {
  return cue.last_token < run.first_token() ? run.first_token() - cue.last_token - 1 : 0;
}

std::vector<size_t> CueUses::Before(const NumberRun& run) const {
  const bool is_short = run.digits.size() <= kShortDigits;
  const size_t reach = is_short ? kShortReachTokens : kLongReachTokens;
  const size_t lines = is_short ? kShortReachLines : kLongReachLines;
  return Before(run, reach, lines);
}

std::vector<size_t> CueUses::Before(const NumberRun& run, size_t reach, size_t lines) const {
  std::vector<size_t> found;
  for (size_t i = FirstCueFrom(run.first_token()); i-- > 0;) {
    if (cues_[i].last_token >= run.first_token()) continue;
    if (Distance(cues_[i], run) > reach) break;
    if (tokens_[run.first_token()].line - tokens_[cues_[i].last_token].line > lines) break;
    found.push_back(i);
  }
  return found;
}

std::vector<size_t> CueUses::After(const NumberRun& run) const {
  std::vector<size_t> found;
  size_t token = run.last_token();
  size_t cue = FirstCueFrom(token + 1);
  for (int connectors = 0; connectors <= 5;) {
    if (tokens_[token].sentence_end || tokens_[token].line_end) break;
    ++token;
    if (cue < cues_.size() && cues_[cue].first_token == token) {
      found.push_back(cue);
      token = cues_[cue].last_token;
      ++cue;
      if (cues_[found.back()].cue != Cue::kLastFour) break;
      continue;
    }
    if (!IsAnyOf(tokens_[token].lower,
                 {"is", "was", "are", "the", "my", "your", "his", "her", "our", "that's", "it's",
                  "for", "as", "a", "on", "of", "that", "which", "s"})) {
      break;
    }
    ++connectors;
  }
  return found;
}

size_t CueUses::FirstCueFrom(size_t token) const {
  const auto at =
      std::lower_bound(cues_.begin(), cues_.end(), token,
                       [](const CueHit& cue, size_t value) { return cue.first_token < value; });
  return static_cast<size_t>(at - cues_.begin());
}

bool CueUses::MayUse(size_t index, const NumberRun& run) const {
  const CueUse& use = uses_[index];
  if (use.digits == 0 || run.digits.size() > kShortDigits) return true;
  // A correction or a second guess of the same kind of number: "9431 or 3941".
  if (use.digits != run.digits.size() || run.first_token() - use.end_token > 8) return false;
  if (run.first_token() - use.end_token <= 2) return true;
  for (size_t i = use.end_token + 1; i < run.first_token(); ++i) {
    if (IsAnyOf(tokens_[i].lower,
                {"or", "no", "sorry", "wait", "actually", "mean", "correction", "rather"})) {
      return true;
    }
  }
  return false;
}

void CueUses::Use(size_t index, const NumberRun& run) {
  uses_[index] = {run.last_token(), run.digits.size()};
}

void CueUses::UseLastFour(const NumberRun& run) {
  for (const size_t index : Before(run)) {
    if (cues_[index].cue == Cue::kLastFour) Use(index, run);
  }
}

}  // namespace tacet::pii
