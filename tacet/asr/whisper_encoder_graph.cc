#include "tacet/asr/whisper_encoder_graph.h"

#include <cstdint>
#include <cstring>
#include <openvino/core/model.hpp>
#include <openvino/op/add.hpp>
#include <openvino/op/constant.hpp>
#include <openvino/op/convert.hpp>
#include <openvino/op/convolution.hpp>
#include <openvino/op/gelu.hpp>
#include <openvino/op/matmul.hpp>
#include <openvino/op/multiply.hpp>
#include <openvino/op/mvn.hpp>
#include <openvino/op/parameter.hpp>
#include <openvino/op/reshape.hpp>
#include <openvino/op/result.hpp>
#include <openvino/op/scaled_dot_product_attention.hpp>
#include <openvino/op/transpose.hpp>
#include <openvino/op/variadic_split.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tacet/asr/log_mel.h"
#include "tacet/asr/whisper_encoder.h"

namespace ov {
// Exported by OpenVINO but declared in none of the headers that it ships. Says that a conversion
// only unpacks a constant, which then stays as small as it is.
void mark_as_decompression(const std::shared_ptr<Node>& node);
}  // namespace ov

namespace tacet::asr {
namespace {

using Node = ov::Output<ov::Node>;

// Whisper's own layer_norm has PyTorch's default.
constexpr float kLayerNormEpsilon = 1e-5F;
// Bounds for what a file may claim; Whisper's largest has 1280 and 32.
constexpr size_t kMaxWidth = 8192;
constexpr size_t kMaxLayers = 256;
// Weights with fewer numbers save less than their conversion costs.
constexpr size_t kWorthPacking = 65536;

Node Integers(std::vector<int64_t> values) {
  const ov::Shape shape{values.size()};
  return ov::op::v0::Constant::create(ov::element::i64, shape, values);
}

Node Integer(int64_t value) {
  return ov::op::v0::Constant::create(ov::element::i64, ov::Shape{}, {value});
}

template <typename Op, typename... Arguments>
Node Make(Arguments&&... arguments) {
  return std::make_shared<Op>(std::forward<Arguments>(arguments)...);
}

// Adds operations to a graph. The first weight that cannot be read ends up in `status`; what is
// built after it is of no use.
class Builder {
 public:
  Builder(const CTranslate2Weights& weights, const WhisperEncoderShape& shape)
      : weights_(weights), shape_(shape), width_(static_cast<int64_t>(shape.width)) {}

  const Status& status() const { return status_; }

  // The graph shares the tensors' memory: there is one copy. Half floats stay half floats, which
  // saves half of the memory and no digit.
  Node Weight(const std::string& name, const ov::Shape& shape) {
    const WeightVariable* variable = weights_.Find("encoder/" + name);
    if (variable != nullptr && variable->type == WeightType::kFloat16 && variable->shape == shape &&
        variable->size >= kWorthPacking) {
      ov::Tensor half(ov::element::f16, shape);
      std::memcpy(half.data(), variable->bytes.data(), half.get_byte_size());
      const auto unpacked = std::make_shared<ov::op::v0::Convert>(
          std::make_shared<ov::op::v0::Constant>(half), ov::element::f32);
      ov::mark_as_decompression(unpacked);
      return unpacked;
    }
    ov::Tensor tensor(ov::element::f32, shape);
    if (status_) {
      status_ = weights_.ReadFloats("encoder/" + name, shape,
                                    std::span(tensor.data<float>(), tensor.get_size()));
    }
    return Make<ov::op::v0::Constant>(tensor);
  }

  Node Gelu(const Node& input) {
    return Make<ov::op::v7::Gelu>(input, ov::op::GeluApproximationMode::ERF);
  }

  Node Convolution(const Node& input, const std::string& name, size_t inputs, size_t stride) {
    const Node weight = Weight(name + "/weight", {shape_.width, inputs, 3});
    const Node bias = Make<ov::op::v1::Reshape>(Weight(name + "/bias", {shape_.width}),
                                                Integers({1, width_, 1}), /*special_zero=*/false);
    const Node product =
        Make<ov::op::v1::Convolution>(input, weight, ov::Strides{stride}, ov::CoordinateDiff{1},
                                      ov::CoordinateDiff{1}, ov::Strides{1});
    return Gelu(Make<ov::op::v1::Add>(product, bias));
  }

  Node LayerNorm(const Node& input, const std::string& name) {
    const Node normal = Make<ov::op::v6::MVN>(input, Integers({2}), /*normalize_variance=*/true,
                                              kLayerNormEpsilon, ov::op::MVNEpsMode::INSIDE_SQRT);
    const Node scaled = Make<ov::op::v1::Multiply>(normal, Weight(name + "/gamma", {shape_.width}));
    return Make<ov::op::v1::Add>(scaled, Weight(name + "/beta", {shape_.width}));
  }

  Node Linear(const Node& input, const std::string& name, size_t inputs, size_t outputs) {
    const Node product =
        Make<ov::op::v0::MatMul>(input, Weight(name + "/weight", {outputs, inputs}),
                                 /*transpose_a=*/false, /*transpose_b=*/true);
    return Make<ov::op::v1::Add>(product, Weight(name + "/bias", {outputs}));
  }

