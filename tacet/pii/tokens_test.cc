#include "tacet/pii/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tacet::pii {
namespace {

using testing::ElementsAre;

std::vector<std::string> Texts(std::string_view text) {
  std::vector<std::string> texts;
  for (const Token& token : Tokenize(text)) texts.emplace_back(token.text);
  return texts;
}

TEST(TokensTest, WordsLoseOuterPunctuationAndKeepInner) {
  EXPECT_THAT(Texts("Hi, I'm (Ana) O'Brien-Lopez's \"x\"."),
              ElementsAre("Hi", "I'm", "Ana", "O'Brien-Lopez's", "x"));
}

TEST(TokensTest, SignsThatSayWhatANumberIsStay) {
  EXPECT_THAT(Texts("$3.50, 23% #12 +1 (206) @home"),
              ElementsAre("$3.50", "23%", "#12", "+1", "206", "@home"));
}

TEST(TokensTest, CurlyQuotesAreOuterPunctuationAndEmDashesSplit) {
  EXPECT_THAT(Texts("\u201CHi\u201D one\u2014two three\u2026four"),
              ElementsAre("Hi", "one", "two", "three", "four"));
}

TEST(TokensTest, SmallLettersCoverLatin1AndCurlyApostrophes) {
  const auto tokens = Tokenize("\u00C9MILE I\u2019M");
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_EQ(tokens[0].lower, "\u00E9mile");
  EXPECT_EQ(tokens[1].lower, "i'm");
}

TEST(TokensTest, LinesAndSentenceEndsAreMarked) {
  const auto tokens = Tokenize("One two.\n\nThree?\" four");
  ASSERT_EQ(tokens.size(), 4u);
  EXPECT_EQ(tokens[0].line, 0u);
  EXPECT_FALSE(tokens[0].sentence_end);
  EXPECT_FALSE(tokens[0].line_end);
  EXPECT_TRUE(tokens[1].sentence_end);
  EXPECT_TRUE(tokens[1].line_end);
  EXPECT_EQ(tokens[1].after, ".");
  EXPECT_EQ(tokens[2].line, 2u);
  EXPECT_TRUE(tokens[2].sentence_end);
  EXPECT_EQ(tokens[2].after, "?\"");
  EXPECT_TRUE(tokens[3].line_end);
}

TEST(TokensTest, ALonePunctuationMarkIsNoWord) {
  EXPECT_THAT(Texts("Yes . - No"), ElementsAre("Yes", "No"));
  EXPECT_TRUE(Tokenize("Yes . No")[0].sentence_end);
  EXPECT_TRUE(Tokenize("").empty());
  EXPECT_TRUE(Tokenize(" \n ,, \n").empty());
}

TEST(TokensTest, SpansLieInTheTextForInvalidUtf8) {
  const std::string text = "\xE2\x80 ab\xFF\xC3 \xE2\x80\x94\xE2 \xC3";
  for (const Token& token : Tokenize(text)) {
    EXPECT_LT(token.begin, token.end);
    EXPECT_LE(token.end, text.size());
    EXPECT_EQ(token.text, std::string_view(text).substr(token.begin, token.end - token.begin));
  }
}

}  // namespace
}  // namespace tacet::pii
