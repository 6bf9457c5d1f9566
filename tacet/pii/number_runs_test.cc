#include "tacet/pii/number_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tacet::pii {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Digits(std::string_view text) {
  const auto tokens = Tokenize(text);
  std::vector<std::string> digits;
  for (const NumberRun& run : FindNumberRuns(tokens)) digits.push_back(run.digits);
  return digits;
}

std::vector<std::string> Spans(std::string_view text) {
  const auto tokens = Tokenize(text);
  std::vector<std::string> spans;
  for (const NumberRun& run : FindNumberRuns(tokens)) {
    spans.emplace_back(text.substr(run.begin, run.end - run.begin));
  }
  return spans;
}

TEST(NumberRunsTest, WrittenDigitsJoinOverSeparators) {
  EXPECT_THAT(Digits("It is 4111 1111 1111 1111, thanks"), ElementsAre("4111111111111111"));
  EXPECT_THAT(Digits("call (206) 555-0142."), ElementsAre("2065550142"));
  EXPECT_THAT(Digits("call 206.555.0142"), ElementsAre("2065550142"));
  EXPECT_THAT(Digits("1,2,3 4-5-6"), ElementsAre("123456"));
  EXPECT_THAT(Spans("call (206) 555-0142."), ElementsAre("206) 555-0142"));
}

TEST(NumberRunsTest, NumberWordsBecomeDigits) {
  EXPECT_THAT(Digits("four one one one"), ElementsAre("4111"));
  EXPECT_THAT(Digits("Two oh six, triple five, oh one forty two"), ElementsAre("2065550142"));
  EXPECT_THAT(Digits("double eight, double-oh seven"), ElementsAre("88007"));
  EXPECT_THAT(Digits("twenty-two thirty"), ElementsAre("2230"));
  EXPECT_THAT(Digits("forty two eleven"), ElementsAre("4211"));
  EXPECT_THAT(Digits("one eight hundred five five five"), ElementsAre("1800555"));
  EXPECT_THAT(Digits("four hundred and five"), ElementsAre("405"));
  EXPECT_THAT(Digits("four-one-one-one"), ElementsAre("4111"));
}

TEST(NumberRunsTest, FillersPausesAndAnswersStayInside) {
  EXPECT_THAT(Spans("It's 4111, um, 1111\nand then 1111 uh 1111"),
              ElementsAre("4111, um, 1111\nand then 1111 uh 1111"));
  EXPECT_THAT(Digits("4111\nMm-hmm.\n1111\nOkay.\n1111\nYes.\n1111"),
              ElementsAre("4111111111111111"));
  EXPECT_THAT(Digits("two oh six five five, no wait, sorry, six five"), ElementsAre("2065565"));
  EXPECT_THAT(Digits("4111, the next four are 1111"), ElementsAre("41111111"));
}

TEST(NumberRunsTest, OtherWordsEndARun) {
  EXPECT_THAT(Digits("12 apples 34"), ElementsAre("12", "34"));
  EXPECT_THAT(Digits("the last four are 4821"), ElementsAre("4821"));
  EXPECT_THAT(Digits("the three digits on the back"), IsEmpty());
  EXPECT_THAT(Digits("Oh, that one"), IsEmpty());
}

TEST(NumberRunsTest, MoneyDecimalsTimesDatesAndOrdinalsAreNoRuns) {
  EXPECT_THAT(Digits("$3.50 23% 8:30 3.5 01/21 2024-01-15 5th 1/2 $1,200"), IsEmpty());
}

TEST(NumberRunsTest, AmountsAreMarked) {
  for (const auto* text : {"1,200,000", "five thousand", "3 million", "25 thousand"}) {
    const auto tokens = Tokenize(text);
    const auto runs = FindNumberRuns(tokens);
    ASSERT_FALSE(runs.empty()) << text;
    EXPECT_TRUE(runs[0].quantity) << text;
  }
}

// 4111111111111111 is the card networks' test number; 555-01xx is reserved for fiction.
TEST(NumberRunsTest, CompleteNumbersSideBySideArePartedByTheirCheckDigits) {
  EXPECT_THAT(Digits("4111111111111111, 0527"), ElementsAre("4111111111111111", "0527"));
  EXPECT_THAT(Digits("4111 1111 1111 1111. Yes, 4111 1111 1111 1111"),
              ElementsAre("4111111111111111", "4111111111111111"));
  EXPECT_THAT(Digits("206 555 0142. Okay. 2023"), ElementsAre("2065550142", "2023"));
}

TEST(NumberRunsTest, RunsSplitAtGaps) {
  const auto tokens = Tokenize("3. 4521, 7");
  const auto runs = FindNumberRuns(tokens);
  ASSERT_EQ(runs.size(), 1u);
  const auto pieces = SplitRun(runs[0], NumberGap::kBreak, tokens);
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[0].digits, "3");
  EXPECT_EQ(pieces[1].digits, "45217");
}

}  // namespace
}  // namespace tacet::pii
