#include "tacet/pii/pii_detector.h"

#include <utility>

#include "tacet/base/check.h"
#include "tacet/pii/rules/address.h"
#include "tacet/pii/rules/age.h"
#include "tacet/pii/rules/credentials.h"
#include "tacet/pii/rules/date_time.h"
#include "tacet/pii/rules/name.h"
#include "tacet/pii/rules/numeric_recognizers.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

std::vector<std::unique_ptr<PiiRecognizer>> BuildRecognizers() {
  std::vector<std::unique_ptr<PiiRecognizer>> recognizers = MakeNumericRecognizers();
  recognizers.push_back(MakeAddressRecognizer());
  recognizers.push_back(MakeNameRecognizer());
  recognizers.push_back(MakeDateTimeRecognizer());
  recognizers.push_back(MakeAgeRecognizer());
  recognizers.push_back(MakeCredentialRecognizer());
  return recognizers;
}

Result<std::unique_ptr<PiiDetector>> PiiDetector::Create(const PiiDetectorOptions& options) {
  if (options.tagger_alone && options.model_dir.empty()) {
    return MakeError(ErrorCode::kInvalidArgument, "the tagger alone needs a tagger's model");
  }
  std::unique_ptr<TextTagger> tagger;
  if (!options.model_dir.empty()) {
    ASSIGN_OR_RETURN(tagger, LoadTextTagger(options.model_dir, options.threads));
  }
  return Create(options.policy.value_or(DefaultPiiPolicy()), std::move(tagger),
                options.tagger_alone);
}

std::unique_ptr<PiiDetector> PiiDetector::Create(const PiiPolicy& policy,
                                                 std::unique_ptr<TextTagger> tagger,
                                                 bool tagger_alone) {
  std::vector<std::unique_ptr<PiiRecognizer>> recognizers;
  if (!tagger_alone) recognizers = BuildRecognizers();
  return std::unique_ptr<PiiDetector>(
      new PiiDetector(policy, std::move(recognizers), std::move(tagger)));
}

Result<std::vector<PiiEntity>> PiiDetector::Detect(std::string_view text,
                                                   const PiiEntityTypeSet& wanted) const {
  ASSIGN_OR_RETURN(const std::vector<PiiFind> finds, Find(text, wanted));
  std::vector<PiiEntity> entities;
  for (const PiiFind& find : finds) entities.push_back(find.entity);
  return entities;
}

Result<std::vector<PiiFind>> PiiDetector::Find(std::string_view text,
                                               const PiiEntityTypeSet& wanted) const {
  std::vector<PiiFind> finds;
  if (wanted.empty()) return finds;
  const std::vector<Token> tokens = Tokenize(text);
  if (tokens.empty()) return finds;
  RuleFinds rules;
  for (const auto& recognizer : recognizers_) recognizer->AddFinds(text, &rules);
  for (const PiiEntity& entity : rules.entities) {
    TACET_CHECK(entity.begin < entity.end && entity.end <= text.size())
        << "a recognizer found an entity outside the text";
  }
  TokenTags tags;
  if (tagger_ != nullptr) {
    ASSIGN_OR_RETURN(tags, tagger_->Tag(text, tokens));
  }
  finds = Fuse(text, tokens, rules, tags, policy_);
  std::erase_if(finds, [&](const PiiFind& find) { return !wanted.contains(find.entity.type); });
  return finds;
}

}  // namespace tacet::pii
