#include "tacet/asr/whisper_decoder.h"

#include <ctranslate2/models/whisper.h>
#include <ctranslate2/random.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "tacet/asr/whisper_tokenizer.h"

namespace tacet::asr {
namespace {

using ctranslate2::DataType;
using ctranslate2::Device;
using ctranslate2::StorageView;
using ctranslate2::models::WhisperAlignmentResult;
using ctranslate2::models::WhisperGenerationResult;
using ctranslate2::models::WhisperReplica;

constexpr int64_t kFrameMs = 20;  // one frame of the encoder's output
// Frames over which the attention of each token is smoothed: OpenAI's value for word times.
constexpr ctranslate2::dim_t kMedianFilterWidth = 7;
constexpr size_t kSampledHypotheses = 5;  // OpenAI's "best of" when sampling

tl::unexpected<Error> EngineError(const std::exception& error) {
  return MakeError(ErrorCode::kInternal, "the speech decoder failed", error.what());
}

// Windows [begin, end) of `encoded` as a view, not a copy.
StorageView View(const EncodedWindows& encoded, size_t begin, size_t end) {
  const size_t stride = encoded.frames * encoded.width;
  // The engine's views are not const, but its decoder only reads the memory.
  auto* values = const_cast<float*>(encoded.values.data() + begin * stride);
  return StorageView({static_cast<ctranslate2::dim_t>(end - begin),
                      static_cast<ctranslate2::dim_t>(encoded.frames),
                      static_cast<ctranslate2::dim_t>(encoded.width)},
                     values);
}

// The tokens that are never generated: those that the model names (marks of sounds and of
// subtitles), but for "@". Who says an e-mail address says it, and without it the address is
// neither written as one nor found as one. Empty: the model names none.
std::vector<int> SuppressedTokens(const ctranslate2::models::Model& model,
                                  const WhisperTokenizer& tokenizer) {
  std::vector<int> tokens;
  const auto named = model.config.find("suppress_ids");
  if (named == model.config.end()) return tokens;
  for (const int id : named->get<std::vector<int>>()) {
    const std::string_view bytes = tokenizer.Bytes(static_cast<size_t>(id));
    if (bytes != "@" && bytes != " @") tokens.push_back(id);
  }
  return tokens;
}

// Shares `count` windows between `workers`: the bounds of each share, empty shares left out.
std::vector<std::pair<size_t, size_t>> Shares(size_t count, size_t workers) {
  std::vector<std::pair<size_t, size_t>> shares;
  for (size_t i = 0; i < workers; ++i) {
    const size_t begin = count * i / workers;
    const size_t end = count * (i + 1) / workers;
    if (begin < end) shares.emplace_back(begin, end);
  }
  return shares;
}

class CTranslate2Decoder : public WhisperDecoder {
 public:
  CTranslate2Decoder(std::unique_ptr<ctranslate2::models::Whisper> engine,
                     const WhisperTokenizer& tokenizer)
      : engine_(std::move(engine)),
        end_of_text_(tokenizer.end_of_text()),
        suppressed_(SuppressedTokens(*engine_->get_first_replica().model(), tokenizer)) {}

  size_t WindowBytes(size_t frames, size_t width) const override {
    const auto& model = engine_->get_first_replica().model();
    size_t layers = 1;
    while (model->layer_exists("decoder/layer_" + std::to_string(layers))) ++layers;
    return (2 * layers + 1) * frames * width * sizeof(float);
  }

  Result<std::vector<Hypothesis>> Generate(const EncodedWindows& encoded,
                                           const GenerateOptions& options) override;
  Result<std::vector<std::vector<AlignedToken>>> Align(
      const EncodedWindows& encoded, const std::vector<size_t>& prompt,
      const std::vector<std::vector<size_t>>& tokens,
      const std::vector<int64_t>& window_ms) override;

 private:
  // Runs `work(replica, begin, end)` over `shares` of the windows and joins the results in order.
  template <typename T, typename Work>
  std::vector<T> RunShared(const EncodedWindows& encoded, size_t shares, Work work) {
    std::vector<std::future<std::vector<T>>> futures;
    for (const auto& [begin, end] : Shares(encoded.windows, shares)) {
      futures.push_back(
          engine_->post<std::vector<T>>([work, begin = begin, end = end](WhisperReplica& replica) {
            return work(replica, begin, end);
          }));
    }
    // Every share must be over before anything is thrown: they read the caller's memory.
    for (auto& future : futures) future.wait();
    std::vector<T> results;
    for (auto& future : futures) {
      for (T& result : future.get()) results.push_back(std::move(result));
    }
    return results;
  }

  Hypothesis BestOf(const WhisperGenerationResult& result, const GenerateOptions& options) const;

