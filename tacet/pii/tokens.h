// Tokens: the words of a text as the rules see them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tacet::pii {

// One word: what stands between white space (or em dashes and ellipses), without the punctuation
// around it. "$", "#", "+", "@" and "%" belong to the word: they say what a number is. Hyphens,
// apostrophes, dots and such inside a word stay.
struct Token {
  size_t begin = 0;  // half-open byte range of the text; never empty
  size_t end = 0;
  std::string_view text;    // bytes [begin, end) of the text given to Tokenize
  std::string lower;        // `text` in small letters (ASCII and Latin-1), curly apostrophes as "'"
  size_t line = 0;          // counts '\n' before the word
  std::string_view before;  // punctuation stripped before the word: "(", "\""; mostly empty
  std::string_view after;   // punctuation stripped after it: ",", "?\"", ")."; mostly empty
  bool sentence_end = false;  // `after` holds '.', '!' or '?'
  bool line_end = false;      // the last word of its line
};

// The words of `text` in order. Linear time; any bytes are allowed (those from 0x80 on count as
// letters, except UTF-8 quotes and dashes around a word). `text` must outlive the result.
std::vector<Token> Tokenize(std::string_view text);

// The first token that ends behind the byte `place`; tokens.size() when there is none. `tokens` are
// in order, as Tokenize gives them.
size_t FirstTokenBehind(std::span<const Token> tokens, size_t place);

// The word in small letters without "'s", as the sets of words have it.
inline std::string_view WithoutPossessive(const Token& token) {
  std::string_view word = token.lower;
  if (word.ends_with("'s")) word.remove_suffix(2);
  return word;
}

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

inline bool IsAnyOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace tacet::pii
