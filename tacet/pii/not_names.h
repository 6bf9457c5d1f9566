// What looks like a person's name and is none: firms, dishes, breeds, diseases and titles called
// after people, greetings (word_lists/not_names.txt). Thread-safe: pure functions.
#pragma once

#include <cstddef>
#include <span>

#include "tacet/pii/tokens.h"

namespace tacet::pii {

inline constexpr size_t kLongestNotName = 4;  // words

// The number of words from `tokens[i]` on that are such a thing ("jack daniel's", "ben & jerry's",
// "german shepherds"): the longest, in one line and one sentence; 0 for none.
size_t NotNameLength(std::span<const Token> tokens, size_t i);

// Whether the words from `first` to `last` are all part of one such thing.
bool IsPartOfNotName(std::span<const Token> tokens, size_t first, size_t last);

}  // namespace tacet::pii
