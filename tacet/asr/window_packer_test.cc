#include "tacet/asr/window_packer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tacet::asr {
namespace {

using ::testing::ElementsAre;

constexpr int64_t kSecond = 16000;

SpeechStretch Seconds(double start, double end) {
  return {.start_sample = static_cast<int64_t>(start * kSecond),
          .end_sample = static_cast<int64_t>(end * kSecond)};
}

std::vector<WindowPlan> Pack(const std::vector<SpeechStretch>& stretches, int64_t total_samples) {
  WindowPacker packer;
  std::vector<WindowPlan> windows;
  for (const SpeechStretch& stretch : stretches) packer.Add(stretch, windows);
  packer.Finish(total_samples, windows);
  return windows;
}

TEST(WindowPackerTest, MakesNoWindowWithoutSpeech) {
  EXPECT_THAT(Pack({}, 100 * kSecond), ElementsAre());
}

TEST(WindowPackerTest, ShortensLongPausesAndKeepsShortOnes) {
  // Pauses of 0.4 s (kept) and 9 s (shortened to 0.5 s).
  const auto windows = Pack({Seconds(10, 12), Seconds(12.4, 14), Seconds(23, 25)}, 30 * kSecond);
  ASSERT_EQ(windows.size(), 1U);
  const WindowPlan& plan = windows[0];
  ASSERT_EQ(plan.parts.size(), 3U);
  EXPECT_EQ(plan.parts[0].audio_start_sample, kSecond * 39 / 4);  // a quarter second before
  EXPECT_EQ(plan.parts[0].audio_end_sample, plan.parts[1].audio_start_sample);
  EXPECT_EQ(plan.parts[1].audio_end_sample, kSecond * 57 / 4);
  EXPECT_EQ(plan.parts[2].audio_start_sample, kSecond * 91 / 4);
  EXPECT_EQ(plan.parts[2].window_speech_start(), kSecond / 4 + 4 * kSecond + kSecond / 2);
  EXPECT_EQ(plan.size(), kSecond / 4 + 4 * kSecond + kSecond / 2 + 2 * kSecond + kSecond / 4);
}

TEST(WindowPackerTest, MapsEveryPositionBackToTheRecording) {
  const auto windows = Pack({Seconds(10, 12), Seconds(23, 25)}, 30 * kSecond);
  ASSERT_EQ(windows.size(), 1U);
  const WindowPlan& plan = windows[0];
  for (const WindowPart& part : plan.parts) {
    EXPECT_EQ(plan.ToRecordingSample(part.window_speech_start()), part.speech.start_sample);
    EXPECT_EQ(plan.ToRecordingSample(part.window_speech_end()), part.speech.end_sample);
    EXPECT_EQ(plan.ToRecordingSample(part.window_start_sample + 7), part.audio_start_sample + 7);
  }
  EXPECT_EQ(plan.ToRecordingSample(-5), plan.parts.front().audio_start_sample);
  EXPECT_EQ(plan.ToRecordingSample(plan.size() + 5), plan.parts.back().audio_end_sample);
}

TEST(WindowPackerTest, EndsAFullEnoughWindowAtTheLongestPause) {
  // After 26 s a pause of 0.4 s, after 28 s one of 0.2 s; the rest does not fit.
  const auto windows = Pack({Seconds(0, 26), Seconds(26.4, 28), Seconds(28.2, 33)}, 40 * kSecond);
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_EQ(windows[0].parts.size(), 1U);
  EXPECT_EQ(windows[1].parts.size(), 2U);
  // The two windows share the pause.
  EXPECT_EQ(windows[0].parts[0].audio_end_sample, windows[1].parts[0].audio_start_sample);
}

TEST(WindowPackerTest, FillsAWindowThatIsNotFullEnough) {
  const auto windows =
      Pack({Seconds(0, 10), Seconds(15, 20), Seconds(20.2, 24), Seconds(24.3, 40)}, 40 * kSecond);
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_EQ(windows[0].parts.size(), 3U);
}

TEST(WindowPackerTest, TakesAStretchAsLongAsAWindow) {
  const auto windows = Pack({Seconds(5, 35), Seconds(36, 37)}, 40 * kSecond);
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_EQ(windows[0].size(), kWindowSamples);
}

TEST(WindowPackerTest, KeepsItsPromisesOnRandomStretches) {
  for (uint32_t seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    WindowPacker packer;
    std::vector<WindowPlan> windows;
    std::vector<SpeechStretch> stretches;
    int64_t position = 0;
    for (int i = 0; i < 60; ++i) {
      const int64_t gap = random() % 6 == 0 ? 0 : static_cast<int64_t>(random() % 40000);
      const int64_t start = position + gap;
      const int64_t needed = packer.needed_sample(start);
      position = start + 1 + static_cast<int64_t>(random() % (28 * kSecond));
      stretches.push_back({.start_sample = start, .end_sample = position});
      const size_t before = windows.size();
      packer.Add(stretches.back(), windows);
      if (windows.size() > before) {
        EXPECT_GE(windows[before].parts.front().audio_start_sample, needed) << seed;
      }
    }
    const int64_t total = position + static_cast<int64_t>(random() % 9000);
    packer.Finish(total, windows);

    std::vector<SpeechStretch> packed;
    int64_t audio_end = 0;
    for (const WindowPlan& plan : windows) {
      ASSERT_FALSE(plan.parts.empty());
      EXPECT_LE(plan.size(), kWindowSamples) << seed;
      int64_t window_end = 0;
      for (const WindowPart& part : plan.parts) {
        EXPECT_EQ(part.window_start_sample, window_end) << seed;
        EXPECT_GE(part.audio_start_sample, audio_end) << seed;  // no audio is in two places
        EXPECT_LE(part.audio_start_sample, part.speech.start_sample) << seed;
        EXPECT_GE(part.audio_end_sample, part.speech.end_sample) << seed;
        audio_end = part.audio_end_sample;
        window_end = part.window_end_sample();
        packed.push_back(part.speech);
      }
    }
    EXPECT_LE(audio_end, total) << seed;
    EXPECT_EQ(packed, stretches) << seed;
  }
}

}  // namespace
}  // namespace tacet::asr
