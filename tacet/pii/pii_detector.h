// PiiDetector: finds personal information in the text of a transcript: rules (rules/), a trained
// tagger (tagger/), and one order of precedence between them (fusion/fuse.h). The wanted types are
// chosen last: a card number stays a card number, and unredacted, when only phone numbers are
// wanted.
//
//   ASSIGN_OR_RETURN(const auto detector, PiiDetector::Create({.model_dir = models + "/pii"}));
//   ASSIGN_OR_RETURN(const auto entities, detector->Detect(text.text, {PiiEntityType::kName}));
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pii/fusion/fuse.h"
#include "tacet/pii/fusion/pii_find.h"
#include "tacet/pii/fusion/text_tagger.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/pii/pii_recognizer.h"
#include "tacet/transcript/pii_entity.h"
#include "tacet/transcript/pii_entity_type.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::pii {

struct PiiDetectorOptions {
  std::string model_dir;            // the tagger's folder; "" = the rules alone
  std::optional<PiiPolicy> policy;  // absent = DefaultPiiPolicy()
  size_t threads = 0;               // computing threads of the tagger, 0 = one per core
  bool tagger_alone = false;        // without the rules, for comparison; needs model_dir
};

// The recognizers in their fixed order; the one place that lists them.
std::vector<std::unique_ptr<PiiRecognizer>> BuildRecognizers();

// Immutable after Create; thread-safe. Nothing is read, written or logged after it.
class PiiDetector {
 public:
  // Errors: kInvalidArgument when options contradict each other; those of LoadTextTagger.
  static Result<std::unique_ptr<PiiDetector>> Create(const PiiDetectorOptions& options);
  // With parts that are there already: `tagger` may be null (the rules alone).
  static std::unique_ptr<PiiDetector> Create(const PiiPolicy& policy,
                                             std::unique_ptr<TextTagger> tagger,
                                             bool tagger_alone = false);

  // The entities of the types in `wanted`, in the order of the text, none overlapping, each over
  // whole words. `text` is as BuildTranscriptText makes it: a turn or a stretch between pauses a
  // line, in the order of time, so that a line is context for the next (any bytes are allowed); an
  // empty `wanted` finds nothing.
  // `confidences`: how sure the recogniser was of the text's words, in order, without overlaps;
  // words without one count as sure, as those of written text do.
  // Errors: the tagger's, when its network fails (kInternal): there is no silent way to less.
  Result<std::vector<PiiEntity>> Detect(std::string_view text, const PiiEntityTypeSet& wanted,
                                        std::span<const WordConfidence> confidences = {}) const;

  // The same with where each find comes from.
  Result<std::vector<PiiFind>> Find(std::string_view text, const PiiEntityTypeSet& wanted,
                                    std::span<const WordConfidence> confidences = {}) const;

  // A text whose part before the byte `from`, which begins a line, is context alone: finds that end
  // there are left out, and little work goes into them.
  struct TextAndContext {
    std::string_view text;
    size_t from = 0;
    std::span<const WordConfidence> confidences;  // as Detect has them
  };
  // The finds of each text. Many short texts together are faster than one by one.
  Result<std::vector<std::vector<PiiFind>>> FindAll(std::span<const TextAndContext> texts,
                                                    const PiiEntityTypeSet& wanted) const;

  const PiiPolicy& policy() const { return policy_; }

 private:
  PiiDetector(PiiPolicy policy, std::vector<std::unique_ptr<PiiRecognizer>> recognizers,
              std::unique_ptr<TextTagger> tagger)
      : policy_(std::move(policy)),
        recognizers_(std::move(recognizers)),
        tagger_(std::move(tagger)) {}

  // A text's tokens, and what of it the tagger sees.
  struct Work {
    std::string_view text;
    size_t from = 0;
    std::span<const WordConfidence> confidences;
    std::vector<Token> tokens;
    size_t tagged_begin = 0;  // the tagger sees what is from this byte and this token on
    size_t first_tagged = 0;

    TokenizedText tagged() const {
      return {text.substr(tagged_begin), std::span(tokens).subspan(first_tagged), tagged_begin};
    }
  };
  static Work Prepare(const TextAndContext& text);
  std::vector<PiiFind> FindIn(const Work& work, const TokenTags& tags,
                              const PiiEntityTypeSet& wanted) const;

  const PiiPolicy policy_;
  const std::vector<std::unique_ptr<PiiRecognizer>> recognizers_;
  const std::unique_ptr<TextTagger> tagger_;  // null = the rules alone
};

}  // namespace tacet::pii
