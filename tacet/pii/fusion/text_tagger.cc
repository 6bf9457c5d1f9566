#include "tacet/pii/fusion/text_tagger.h"

#include <utility>

#include "tacet/pii/tagger/tagger.h"

namespace tacet::pii {
namespace {

TokenTag TagOf(const TaggedWord& word) {
  TokenTag tag;
  tag.nothing = word.nothing;
  for (size_t type = 0; type < kPiiTypes; ++type) {
    tag.type[type] = word.starts[type] + word.inside[type];
    tag.begin[type] = word.starts[type];
  }
  return tag;
}

TokenTags TagsOf(std::span<const TaggedWord> words, const TokenizedText& text) {
  TokenTags tags;
  tags.reserve(text.tokens.size());
  size_t word = 0;
  for (const Token& token : text.tokens) {
    const size_t begin = token.begin - text.begin;
    const size_t end = token.end - text.begin;
    // The tagger parts words at more kinds of white space than the tokens have; a token then has
    // the tags of its most personal word.
    while (word < words.size() && words[word].end <= begin) ++word;
    TokenTag tag;
    for (size_t i = word; i < words.size() && words[i].begin < end; ++i) {
      if (words[i].nothing < tag.nothing || i == word) tag = TagOf(words[i]);
    }
    tags.push_back(tag);
  }
  return tags;
}

class ModelTagger final : public TextTagger {
 public:
  explicit ModelTagger(std::unique_ptr<Tagger> tagger) : tagger_(std::move(tagger)) {}

  Result<std::vector<TokenTags>> Tag(std::span<const TokenizedText> texts) const override {
    std::vector<std::string_view> plain;
    for (const TokenizedText& text : texts) plain.push_back(text.text);
    ASSIGN_OR_RETURN(const std::vector<Tagging> taggings, tagger_->TagAll(plain));
    std::vector<TokenTags> tags;
    for (size_t i = 0; i < texts.size(); ++i) {
      tags.push_back(TagsOf(taggings[i].words, texts[i]));
    }
    return tags;
  }

 private:
  const std::unique_ptr<Tagger> tagger_;
};

}  // namespace

Result<std::unique_ptr<TextTagger>> LoadTextTagger(const std::string& model_dir, size_t threads) {
  ASSIGN_OR_RETURN(auto tagger, Tagger::Create({.model_dir = model_dir, .threads = threads}));
  return std::unique_ptr<TextTagger>(std::make_unique<ModelTagger>(std::move(tagger)));
}

}  // namespace tacet::pii
