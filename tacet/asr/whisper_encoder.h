// WhisperEncoder: Whisper's encoder on OpenVINO, from the weights of a CTranslate2 model.
//
// Any size of Whisper: all dimensions are read from the model. Numbers are bfloat16 where the
// processor computes with them (AVX512-BF16 or AMX), else float32.
//
//   ASSIGN_OR_RETURN(auto encoder, WhisperEncoder::Create({.model_path = dir + "/model.bin"}));
//   std::vector<float> mel(windows * encoder->mel_bins() * kMelFrames);  // from LogMel
//   ASSIGN_OR_RETURN(const std::vector<float> states, encoder->Encode(mel, windows));
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::asr {

// Encoder output positions of one window, one per 20 ms. Fixed by Whisper.
inline constexpr size_t kEncoderFrames = 1500;

enum class EncoderPrecision {
  kAuto,  // kBfloat16 where the processor has it, else kFloat32
  kFloat32,
  kBfloat16,  // slow where the processor lacks it
};

struct WhisperEncoderOptions {
  // The file model.bin of a Whisper model in CTranslate2 form, any quantization. Required. Read
  // only while Create runs.
  std::string model_path;
  // Threads of one Encode. 0 = all cores.
  int threads = 0;
  EncoderPrecision precision = EncoderPrecision::kAuto;
};

// Owns the compiled network with its own copy of the weights. Thread-safe after Create; calls run
// one after the other, each on all its threads.
class WhisperEncoder {
 public:
  // kNotFound when the file is missing, kDataLoss when it is damaged or not a Whisper model,
  // kInternal when OpenVINO cannot compile it.
  static Result<std::unique_ptr<WhisperEncoder>> Create(const WhisperEncoderOptions& options);
  virtual ~WhisperEncoder() = default;

  virtual size_t mel_bins() const = 0;             // 80 or 128
  virtual size_t width() const = 0;                // numbers per position ("d_model"): 512 for base
  virtual EncoderPrecision precision() const = 0;  // never kAuto

  // `mel` is [windows, mel_bins, kMelFrames]; the result is [windows, kEncoderFrames, width], row
  // by row. kInvalidArgument when `mel` has another size, kInternal when OpenVINO fails.
  virtual Result<std::vector<float>> Encode(std::span<const float> mel, size_t windows) = 0;
};

}  // namespace tacet::asr
