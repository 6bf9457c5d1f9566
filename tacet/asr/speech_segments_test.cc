#include "tacet/asr/speech_segments.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tacet::asr {
namespace {

SpeechSegment Stretch(int64_t start, int64_t end, const std::string& mark = "") {
  return {start, end, {{"word", mark, start, end, 0.9, {{"word", start, end}}}}};
}

std::vector<std::pair<int64_t, int64_t>> Bounds(std::vector<SpeechSegment> stretches) {
  std::vector<std::pair<int64_t, int64_t>> bounds;
  for (const SpeechSegment& segment : JoinStretches(std::move(stretches))) {
    bounds.emplace_back(segment.start_ms, segment.end_ms);
  }
  return bounds;
}

using Pairs = std::vector<std::pair<int64_t, int64_t>>;

TEST(SpeechSegmentsTest, Rule1PartsAtLongPauses) {
  EXPECT_EQ(Bounds({Stretch(0, 1000), Stretch(2000, 3000)}), (Pairs{{0, 1000}, {2000, 3000}}));
  EXPECT_EQ(Bounds({Stretch(0, 1000), Stretch(1999, 3000)}), (Pairs{{0, 3000}}));
}

TEST(SpeechSegmentsTest, Rule2PartsSentencesAtShorterPauses) {
  EXPECT_EQ(Bounds({Stretch(0, 1000, "."), Stretch(1600, 3000)}), (Pairs{{0, 1000}, {1600, 3000}}));
  EXPECT_EQ(Bounds({Stretch(0, 1000, "?"), Stretch(1600, 3000)}), (Pairs{{0, 1000}, {1600, 3000}}));
  EXPECT_EQ(Bounds({Stretch(0, 1000, ","), Stretch(1600, 3000)}), (Pairs{{0, 3000}}));
  EXPECT_EQ(Bounds({Stretch(0, 1000, "."), Stretch(1599, 3000)}), (Pairs{{0, 3000}}));
}

TEST(SpeechSegmentsTest, Rule2EndsLongSegmentsAtTheNextSentence) {
  EXPECT_EQ(Bounds({Stretch(0, 20000, "."), Stretch(20100, 21000)}),
            (Pairs{{0, 20000}, {20100, 21000}}));
  EXPECT_EQ(Bounds({Stretch(0, 20000, ""), Stretch(20100, 21000)}), (Pairs{{0, 21000}}));
}

TEST(SpeechSegmentsTest, Rule3KeepsEveryWordInOrder) {
  const auto segments = JoinStretches({Stretch(0, 500), Stretch(600, 900), Stretch(1000, 1500)});
  ASSERT_EQ(segments.size(), 1U);
  ASSERT_EQ(segments[0].words.size(), 3U);
  EXPECT_EQ(segments[0].words[1].start_ms, 600);
}

TEST(SpeechSegmentsTest, LeavesStretchesWithoutWordsOut) {
  EXPECT_EQ(Bounds({{0, 500, {}}, Stretch(600, 900), {950, 980, {}}}), (Pairs{{600, 900}}));
  EXPECT_TRUE(JoinStretches({{0, 500, {}}}).empty());
}

}  // namespace
}  // namespace tacet::asr
