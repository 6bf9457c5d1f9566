// TextTagger: who gives the words of a text their probabilities. The detector's view of the trained
// tagger; tests put a scripted one in its place.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pii/fusion/token_tags.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// A text, or the end of one from the beginning of a line on, and the tokens of it.
struct TokenizedText {
  std::string_view text;
  std::span<const Token> tokens;
  size_t begin = 0;  // where `text` begins in the text that the tokens' places count in
};

// Thread-safe after construction.
class TextTagger {
 public:
  virtual ~TextTagger() = default;

  // For each text a tag for each of its tokens, in order. An error is the network's.
  virtual Result<std::vector<TokenTags>> Tag(std::span<const TokenizedText> texts) const = 0;
};

// The tagger of the model in `model_dir`, with so many computing threads (0 = one per core).
// Errors: those of Tagger::Create.
Result<std::unique_ptr<TextTagger>> LoadTextTagger(const std::string& model_dir, size_t threads);

}  // namespace tacet::pii
