// VoiceActivityDetector and VoiceActivityStream: how likely each 32 ms of a recording is speech.
//
// The detector owns the compiled Silero model (PyPI silero-vad 6.2.3,
// data/silero_vad_16k_sequence.onnx, MIT). A stream owns the state of one recording: the model's
// LSTM state, the last 64 samples, and the samples of a frame not yet full. Feeding a recording in
// pieces of any length gives the same probabilities as feeding it whole.
//
//   ASSIGN_OR_RETURN(auto detector, VoiceActivityDetector::Create({.model_path = path}));
//   ASSIGN_OR_RETURN(auto stream, detector->NewStream());
//   RETURN_IF_ERROR(stream->Add(samples, frames));  // as often as there are samples
//   RETURN_IF_ERROR(stream->Finish(frames));
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::asr {

// Samples (16 kHz) that one probability speaks for: 32 ms. Fixed by the model.
inline constexpr size_t kVoiceFrameSamples = 512;

// What is known of one frame.
struct VoiceFrame {
  float speech_probability = 0;  // [0, 1]
  float energy = 0;              // mean square of the samples, 1 = full-scale square wave
};

struct VoiceActivityOptions {
  // The file silero_vad_16k_sequence.onnx. Required.
  std::string model_path;
  // Threads for one call. More than 1 does not help: the model is small and its LSTM is serial.
  int threads = 1;
};

// One recording. Not thread-safe; different streams may run at the same time.
class VoiceActivityStream {
 public:
  virtual ~VoiceActivityStream() = default;

  // Appends to `frames` one VoiceFrame for each frame that `samples` (16 kHz mono, [-1, 1], any
  // length) completes. Infinite or not-a-number samples count as silence. On error (kInternal)
  // `frames` is unchanged and the stream is of no more use.
  virtual Status Add(std::span<const float> samples, std::vector<VoiceFrame>& frames) = 0;

  // Appends the last frame, filled up with silence, if samples are left over. The stream then
  // starts again as a new one.
  virtual Status Finish(std::vector<VoiceFrame>& frames) = 0;
};

// Thread-safe after Create.
class VoiceActivityDetector {
 public:
  // kNotFound when the file is missing, kDataLoss when it is not that model.
  static Result<std::unique_ptr<VoiceActivityDetector>> Create(const VoiceActivityOptions& options);
  virtual ~VoiceActivityDetector() = default;

  // The stream may outlive the detector.
  virtual Result<std::unique_ptr<VoiceActivityStream>> NewStream() const = 0;
};

}  // namespace tacet::asr
