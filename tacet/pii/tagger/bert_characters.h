// The characters of a text as BERT's uncased vocabularies see them: small letters without accents.
// Exactly the reference, the normaliser and the splitter of Hugging Face's `tokenizers`
// (BertNormalizer, BertPreTokenizer), with the Unicode tables that it has. Thread-safe: pure
// functions.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tacet::pii {

// The character that begins at text[*at], which is moved behind it; U+FFFD for a byte that is no
// UTF-8.
char32_t NextCharacter(std::string_view text, size_t* at);

// Unicode's White_Space: what stands between words.
bool IsWhiteSpace(char32_t character);

// Stands alone as a word of its own. For normalised characters.
bool IsPunctuation(char32_t character);

// Chinese, Japanese or Korean ideographs, which stand alone too. For characters before normalising.
bool IsIdeograph(char32_t character);

struct NormalizedCharacters {
  std::array<char32_t, 8> characters;
  size_t count = 0;  // 0: the character is left out
};

// Leaves out control, format and private characters and U+FFFD, takes accents off, makes small
// letters. Not for white space. One departure: marks that stay are not put into canonical order,
// nor are the letters of Unicode 16 made small; no vocabulary holds either, so that their word is
// unknown whatever their order.
NormalizedCharacters Normalize(char32_t character);

}  // namespace tacet::pii
