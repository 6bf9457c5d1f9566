// WhisperDecoder: CTranslate2's Whisper decoder in int8, from encoder output to tokens and their
// times.
//
// Owns the decoder's weights and its worker thread(s). Thread-safe after Create: calls queue up.
// The encoder is not run here; see whisper_encoder.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::asr {

struct WhisperDecoderOptions {
  std::string model_dir;  // a Whisper model in CTranslate2 form
  size_t threads = 1;     // computing threads, at least 1
};

// Encoder output, borrowed: [windows][frames][width], a frame being 20 ms of sound.
struct EncodedWindows {
  std::span<const float> values;
  size_t windows = 0;
  size_t frames = 0;
  size_t width = 0;
};

struct GenerateOptions {
  std::vector<size_t> prompt;       // of WhisperTokenizer::Prompt: names the language. Required.
  size_t beam_size = 5;             // 1 = greedy
  double temperature = 0;           // above 0: sampled instead of searched, beam_size is ignored
  size_t no_repeat_ngram_size = 0;  // tokens; 0 = repeats allowed
  size_t max_tokens = 224;          // a window's text is cut here; Whisper was trained with 224
};

struct Hypothesis {
  std::vector<size_t> tokens;   // text tokens only, in order; empty when the window is silent
  double average_log_prob = 0;  // of the tokens and the end of text; <= 0
  double no_speech_prob = 0;    // [0, 1]
  bool cut = false;             // max_tokens was reached
};

// Where a token stands in its window.
struct AlignedToken {
  size_t id = 0;
  double probability = 0;  // [0, 1]
  int64_t start_ms = 0;    // from the window's start; start_ms <= end_ms, rising, 20 ms steps
  int64_t end_ms = 0;
};

class WhisperDecoder {
 public:
  // kDataLoss when the model cannot be read.
  static Result<std::unique_ptr<WhisperDecoder>> Create(const WhisperDecoderOptions& options);
  virtual ~WhisperDecoder() = default;

  // Memory that Generate needs for each window of a batch, of `frames` and `width`: mostly the keys
  // and values of the encoder's output in every layer. Bytes.
  virtual size_t WindowBytes(size_t frames, size_t width) const = 0;

  // One hypothesis per window, the best. kInternal when the engine fails.
  virtual Result<std::vector<Hypothesis>> Generate(const EncodedWindows& encoded,
                                                   const GenerateOptions& options) = 0;

  // Times and probabilities of each window's tokens, by cross-attention. `prompt` is the one they
  // were generated from, `window_ms` how much of each window is sound (at most frames * 20); tokens
  // stand inside it. An empty text gives nothing.
  virtual Result<std::vector<std::vector<AlignedToken>>> Align(
      const EncodedWindows& encoded, const std::vector<size_t>& prompt,
      const std::vector<std::vector<size_t>>& tokens, const std::vector<int64_t>& window_ms) = 0;
};

}  // namespace tacet::asr
