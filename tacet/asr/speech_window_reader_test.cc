#include "tacet/asr/speech_window_reader.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tacet/asr/example_call.h"

namespace tacet::asr {
namespace {

// Frames are speech where the samples are louder than a threshold; no model.
class LoudnessDetector : public VoiceActivityDetector {
 public:
  class Stream : public VoiceActivityStream {
   public:
    Status Add(std::span<const float> samples, std::vector<VoiceFrame>& frames) override {
      left_.insert(left_.end(), samples.begin(), samples.end());
      size_t used = 0;
      for (; used + kVoiceFrameSamples <= left_.size(); used += kVoiceFrameSamples) {
        const float energy = left_[used] * left_[used];
        frames.push_back({.speech_probability = energy > 0.01F ? 1.0F : 0.0F, .energy = energy});
      }
      left_.erase(left_.begin(), left_.begin() + static_cast<std::ptrdiff_t>(used));
      return {};
    }
    Status Finish(std::vector<VoiceFrame>& frames) override {
      if (left_.empty()) return {};
      left_.resize(kVoiceFrameSamples);
      return Add({}, frames);
    }

   private:
    std::vector<float> left_;
  };

  Result<std::unique_ptr<VoiceActivityStream>> NewStream() const override {
    return std::make_unique<Stream>();
  }
};

std::vector<SpeechWindow> ReadAll(AudioSource& source, const VoiceActivityDetector& detector) {
  auto reader = SpeechWindowReader::Create(source, detector, {});
  EXPECT_TRUE(reader) << reader.error().message;
  std::vector<SpeechWindow> windows;
  SpeechWindow window;
  while (true) {
    const auto more = (*reader)->Next(window);
    EXPECT_TRUE(more) << more.error().message;
    if (!more || !*more) break;
    windows.push_back(window);
  }
  return windows;
}

// A window's audio is the recording's at the places that its plan names.
void ExpectAudioOf(const std::vector<float>& recording, const std::vector<SpeechWindow>& windows) {
  for (const SpeechWindow& window : windows) {
    ASSERT_EQ(window.samples.size(), static_cast<size_t>(window.plan.size()));
    size_t wrong = 0;
    for (size_t i = 0; i < window.samples.size(); ++i) {
      const int64_t sample = window.plan.ToRecordingSample(static_cast<int64_t>(i));
      if (window.samples[i] != recording.at(static_cast<size_t>(sample))) ++wrong;
    }
    EXPECT_EQ(wrong, 0U);
  }
}

TEST(SpeechWindowReaderTest, GivesNothingForAnEmptyOrSilentRecording) {
  const LoudnessDetector detector;
  MemoryAudioSource empty({});
  EXPECT_TRUE(ReadAll(empty, detector).empty());
  MemoryAudioSource silent(std::vector<float>(2000000));
  EXPECT_TRUE(ReadAll(silent, detector).empty());
}

TEST(SpeechWindowReaderTest, WindowsHoldAllSpeechOfALongRecording) {
  // Ten minutes: speech without a pause for 100 s, then bursts of every length, then silence.
  std::vector<float> recording(9600000);
  uint32_t state = 7;
  const auto random = [&state](uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 8U) % below;
  };
  size_t speech = 0;
  size_t i = 0;
  const auto speak = [&](size_t samples) {
    for (size_t end = std::min(recording.size(), i + samples); i < end; ++i, ++speech) {
      recording[i] = 0.5F + static_cast<float>(random(1000)) / 4000;
    }
  };
  speak(1600000);
  while (i < 8000000) {
    i += 4000 + random(60000);
    speak(4000 + random(200000));
  }

  const LoudnessDetector detector;
  MemoryAudioSource source(recording);
  const auto windows = ReadAll(source, detector);
  ExpectAudioOf(recording, windows);
  size_t found = 0;
  size_t total = 0;
  for (const SpeechWindow& window : windows) {
    total += window.samples.size();
    for (const float sample : window.samples) found += sample > 0 ? 1 : 0;
  }
  EXPECT_EQ(found, speech);
  // Windows are nearly full on average.
  EXPECT_GT(static_cast<double>(total),
            0.75 * static_cast<double>(windows.size() * kWindowSamples));
}

TEST(SpeechWindowReaderTest, PassesOnAnErrorOfTheSource) {
  class BrokenSource : public AudioSource {
   public:
    Result<size_t> Read(std::span<float>) override {
      return MakeError(ErrorCode::kDataLoss, "broken");
    }
  };
  BrokenSource source;
  const LoudnessDetector detector;
  auto reader = SpeechWindowReader::Create(source, detector, {});
  ASSERT_TRUE(reader);
  SpeechWindow window;
  const auto more = (*reader)->Next(window);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::kDataLoss);
}

TEST(SpeechWindowReaderTest, RefusesStretchesThatDoNotFit) {
  MemoryAudioSource source({});
  const LoudnessDetector detector;
  SpeechWindowOptions options;
  options.packer.max_window = std::chrono::milliseconds(10000);
  const auto reader = SpeechWindowReader::Create(source, detector, options);
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, ErrorCode::kInvalidArgument);
}

TEST(SpeechWindowReaderTest, PacksTheExampleCall) {
  const std::string path = ModelFile("silero-vad/silero_vad_16k_sequence.onnx");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the model silero-vad is not pulled";
  const auto detector = VoiceActivityDetector::Create({.model_path = path});
  ASSERT_TRUE(detector);
  const std::vector<float> recording = ExampleCall();
  MemoryAudioSource source(recording);
  const auto windows = ReadAll(source, **detector);
  ExpectAudioOf(recording, windows);
  ASSERT_EQ(windows.size(), 2U);
  // The caller starts 1.1 s into the recording, after ringing.
  EXPECT_NEAR(static_cast<double>(windows[0].plan.parts[0].speech.start_sample) / 16000, 1.1, 0.1);
}

}  // namespace
}  // namespace tacet::asr
