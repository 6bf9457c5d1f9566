#include "tacet/pii/tagger/tagger_windows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "tacet/base/sanitizer.h"

namespace tacet::pii {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr WindowLimits kSmall = {.max_length = 16, .context_length = 5, .longest_turn = 8};

// Pieces that are a word each; those in `sentence_ends` end a sentence.
std::vector<TextPiece> Words(size_t count, const std::vector<size_t>& sentence_ends = {}) {
  std::vector<TextPiece> pieces(count);
  for (size_t i = 0; i < count; ++i) pieces[i] = {.id = 7, .word = static_cast<uint32_t>(i)};
  for (const size_t i : sentence_ends) pieces[i].ends_sentence = true;
  return pieces;
}

TEST(TaggerWindowsTest, TurnsThatFitStayWholeAndEmptyOnesAreLeftOut) {
  const auto pieces = Words(11);
  const std::vector<PieceRange> turns = {{0, 8}, {8, 8}, {8, 11}};
  EXPECT_THAT(CutTurns(pieces, turns, kSmall), ElementsAre(PieceRange{0, 8}, PieceRange{8, 11}));
}

TEST(TaggerWindowsTest, LongTurnsAreCutBehindSentences) {
  const std::vector<PieceRange> turns = {{0, 20}};
  EXPECT_THAT(CutTurns(Words(20, {1, 5}), turns, kSmall),
              ElementsAre(PieceRange{0, 6}, PieceRange{6, 14}, PieceRange{14, 20}));
}

TEST(TaggerWindowsTest, LongTurnsWithoutSentencesAreCutBetweenWords) {
  auto pieces = Words(12);
  for (size_t i = 6; i < 10; ++i) pieces[i].word = 6;
  const std::vector<PieceRange> turns = {{0, 12}};
  EXPECT_THAT(CutTurns(pieces, turns, kSmall), ElementsAre(PieceRange{0, 6}, PieceRange{6, 12}));
}

TEST(TaggerWindowsTest, AWordLongerThanATurnMayBeIsCutInside) {
  const std::vector<TextPiece> pieces(20);
  const std::vector<PieceRange> turns = {{0, 20}};
  EXPECT_THAT(CutTurns(pieces, turns, kSmall),
              ElementsAre(PieceRange{0, 8}, PieceRange{8, 16}, PieceRange{16, 20}));
}

TEST(TaggerWindowsTest, OneWindowHoldsWhatFitsWithoutContext) {
  const auto pieces = Words(12);
  const std::vector<PieceRange> turns = {{0, 4}, {4, 8}, {8, 12}};
  const auto windows = PackWindows(pieces, turns, kSmall);
  ASSERT_EQ(windows.size(), 1U);
  EXPECT_THAT(windows[0].context, IsEmpty());
  EXPECT_THAT(windows[0].turns, ElementsAre(turns[0], turns[1], turns[2]));
  EXPECT_EQ(Length(windows[0]), 16U);
}

TEST(TaggerWindowsTest, TheNextWindowBeginsWithTheTurnsBeforeIt) {
  const auto pieces = Words(18);
  const std::vector<PieceRange> turns = {{0, 8}, {8, 10}, {10, 11}, {11, 18}};
  const auto windows = PackWindows(pieces, turns, kSmall);
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_THAT(windows[1].context, ElementsAre(turns[1], turns[2]));
  EXPECT_THAT(windows[1].turns, ElementsAre(turns[3]));
}

TEST(TaggerWindowsTest, OfATurnTooLongForContextItsLastWordsAre) {
  auto pieces = Words(16);
  pieces[4].word = 3;  // piece 4 goes on with the word of piece 3: words stay whole
  const std::vector<PieceRange> turns = {{0, 8}, {8, 16}};
  const auto windows = PackWindows(pieces, turns, kSmall);
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_THAT(windows[1].context, ElementsAre(PieceRange{5, 8}));
}

TEST(TaggerWindowsTest, WithoutRoomForContextThereIsNone) {
  const WindowLimits limits = {.max_length = 10, .context_length = 0, .longest_turn = 8};
  const std::vector<PieceRange> turns = {{0, 8}, {8, 16}};
  const auto windows = PackWindows(Words(16), turns, limits);
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_THAT(windows[1].context, IsEmpty());
}

TEST(TaggerWindowsTest, LimitsThatLeaveNoRoomForATurnAreNotUsable) {
  EXPECT_TRUE(AreUsable(WindowLimits()));
  EXPECT_TRUE(AreUsable(kSmall));
  EXPECT_FALSE(AreUsable({.max_length = 14, .context_length = 5, .longest_turn = 8}));
  EXPECT_FALSE(AreUsable({.max_length = 14, .context_length = 5, .longest_turn = 1}));
}

// Any text and limits: every piece in one window, no window too long, context right before it.
TEST(TaggerWindowsTest, EveryPieceIsTaggedOnceWithinTheLimits) {
  const uint32_t seed = 20240;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const auto below = [&](size_t limit) { return random() % limit; };
  for (unsigned round = 0; round < RandomCases(2000); ++round) {
    WindowLimits limits;
    limits.context_length = below(20);
    limits.longest_turn = 2 + below(30);
    limits.max_length = limits.context_length + limits.longest_turn + 2 + below(30);
    ASSERT_TRUE(AreUsable(limits));
    std::vector<TextPiece> pieces;
    std::vector<PieceRange> turns;
    uint32_t word = 0;
    for (size_t turn = below(12); turn > 0; --turn) {
      const size_t begin = pieces.size();
      for (size_t count = below(below(4) == 0 ? 150 : 12); count > 0; --count) {
        if (below(3) > 0) ++word;
        pieces.push_back({.id = 1, .word = word, .ends_sentence = below(9) == 0});
      }
      ++word;
      turns.push_back({begin, pieces.size()});
    }
    const auto cut = CutTurns(pieces, turns, limits);
    size_t tagged = 0;
    for (const TaggerWindow& window : PackWindows(pieces, cut, limits)) {
      ASSERT_LE(Length(window), limits.max_length);
      ASSERT_FALSE(window.turns.empty());
      size_t context = 0;
      for (const PieceRange& range : window.context) context += range.size() + 1;
      ASSERT_LE(context, limits.context_length);
      if (tagged > 0 && limits.context_length >= 2) {
        ASSERT_GT(context, 0U);
      }
      size_t next = window.context.empty() ? tagged : window.context.front().begin;
      for (const auto* ranges : {&window.context, &window.turns}) {
        if (ranges == &window.turns) {
          ASSERT_EQ(next, tagged);
        }
        for (const PieceRange& range : *ranges) {
          ASSERT_EQ(range.begin, next);
          ASSERT_GT(range.size(), 0U);
          ASSERT_LE(range.size(), limits.longest_turn);
          next = range.end;
        }
      }
      tagged = next;
    }
    ASSERT_EQ(tagged, pieces.size());
  }
}

}  // namespace
}  // namespace tacet::pii
