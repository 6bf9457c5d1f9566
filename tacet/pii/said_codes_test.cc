#include "tacet/pii/said_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tacet/base/sanitizer.h"

namespace tacet::pii {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Codes(const std::string& text) {
  const std::vector<Token> tokens = Tokenize(text);
  std::vector<std::string> codes;
  for (const SaidCode& code : FindSaidCodes(tokens)) codes.push_back(code.characters);
  return codes;
}

TEST(SaidCodesTest, ReadsLettersAndDigitsHoweverTheyAreSaid) {
  EXPECT_THAT(Codes("it is WX1234 now"), ElementsAre("WX1234"));
  EXPECT_THAT(Codes("7 A B C 1 2 3"), ElementsAre("7ABC123"));
  EXPECT_THAT(Codes("delta one two dash four"), ElementsAre("D124"));
  EXPECT_THAT(Codes("B as in boy, double seven, c for charlie"), ElementsAre("B77C"));
  EXPECT_THAT(Codes("x-ray forty two, um, 9"), ElementsAre("X429"));
  EXPECT_THAT(Codes("abc one two three"), ElementsAre("ABC123"));
  EXPECT_THAT(Codes("b-o-b 12"), ElementsAre("BOB12"));
  EXPECT_THAT(Codes("double L five"), ElementsAre("LL5"));
  EXPECT_THAT(Codes("s w one a two a a"), ElementsAre("SW1A2AA"));
}

TEST(SaidCodesTest, InATextOfCapitalsWordsArePartOfNoCode) {
  EXPECT_THAT(Codes("THAT IS WX 12, OKAY"), ElementsAre("WX12"));
  EXPECT_THAT(Codes("that is AT 12"), ElementsAre("AT12"));
}

TEST(SaidCodesTest, WordsAreNoCodes) {
  EXPECT_THAT(Codes("I have a dog and Mike met Victor at the hotel"), ElementsAre());
  EXPECT_THAT(Codes("the USA and the UK"), ElementsAre());
  EXPECT_THAT(Codes("the 5th at 10am"), ElementsAre());
}

TEST(SaidCodesTest, AWordAfterACodeEndsIt) {
  EXPECT_THAT(Codes("4 7. I think so"), ElementsAre("47"));
  EXPECT_THAT(Codes("K 9 a dog"), ElementsAre("K9"));
  EXPECT_THAT(Codes("K 9 a a dog"), ElementsAre("K9"));
}

TEST(SaidCodesTest, BlockedTokensArePartOfNone) {
  const std::vector<Token> tokens = Tokenize("IBAN DE89 3704");
  EXPECT_EQ(FindSaidCodes(tokens)[0].characters, "IBANDE893704");
  EXPECT_EQ(FindSaidCodes(tokens, {true, false, false})[0].characters, "DE893704");
}

TEST(SaidCodesTest, RunsOfRandomWordsAreInOrderAndApart) {
  constexpr unsigned kSeed = 23;
  std::mt19937 random(kSeed);
  const std::vector<std::string> words = {
      "a",    "I", "B", "as",  "in",     "boy",     "7",  "oh",    "um", "delta", "WX12", "\n",
      "dash", ".", "-", "the", "double", "hundred", "AB", "x-ray", "'s", "4:5",   "\xc3"};
  for (unsigned round = 0; round < RandomCases(3000); ++round) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << " round " << round);
    std::string text;
    for (size_t i = random() % 30; i > 0; --i) text += words[random() % words.size()] + " ";
    const std::vector<Token> tokens = Tokenize(text);
    size_t next = 0;
    for (const SaidCode& code : FindSaidCodes(tokens)) {
      ASSERT_GE(code.first_token, next);
      ASSERT_LE(code.first_token, code.last_token);
      ASSERT_LT(code.last_token, tokens.size());
      ASSERT_FALSE(code.characters.empty());
      ASSERT_LE(code.digits, code.characters.size());
      next = code.last_token + 1;
    }
  }
}

}  // namespace
}  // namespace tacet::pii