  Node Attention(const Node& input, const std::string& name) {
    const auto heads = static_cast<int64_t>(shape_.heads);
    const auto positions = static_cast<int64_t>(kEncoderFrames);
    // Queries, keys and values lie one after the other in one matrix.
    const Node all = Linear(input, name + "/linear_0", shape_.width, 3 * shape_.width);
    const auto split = std::make_shared<ov::op::v1::VariadicSplit>(
        all, Integer(2), Integers({width_, width_, width_}));
    const auto by_head = [&](const Node& part) {
      const Node split_heads = Make<ov::op::v1::Reshape>(
          part, Integers({-1, positions, heads, width_ / heads}), /*special_zero=*/false);
      return Make<ov::op::v1::Transpose>(split_heads, Integers({0, 2, 1, 3}));
    };
    const Node attended = Make<ov::op::v13::ScaledDotProductAttention>(
        by_head(split->output(0)), by_head(split->output(1)), by_head(split->output(2)),
        /*causal=*/false);
    const Node joined =
        Make<ov::op::v1::Reshape>(Make<ov::op::v1::Transpose>(attended, Integers({0, 2, 1, 3})),
                                  Integers({-1, positions, width_}), /*special_zero=*/false);
    return Linear(joined, name + "/linear_1", shape_.width, shape_.width);
  }

  Node Layer(const Node& input, const std::string& name) {
    const std::string attention = name + "/self_attention";
    const Node attended = Make<ov::op::v1::Add>(
        input, Attention(LayerNorm(input, attention + "/layer_norm"), attention));
    const std::string ffn = name + "/ffn";
    const Node hidden = Gelu(Linear(LayerNorm(attended, ffn + "/layer_norm"), ffn + "/linear_0",
                                    shape_.width, 4 * shape_.width));
    return Make<ov::op::v1::Add>(attended,
                                 Linear(hidden, ffn + "/linear_1", 4 * shape_.width, shape_.width));
  }

 private:
  const CTranslate2Weights& weights_;
  const WhisperEncoderShape shape_;
  const int64_t width_;
  Status status_;
};

}  // namespace

Result<WhisperEncoderShape> ReadWhisperEncoderShape(const CTranslate2Weights& weights) {
  const auto refused = [&](const std::string& why) {
    return MakeError(ErrorCode::kDataLoss,
                     weights.name() + " is no Whisper model in CTranslate2 form: " + why);
  };
  if (weights.spec() != "WhisperSpec") return refused("its kind is another");
  const WeightVariable* const conv = weights.Find("encoder/conv1/weight");
  if (conv == nullptr || conv->shape.size() != 3 || conv->shape[2] != 3) {
    return refused("encoder/conv1/weight is missing or has the wrong shape");
  }
  WhisperEncoderShape shape{.mel_bins = conv->shape[1], .width = conv->shape[0]};
  if (shape.width == 0 || shape.width > kMaxWidth ||
      (shape.mel_bins != 80 && shape.mel_bins != 128)) {
    return refused("encoder/conv1/weight has sizes that no Whisper model has");
  }
  ASSIGN_OR_RETURN(const int64_t heads, weights.ReadInteger("encoder/num_heads"));
  if (heads < 1 || static_cast<size_t>(heads) > shape.width ||
      shape.width % static_cast<size_t>(heads) != 0) {
    return refused("encoder/num_heads does not divide its width");
  }
  shape.heads = static_cast<size_t>(heads);
  while (weights.Find("encoder/layer_" + std::to_string(shape.layers) + "/ffn/linear_0/weight") !=
         nullptr) {
    if (++shape.layers > kMaxLayers) return refused("it has too many layers");
  }
  if (shape.layers == 0) return refused("it has no encoder layers");
  return shape;
}

Result<std::shared_ptr<ov::Model>> BuildWhisperEncoder(const CTranslate2Weights& weights,
                                                       const WhisperEncoderShape& shape,
                                                       size_t windows) {
  Builder builder(weights, shape);
  const auto mel = std::make_shared<ov::op::v0::Parameter>(
      ov::element::f32, ov::Shape{windows, shape.mel_bins, kMelFrames});
  Node state = builder.Convolution(mel, "conv1", shape.mel_bins, /*stride=*/1);
  state = builder.Convolution(state, "conv2", shape.width, /*stride=*/2);
  state = Make<ov::op::v1::Transpose>(state, Integers({0, 2, 1}));
  state = Make<ov::op::v1::Add>(
      state, builder.Weight("position_encodings/encodings", {kEncoderFrames, shape.width}));
  for (size_t layer = 0; layer < shape.layers; ++layer) {
    state = builder.Layer(state, "layer_" + std::to_string(layer));
  }
  state = builder.LayerNorm(state, "layer_norm");
  RETURN_IF_ERROR(builder.status());
  return std::make_shared<ov::Model>(ov::ResultVector{std::make_shared<ov::op::v0::Result>(state)},
                                     ov::ParameterVector{mel});
}

}  // namespace tacet::asr
