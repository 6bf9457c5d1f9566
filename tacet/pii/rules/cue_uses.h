// CueUses: the cues around the number runs of one text, and which runs they have spoken for.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tacet/pii/number_cues.h"
#include "tacet/pii/number_runs.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// "last four" without a subject takes the subject of the talk so far.
inline constexpr size_t kSubjectReachTokens = 150;

// Cues are named by their index in the order of the text. Not thread-safe.
class CueUses {
 public:
  // `tokens` must outlive it.
  explicit CueUses(std::span<const Token> tokens)
      : tokens_(tokens), cues_(FindCues(tokens)), uses_(cues_.size()) {}

  const CueHit& operator[](size_t index) const { return cues_[index]; }

  // Cues before the run within reach, nearest first; without one given, as far as a cue speaks for
  // a number of so many digits.
  std::vector<size_t> Before(const NumberRun& run) const;
  std::vector<size_t> Before(const NumberRun& run, size_t reach, size_t lines) const;

  // Cues right after the run in the same sentence: "4821 is the last four of my social".
  std::vector<size_t> After(const NumberRun& run) const;

  // Tokens between the cue and the run after it; 0 for a cue behind the run.
  static size_t Distance(const CueHit& cue, const NumberRun& run);

  // Whether "order number" is about this run: near, and no run between that it was about already.
  bool OtherSpeaksFor(size_t index, const NumberRun& run) const;

  // "the policy number on my account is": the account is not what the number is of.
  bool OtherNear(size_t index, const NumberRun& run) const;

  // Whether a card is talked about before the run.
  bool CardNear(const NumberRun& run) const;

  // Whether the cue may speak for the run, though it may have spoken for another: the same question
  // does not redact the next number too, but a correction of its answer.
  bool MayUse(size_t index, const NumberRun& run) const;
  void Use(size_t index, const NumberRun& run);
  // Uses every "last four" before the run.
  void UseLastFour(const NumberRun& run);

 private:
  // The run that a cue has spoken for.
  struct CueUse {
    size_t end_token = 0;
    size_t digits = 0;  // 0: not used
  };

  // The first cue that starts at `token` or later.
  size_t FirstCueFrom(size_t token) const;

  std::span<const Token> tokens_;
  std::vector<CueHit> cues_;
  std::vector<CueUse> uses_;
};

}  // namespace tacet::pii
