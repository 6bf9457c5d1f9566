#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tacet/asr/ctranslate2_weights.h"
#include "tacet/asr/whisper_encoder_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto weights = tacet::asr::CTranslate2Weights::Parse(bytes, "fuzzed");
  if (!weights) return 0;
  // What an encoder asks for, and a variable of integers.
  if (const auto shape = tacet::asr::ReadWhisperEncoderShape(**weights)) {
    const size_t wanted[] = {shape->width, shape->mel_bins, 3};
    std::vector<float> values(wanted[0] * wanted[1] * wanted[2]);
    (void)(*weights)->ReadFloats("encoder/conv1/weight", wanted, values);
  }
  for (const char* name : {"a", "encoder/layer_0/ffn/linear_0/weight"}) {
    const auto* const variable = (*weights)->Find(name);
    if (variable == nullptr) continue;
    std::vector<float> values(variable->size);
    (void)(*weights)->ReadFloats(name, variable->shape, values);
    (void)(*weights)->ReadInteger(name);
  }
  return 0;
}
