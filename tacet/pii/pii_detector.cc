#include "tacet/pii/pii_detector.h"

#include <algorithm>
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

Result<std::vector<PiiEntity>> PiiDetector::Detect(std::string_view text,
                                                   const PiiEntityTypeSet& wanted) const {
  ASSIGN_OR_RETURN(const std::vector<PiiFind> finds, Find(text, wanted));
  std::vector<PiiEntity> entities;
  for (const PiiFind& find : finds) entities.push_back(find.entity);
  return entities;
}

Result<std::vector<PiiFind>> PiiDetector::Find(std::string_view text,
                                               const PiiEntityTypeSet& wanted, size_t from) const {
  TACET_CHECK(from <= text.size() && (from == 0 || text[from - 1] == '\n')) << "no line's begin";
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
    ASSIGN_OR_RETURN(tags, TagFrom(text, tokens, from));
  }
  finds = Fuse(text, tokens, rules, tags, policy_);
  std::erase_if(finds, [&](const PiiFind& find) {
    return find.entity.end <= from || !wanted.contains(find.entity.type);
  });
  return finds;
}

// The tags of what matters, with the lines before it that the tagger can take in at once; those of
// earlier words say nothing.
Result<TokenTags> PiiDetector::TagFrom(std::string_view text, std::span<const Token> tokens,
                                       size_t from) const {
  size_t begin = from;
  while (begin > 0) {
    const size_t before = begin < 2 ? std::string_view::npos : text.rfind('\n', begin - 2);
    const size_t line = before == std::string_view::npos ? 0 : before + 1;
    if (from - line > kTaggerContextBytes && begin < from) break;
    begin = line;
  }
  const auto first =
      std::lower_bound(tokens.begin(), tokens.end(), begin,
                       [](const Token& token, size_t place) { return token.begin < place; });
  if (first == tokens.begin()) return tagger_->Tag(text, tokens);
  const std::string_view rest = text.substr(begin);
  const std::vector<Token> rest_tokens = Tokenize(rest);
  ASSIGN_OR_RETURN(const TokenTags rest_tags, tagger_->Tag(rest, rest_tokens));
  TokenTags tags(tokens.size() - rest_tokens.size());
  tags.insert(tags.end(), rest_tags.begin(), rest_tags.end());
  return tags;
}

}  // namespace tacet::pii
