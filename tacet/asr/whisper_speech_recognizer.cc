#include "tacet/asr/whisper_speech_recognizer.h"

#include <algorithm>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include "tacet/asr/speech_segments.h"
#include "tacet/asr/speech_window_reader.h"
#include "tacet/asr/voice_activity.h"
#include "tacet/asr/window_transcriber.h"

namespace tacet::asr {
namespace {

constexpr size_t kMaxThreads = 256;
constexpr size_t kMaxBeamSize = 16;
constexpr size_t kMaxBatchWindows = 64;
constexpr int64_t kSamplesPerMs = kAudioSampleRateHertz / 1000;
// Detected speech without words is reported from this length on; shorter is a click or a breath.
constexpr int64_t kMinReportedMs = 500;

class Recognizer : public WhisperSpeechRecognizer {
 public:
  Recognizer(std::unique_ptr<VoiceActivityDetector> detector,
             std::unique_ptr<WindowTranscriber> transcriber)
      : detector_(std::move(detector)), transcriber_(std::move(transcriber)) {}

  Result<Recognition> Recognize(AudioSource& audio, const RecognizeOptions& options) override;

 private:
  std::unique_ptr<VoiceActivityDetector> detector_;
  std::unique_ptr<WindowTranscriber> transcriber_;
};

Result<Recognition> Recognizer::Recognize(AudioSource& audio, const RecognizeOptions& options) {
  ASSIGN_OR_RETURN(auto reader, SpeechWindowReader::Create(audio, *detector_, {}));
  std::vector<SpeechSegment> stretches;
  std::vector<SpeechWindow> batch;
  bool more = true;
  while (more) {
    RETURN_IF_ERROR(CheckNotCancelled(options.cancel));
    SpeechWindow window;
    ASSIGN_OR_RETURN(more, reader->Next(window));
    if (more) batch.push_back(std::move(window));
    if (batch.empty() || (more && batch.size() < transcriber_->batch_windows())) continue;
    ASSIGN_OR_RETURN(std::vector<SpeechSegment> done,
                     transcriber_->Transcribe(batch, options.cancel));
    std::move(done.begin(), done.end(), std::back_inserter(stretches));
    if (options.on_progress) {
      options.on_progress(batch.back().plan.parts.back().speech.end_sample / kSamplesPerMs);
    }
    batch.clear();
  }

  Recognition recognition;
  recognition.duration_ms = reader->samples_read() / kSamplesPerMs;
  if (options.on_progress) options.on_progress(recognition.duration_ms);
  // A recording in which nothing was understood says so, however short the speech in it.
  const bool any_words = std::any_of(stretches.begin(), stretches.end(),
                                     [](const SpeechSegment& s) { return !s.words.empty(); });
  const int64_t reported_ms = any_words ? kMinReportedMs : 1;
  for (const SpeechSegment& stretch : stretches) {
    if (stretch.words.empty() && stretch.end_ms - stretch.start_ms >= reported_ms) {
      recognition.speech_without_words.push_back({stretch.start_ms, stretch.end_ms});
    }
  }
  recognition.segments = JoinStretches(std::move(stretches));
  return recognition;
}

Status CheckOptions(const WhisperSpeechRecognizerOptions& options) {
  const auto out_of_range = [](const char* what) {
    return MakeError(ErrorCode::kInvalidArgument, what);
  };
  if (options.threads > kMaxThreads) return out_of_range("threads must be at most 256");
  if (options.beam_size < 1 || options.beam_size > kMaxBeamSize) {
    return out_of_range("beam size must be from 1 to 16");
  }
  if (options.batch_windows > kMaxBatchWindows) return out_of_range("batch must be at most 64");
  return {};
}

}  // namespace

Result<std::unique_ptr<WhisperSpeechRecognizer>> WhisperSpeechRecognizer::Create(
    const WhisperSpeechRecognizerOptions& options) {
  RETURN_IF_ERROR(CheckOptions(options));
  ASSIGN_OR_RETURN(auto detector,
                   VoiceActivityDetector::Create({.model_path = options.vad_model_path}));
  const size_t cores = std::max<size_t>(std::thread::hardware_concurrency(), 1);
  ASSIGN_OR_RETURN(
      auto transcriber,
      WindowTranscriber::Create(
          {.model_dir = options.model_dir,
           .threads = options.threads == 0 ? std::min(cores, kMaxThreads) : options.threads,
           .language = options.language,
           .beam_size = options.beam_size,
           .batch_windows = options.batch_windows}));
  return std::make_unique<Recognizer>(std::move(detector), std::move(transcriber));
}

}  // namespace tacet::asr
