#include "tacet/pii/pii_detector.h"

#include <utility>

#include "tacet/base/check.h"
#include "tacet/pii/fusion/doubtful_words.h"
#include "tacet/pii/fusion/names_again.h"
#include "tacet/pii/rules/address.h"
#include "tacet/pii/rules/age.h"
#include "tacet/pii/rules/credentials.h"
#include "tacet/pii/rules/date_time.h"
#include "tacet/pii/rules/name.h"
#include "tacet/pii/rules/numeric_recognizers.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

// Some 100 word pieces: with the text that matters they fill one window of the tagger.
constexpr size_t kTaggerContextBytes = 400;

}  // namespace

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

Result<std::vector<PiiEntity>> PiiDetector::Detect(
    std::string_view text, const PiiEntityTypeSet& wanted,
    std::span<const WordConfidence> confidences) const {
  ASSIGN_OR_RETURN(const std::vector<PiiFind> finds, Find(text, wanted, confidences));
  std::vector<PiiEntity> entities;
  for (const PiiFind& find : finds) entities.push_back(find.entity);
  return entities;
}

Result<std::vector<PiiFind>> PiiDetector::Find(std::string_view text,
                                               const PiiEntityTypeSet& wanted,
                                               std::span<const WordConfidence> confidences) const {
  const TextAndContext whole{text, 0, confidences};
  ASSIGN_OR_RETURN(std::vector<std::vector<PiiFind>> finds, FindAll({&whole, 1}, wanted));
  return std::move(finds.front());
}

Result<std::vector<std::vector<PiiFind>>> PiiDetector::FindAll(
    std::span<const TextAndContext> texts, const PiiEntityTypeSet& wanted) const {
  std::vector<Work> works;
  for (const TextAndContext& text : texts) works.push_back(Prepare(text));
  std::vector<TokenTags> tags(works.size());
  if (tagger_ != nullptr && !wanted.empty()) {
    std::vector<TokenizedText> seen;
    for (const Work& work : works) seen.push_back(work.tagged());
    ASSIGN_OR_RETURN(tags, tagger_->Tag(seen));
  }
  std::vector<std::vector<PiiFind>> finds;
  for (size_t i = 0; i < works.size(); ++i) finds.push_back(FindIn(works[i], tags[i], wanted));
  return finds;
}

// The tagger sees what matters with the lines before it that it can take in at once.
PiiDetector::Work PiiDetector::Prepare(const TextAndContext& text) {
  const size_t from = text.from;
  TACET_CHECK(from <= text.text.size() && (from == 0 || text.text[from - 1] == '\n'))
      << "no line's begin";
  size_t begin = from;
  while (begin > 0) {
    const size_t before = begin < 2 ? std::string_view::npos : text.text.rfind('\n', begin - 2);
    const size_t line = before == std::string_view::npos ? 0 : before + 1;
    if (from - line > kTaggerContextBytes && begin < from) break;
    begin = line;
  }
  std::vector<Token> tokens = Tokenize(text.text);
  const size_t first = FirstTokenBehind(tokens, begin);
  return {text.text, from, text.confidences, std::move(tokens), begin, first};
}

std::vector<PiiFind> PiiDetector::FindIn(const Work& work, const TokenTags& tags,
                                         const PiiEntityTypeSet& wanted) const {
  std::vector<PiiFind> finds;
  if (wanted.empty() || work.tokens.empty()) return finds;
  RuleFinds rules;
  for (const auto& recognizer : recognizers_) recognizer->AddFinds(work.text, &rules);
  for (const PiiEntity& entity : rules.entities) {
    TACET_CHECK(entity.begin < entity.end && entity.end <= work.text.size())
        << "a recognizer found an entity outside the text";
  }
  TokenTags all_tags;
  if (tagger_ != nullptr) {
    // Those of words that the tagger did not see say nothing; their finds are left out below.
    all_tags.resize(work.first_tagged);
    all_tags.insert(all_tags.end(), tags.begin(), tags.end());
    WeighDoubtfulWords(work.tokens, work.confidences, policy_, &all_tags);
    WeighNamesAgain(work.tokens, policy_, &all_tags);
  }
  finds = Fuse(work.text, work.tokens, rules, all_tags, policy_);
  std::erase_if(finds, [&](const PiiFind& find) {
    return find.entity.end <= work.from || !wanted.contains(find.entity.type);
  });
  return finds;
}

}  // namespace tacet::pii
