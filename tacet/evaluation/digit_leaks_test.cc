#include "tacet/evaluation/digit_leaks.h"

#include <gtest/gtest.h>

#include "tacet/evaluation/evaluation_testing.h"

namespace tacet::evaluation {
namespace {

using enum PiiEntityType;

size_t CountDigits(std::string_view text) {
  size_t count = 0;
  for (const SaidDigits& each : DigitsIn(text, 0, text.size())) count += each.count;
  return count;
}

TEST(DigitLeaksTest, DigitsAreCountedHoweverTheyAreSaid) {
  const struct {
    std::string_view text;
    size_t digits;
  } kRows[] = {{"4111 1111", 8},     {"four one one one", 4}, {"Double one oh O", 4},
               {"twenty two", 2},    {"twenty", 2},           {"twenty oh", 3},
               {"nineteen 85", 4},   {"four hundred", 3},     {"um, no wait", 0},
               {"five-five-five", 3}};
  for (const auto& row : kRows) EXPECT_EQ(CountDigits(row.text), row.digits) << row.text;
}

std::vector<DigitLeak> Leaks(PiiEntityType type, std::string_view label,
                             const std::vector<TypedText>& finds) {
  const LabelledDialogue dialogue = {
      "d", "s", {MakeTurn("It is " + std::string(label) + ".", {{type, label}})}};
  return FindDigitLeaks(dialogue, {MakeFinds(dialogue.turns[0], finds)});
}

TEST(DigitLeaksTest, FourDigitsLeftAfterTheFirstHalfAreALeak) {
  const auto leaks =
      Leaks(kCreditDebitNumber, "4111 1111 1111 1234", {{kCreditDebitNumber, "4111 1111 1111"}});
  ASSERT_EQ(leaks.size(), 1U);
  EXPECT_EQ(leaks[0].run_length, 4U);
  EXPECT_EQ(leaks[0].type, kCreditDebitNumber);
}

TEST(DigitLeaksTest, WhatIsWhollyFoundOrNotBegunIsNoLeak) {
  const std::string_view phone = "206 555 0142";
  EXPECT_TRUE(Leaks(kPhone, phone, {{kPhone, phone}}).empty());
  EXPECT_TRUE(Leaks(kPhone, phone, {}).empty());
  EXPECT_TRUE(Leaks(kPhone, phone, {{kPhone, "206"}}).empty());           // less than half
  EXPECT_TRUE(Leaks(kPhone, phone, {{kPhone, "555 0142"}}).empty());      // the last half
  EXPECT_EQ(Leaks(kPhone, phone, {{kSsn, "206 555"}}).size(), 1U);        // whatever the type
  EXPECT_TRUE(Leaks(kSsn, "123-45-6789", {{kSsn, "123-45-6"}}).empty());  // three are left
  EXPECT_TRUE(Leaks(kDriverId, "12345678", {{kDriverId, "1234"}}).empty());
}

TEST(DigitLeaksTest, SpokenDigitsLeakToo) {
  EXPECT_EQ(Leaks(kSsn, "one two three four five six seven eight nine",
                  {{kSsn, "one two three four five"}})
                .size(),
            1U);
}

LabelledDialogue InPieces() {
  return {"d",
          "s",
          {MakeTurn("4611 2762", {{kCreditDebitNumber, "4611 2762"}}), MakeTurn("Mhm.", {}),
           MakeTurn("3581 6781", {{kCreditDebitNumber, "3581 6781"}})}};
}

TEST(DigitLeaksTest, ANumberInPiecesIsOneNumber) {
  const LabelledDialogue dialogue = InPieces();
  const auto first = MakeFinds(dialogue.turns[0], {{kCreditDebitNumber, "4611 2762"}});
  const auto last = MakeFinds(dialogue.turns[2], {{kCreditDebitNumber, "3581 6781"}});
  const auto leaks = FindDigitLeaks(dialogue, {first, {}, {}});
  ASSERT_EQ(leaks.size(), 1U);
  EXPECT_EQ(leaks[0].turn, 2U);
  EXPECT_EQ(leaks[0].run_length, 8U);
  EXPECT_TRUE(FindDigitLeaks(dialogue, {{}, {}, last}).empty());
  EXPECT_TRUE(FindDigitLeaks(dialogue, {first, {}, last}).empty());
}

TEST(DigitLeaksTest, ANumberReadBackIsAnother) {
  LabelledDialogue dialogue = {"d",
                               "s",
                               {MakeTurn("206 555 0142", {{kPhone, "206 555 0142"}}),
                                MakeTurn("206 555 0142?", {{kPhone, "206 555 0142"}})}};
  const auto first = MakeFinds(dialogue.turns[0], {{kPhone, "206 555 0142"}});
  EXPECT_TRUE(FindDigitLeaks(dialogue, {first, {}}).empty());
  const auto half = MakeFinds(dialogue.turns[1], {{kPhone, "206 555"}});
  EXPECT_EQ(FindDigitLeaks(dialogue, {first, half}).size(), 1U);
}

}  // namespace
}  // namespace tacet::evaluation
