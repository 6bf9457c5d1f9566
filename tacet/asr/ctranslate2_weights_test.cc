#include "tacet/asr/ctranslate2_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>

#include "tacet/asr/example_call.h"
#include "tacet/asr/model_file_writer.h"
#include "tacet/asr/whisper_encoder_graph.h"

namespace tacet::asr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<float> Floats(const CTranslate2Weights& weights, const std::string& name,
                          const std::vector<size_t>& shape, size_t size) {
  std::vector<float> values(size);
  const Status status = weights.ReadFloats(name, shape, values);
  EXPECT_TRUE(status) << status.error().message;
  return values;
}

std::string ProblemOf(const std::vector<std::byte>& bytes) {
  const auto weights = CTranslate2Weights::Parse(bytes, "model.bin");
  if (weights) return "none";
  EXPECT_EQ(weights.error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(weights.error().message.find('\n'), std::string::npos);
  return weights.error().message;
}

ModelFileWriter SmallModel() {
  ModelFileWriter writer;
  writer.Header(3)
      .Variable<float>("f", {2, 2}, WeightType::kFloat32, {1, 2, 3, -4.5F})
      .Variable<int8_t>("q", {2, 2}, WeightType::kInt8, {127, -127, 10, 0})
      .Variable<float>("q_scale", {2}, WeightType::kFloat32, {127, 2})
      .Number(uint32_t{1})
      .Text("alias")
      .Text("q");
  return writer;
}

TEST(CTranslate2WeightsTest, ReadsFloatsAndQuantizedWeightsAndAliases) {
  const ModelFileWriter file = SmallModel();
  const auto weights = CTranslate2Weights::Parse(file.bytes(), "model.bin");
  ASSERT_TRUE(weights) << weights.error().message;
  EXPECT_EQ((*weights)->spec(), "WhisperSpec");
  EXPECT_THAT(Floats(**weights, "f", {2, 2}, 4), ElementsAre(1, 2, 3, -4.5F));
  EXPECT_THAT(Floats(**weights, "q", {2, 2}, 4), ElementsAre(1, -1, 5, 0));
  EXPECT_THAT(Floats(**weights, "alias", {2, 2}, 4), ElementsAre(1, -1, 5, 0));
  EXPECT_EQ((*weights)->Find("none"), nullptr);
}

TEST(CTranslate2WeightsTest, WidensSixteenBitFloats) {
  ModelFileWriter file;
  file.Header(2)
      // One, minus two, the largest, the smallest, infinity, minus zero.
      .Variable<uint16_t>("half", {6}, WeightType::kFloat16,
                          {0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x8000})
      .Variable<uint16_t>("brain", {2}, WeightType::kBfloat16, {0x3f80, 0xc040})
      .Number(uint32_t{0});
  const auto weights = CTranslate2Weights::Parse(file.bytes(), "model.bin");
  ASSERT_TRUE(weights) << weights.error().message;
  const auto half = Floats(**weights, "half", {6}, 6);
  EXPECT_THAT(half, ElementsAre(1, -2, 65504, std::ldexp(1.0F, -24),
                                std::numeric_limits<float>::infinity(), 0));
  EXPECT_TRUE(std::signbit(half[5]));
  EXPECT_THAT(Floats(**weights, "brain", {2}, 2), ElementsAre(1, -3));
}

TEST(CTranslate2WeightsTest, ReadsIntegersOfEverySize) {
  ModelFileWriter file;
  file.Header(3)
      .Variable<int8_t>("i8", {}, WeightType::kInt8, {-3})
      .Variable<int16_t>("i16", {}, WeightType::kInt16, {300})
      .Variable<float>("f", {}, WeightType::kFloat32, {1})
      .Number(uint32_t{0});
  const auto weights = CTranslate2Weights::Parse(file.bytes(), "model.bin");
  ASSERT_TRUE(weights) << weights.error().message;
  EXPECT_EQ((*weights)->ReadInteger("i8").value(), -3);
  EXPECT_EQ((*weights)->ReadInteger("i16").value(), 300);
  EXPECT_FALSE((*weights)->ReadInteger("f"));
  EXPECT_FALSE((*weights)->ReadInteger("missing"));
}

TEST(CTranslate2WeightsTest, RefusesEveryTruncation) {
  const ModelFileWriter file = SmallModel();
  for (size_t size = 0; size < file.bytes().size(); ++size) {
    // A copy of the exact size, so that a sanitizer sees a read past its end.
    const std::vector<std::byte> part(file.bytes().begin(),
                                      file.bytes().begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THAT(ProblemOf(part), HasSubstr("damaged: it ends")) << size;
  }
}

TEST(CTranslate2WeightsTest, NamesWhatIsWrong) {
  ModelFileWriter trailing = SmallModel();
  trailing.Number('x');
  EXPECT_THAT(ProblemOf(trailing.bytes()), HasSubstr("more in it"));

  ModelFileWriter old;
  old.Header(0, /*version=*/3).Number(uint32_t{0});
  EXPECT_THAT(ProblemOf(old.bytes()), HasSubstr("version 3"));

  ModelFileWriter twice;
  twice.Header(2)
      .Variable<float>("v", {1}, WeightType::kFloat32, {1})
      .Variable<float>("v", {1}, WeightType::kFloat32, {1})
      .Number(uint32_t{0});
  EXPECT_THAT(ProblemOf(twice.bytes()), HasSubstr("variable v is there twice"));

  ModelFileWriter type;
  type.Header(1).Variable<float>("v", {1}, static_cast<WeightType>(9), {1}).Number(uint32_t{0});
  EXPECT_THAT(ProblemOf(type.bytes()), HasSubstr("unknown type 9"));

  ModelFileWriter bytes;
  bytes.Header(1).Variable<float>("v", {2}, WeightType::kFloat32, {1}).Number(uint32_t{0});
  EXPECT_THAT(ProblemOf(bytes.bytes()), HasSubstr("another number of bytes"));
}

TEST(CTranslate2WeightsTest, RefusesSizesThatOverflow) {
  ModelFileWriter file;
  // The product is 2^64, zero in 64 bits, which is what the file's zero bytes pretend.
  file.Header(1)
      .Variable<float>("v", {1U << 31U, 1U << 31U, 4}, WeightType::kFloat32, {})
      .Number(uint32_t{0});
  EXPECT_THAT(ProblemOf(file.bytes()), HasSubstr("larger than the file"));

  ModelFileWriter rank;
  rank.Header(1).Variable<float>("v", std::vector<uint32_t>(200, 1), WeightType::kFloat32, {1});
  EXPECT_THAT(ProblemOf(rank.bytes()), HasSubstr("200 dimensions"));
}

TEST(CTranslate2WeightsTest, RefusesWeightsWithoutProperShapeOrScale) {
  ModelFileWriter file;
  file.Header(4)
      .Variable<int8_t>("bare", {2}, WeightType::kInt8, {1, 2})
      .Variable<int8_t>("zero", {2}, WeightType::kInt8, {1, 2})
      .Variable<float>("zero_scale", {1}, WeightType::kFloat32, {0})
      .Variable<int32_t>("ints", {2}, WeightType::kInt32, {1, 2})
      .Number(uint32_t{0});
  const auto weights = CTranslate2Weights::Parse(file.bytes(), "model.bin");
  ASSERT_TRUE(weights) << weights.error().message;
  std::vector<float> values(2);
  const size_t shape[] = {2};
  const size_t other_shape[] = {1, 2};
  for (const char* name : {"bare", "zero", "ints", "missing"}) {
    const Status status = (*weights)->ReadFloats(name, shape, values);
    ASSERT_FALSE(status) << name;
    EXPECT_EQ(status.error().code, ErrorCode::kDataLoss);
    EXPECT_THAT(status.error().message, HasSubstr(name));
  }
  EXPECT_FALSE((*weights)->ReadFloats("zero_scale", other_shape, values));
}

TEST(CTranslate2WeightsTest, RefusesAMissingFile) {
  const auto weights = CTranslate2Weights::Open("/nowhere/model.bin");
  ASSERT_FALSE(weights);
  EXPECT_EQ(weights.error().code, ErrorCode::kNotFound);
}

TEST(CTranslate2WeightsTest, RefusesModelsThatAreNoWhisper) {
  const ModelFileWriter file = SmallModel();
  const auto weights = CTranslate2Weights::Parse(file.bytes(), "model.bin");
  ASSERT_TRUE(weights);
  const auto shape = ReadWhisperEncoderShape(**weights);
  ASSERT_FALSE(shape);
  EXPECT_THAT(shape.error().message, HasSubstr("no Whisper model"));
}

TEST(CTranslate2WeightsTest, ReadsTheBaseModel) {
  const std::string path = ModelFile("base/model.bin");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the model base is not pulled";
  const auto weights = CTranslate2Weights::Open(path);
  ASSERT_TRUE(weights) << weights.error().message;
  const auto shape = ReadWhisperEncoderShape(**weights);
  ASSERT_TRUE(shape) << shape.error().message;
  EXPECT_EQ(shape->mel_bins, 80U);
  EXPECT_EQ(shape->width, 512U);
  EXPECT_EQ(shape->heads, 8U);
  EXPECT_EQ(shape->layers, 6U);
  // The first position of Whisper's sinusoids: sines of 0, then cosines of 0.
  const auto positions =
      Floats(**weights, "encoder/position_encodings/encodings", {1500, 512}, size_t{1500} * 512);
  EXPECT_EQ(positions[0], 0);
  EXPECT_EQ(positions[255], 0);
  EXPECT_EQ(positions[256], 1);
  EXPECT_EQ(positions[511], 1);
}

}  // namespace
}  // namespace tacet::asr
