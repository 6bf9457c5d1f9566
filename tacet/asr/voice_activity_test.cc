#include "tacet/asr/voice_activity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "tacet/asr/example_call.h"

namespace tacet::asr {
namespace {

class VoiceActivityTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string path = ModelFile("silero-vad/silero_vad_16k_sequence.onnx");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the model silero-vad is not pulled";
    auto detector = VoiceActivityDetector::Create({.model_path = path});
    ASSERT_TRUE(detector) << detector.error().message << " " << detector.error().detail;
    detector_ = std::move(*detector);
    call_ = ExampleCall();
    ASSERT_GT(call_.size(), 900000U);
  }

  // The frames of `samples` given in pieces of `piece` samples.
  std::vector<VoiceFrame> Run(std::span<const float> samples, size_t piece) {
    std::vector<VoiceFrame> frames;
    auto stream = detector_->NewStream();
    EXPECT_TRUE(stream);
    for (size_t i = 0; i < samples.size(); i += piece) {
      EXPECT_TRUE((*stream)->Add(samples.subspan(i, std::min(piece, samples.size() - i)), frames));
    }
    EXPECT_TRUE((*stream)->Finish(frames));
    return frames;
  }

  std::unique_ptr<VoiceActivityDetector> detector_;
  std::vector<float> call_;
};

TEST_F(VoiceActivityTest, EqualsTheReferenceRuntime) {
  std::ifstream file(SourceFile("tests/golden/voice_activity/call.json"));
  ASSERT_TRUE(file) << "golden file missing";
  const auto expected =
      nlohmann::json::parse(file).at("speech_probabilities").get<std::vector<float>>();
  const auto frames = Run(call_, call_.size());
  ASSERT_EQ(frames.size(), expected.size());
  for (size_t i = 0; i < frames.size(); ++i) {
    EXPECT_NEAR(frames[i].speech_probability, expected[i], 1e-3) << "frame " << i;
  }
}

TEST_F(VoiceActivityTest, PiecesOfAnyLengthGiveWhatTheWholeGives) {
  const auto audio = std::span(call_).first(300000);
  const auto whole = Run(audio, audio.size());
  for (const size_t piece : {37UL, 512UL, 5000UL, 160000UL}) {
    const auto frames = Run(audio, piece);
    ASSERT_EQ(frames.size(), whole.size()) << piece;
    for (size_t i = 0; i < frames.size(); ++i) {
      EXPECT_NEAR(frames[i].speech_probability, whole[i].speech_probability, 1e-4)
          << piece << " frame " << i;
      EXPECT_EQ(frames[i].energy, whole[i].energy) << piece << " frame " << i;
    }
  }
}

TEST_F(VoiceActivityTest, HearsNoSpeechInSilenceToneAndNoise) {
  std::vector<float> tone(160000);
  std::vector<float> noise(160000);
  uint32_t state = 1;
  for (size_t i = 0; i < tone.size(); ++i) {
    tone[i] = 0.3F * std::sin(static_cast<float>(i) * 0.17F);
    state = state * 1664525 + 1013904223;
    noise[i] = 0.1F * (static_cast<float>(state >> 8U) / 8388608.0F - 1);
  }
  for (const auto& audio : {std::vector<float>(160000), tone, noise}) {
    for (const VoiceFrame& frame : Run(audio, 32000)) EXPECT_LT(frame.speech_probability, 0.5F);
  }
}

TEST_F(VoiceActivityTest, TakesImpossibleSamplesForSilence) {
  std::vector<float> broken(16000, std::numeric_limits<float>::quiet_NaN());
  broken[5] = std::numeric_limits<float>::infinity();
  const auto frames = Run(broken, 16000);
  ASSERT_EQ(frames.size(), 32U);
  for (const VoiceFrame& frame : frames) {
    EXPECT_EQ(frame.energy, 0);
    EXPECT_LT(frame.speech_probability, 0.5F);
  }
}

TEST_F(VoiceActivityTest, AFinishedStreamStartsAgain) {
  const auto audio = std::span(call_).first(100000);
  auto stream = detector_->NewStream();
  ASSERT_TRUE(stream);
  std::vector<VoiceFrame> frames;
  for (int run = 0; run < 2; ++run) {
    ASSERT_TRUE((*stream)->Add(audio, frames));
    ASSERT_TRUE((*stream)->Finish(frames));
  }
  ASSERT_EQ(frames.size(), 2 * 196U);
  for (size_t i = 0; i < 196; ++i) {
    EXPECT_EQ(frames[i].speech_probability, frames[i + 196].speech_probability) << i;
  }
}

TEST(VoiceActivityDetectorTest, RefusesAMissingFileAndAnotherFile) {
  const auto missing = VoiceActivityDetector::Create({.model_path = "/nowhere.onnx"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  const auto other = VoiceActivityDetector::Create({.model_path = SourceFile("examples/call.wav")});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace tacet::asr
