// Any bytes as a text, and as a vocabulary: pieces must lie in the text, in order, without overlap.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/check.h"
#include "tacet/pii/tagger/bert_characters.h"
#include "tacet/pii/tagger/word_piece_tokenizer.h"

namespace {

using tacet::pii::WordPiece;
using tacet::pii::WordPieceTokenizer;

void CheckPieces(const WordPieceTokenizer& tokenizer, std::string_view text) {
  std::vector<WordPiece> pieces;
  tokenizer.Tokenize(text, &pieces);
  // Parts of one character ("a" and a mark that stays) share its bytes: begins may be equal.
  size_t begin = 0;
  size_t end = 0;
  for (const WordPiece& piece : pieces) {
    TACET_CHECK(piece.id < tokenizer.size()) << "id";
    TACET_CHECK(piece.begin < piece.end && piece.end <= text.size()) << "range";
    TACET_CHECK(piece.begin >= begin && piece.end >= end) << "order";
    // The tagger looks for the word that the piece begins in.
    size_t at = piece.begin;
    TACET_CHECK(!tacet::pii::IsWhiteSpace(tacet::pii::NextCharacter(text, &at))) << "white space";
    begin = piece.begin;
    end = piece.end;
  }
}

std::string SmallVocabulary() {
  std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n##the\nана\n##ан\n山\n";
  for (char c = 'a'; c <= 'z'; ++c) (vocabulary += c) += '\n';
  for (char c = 'a'; c <= 'z'; ++c) ((vocabulary += "##") += c) += '\n';
  return vocabulary;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto* const small =
      new WordPieceTokenizer(*WordPieceTokenizer::Parse(SmallVocabulary()));
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  CheckPieces(*small, input);
  if (const auto parsed = WordPieceTokenizer::Parse(input)) CheckPieces(*parsed, input);
  return 0;
}
