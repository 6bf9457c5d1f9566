#include "tacet/pii/tagger/word_piece_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace tacet::pii {

void PrintTo(const WordPiece& piece, std::ostream* out) {
  *out << piece.id << " [" << piece.begin << ", " << piece.end << ")";
}

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kSmallVocabulary[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nana\n##s\n.\nan\n##a\n山\n";

WordPieceTokenizer Small() { return *WordPieceTokenizer::Parse(kSmallVocabulary); }

std::vector<WordPiece> Pieces(std::string_view text) {
  std::vector<WordPiece> pieces;
  Small().Tokenize(text, &pieces);
  return pieces;
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// tools/golden/word_pieces.py made the lines with the reference. Its `compare` runs this over more.
TEST(WordPieceTokenizerTest, GivesThePiecesOfTheReference) {
  const char* const other = std::getenv("TACET_WORD_PIECES");
  const char* const source = std::getenv("TACET_SOURCE_DIR");
  const std::string folder = other != nullptr ? std::string(other)
                                              : std::string(source == nullptr ? "." : source) +
                                                    "/tests/golden/word_pieces";
  const auto tokenizer = WordPieceTokenizer::Parse(ReadAll(folder + "/vocab.txt"));
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  std::ifstream file(folder + "/pieces.jsonl");
  int lines = 0;
  int wrong = 0;
  for (std::string line; wrong < 20 && std::getline(file, line); ++lines) {
    const auto row = nlohmann::json::parse(line);
    std::vector<WordPiece> pieces;
    tokenizer->Tokenize(row["text"].get_ref<const std::string&>(), &pieces);
    std::vector<WordPiece> wanted;
    for (const auto& piece : row["pieces"]) {
      wanted.push_back({.id = piece[0].get<uint32_t>()});
      if (piece.size() == 1) {
        // The reference has no sound place for it.
        if (wanted.size() > pieces.size()) break;
        wanted.back().begin = pieces[wanted.size() - 1].begin;
        wanted.back().end = pieces[wanted.size() - 1].end;
        continue;
      }
      wanted.back().begin = piece[1].get<size_t>();
      wanted.back().end = piece[2].get<size_t>();
    }
    EXPECT_EQ(pieces, wanted) << "line " << lines + 1 << ": " << line.substr(0, 400);
    wrong += pieces == wanted ? 0 : 1;
  }
  EXPECT_GT(lines, other != nullptr ? 0 : 400);
}

TEST(WordPieceTokenizerTest, PiecesCarryTheirPlaceInTheText) {
  EXPECT_THAT(Pieces("  Anas. "),
              ElementsAre(WordPiece{4, 2, 5}, WordPiece{5, 5, 6}, WordPiece{6, 6, 7}));
}

TEST(WordPieceTokenizerTest, AWordThatDoesNotComeOutIsOneUnknownPiece) {
  EXPECT_THAT(Pieces("anasx ana"), ElementsAre(WordPiece{1, 0, 5}, WordPiece{4, 6, 9}));
}

TEST(WordPieceTokenizerTest, BytesThatAreNoUtf8AreLeftOut) {
  EXPECT_THAT(Pieces("a\xFFn\xC3"
                     "a"),
              ElementsAre(WordPiece{4, 0, 5}));
  EXPECT_THAT(Pieces("\xE5\xB1"), IsEmpty());
  EXPECT_THAT(Pieces("\xED\xA0\x80"), IsEmpty());
  EXPECT_THAT(Pieces(std::string_view("\0", 1)), IsEmpty());
}

TEST(WordPieceTokenizerTest, NamesOfSpecialPiecesAreText) {
  for (const WordPiece& piece : Pieces("[CLS] [SEP]")) EXPECT_EQ(piece.id, 1U);
}

TEST(WordPieceTokenizerTest, SpecialPiecesAreWhereTheVocabularyHasThem) {
  const auto tokenizer = WordPieceTokenizer::Parse("[SEP]\r\n[UNK]\r\n[PAD]\r\n[CLS]");
  ASSERT_TRUE(tokenizer);
  EXPECT_EQ(tokenizer->separator(), 0U);
  EXPECT_EQ(tokenizer->classify(), 3U);
  EXPECT_EQ(tokenizer->size(), 4U);
}

TEST(WordPieceTokenizerTest, BrokenVocabulariesAreRefused) {
  const auto message = [](std::string_view vocabulary) {
    const auto parsed = WordPieceTokenizer::Parse(vocabulary);
    return parsed ? "" : parsed.error().message;
  };
  EXPECT_THAT(message(""), HasSubstr("[UNK] is missing"));
  EXPECT_THAT(message("[PAD]\n[UNK]\n[CLS]\n"), HasSubstr("[SEP] is missing"));
  EXPECT_THAT(message("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##a\na\n"),
              HasSubstr("line 7 was there before"));
}

}  // namespace
}  // namespace tacet::pii
