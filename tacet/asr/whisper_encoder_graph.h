// Private to whisper_encoder.cc: the encoder as an OpenVINO graph.
#pragma once

#include <cstddef>
#include <memory>

#include "tacet/asr/ctranslate2_weights.h"
#include "tacet/base/result.h"

namespace ov {
class Model;
}  // namespace ov

namespace tacet::asr {

// The sizes of one encoder, as its weights have them.
struct WhisperEncoderShape {
  size_t mel_bins = 0;
  size_t width = 0;
  size_t heads = 0;
  size_t layers = 0;
};

// Reads the sizes and refuses what is no Whisper encoder (kDataLoss).
Result<WhisperEncoderShape> ReadWhisperEncoderShape(const CTranslate2Weights& weights);

// Input [windows, mel_bins, 3000], output [windows, 1500, width], float32. The graph owns its
// copy of the weights. Throws what OpenVINO throws.
Result<std::shared_ptr<ov::Model>> BuildWhisperEncoder(const CTranslate2Weights& weights,
                                                       const WhisperEncoderShape& shape,
                                                       size_t windows);

}  // namespace tacet::asr
