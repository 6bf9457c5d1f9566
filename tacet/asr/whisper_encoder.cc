#include "tacet/asr/whisper_encoder.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <openvino/runtime/core.hpp>
#include <openvino/runtime/properties.hpp>
#include <utility>

#include "tacet/asr/ctranslate2_weights.h"
#include "tacet/asr/log_mel.h"
#include "tacet/asr/whisper_encoder_graph.h"

namespace tacet::asr {
namespace {

bool ComputesWithBfloat16() {
#if defined(__x86_64__)
  // OpenVINO also offers bfloat16 on plain AVX-512, by emulation and slower than float32.
  return __builtin_cpu_supports("avx512bf16") != 0;
#else
  return false;
#endif
}

class OpenVinoWhisperEncoder : public WhisperEncoder {
 public:
  OpenVinoWhisperEncoder(const WhisperEncoderShape& shape, EncoderPrecision precision,
                         ov::CompiledModel model)
      : shape_(shape), precision_(precision), model_(std::move(model)) {}

  size_t mel_bins() const override { return shape_.mel_bins; }
  size_t width() const override { return shape_.width; }
  EncoderPrecision precision() const override { return precision_; }

  Result<std::vector<float>> Encode(std::span<const float> mel, size_t windows) override {
    const size_t mel_size = shape_.mel_bins * kMelFrames;
    if (mel.size() != windows * mel_size) {
      return MakeError(ErrorCode::kInvalidArgument, "mel has " + std::to_string(mel.size()) +
                                                        " numbers; a window has " +
                                                        std::to_string(mel_size));
    }
    const size_t state_size = kEncoderFrames * shape_.width;
    std::vector<float> states(windows * state_size);
    const std::lock_guard lock(mutex_);
    try {
      ov::InferRequest request = model_.create_infer_request();
      for (size_t i = 0; i < windows; ++i) {
        // OpenVINO has no input tensor of constants; it does not write to it.
        auto* const input = const_cast<float*>(mel.data() + i * mel_size);
        request.set_input_tensor(
            ov::Tensor(ov::element::f32, ov::Shape{1, shape_.mel_bins, kMelFrames}, input));
        request.set_output_tensor(ov::Tensor(ov::element::f32,
                                             ov::Shape{1, kEncoderFrames, shape_.width},
                                             states.data() + i * state_size));
        request.infer();
      }
      // The decoder works next and can use the room of the encoder's inner results.
      request = {};
      model_.release_memory();
    } catch (const std::exception& error) {
      return MakeError(ErrorCode::kInternal, "the speech encoder failed", error.what());
    }
    return states;
  }

 private:
  const WhisperEncoderShape shape_;
  const EncoderPrecision precision_;
  ov::CompiledModel model_;
  std::mutex mutex_;  // one request at a time has all threads
};

}  // namespace

Result<std::unique_ptr<WhisperEncoder>> WhisperEncoder::Create(
    const WhisperEncoderOptions& options) {
  ASSIGN_OR_RETURN(const auto weights, CTranslate2Weights::Open(options.model_path));
  ASSIGN_OR_RETURN(const WhisperEncoderShape shape, ReadWhisperEncoderShape(*weights));
  EncoderPrecision precision = options.precision;
  if (precision == EncoderPrecision::kAuto) {
    precision = ComputesWithBfloat16() ? EncoderPrecision::kBfloat16 : EncoderPrecision::kFloat32;
  }
  try {
    ov::Core core;
    // Windows go through one by one: larger batches are no faster and need more memory.
    ASSIGN_OR_RETURN(std::shared_ptr<ov::Model> graph,
                     BuildWhisperEncoder(*weights, shape, /*windows=*/1));
    ov::CompiledModel model = core.compile_model(
        graph, "CPU",
        ov::hint::inference_precision(precision == EncoderPrecision::kBfloat16 ? ov::element::bf16
                                                                               : ov::element::f32),
        ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY), ov::num_streams(1),
        ov::inference_num_threads(options.threads), ov::hint::enable_cpu_pinning(false));
    return std::make_unique<OpenVinoWhisperEncoder>(shape, precision, std::move(model));
  } catch (const std::exception& error) {
    return MakeError(ErrorCode::kInternal, "OpenVINO cannot compile the speech encoder",
                     error.what());
  }
}

}  // namespace tacet::asr
