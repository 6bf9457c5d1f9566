// ScriptedTagger: stands in for the trained tagger in tests. Thread-safe.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tacet/pii/fusion/text_tagger.h"

namespace tacet::pii {

// A tagger that knows some words by heart: word -> type and probability. All others are nothing.
class ScriptedTagger final : public TextTagger {
 public:
  struct Opinion {
    PiiEntityType type;
    float probability;
    bool begins = false;
  };
  explicit ScriptedTagger(std::map<std::string, Opinion> opinions, float nothing = 1)
      : opinions_(std::move(opinions)), nothing_(nothing) {}

  Result<std::vector<TokenTags>> Tag(std::span<const TokenizedText> texts) const override {
    std::vector<TokenTags> tags;
    for (const TokenizedText& text : texts) tags.push_back(TagsOf(text.tokens));
    return tags;
  }

 private:
  TokenTags TagsOf(std::span<const Token> tokens) const {
    TokenTags tags(tokens.size());
    for (size_t i = 0; i < tokens.size(); ++i) {
      const auto found = opinions_.find(std::string(tokens[i].text));
      if (found == opinions_.end()) {
        tags[i].nothing = nothing_;
        tags[i].type[static_cast<size_t>(PiiEntityType::kUrl)] = 1 - nothing_;
        continue;
      }
      const auto& [type, probability, begins] = found->second;
      tags[i].nothing = 1 - probability;
      tags[i].type[static_cast<size_t>(type)] = probability;
      tags[i].begin[static_cast<size_t>(type)] = begins ? probability : 0;
    }
    return tags;
  }

  std::map<std::string, Opinion> opinions_;
  float nothing_;
};

}  // namespace tacet::pii
