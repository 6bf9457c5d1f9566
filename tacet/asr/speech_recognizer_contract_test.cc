// What every SpeechRecognizer promises, run on each of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tacet/asr/example_call.h"
#include "tacet/asr/scripted_speech_recognizer.h"
#include "tacet/asr/whisper_speech_recognizer.h"

namespace tacet::asr {
namespace {

// The first ten seconds of the example call.
std::vector<float> Recording() {
  std::vector<float> samples = ExampleCall();
  samples.resize(std::min<size_t>(samples.size(), 160000));
  return samples;
}

std::shared_ptr<SpeechRecognizer> Scripted() {
  Recognition script;
  script.segments = {{1000, 2000, {{"Hello", ".", 1100, 1500, 0.9, {{"Hello", 1100, 1500}}}}}};
  return std::make_shared<ScriptedSpeechRecognizer>(std::move(script));
}

// Null without the models. Loaded once: it takes most of a second.
std::shared_ptr<SpeechRecognizer> Whisper() {
  static const std::shared_ptr<SpeechRecognizer> whisper = [] {
    auto recognizer = WhisperSpeechRecognizer::Create(
        {.model_dir = ModelFile("base"),
         .vad_model_path = ModelFile("silero-vad/silero_vad_16k_sequence.onnx"),
         .threads = 2});
    return recognizer ? std::shared_ptr<SpeechRecognizer>(std::move(*recognizer)) : nullptr;
  }();
  return whisper;
}

struct Implementation {
  std::string name;
  std::function<std::shared_ptr<SpeechRecognizer>()> make;
};

class SpeechRecognizerContractTest : public testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    recognizer_ = GetParam().make();
    if (recognizer_ == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
    recording_ = Recording();
    if (recording_.empty()) GTEST_SKIP() << "no examples/call.wav";
  }

  std::shared_ptr<SpeechRecognizer> recognizer_;
  std::vector<float> recording_;
};

TEST_P(SpeechRecognizerContractTest, GivesWordsInOrderInsideTheirSegments) {
  MemoryAudioSource source(recording_);
  const auto recognition = recognizer_->Recognize(source, {});
  ASSERT_TRUE(recognition) << recognition.error().message;
  EXPECT_EQ(recognition->duration_ms, 10000);
  ASSERT_FALSE(recognition->segments.empty());
  int64_t latest = 0;
  for (const SpeechSegment& segment : recognition->segments) {
    EXPECT_LE(latest, segment.start_ms);
    EXPECT_FALSE(segment.words.empty());
    latest = segment.start_ms;
    for (const RecognizedWord& word : segment.words) {
      EXPECT_LE(latest, word.start_ms);
      EXPECT_LT(word.start_ms, word.end_ms);
      EXPECT_FALSE(word.text.empty());
      EXPECT_GE(word.confidence, 0);
      EXPECT_LE(word.confidence, 1);
      std::string text;
      for (const WordPart& part : word.parts) {
        EXPECT_LE(word.start_ms, part.start_ms);
        EXPECT_LE(part.end_ms, word.end_ms);
        text += part.text;
      }
      EXPECT_EQ(text, word.text);
      latest = word.end_ms;
    }
    EXPECT_LE(latest, segment.end_ms);
    latest = segment.end_ms;
  }
  EXPECT_LE(latest, recognition->duration_ms);
}

TEST_P(SpeechRecognizerContractTest, ReadsTheWholeSourceAndReportsRisingProgress) {
  MemoryAudioSource source(recording_);
  std::vector<int64_t> reports;
  const auto recognition = recognizer_->Recognize(
      source, {.on_progress = [&reports](int64_t done_ms) { reports.push_back(done_ms); }});
  ASSERT_TRUE(recognition) << recognition.error().message;
  ASSERT_FALSE(reports.empty());
  EXPECT_TRUE(std::is_sorted(reports.begin(), reports.end()));
  EXPECT_EQ(reports.back(), recognition->duration_ms);
  std::vector<float> rest(1);
  EXPECT_EQ(*source.Read(rest), 0U);
}

TEST_P(SpeechRecognizerContractTest, StopsWhenCancelled) {
  MemoryAudioSource source(recording_);
  CancelToken cancel;
  cancel.Cancel();
  const auto recognition = recognizer_->Recognize(source, {.cancel = &cancel});
  ASSERT_FALSE(recognition);
  EXPECT_EQ(recognition.error().code, ErrorCode::kCancelled);
}

// Fails after one second.
class BreakingSource : public AudioSource {
 public:
  Result<size_t> Read(std::span<float> samples) override {
    if (read_ >= 16000) return MakeError(ErrorCode::kDataLoss, "the media is cut off");
    read_ += samples.size();
    std::fill(samples.begin(), samples.end(), 0.0F);
    return samples.size();
  }

 private:
  size_t read_ = 0;
};

TEST_P(SpeechRecognizerContractTest, PassesErrorsOfTheSourceOn) {
  BreakingSource source;
  const auto recognition = recognizer_->Recognize(source, {});
  ASSERT_FALSE(recognition);
  EXPECT_EQ(recognition.error().code, ErrorCode::kDataLoss);
}

INSTANTIATE_TEST_SUITE_P(All, SpeechRecognizerContractTest,
                         testing::Values(Implementation{"Scripted", Scripted},
                                         Implementation{"Whisper", Whisper}),
                         [](const testing::TestParamInfo<Implementation>& test) {
                           return test.param.name;
                         });

TEST(ScriptedSpeechRecognizerTest, RefusesAScriptLongerThanTheRecording) {
  MemoryAudioSource source(std::vector<float>(16000));
  const auto recognition = Scripted()->Recognize(source, {});
  ASSERT_FALSE(recognition);
  EXPECT_EQ(recognition.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace tacet::asr
