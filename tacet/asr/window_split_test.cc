#include "tacet/asr/window_split.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tacet::asr {
namespace {

// A window whose samples are their own places in the recording.
SpeechWindow Window(const std::vector<SpeechStretch>& stretches) {
  SpeechWindow window;
  for (const SpeechStretch& speech : stretches) {
    WindowPart part{speech, speech.start_sample - 100, speech.end_sample + 100, 0};
    part.window_start_sample = static_cast<int64_t>(window.samples.size());
    for (int64_t i = part.audio_start_sample; i < part.audio_end_sample; ++i) {
      window.samples.push_back(static_cast<float>(i));
    }
    window.plan.parts.push_back(part);
  }
  return window;
}

// Every part still names the samples that it holds.
void ExpectConsistent(const SpeechWindow& window) {
  ASSERT_EQ(static_cast<int64_t>(window.samples.size()), window.plan.size());
  for (const WindowPart& part : window.plan.parts) {
    EXPECT_EQ(window.samples[static_cast<size_t>(part.window_start_sample)],
              static_cast<float>(part.audio_start_sample));
    EXPECT_EQ(window.samples[static_cast<size_t>(part.window_end_sample() - 1)],
              static_cast<float>(part.audio_end_sample - 1));
    EXPECT_GE(part.speech.start_sample, part.audio_start_sample);
    EXPECT_LE(part.speech.end_sample, part.audio_end_sample);
  }
}

TEST(WindowSplitTest, TakesOnePartWithItsAudio) {
  const SpeechWindow window = Window({{1000, 5000}, {9000, 12000}, {20000, 21000}});
  const SpeechWindow part = WindowOfPart(window, 1);
  ExpectConsistent(part);
  ASSERT_EQ(part.plan.parts.size(), 1U);
  EXPECT_EQ(part.plan.parts[0].speech, window.plan.parts[1].speech);
}

TEST(WindowSplitTest, CutsAtTheBorderNearestToTheMiddle) {
  const SpeechWindow window = Window({{1000, 5000}, {9000, 12000}, {20000, 21000}});
  const auto halves = SplitWindow(window);
  ASSERT_EQ(halves.size(), 2U);
  for (const SpeechWindow& half : halves) ExpectConsistent(half);
  EXPECT_EQ(halves[0].plan.parts.size(), 1U);
  EXPECT_EQ(halves[1].plan.parts.size(), 2U);
}

TEST(WindowSplitTest, CutsOnePartAtItsQuietestPlaceAndLosesNothing) {
  SpeechWindow window = Window({{1000, 61000}});
  std::fill(window.samples.begin(), window.samples.end(), 0.5F);
  std::fill(window.samples.begin() + 33000, window.samples.begin() + 35000, 0.001F);
  const auto halves = SplitWindow(window);
  ASSERT_EQ(halves.size(), 2U);
  const int64_t cut = static_cast<int64_t>(halves[0].samples.size());
  EXPECT_GT(cut, 33000);
  EXPECT_LT(cut, 35000);
  EXPECT_EQ(halves[0].plan.size(), cut);
  EXPECT_EQ(halves[0].samples.size() + halves[1].samples.size(), window.samples.size());
  EXPECT_EQ(halves[0].plan.parts[0].speech.end_sample, halves[1].plan.parts[0].speech.start_sample);
  EXPECT_EQ(halves[1].plan.size(), static_cast<int64_t>(halves[1].samples.size()));
}

TEST(WindowSplitTest, LeavesShortSpeechWhole) {
  EXPECT_EQ(SplitWindow(Window({{1000, 9000}})).size(), 1U);
}

}  // namespace
}  // namespace tacet::asr
