#include "tacet/asr/whisper_encoder.h"

#include <ctranslate2/models/whisper.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <random>
#include <thread>

#include "tacet/asr/example_call.h"
#include "tacet/asr/log_mel.h"
#include "tacet/asr/model_file_writer.h"
#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"

namespace tacet::asr {
namespace {

double Cosine(std::span<const float> a, std::span<const float> b) {
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    ab += static_cast<double>(a[i]) * b[i];
    aa += static_cast<double>(a[i]) * a[i];
    bb += static_cast<double>(b[i]) * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

class WhisperEncoderTest : public testing::Test {
 protected:
  static constexpr size_t kWindows = 2;

  void SetUp() override {
    model_path_ = ModelFile("base/model.bin");
    if (!std::filesystem::exists(model_path_)) GTEST_SKIP() << "the model base is not pulled";
    const std::vector<float> call = ExampleCall();
    ASSERT_GT(call.size(), kWindows * 480000);
    const LogMel log_mel(80);
    const size_t size = 80 * kMelFrames;
    mel_.resize(kWindows * size);
    for (size_t i = 0; i < kWindows; ++i) {
      log_mel.Compute(std::span(call).subspan(i * 480000, 480000),
                      std::span(mel_).subspan(i * size, size));
    }
  }

  std::vector<float> Encode(EncoderPrecision precision) {
    auto encoder = WhisperEncoder::Create({.model_path = model_path_, .precision = precision});
    EXPECT_TRUE(encoder) << encoder.error().message << " " << encoder.error().detail;
    if (!encoder) return {};
    EXPECT_EQ((*encoder)->mel_bins(), 80U);
    EXPECT_EQ((*encoder)->width(), 512U);
    auto states = (*encoder)->Encode(mel_, kWindows);
    EXPECT_TRUE(states) << states.error().message << " " << states.error().detail;
    return states ? std::move(*states) : std::vector<float>();
  }

  // CTranslate2's own encoder with the same weights, in float32.
  std::vector<float> Reference() {
    ctranslate2::ReplicaPoolConfig config;
    config.num_threads_per_replica = 1;
    ctranslate2::models::Whisper whisper(
        std::filesystem::path(model_path_).parent_path(), ctranslate2::Device::CPU,
        ctranslate2::ComputeType::FLOAT32, {0}, /*tensor_parallel=*/false, config);
    const ctranslate2::StorageView features({static_cast<ctranslate2::dim_t>(kWindows), 80, 3000},
                                            mel_);
    return whisper.encode(features, /*to_cpu=*/true).get().to_vector<float>();
  }

  std::string model_path_;
  std::vector<float> mel_;
};

TEST_F(WhisperEncoderTest, AgreesWithCTranslate2) {
  const std::vector<float> reference = Reference();
  ASSERT_EQ(reference.size(), kWindows * kEncoderFrames * 512);

  const std::vector<float> single = Encode(EncoderPrecision::kFloat32);
  ASSERT_EQ(single.size(), reference.size());
  float largest = 0;
  for (size_t i = 0; i < single.size(); ++i) {
    largest = std::max(largest, std::abs(single[i] - reference[i]));
  }
  RecordProperty("float32_largest_difference", std::to_string(largest));
  EXPECT_LT(largest, 0.02F);  // outputs reach 20 and more
  EXPECT_GT(Cosine(single, reference), 0.999999);

  const std::vector<float> half = Encode(EncoderPrecision::kBfloat16);
  ASSERT_EQ(half.size(), reference.size());
  RecordProperty("bfloat16_cosine", std::to_string(Cosine(half, reference)));
  EXPECT_GT(Cosine(half, reference), 0.999);
}

TEST_F(WhisperEncoderTest, ThreadsMayShareIt) {
  auto encoder = WhisperEncoder::Create({.model_path = model_path_, .threads = 2});
  ASSERT_TRUE(encoder) << encoder.error().message;
  EXPECT_NE((*encoder)->precision(), EncoderPrecision::kAuto);
  const auto first = std::span<const float>(mel_).first(80 * kMelFrames);
  const auto second = std::span<const float>(mel_).subspan(80 * kMelFrames);
  const auto expected = (*encoder)->Encode(mel_, kWindows);
  ASSERT_TRUE(expected);
  Result<std::vector<float>> states[2];
  std::thread other([&] { states[1] = (*encoder)->Encode(second, 1); });
  states[0] = (*encoder)->Encode(first, 1);
  other.join();
  ASSERT_TRUE(states[0]);
  ASSERT_TRUE(states[1]);
  const size_t size = kEncoderFrames * 512;
  EXPECT_TRUE(std::equal(states[0]->begin(), states[0]->end(), expected->begin()));
  EXPECT_TRUE(std::equal(states[1]->begin(), states[1]->end(),
                         expected->begin() + static_cast<std::ptrdiff_t>(size)));
}

TEST_F(WhisperEncoderTest, RefusesInputOfAnotherSize) {
  auto encoder = WhisperEncoder::Create({.model_path = model_path_});
  ASSERT_TRUE(encoder) << encoder.error().message;
  const auto states = (*encoder)->Encode(mel_, 3);
  ASSERT_FALSE(states);
  EXPECT_EQ(states.error().code, ErrorCode::kInvalidArgument);
}

// A model with the 128 mel bins of large-v3, otherwise tiny, of random weights.
std::vector<std::byte> RandomModel(WeightType linear_type) {
  constexpr uint32_t kWidth = 128;
  std::mt19937 random(1);
  ModelFileWriter variables;
  uint32_t count = 0;
  const auto add = [&](const std::string& name, const std::vector<uint32_t>& shape, float scale,
                       float offset) {
    size_t size = 1;
    for (const uint32_t dimension : shape) size *= dimension;
    std::vector<float> values(size);
    std::uniform_real_distribution<float> distribution(-scale, scale);
    for (float& value : values) value = offset + distribution(random);
    const bool quantize =
        linear_type == WeightType::kInt8 && shape.size() == 2 && name.ends_with("weight");
    ++count;
    if (!quantize) {
      variables.Variable("encoder/" + name, shape, WeightType::kFloat32, values);
      return;
    }
    ++count;
    std::vector<int8_t> quantized;
    for (const float value : values) {
      quantized.push_back(static_cast<int8_t>(std::lround(value * 127 / scale)));
    }
    variables.Variable("encoder/" + name, shape, WeightType::kInt8, quantized);
    variables.Variable("encoder/" + name + "_scale", {shape[0]}, WeightType::kFloat32,
                       std::vector<float>(shape[0], 127 / scale));
  };
  const auto add_linear = [&](const std::string& name, uint32_t outputs, uint32_t inputs) {
    add(name + "/weight", {outputs, inputs}, 1.5F / std::sqrt(static_cast<float>(inputs)), 0);
    add(name + "/bias", {outputs}, 0.1F, 0);
  };
  const auto add_norm = [&](const std::string& name) {
    add(name + "/gamma", {kWidth}, 0.1F, 1);
    add(name + "/beta", {kWidth}, 0.1F, 0);
  };
  add("conv1/weight", {kWidth, 128, 3}, 0.1F, 0);
  add("conv1/bias", {kWidth}, 0.1F, 0);
  add("conv2/weight", {kWidth, kWidth, 3}, 0.1F, 0);
  add("conv2/bias", {kWidth}, 0.1F, 0);
  add("position_encodings/encodings", {kEncoderFrames, kWidth}, 1, 0);
  add_norm("layer_norm");
  add_norm("layer_0/self_attention/layer_norm");
  add_linear("layer_0/self_attention/linear_0", 3 * kWidth, kWidth);
  add_linear("layer_0/self_attention/linear_1", kWidth, kWidth);
  add_norm("layer_0/ffn/layer_norm");
  add_linear("layer_0/ffn/linear_0", 4 * kWidth, kWidth);
  add_linear("layer_0/ffn/linear_1", kWidth, 4 * kWidth);
  variables.Variable<int16_t>("encoder/num_heads", {}, WeightType::kInt16, {2});
  variables.Number(uint32_t{0});

  ModelFileWriter file;
  file.Header(count + 1);
  std::vector<std::byte> bytes = file.bytes();
  bytes.insert(bytes.end(), variables.bytes().begin(), variables.bytes().end());
  return bytes;
}

TEST(WhisperEncoderCreateTest, TakesOtherSizesAndQuantizedWeights) {
  const auto folder = TempDir::Create();
  ASSERT_TRUE(folder);
  std::vector<float> mel(128 * kMelFrames);
  for (size_t i = 0; i < mel.size(); ++i) mel[i] = static_cast<float>(i * 7919 % 2000) / 1000 - 1;
  std::vector<std::vector<float>> results;
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    const std::string path = folder->path() + "/model.bin";
    const std::vector<std::byte> bytes = RandomModel(type);
    ASSERT_TRUE(
        WriteFileAtomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
    auto encoder =
        WhisperEncoder::Create({.model_path = path, .precision = EncoderPrecision::kFloat32});
    ASSERT_TRUE(encoder) << encoder.error().message << " " << encoder.error().detail;
    EXPECT_EQ((*encoder)->mel_bins(), 128U);
    EXPECT_EQ((*encoder)->width(), 128U);
    auto states = (*encoder)->Encode(mel, 1);
    ASSERT_TRUE(states) << states.error().message;
    ASSERT_EQ(states->size(), kEncoderFrames * 128);
    results.push_back(std::move(*states));
  }
  EXPECT_NE(results[0], results[1]);
  EXPECT_GT(Cosine(results[0], results[1]), 0.999);
}

TEST(WhisperEncoderCreateTest, RefusesMissingAndWrongFiles) {
  const auto missing = WhisperEncoder::Create({.model_path = "/nowhere/model.bin"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  const auto wrong = WhisperEncoder::Create({.model_path = SourceFile("examples/call.wav")});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace tacet::asr
