#include "tacet/asr/whisper_speech_recognizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <functional>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "tacet/asr/example_call.h"
#include "tacet/asr/speech_window_reader.h"
#include "tacet/asr/voice_activity.h"
#include "tacet/asr/window_transcriber.h"

namespace tacet::asr {
namespace {

WhisperSpeechRecognizerOptions Options() {
  return {.model_dir = ModelFile("base"),
          .vad_model_path = ModelFile("silero-vad/silero_vad_16k_sequence.onnx"),
          .threads = 2};
}

// Null without the models.
WhisperSpeechRecognizer* Base() {
  static const std::unique_ptr<WhisperSpeechRecognizer> recognizer = [] {
    auto created = WhisperSpeechRecognizer::Create(Options());
    return created ? std::move(*created) : nullptr;
  }();
  return recognizer.get();
}

std::vector<float> Signal(double seconds, const std::function<double(double)>& value_at) {
  std::vector<float> samples(static_cast<size_t>(seconds * kAudioSampleRateHertz));
  for (size_t i = 0; i < samples.size(); ++i) {
    samples[i] = static_cast<float>(value_at(static_cast<double>(i) / kAudioSampleRateHertz));
  }
  return samples;
}

double Tone(double hertz, double seconds) {
  return std::sin(2 * std::numbers::pi * hertz * seconds);
}

std::vector<std::pair<std::string, std::vector<float>>> SoundsWithoutSpeech() {
  std::mt19937 random(7);  // NOLINT: the same noise in every run
  std::normal_distribution<double> normal;
  const auto noise = [&](double) { return normal(random); };
  double smooth = 0;  // low-passed noise: rumble and breath
  return {
      {"nothing", {}},
      {"silence", Signal(6, [](double) { return 0; })},
      {"a tone", Signal(6, [](double t) { return 0.3 * Tone(440, t); })},
      {"beeps", Signal(6, [](double t) { return std::fmod(t, 2) < 0.4 ? 0.3 * Tone(950, t) : 0; })},
      {"a chord", Signal(6,
                         [](double t) {
                           return 0.1 * (Tone(262, t) + Tone(330, t) + Tone(392, t)) *
                                  (0.6 + 0.4 * Tone(2, t));
                         })},
      {"white noise", Signal(6, [&](double t) { return 0.1 * noise(t); })},
      {"faint noise", Signal(6, [&](double t) { return 0.003 * noise(t); })},
      {"breathing", Signal(6,
                           [&](double t) {
                             smooth = 0.7 * smooth + 0.3 * noise(t);
                             return 0.1 * smooth * std::max(0.0, Tone(0.4, t));
                           })},
  };
}

TEST(WhisperSpeechRecognizerTest, InventsNothingWhereNobodySpeaks) {
  if (Base() == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  for (auto& [name, samples] : SoundsWithoutSpeech()) {
    const auto duration = static_cast<int64_t>(samples.size()) / 16;
    MemoryAudioSource source(std::move(samples));
    const auto recognition = Base()->Recognize(source, {});
    ASSERT_TRUE(recognition) << name << ": " << recognition.error().message;
    EXPECT_TRUE(recognition->segments.empty()) << name;
    EXPECT_TRUE(recognition->speech_without_words.empty()) << name;
    EXPECT_EQ(recognition->duration_ms, duration) << name;
  }
}

TEST(WhisperSpeechRecognizerTest, HearsTheExampleCall) {
  if (Base() == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  std::vector<float> call = ExampleCall();
  if (call.empty()) GTEST_SKIP() << "no examples/call.wav";
  call.resize(std::min<size_t>(call.size(), 16 * 20000));
  MemoryAudioSource source(std::move(call));
  const auto recognition = Base()->Recognize(source, {});
  ASSERT_TRUE(recognition) << recognition.error().message;
  std::string text;
  for (const SpeechSegment& segment : recognition->segments) {
    for (const RecognizedWord& word : segment.words) text += word.text + word.punctuation + " ";
  }
  for (const char* said : {"How can I help you today?", "my name is Violet King", "dashboard"}) {
    EXPECT_NE(text.find(said), std::string::npos) << said;
  }
  EXPECT_TRUE(recognition->speech_without_words.empty());
}

// Cut so tightly, the detector alone does not notice the speech.
TEST(WhisperSpeechRecognizerTest, HearsAWordThatIsTheWholeRecording) {
  if (Base() == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  const std::vector<float> call = ExampleCall();
  if (call.empty()) GTEST_SKIP() << "no examples/call.wav";
  const std::vector<float> word(call.begin() + 16 * 6000, call.begin() + 16 * 6400);

  const auto detector = VoiceActivityDetector::Create({.model_path = Options().vad_model_path});
  MemoryAudioSource alone(word);
  SpeechWindow window;
  ASSERT_FALSE(SpeechWindowReader::Create(alone, **detector, {}).value()->Next(window).value());

  MemoryAudioSource source(word);
  const Recognition recognition = Base()->Recognize(source, {}).value();
  ASSERT_EQ(recognition.segments.size(), 1u);
  const SpeechSegment& segment = recognition.segments[0];
  EXPECT_EQ(segment.words.back().text, "Hello");
  EXPECT_GE(segment.words.front().start_ms, 0);
  EXPECT_LE(segment.words.back().end_ms, 400);
  EXPECT_EQ(recognition.duration_ms, 400);
}

// The guards against made-up text would drop "Bye" and "Oh", which is all that can be heard in
// them.
TEST(WhisperSpeechRecognizerTest, KeepsWhatIsHeardInAPieceOfAWord) {
  if (Base() == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  const std::vector<float> call = ExampleCall();
  if (call.empty()) GTEST_SKIP() << "no examples/call.wav";
  for (const int start_ms : {6450, 6800, 7150, 7850}) {
    MemoryAudioSource source({call.begin() + 16 * start_ms, call.begin() + 16 * (start_ms + 300)});
    const Recognition recognition = Base()->Recognize(source, {}).value();
    ASSERT_EQ(recognition.segments.size(), 1u) << start_ms;
    EXPECT_FALSE(recognition.segments[0].words.empty()) << start_ms;
  }
}

TEST(WhisperSpeechRecognizerTest, InventsNothingInShortSounds) {
  if (Base() == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  for (const auto& [name, samples] : SoundsWithoutSpeech()) {
    for (const size_t length : {3200u, 8000u, 15999u}) {
      for (size_t start = 0; start + length <= samples.size(); start += 40000) {
        const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(start);
        MemoryAudioSource source({begin, begin + static_cast<std::ptrdiff_t>(length)});
        const Recognition recognition = Base()->Recognize(source, {}).value();
        EXPECT_TRUE(recognition.segments.empty()) << name << " " << start << " " << length;
      }
    }
  }
}

TEST(WhisperSpeechRecognizerTest, RefusesOptionsOutOfRange) {
  WhisperSpeechRecognizerOptions options = Options();
  options.beam_size = 0;
  EXPECT_EQ(WhisperSpeechRecognizer::Create(options).error().code, ErrorCode::kInvalidArgument);
  options = Options();
  options.batch_windows = 65;
  EXPECT_EQ(WhisperSpeechRecognizer::Create(options).error().code, ErrorCode::kInvalidArgument);
  options = Options();
  options.threads = 257;
  EXPECT_EQ(WhisperSpeechRecognizer::Create(options).error().code, ErrorCode::kInvalidArgument);
}

TEST(WhisperSpeechRecognizerTest, SaysWhichModelIsMissing) {
  WhisperSpeechRecognizerOptions options = Options();
  options.vad_model_path = "/nonexistent";
  EXPECT_EQ(WhisperSpeechRecognizer::Create(options).error().code, ErrorCode::kNotFound);
  if (Base() == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  options = Options();
  options.model_dir = "/nonexistent";
  EXPECT_EQ(WhisperSpeechRecognizer::Create(options).error().code, ErrorCode::kNotFound);
}

TEST(WhisperSpeechRecognizerTest, RefusesALanguageThatTheModelDoesNotKnowBeforeItReads) {
  if (Base() == nullptr) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  MemoryAudioSource source(Signal(1, [](double) { return 0; }));
  const auto recognition = Base()->Recognize(source, {.language = "xx"});
  ASSERT_FALSE(recognition);
  EXPECT_EQ(recognition.error().code, ErrorCode::kInvalidArgument);
  std::vector<float> unread(16000);
  EXPECT_EQ(source.Read(unread).value(), unread.size());
}

}  // namespace
}  // namespace tacet::asr
