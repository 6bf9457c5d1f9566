// WordPieceTokenizer: text to the pieces of words that BERT's uncased networks read, exactly as
// Hugging Face's `tokenizers` with a BertNormalizer (small letters, no accents), a BertPreTokenizer
// and a WordPiece model does it. Owns the vocabulary. Names of special pieces ("[SEP]") in a text
// are ordinary text. Immutable after Parse; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::pii {

struct WordPiece {
  uint32_t id = 0;
  size_t begin = 0;  // half-open byte range of the text that the piece stands for
  size_t end = 0;
  bool operator==(const WordPiece&) const = default;
};

class WordPieceTokenizer {
 public:
  // `vocabulary` is a vocab.txt: a piece a line, whose number is its id; "##" begins those inside
  // words. kDataLoss when a special piece is missing or a piece stands twice.
  static Result<WordPieceTokenizer> Parse(std::string_view vocabulary);

  // Appends the pieces of `text` (any bytes; those that are no UTF-8 are left out), in order and
  // not overlapping. Linear time.
  void Tokenize(std::string_view text, std::vector<WordPiece>* pieces) const;

  size_t size() const { return size_; }
  uint32_t classify() const { return classify_; }    // [CLS]: before everything
  uint32_t separator() const { return separator_; }  // [SEP]: behind every turn

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Pieces = std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>>;
  struct Word;

  void AddWord(const Word& word, std::vector<WordPiece>* pieces) const;

  Pieces starts_;       // pieces that begin a word
  Pieces continuing_;   // the others, without "##"
  size_t longest_ = 0;  // bytes of the longest piece
  size_t size_ = 0;
  uint32_t unknown_ = 0;
  uint32_t classify_ = 0;
  uint32_t separator_ = 0;
};

}  // namespace tacet::pii
