// TextTagger: who gives the words of a text their probabilities. The detector's view of the trained
// tagger; tests put a scripted one in its place.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "tacet/base/result.h"
#include "tacet/pii/fusion/token_tags.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {

// Thread-safe after construction.
class TextTagger {
 public:
  virtual ~TextTagger() = default;

  // One tag for each of `tokens`, which are those of `text`. An error is the network's.
  virtual Result<TokenTags> Tag(std::string_view text, std::span<const Token> tokens) const = 0;
};

// The tagger of the model in `model_dir`, with so many computing threads (0 = one per core).
// Errors: those of Tagger::Create.
Result<std::unique_ptr<TextTagger>> LoadTextTagger(const std::string& model_dir, size_t threads);

}  // namespace tacet::pii
