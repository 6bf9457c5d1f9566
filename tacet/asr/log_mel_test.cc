#include "tacet/asr/log_mel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "tacet/asr/example_call.h"

namespace tacet::asr {
namespace {

// The signal of tools/golden/log_mel.py.
std::vector<float> GoldenSignal(size_t samples) {
  std::vector<float> signal(samples);
  uint64_t state = 1;
  for (size_t i = 0; i < samples; ++i) {
    state = (state * 1103515245 + 12345) % (uint64_t{1} << 31U);
    const double noise = static_cast<double>(state) / static_cast<double>(uint64_t{1} << 31U) - 0.5;
    const double t = static_cast<double>(i) / 16000;
    const double turn = 2 * std::numbers::pi;
    const double tone = std::fmod(t, 1.0) < 0.5 ? 0.05 * std::sin(turn * 3333 * t) : 0;
    signal[i] =
        static_cast<float>(0.4 * std::sin(turn * (100 + 110 * t) * t) + tone + 0.01 * noise);
  }
  return signal;
}

class LogMelGoldenTest : public testing::TestWithParam<const char*> {};

// Features go from about -1.5 to 1.5. Whisper was trained with float32 features, whose own rounding
// (of the transform, mostly) is near 1e-5.
constexpr float kTolerance = 2e-4F;

TEST_P(LogMelGoldenTest, EqualsTheReferenceImplementation) {
  std::ifstream file(SourceFile("tests/golden/log_mel/" + std::string(GetParam()) + ".json"));
  ASSERT_TRUE(file) << "golden file missing";
  const nlohmann::json golden = nlohmann::json::parse(file);
  const LogMel log_mel(golden.at("mel_bins").get<size_t>());
  std::vector<float> features(log_mel.mel_bins() * kMelFrames);
  log_mel.Compute(GoldenSignal(golden.at("samples").get<size_t>()), features);
  const auto& frames = golden.at("frames");
  ASSERT_GT(frames.size(), 3U);
  for (size_t i = 0; i < frames.size(); ++i) {
    const auto frame = frames[i].get<size_t>();
    const auto expected = golden.at("features").at(i).get<std::vector<float>>();
    ASSERT_EQ(expected.size(), log_mel.mel_bins());
    for (size_t mel = 0; mel < expected.size(); ++mel) {
      EXPECT_NEAR(features[mel * kMelFrames + frame], expected[mel], kTolerance)
          << "frame " << frame << " mel " << mel;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Signals, LogMelGoldenTest,
                         testing::Values("part_80", "full_80", "part_128"));

TEST(LogMelTest, GivesTheFloorForSilence) {
  const LogMel log_mel(80);
  std::vector<float> empty(80 * kMelFrames, 7);
  log_mel.Compute({}, empty);
  std::vector<float> zeros(80 * kMelFrames, 7);
  log_mel.Compute(std::vector<float>(16000), zeros);
  // (log10(1e-10) + 4) / 4.
  EXPECT_EQ(empty, std::vector<float>(80 * kMelFrames, -1.5F));
  EXPECT_EQ(zeros, empty);
}

TEST(LogMelTest, SilenceAddedToTheEndChangesNothing) {
  const LogMel log_mel(80);
  std::vector<float> signal = GoldenSignal(50001);
  std::vector<float> features(80 * kMelFrames);
  log_mel.Compute(signal, features);
  signal.resize(480000);
  std::vector<float> filled_up(80 * kMelFrames);
  log_mel.Compute(signal, filled_up);
  EXPECT_EQ(features, filled_up);
}

}  // namespace
}  // namespace tacet::asr