  std::unique_ptr<ctranslate2::models::Whisper> engine_;
  const size_t end_of_text_;
  const std::vector<int> suppressed_;
};

Hypothesis CTranslate2Decoder::BestOf(const WhisperGenerationResult& result,
                                      const GenerateOptions& options) const {
  Hypothesis best;
  best.average_log_prob = -std::numeric_limits<double>::infinity();
  best.no_speech_prob = result.no_speech_prob;
  for (size_t i = 0; i < result.sequences_ids.size(); ++i) {
    const std::vector<size_t>& ids = result.sequences_ids[i];
    // The engine's score is the sum over the tokens and the end of text, divided by the tokens.
    const auto length = static_cast<double>(ids.size());
    const double average = ids.empty() ? 0.0 : result.scores[i] * length / (length + 1);
    if (i > 0 && average <= best.average_log_prob) continue;
    best.average_log_prob = average;
    best.tokens.clear();
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(best.tokens),
                 [this](size_t id) { return id < end_of_text_; });
    best.cut = ids.size() >= options.max_tokens;
  }
  return best;
}

Result<std::vector<Hypothesis>> CTranslate2Decoder::Generate(const EncodedWindows& encoded,
                                                             const GenerateOptions& options) {
  ctranslate2::models::WhisperOptions engine_options;
  engine_options.beam_size = options.beam_size;
  if (options.temperature > 0) {
    engine_options.beam_size = 1;
    engine_options.sampling_topk = 0;
    engine_options.sampling_temperature = static_cast<float>(options.temperature);
    engine_options.num_hypotheses = kSampledHypotheses;
  }
  engine_options.no_repeat_ngram_size = options.no_repeat_ngram_size;
  engine_options.max_length = 2 * options.max_tokens;  // the engine generates half of it
  if (!suppressed_.empty()) engine_options.suppress_tokens = suppressed_;
  engine_options.return_scores = true;
  engine_options.return_no_speech_prob = true;
  try {
    const auto results = RunShared<WhisperGenerationResult>(
        encoded, engine_->num_replicas(), [&](WhisperReplica& replica, size_t begin, size_t end) {
          return replica.generate(View(encoded, begin, end),
                                  std::vector<std::vector<size_t>>(end - begin, options.prompt),
                                  engine_options);
        });
    std::vector<Hypothesis> hypotheses;
    hypotheses.reserve(results.size());
    for (const auto& result : results) hypotheses.push_back(BestOf(result, options));
    return hypotheses;
  } catch (const std::exception& error) {
    return EngineError(error);
  }
}

Result<std::vector<std::vector<AlignedToken>>> CTranslate2Decoder::Align(
    const EncodedWindows& encoded, const std::vector<size_t>& prompt,
    const std::vector<std::vector<size_t>>& tokens, const std::vector<int64_t>& window_ms) {
  // The engine adds no-timestamps itself.
  const std::vector<size_t> start(prompt.begin(), prompt.end() - 1);
  std::vector<WhisperAlignmentResult> results;
  try {
    // One by one: the engine holds a probability for every token of the vocabulary at every place
    // of every text, some 40 MB a window.
    results = RunShared<WhisperAlignmentResult>(
        encoded, encoded.windows, [&](WhisperReplica& replica, size_t begin, size_t end) {
          std::vector<std::vector<size_t>> texts;
          std::vector<size_t> mel_frames;
          for (size_t i = begin; i < end; ++i) {
            texts.push_back(tokens[i]);
            const auto frames = std::clamp<int64_t>((window_ms[i] + kFrameMs - 1) / kFrameMs, 1,
                                                    static_cast<int64_t>(encoded.frames));
            mel_frames.push_back(static_cast<size_t>(frames) * 2);
          }
          return replica.align(View(encoded, begin, end), start, texts, mel_frames,
                               kMedianFilterWidth);
        });
  } catch (const std::exception& error) {
    return EngineError(error);
  }

  std::vector<std::vector<AlignedToken>> aligned(encoded.windows);
  for (size_t i = 0; i < encoded.windows; ++i) {
    const size_t count = tokens[i].size();
    // Row r of the path is token r, the row after the last token is the end of text. A token starts
    // where the path first enters its row and ends where the next one starts.
    std::vector<int64_t> entered(count + 1, -1);
    for (const auto& [row, frame] : results[i].alignments) {
      const auto index = static_cast<size_t>(row);
      if (row >= 0 && index <= count && entered[index] < 0) entered[index] = frame * kFrameMs;
    }
    int64_t latest = 0;
    for (int64_t& time : entered) latest = time = std::max(time, latest);
    for (size_t t = 0; t < count; ++t) {
      aligned[i].push_back({.id = tokens[i][t],
                            .probability = results[i].text_token_probs[t],
                            .start_ms = entered[t],
                            .end_ms = entered[t + 1]});
    }
  }
  return aligned;
}

}  // namespace

Result<std::unique_ptr<WhisperDecoder>> WhisperDecoder::Create(
    const WhisperDecoderOptions& options) {
  ASSIGN_OR_RETURN(const WhisperTokenizer tokenizer, WhisperTokenizer::Load(options.model_dir));
  try {
    ctranslate2::models::ModelLoader loader(options.model_dir);
    loader.device = Device::CPU;
    loader.compute_type = ctranslate2::ComputeType::INT8;
    loader.num_replicas_per_device = std::max<size_t>(options.threads, 1);
    ctranslate2::ReplicaPoolConfig config;
    config.num_threads_per_replica = 1;
    // Sampled texts, tried where searching gives a loop, are the same in every run.
    ctranslate2::set_random_seed(1);
    auto engine = std::make_unique<ctranslate2::models::Whisper>(loader, config);
    return std::make_unique<CTranslate2Decoder>(std::move(engine), tokenizer);
  } catch (const std::exception& error) {
    return MakeError(ErrorCode::kDataLoss, "the speech model cannot be read; fetch the model again",
                     error.what());
  }
}

}  // namespace tacet::asr
