#include "tacet/asr/word_timing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "tacet/base/sanitizer.h"

namespace tacet::asr {
namespace {

constexpr float kLoud = -20;
constexpr float kQuiet = -60;

RecognizedWord Word(const std::string& text, int64_t start, int64_t end) {
  return {text, "", start, end, 0.9, {{text, start, end}}};
}

// Levels of a window: loud, but quiet in the given ranges.
std::vector<float> LevelsWith(int64_t length_ms, const std::vector<TimeRange>& quiet) {
  std::vector<float> levels(static_cast<size_t>(length_ms / 10), kLoud);
  for (const TimeRange& range : quiet) {
    for (int64_t at = range.start_ms / 10; at < range.end_ms / 10; ++at) {
      levels[static_cast<size_t>(at)] = kQuiet;
    }
  }
  return levels;
}

std::vector<TimeRange> Times(const std::vector<RecognizedWord>& words) {
  std::vector<TimeRange> times;
  for (const RecognizedWord& word : words) times.push_back({word.start_ms, word.end_ms});
  return times;
}

// Places words in one stretch [0, 2000) that starts at 10,000 in the recording; its times less
// 10,000.
std::vector<TimeRange> PlaceInOne(std::vector<RecognizedWord> words,
                                  std::span<const float> levels) {
  auto placed = PlaceWords(std::move(words), {{{0, 2000}, 10000}}, levels);
  std::vector<TimeRange> times = Times(placed[0]);
  for (TimeRange& time : times) time = {time.start_ms - 10000, time.end_ms - 10000};
  return times;
}

TEST(WordTimingTest, Rule1PutsWordsInTheStretchTheyOverlapMost) {
  // Stretches that adjoin in the window are seconds apart in the recording.
  const std::vector<PlacedStretch> stretches = {{{0, 1000}, 5000}, {{1000, 2000}, 9000}};
  const auto placed =
      PlaceWords({Word("a", 0, 500), Word("b", 500, 1300), Word("c", 1300, 2000)}, stretches, {});
  ASSERT_EQ(placed[0].size(), 2U);
  ASSERT_EQ(placed[1].size(), 1U);
  EXPECT_EQ(placed[0].back().text, "b");
  EXPECT_EQ(placed[0].back().end_ms, 6000);  // cut at the end of its stretch
  EXPECT_EQ(placed[1].front().start_ms, 9000);
}

TEST(WordTimingTest, Rule1NeverGoesBackToAnEarlierStretch) {
  const std::vector<PlacedStretch> stretches = {{{0, 1000}, 0}, {{1500, 2500}, 1500}};
  const auto placed = PlaceWords({Word("a", 1600, 1700), Word("b", 100, 200)}, stretches, {});
  EXPECT_TRUE(placed[0].empty());
  EXPECT_EQ(placed[1].size(), 2U);
}

TEST(WordTimingTest, Rule2LetsWordsTouchAndFillTheStretch) {
  const auto times = PlaceInOne({Word("a", 100, 500), Word("b", 700, 1000)}, {});
  EXPECT_EQ(times, (std::vector<TimeRange>{{0, 760}, {760, 2000}}));
}

TEST(WordTimingTest, Rule2LeavesClearSilenceAtTheEndsOut) {
  const auto times = PlaceInOne({Word("a", 0, 1000)}, LevelsWith(2000, {{0, 200}, {1700, 2000}}));
  EXPECT_EQ(times, (std::vector<TimeRange>{{200, 1700}}));
}

TEST(WordTimingTest, Rule3MovesBordersLater) {
  const auto times = PlaceInOne({Word("a", 0, 500), Word("b", 500, 1000)}, {});
  EXPECT_EQ(times[1].start_ms, 560);
}

TEST(WordTimingTest, Rule4TakesAPauseFromBothWords) {
  const auto times =
      PlaceInOne({Word("a", 0, 500), Word("b", 500, 2000)}, LevelsWith(2000, {{600, 900}}));
  EXPECT_EQ(times, (std::vector<TimeRange>{{0, 600}, {900, 2000}}));
}

TEST(WordTimingTest, Rule4LeavesSilencesFarFromBordersAlone) {
  const auto times =
      PlaceInOne({Word("a", 0, 500), Word("b", 500, 2000)}, LevelsWith(2000, {{1200, 1300}}));
  EXPECT_EQ(times, (std::vector<TimeRange>{{0, 560}, {560, 2000}}));
}

TEST(WordTimingTest, Rule5MovesABorderToTheQuietestPlaceNearIt) {
  std::vector<float> levels = LevelsWith(2000, {});
  levels[52] = kLoud - 20;
  const auto times = PlaceInOne({Word("a", 0, 500), Word("b", 500, 2000)}, levels);
  EXPECT_EQ(times, (std::vector<TimeRange>{{0, 520}, {520, 2000}}));
}

TEST(WordTimingTest, Rule6CutsAWordToTheLongerSideOfALongSilence) {
  const auto times =
      PlaceInOne({Word("a", 0, 200), Word("b", 200, 2000)}, LevelsWith(2000, {{900, 1300}}));
  EXPECT_EQ(times, (std::vector<TimeRange>{{0, 260}, {1300, 2000}}));
}

TEST(WordTimingTest, Rule7GivesWordsWithoutTimeSome) {
  const auto times =
      PlaceInOne({Word("a", 500, 500), Word("b", 500, 500), Word("c", 500, 500)}, {});
  ASSERT_EQ(times.size(), 3U);
  for (const TimeRange& time : times) EXPECT_GE(time.length_ms(), 40);
}

TEST(WordTimingTest, Rule7SharesAStretchThatIsTooShort) {
  std::vector<RecognizedWord> words(10, Word("a", 0, 0));
  const auto placed = PlaceWords(words, {{{0, 100}, 0}}, {});
  ASSERT_EQ(placed[0].size(), 10U);
  EXPECT_EQ(placed[0][9].start_ms, 90);
  EXPECT_EQ(placed[0][9].end_ms, 100);
}

TEST(WordTimingTest, HoldsItsPromisesForAnyInput) {
  std::mt19937 random(17);  // NOLINT: the same inputs in every run
  const auto pick = [&random](int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(random);
  };
  for (unsigned round = 0; round < RandomCases(2000); ++round) {
    std::vector<PlacedStretch> stretches;
    int64_t at = pick(0, 300);
    int64_t recording = pick(0, 100000);
    for (int64_t i = pick(1, 4); i > 0; --i) {
      const int64_t length = pick(30, 3000);
      stretches.push_back({{at, at + length}, recording});
      at += length + pick(0, 500);
      recording += length + pick(0, 5000);
    }
    std::vector<RecognizedWord> words;
    int64_t time = 0;
    for (int64_t i = pick(0, 25); i > 0; --i) {
      RecognizedWord word;
      for (int64_t p = pick(1, 12); p > 0; --p) {
        const int64_t end = std::min(at, time + pick(0, 3) * pick(0, 150));
        word.parts.push_back({"x", time, end});
        word.text += "x";
        time = end;
      }
      word.start_ms = word.parts.front().start_ms;
      word.end_ms = word.parts.back().end_ms;
      words.push_back(word);
    }
    std::vector<float> levels(static_cast<size_t>(at / 10));
    for (float& level : levels) level = static_cast<float>(pick(-70, -10));

    const size_t count = words.size();
    const auto placed = PlaceWords(words, stretches, levels);
    size_t found = 0;
    for (size_t s = 0; s < placed.size(); ++s) {
      int64_t latest = stretches[s].recording_start_ms;
      for (const RecognizedWord& word : placed[s]) {
        ++found;
        ASSERT_LE(latest, word.start_ms);
        ASSERT_LT(word.start_ms, word.end_ms);
        latest = word.end_ms;
        int64_t part_latest = word.start_ms;
        std::string text;
        for (const WordPart& part : word.parts) {
          ASSERT_LE(part_latest, part.start_ms);
          ASSERT_LT(part.start_ms, part.end_ms);
          part_latest = part.end_ms;
          text += part.text;
        }
        ASSERT_EQ(text, word.text);
        ASSERT_LE(part_latest, word.end_ms);
      }
      ASSERT_LE(latest, stretches[s].recording_start_ms + stretches[s].window.length_ms());
    }
    ASSERT_EQ(found, count);
  }
}

TEST(SoundLevelsTest, AreDecibelsBelowFullScale) {
  const std::vector<float> full(1600, 1.0F);
  const std::vector<float> levels = SoundLevels(full);
  ASSERT_EQ(levels.size(), 10U);
  EXPECT_NEAR(levels[5], 0, 0.01);
  EXPECT_NEAR(SoundLevels(std::vector<float>(1600, 0.1F))[5], -20, 0.01);
  EXPECT_NEAR(SoundLevels(std::vector<float>(1600, 0.0F))[5], -100, 0.01);
}

TEST(SoundLevelsTest, TakeSamplesThatAreNoNumbersForSilence) {
  const std::vector<float> broken(1600, std::numeric_limits<float>::quiet_NaN());
  for (const float level : SoundLevels(broken)) EXPECT_NEAR(level, -100, 0.01);
}

}  // namespace
}  // namespace tacet::asr
