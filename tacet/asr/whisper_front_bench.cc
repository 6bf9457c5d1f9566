// Costs of the steps before the decoder. Models: TACET_MODELS_DIR.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "tacet/asr/log_mel.h"
#include "tacet/asr/voice_activity.h"
#include "tacet/asr/whisper_encoder.h"

namespace tacet::asr {
namespace {

std::string ModelFile(const std::string& name) {
  const char* const folder = std::getenv("TACET_MODELS_DIR");
  return (folder == nullptr ? std::string("build/models") : std::string(folder)) + "/" + name;
}

// A tone that rises and falls; the costs do not depend on what is in the audio.
std::vector<float> Audio(size_t samples) {
  std::vector<float> audio(samples);
  double phase = 0;
  for (size_t i = 0; i < samples; ++i) {
    phase += 0.1 + 0.08 * std::sin(static_cast<double>(i) / 5000);
    audio[i] = static_cast<float>(0.3 * std::sin(phase));
  }
  return audio;
}

void BM_LogMelWindow(benchmark::State& state) {
  const LogMel log_mel(static_cast<size_t>(state.range(0)));
  const std::vector<float> audio = Audio(480000);
  std::vector<float> features(log_mel.mel_bins() * kMelFrames);
  for (auto _ : state) log_mel.Compute(audio, features);
}
BENCHMARK(BM_LogMelWindow)->Arg(80)->Arg(128)->Unit(benchmark::kMillisecond);

// One minute of audio an iteration.
void BM_VoiceActivityMinute(benchmark::State& state) {
  auto detector = VoiceActivityDetector::Create(
      {.model_path = ModelFile("silero-vad/silero_vad_16k_sequence.onnx")});
  if (!detector) return state.SkipWithError(detector.error().message.c_str());
  auto stream = (*detector)->NewStream();
  if (!stream) return state.SkipWithError(stream.error().message.c_str());
  const std::vector<float> audio = Audio(60 * 16000);
  std::vector<VoiceFrame> frames;
  for (auto _ : state) {
    frames.clear();
    if (const auto status = (*stream)->Add(audio, frames); !status) {
      return state.SkipWithError(status.error().message.c_str());
    }
  }
}
BENCHMARK(BM_VoiceActivityMinute)->Unit(benchmark::kMillisecond);

// The argument is the precision; the time is that of one window.
void BM_EncodeWindow(benchmark::State& state) {
  auto encoder =
      WhisperEncoder::Create({.model_path = ModelFile("base/model.bin"),
                              .precision = static_cast<EncoderPrecision>(state.range(0))});
  if (!encoder) return state.SkipWithError(encoder.error().message.c_str());
  const LogMel log_mel((*encoder)->mel_bins());
  std::vector<float> mel(log_mel.mel_bins() * kMelFrames);
  log_mel.Compute(Audio(480000), mel);
  for (auto _ : state) {
    const auto states = (*encoder)->Encode(mel, 1);
    if (!states) return state.SkipWithError(states.error().message.c_str());
  }
}
BENCHMARK(BM_EncodeWindow)
    ->Arg(static_cast<int>(EncoderPrecision::kFloat32))
    ->Arg(static_cast<int>(EncoderPrecision::kBfloat16))
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tacet::asr
