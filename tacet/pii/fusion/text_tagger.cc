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

class ModelTagger final : public TextTagger {
 public:
  explicit ModelTagger(std::unique_ptr<Tagger> tagger) : tagger_(std::move(tagger)) {}

  Result<TokenTags> Tag(std::string_view text, std::span<const Token> tokens) const override {
    ASSIGN_OR_RETURN(const Tagging tagging, tagger_->Tag(text));
    TokenTags tags;
    tags.reserve(tokens.size());
    size_t word = 0;
    for (const Token& token : tokens) {
      // The tagger parts words at more kinds of white space than the tokens have; a token then has
      // the tags of its most personal word.
      while (word < tagging.words.size() && tagging.words[word].end <= token.begin) ++word;
      TokenTag tag;
      for (size_t i = word; i < tagging.words.size() && tagging.words[i].begin < token.end; ++i) {
        if (tagging.words[i].nothing < tag.nothing || i == word) tag = TagOf(tagging.words[i]);
      }
      tags.push_back(tag);
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
