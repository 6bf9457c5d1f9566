#include "tacet/asr/voice_activity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <filesystem>
#include <openvino/runtime/core.hpp>
#include <openvino/runtime/properties.hpp>
#include <system_error>
#include <utility>

namespace tacet::asr {
namespace {

// The model sees the end of the frame before. Source: RATE_CONFIG in silero_vad/sequence_vad.py.
constexpr size_t kContext = 64;
constexpr size_t kInputRow = kContext + kVoiceFrameSamples;
// Source: the model's inputs h and c.
constexpr size_t kStateSize = 128;
// Frames of one call at most, 33 s: bounds the memory of the model's inner results.
constexpr size_t kMaxFrames = 1024;

class SileroStream : public VoiceActivityStream {
 public:
  explicit SileroStream(ov::InferRequest request) : request_(std::move(request)) { Reset(); }

  Status Add(std::span<const float> samples, std::vector<VoiceFrame>& frames) override {
    const size_t frames_before = frames.size();
    while (!samples.empty()) {
      // Bounded, so that a caller's large piece is not copied whole.
      const size_t room = kMaxFrames * kVoiceFrameSamples - pending_.size();
      const auto piece = samples.first(std::min(samples.size(), room));
      samples = samples.subspan(piece.size());
      for (const float sample : piece) {
        pending_.push_back(std::isfinite(sample) ? sample : 0.0F);
      }
      if (auto status = RunPending(frames); !status) {
        frames.resize(frames_before);
        return status;
      }
    }
    return {};
  }

  Status Finish(std::vector<VoiceFrame>& frames) override {
    if (!pending_.empty()) {
      pending_.resize(kVoiceFrameSamples);
      RETURN_IF_ERROR(RunPending(frames));
    }
    Reset();
    return {};
  }

 private:
  void Reset() {
    pending_.clear();
    context_.fill(0);
    hidden_.fill(0);
    cell_.fill(0);
  }

  // Runs the model over the whole frames of `pending_` and takes them away.
  Status RunPending(std::vector<VoiceFrame>& frames) {
    const size_t count = pending_.size() / kVoiceFrameSamples;
    if (count == 0) return {};
    try {
      Infer(count, frames);
    } catch (const std::exception& error) {
      return MakeError(ErrorCode::kInternal, "voice activity detection failed", error.what());
    }
    pending_.erase(pending_.begin(),
                   pending_.begin() + static_cast<std::ptrdiff_t>(count * kVoiceFrameSamples));
    return {};
  }

  void Infer(size_t count, std::vector<VoiceFrame>& frames) {
    std::vector<float> input(count * kInputRow);
    for (size_t i = 0; i < count; ++i) {
      const auto frame = pending_.begin() + static_cast<std::ptrdiff_t>(i * kVoiceFrameSamples);
      const auto row = input.begin() + static_cast<std::ptrdiff_t>(i * kInputRow);
      std::copy(context_.begin(), context_.end(), row);
      std::copy_n(frame, kVoiceFrameSamples, row + kContext);
      std::copy_n(frame + (kVoiceFrameSamples - kContext), kContext, context_.begin());
    }
    const ov::Shape state_shape{1, 1, kStateSize};
    request_.set_tensor("input",
                        ov::Tensor(ov::element::f32, ov::Shape{count, kInputRow}, input.data()));
    request_.set_tensor("h", ov::Tensor(ov::element::f32, state_shape, hidden_.data()));
    request_.set_tensor("c", ov::Tensor(ov::element::f32, state_shape, cell_.data()));
    request_.infer();

    const ov::Tensor probabilities = request_.get_tensor("speech_probs");
    const float* const values = probabilities.data<const float>();
    for (size_t i = 0; i < count; ++i) {
      const auto frame = std::span(pending_).subspan(i * kVoiceFrameSamples, kVoiceFrameSamples);
      float energy = 0;
      for (const float sample : frame) energy += sample * sample;
      frames.push_back({.speech_probability = values[i], .energy = energy / kVoiceFrameSamples});
    }
    std::copy_n(request_.get_tensor("hn").data<const float>(), kStateSize, hidden_.begin());
    std::copy_n(request_.get_tensor("cn").data<const float>(), kStateSize, cell_.begin());
  }

  ov::InferRequest request_;
  std::vector<float> pending_;
  std::array<float, kContext> context_;
  std::array<float, kStateSize> hidden_;
  std::array<float, kStateSize> cell_;
};

class SileroDetector : public VoiceActivityDetector {
 public:
  explicit SileroDetector(ov::CompiledModel model) : model_(std::move(model)) {}

  Result<std::unique_ptr<VoiceActivityStream>> NewStream() const override {
    try {
      // Creating a request changes nothing in the compiled model, but is not const.
      ov::CompiledModel model = model_;
      return std::make_unique<SileroStream>(model.create_infer_request());
    } catch (const std::exception& error) {
      return MakeError(ErrorCode::kInternal, "cannot start voice activity detection", error.what());
    }
  }

 private:
  ov::CompiledModel model_;
};

}  // namespace

Result<std::unique_ptr<VoiceActivityDetector>> VoiceActivityDetector::Create(
    const VoiceActivityOptions& options) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(options.model_path, ignored)) {
    return MakeError(ErrorCode::kNotFound, "the voice activity model " + options.model_path +
                                               " is missing; pull the model silero-vad");
  }
  try {
    ov::Core core;
    const std::shared_ptr<ov::Model> model = core.read_model(options.model_path);
    for (const char* name : {"input", "h", "c"}) model->input(name);
    for (const char* name : {"speech_probs", "hn", "cn"}) model->output(name);
    // Float32 always: probabilities are compared with thresholds, and the model is cheap.
    return std::make_unique<SileroDetector>(core.compile_model(
        model, "CPU", ov::inference_num_threads(options.threads), ov::num_streams(1),
        ov::hint::enable_cpu_pinning(false), ov::hint::inference_precision(ov::element::f32)));
  } catch (const std::exception& error) {
    return MakeError(ErrorCode::kDataLoss,
                     "the voice activity model " + options.model_path +
                         " cannot be used; pull the model silero-vad again",
                     error.what());
  }
}

}  // namespace tacet::asr
