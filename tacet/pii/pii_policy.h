// PiiPolicy: how much evidence makes a find, by type, and what probability a find is worth. Read
// from JSON; the program carries tacet/pii/policy/recall-first.json as its default. A value;
// thread-safe to read.
//
//   ASSIGN_OR_RETURN(const PiiPolicy policy, ReadPiiPolicy("strict.json"));
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

inline constexpr size_t kPiiTypes = 29;  // AllPiiEntityTypes().size()
inline constexpr int kMaxOddsFactor = 1000;

// All in [0, 1] but `doubt`.
struct PiiThresholds {
  // The tagger's finds: what the mean probability of a span's words must reach.
  double tagger = 0.5;
  // The rules' finds: what their confidence must reach.
  double rules = 0.15;
  // A find of the rules that is not sure (below PiiPolicy::sure_rule) falls where the tagger holds
  // its words to be nothing with at least this probability.
  double nothing = 1;
  // The factor of the odds that the tagger gives this type, for a word that the recogniser doubts
  // (fusion/doubtful_words.h); in [1, kMaxOddsFactor].
  double doubt = 1;
};

// Who found an entity.
enum class PiiSource { kRules, kTagger, kBoth, kRulesAlone };
inline constexpr size_t kPiiSources = 4;
// "rules", "tagger", "both", "rules_alone".
std::string_view PiiSourceName(PiiSource source);

struct CalibrationPoint {
  double score = 0;
  double probability = 0;
};

struct PiiPolicy {
  std::string version;  // 1 to 64 letters, digits, '.', '_' and '-'; stands in every job's record
  // A find of the rules with this confidence holds against the tagger: it had a cue or a check
  // digit.
  double sure_rule = 0.85;
  // What the tagger must reach for a number that the words around it name as something else
  // ("order number").
  double denied_number = 0.9;
  // The factor of the odds that a word is a name, where the tagger is sure of a name with this word
  // elsewhere in the text (fusion/names_again.h); in [1, kMaxOddsFactor].
  double name_again = 1;
  std::array<PiiThresholds, kPiiTypes> thresholds;  // by type
  // From a source's score to the probability that the find is right: straight lines between points
  // of growing score, level beyond them. Never empty.
  std::array<std::vector<CalibrationPoint>, kPiiSources> calibration;

  const PiiThresholds& of(PiiEntityType type) const {
    return thresholds[static_cast<size_t>(type)];
  }
  // The probability for a score, at least 0.01.
  double Probability(PiiSource source, double score) const;
};

// The whole text is checked: kInvalidArgument names every wrong or unknown field.
Result<PiiPolicy> ParsePiiPolicy(std::string_view json);
// A file's policy; kNotFound when it is not there.
Result<PiiPolicy> ReadPiiPolicy(const std::string& path);
// The policy that the program carries.
const PiiPolicy& DefaultPiiPolicy();

// Generated from tacet/pii/policy/recall-first.json.
extern const std::string_view kRecallFirstPolicy;

}  // namespace tacet::pii
