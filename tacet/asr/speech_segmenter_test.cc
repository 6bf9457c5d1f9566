#include "tacet/asr/speech_segmenter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tacet::asr {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;

constexpr int64_t kFrame = kVoiceFrameSamples;
constexpr int64_t kPadding = 480;  // 30 ms, the default

// '#' is speech, '+' neither, '.' silence; each 32 ms.
std::vector<VoiceFrame> Frames(const std::string& text) {
  std::vector<VoiceFrame> frames;
  for (const char c : text) {
    frames.push_back({.speech_probability = c == '#'   ? 0.9F
                                            : c == '+' ? 0.4F
                                                       : 0.1F,
                      .energy = 0.1F});
  }
  return frames;
}

std::vector<SpeechStretch> Stretches(const std::vector<VoiceFrame>& frames, int64_t total_samples,
                                     const SpeechSegmenterOptions& options = {}) {
  SpeechSegmenter segmenter(options);
  std::vector<SpeechStretch> stretches;
  segmenter.Add(frames, stretches);
  segmenter.Finish(total_samples, stretches);
  return stretches;
}

std::vector<SpeechStretch> Stretches(const std::string& text) {
  return Stretches(Frames(text), static_cast<int64_t>(text.size()) * kFrame);
}

TEST(SpeechSegmenterTest, FindsNothingInSilence) {
  EXPECT_THAT(Stretches("...................."), ElementsAre());
  EXPECT_THAT(Stretches("++++++++++++++++++++"), ElementsAre());
  EXPECT_THAT(Stretches(""), ElementsAre());
}

TEST(SpeechSegmenterTest, PadsBothEnds) {
  EXPECT_THAT(Stretches(".....########......."),
              ElementsAre(SpeechStretch{5 * kFrame - kPadding, 13 * kFrame + kPadding}));
}

TEST(SpeechSegmenterTest, StaysInsideTheRecording) {
  EXPECT_THAT(Stretches(Frames("########"), 8 * kFrame - 100),
              ElementsAre(SpeechStretch{0, 8 * kFrame - 100}));
  // The speech ends so near the end that the padding would reach past it.
  EXPECT_THAT(Stretches(Frames("########....."), 8 * kFrame + 300),
              ElementsAre(SpeechStretch{0, 8 * kFrame + 300}));
}

TEST(SpeechSegmenterTest, DoubtfulFramesKeepTheState) {
  EXPECT_THAT(Stretches("..++####++++++####++.....++"),
              ElementsAre(SpeechStretch{4 * kFrame - kPadding, 20 * kFrame + kPadding}));
}

TEST(SpeechSegmenterTest, ShortSilenceDoesNotEndSpeech) {
  // 100 ms of silence are certain with the fifth frame of 32 ms, as in Silero's own rule.
  EXPECT_THAT(Stretches("####....####......").size(), 1U);
  EXPECT_THAT(Stretches("####.....####......"),
              ElementsAre(SpeechStretch{0, 4 * kFrame + kPadding},
                          SpeechStretch{9 * kFrame - kPadding, 13 * kFrame + kPadding}));
}

TEST(SpeechSegmenterTest, DropsTooShortSpeech) {
  EXPECT_THAT(Stretches("......#...........").size(), 0U);
  EXPECT_THAT(Stretches("......##..........").size(), 1U);
}

TEST(SpeechSegmenterTest, CutsLongSpeechAtTheQuietestPlaceOfItsSecondHalf) {
  std::vector<VoiceFrame> frames = Frames(std::string(2000, '#'));
  for (size_t i = 700; i < 706; ++i) frames[i].energy = 0.001F;   // in the second half of 28 s
  for (size_t i = 100; i < 106; ++i) frames[i].energy = 0.0001F;  // quieter, but early
  const auto stretches = Stretches(frames, 2000 * kFrame);
  ASSERT_EQ(stretches.size(), 3U);
  EXPECT_EQ(stretches[0].start_sample, 0);
  EXPECT_GE(stretches[0].end_sample, 701 * kFrame);
  EXPECT_LE(stretches[0].end_sample, 705 * kFrame);
  EXPECT_TRUE(stretches[0].continues);
  EXPECT_EQ(stretches[1].start_sample, stretches[0].end_sample);
  EXPECT_TRUE(stretches[1].continues);
  EXPECT_EQ(stretches[2].start_sample, stretches[1].end_sample);
  EXPECT_EQ(stretches[2].end_sample, 2000 * kFrame);
  EXPECT_FALSE(stretches[2].continues);
}

TEST(SpeechSegmenterTest, KeepsTheShortRestOfACut) {
  SpeechSegmenterOptions options;
  options.max_speech = milliseconds(2000);
  options.min_speech = milliseconds(1500);
  std::vector<VoiceFrame> frames = Frames(std::string(62, '#'));
  frames.resize(72);  // and silence
  for (size_t i = 55; i < 60; ++i) frames[i].energy = 0;
  const auto stretches = Stretches(frames, 72 * kFrame, options);
  ASSERT_EQ(stretches.size(), 2U);
  EXPECT_EQ(stretches[1], (SpeechStretch{57 * kFrame, 62 * kFrame + kPadding}));
}

// Any probabilities in any pieces: the same stretches, in order, apart, none too long, and none
// starts before what was declared settled.
TEST(SpeechSegmenterTest, KeepsItsPromisesOnRandomFrames) {
  SpeechSegmenterOptions options;
  options.max_speech = milliseconds(3000);
  for (uint32_t seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    std::vector<VoiceFrame> frames(600);
    float probability = 0.5F;
    for (VoiceFrame& frame : frames) {
      if (random() % 8 == 0) probability = static_cast<float>(random() % 100) / 100;
      frame = {.speech_probability = probability, .energy = static_cast<float>(random() % 100)};
    }
    const int64_t total = 600 * kFrame - static_cast<int64_t>(random() % 512);
    const auto whole = Stretches(frames, total, options);

    SpeechSegmenter segmenter(options);
    std::vector<SpeechStretch> pieces;
    for (size_t i = 0; i < frames.size();) {
      const size_t size = std::min<size_t>(frames.size() - i, random() % 50);
      const int64_t settled = segmenter.settled_sample();
      const size_t before = pieces.size();
      segmenter.Add(std::span(frames).subspan(i, size), pieces);
      if (pieces.size() > before) {
        EXPECT_GE(pieces[before].start_sample, settled) << seed;
      }
      i += size;
    }
    segmenter.Finish(total, pieces);
    EXPECT_EQ(pieces, whole) << seed;

    int64_t end = 0;
    for (size_t i = 0; i < whole.size(); ++i) {
      EXPECT_GE(whole[i].start_sample, end) << seed;
      EXPECT_GT(whole[i].end_sample, whole[i].start_sample) << seed;
      EXPECT_LE(whole[i].end_sample - whole[i].start_sample, 3 * 16000) << seed;
      if (whole[i].continues) {
        ASSERT_LT(i + 1, whole.size()) << seed;
        EXPECT_EQ(whole[i + 1].start_sample, whole[i].end_sample) << seed;
      }
      end = whole[i].end_sample;
    }
    EXPECT_LE(end, total) << seed;
  }
}

}  // namespace
}  // namespace tacet::asr
