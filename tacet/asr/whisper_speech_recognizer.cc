#include "tacet/asr/whisper_speech_recognizer.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "tacet/asr/speech_segmenter.h"
#include "tacet/asr/speech_segments.h"
#include "tacet/asr/speech_window_reader.h"
#include "tacet/asr/voice_activity.h"
#include "tacet/asr/window_transcriber.h"

namespace tacet::asr {
namespace {

constexpr size_t kMaxThreads = 256;
constexpr size_t kMaxBeamSize = 16;
constexpr size_t kMaxBatchWindows = 64;
// Detected speech without words is reported from this length on; shorter is a click or a breath.
constexpr int64_t kMinReportedMs = 500;

// A recording so short may be one word cut off tightly: the detector, used to silence around
// speech, may not notice it, and the guards against made-up text may take it for a sound.
constexpr size_t kShortRecordingSamples = 16000;
constexpr size_t kSilenceAroundSamples = 8000;

// Passes a recording on and keeps it if it is short.
class ShortRecording : public AudioSource {
 public:
  explicit ShortRecording(AudioSource& source) : source_(source) {}

  Result<size_t> Read(std::span<float> samples) override {
    ASSIGN_OR_RETURN(const size_t count, source_.Read(samples));
    read_ += count;
    if (read_ <= kShortRecordingSamples) {
      const std::span<float> read = samples.first(count);
      samples_.insert(samples_.end(), read.begin(), read.end());
    }
    return count;
  }

  // All of the recording once it was read; empty for a longer one.
  std::span<const float> samples() const {
    return read_ <= kShortRecordingSamples ? std::span<const float>(samples_)
                                           : std::span<const float>();
  }

 private:
  AudioSource& source_;
  size_t read_ = 0;
  std::vector<float> samples_;
};

class Recognizer : public WhisperSpeechRecognizer {
 public:
  Recognizer(std::unique_ptr<VoiceActivityDetector> detector,
             std::unique_ptr<WindowTranscriber> transcriber)
      : detector_(std::move(detector)), transcriber_(std::move(transcriber)) {}

  Result<Recognition> Recognize(AudioSource& audio, const RecognizeOptions& options) override;

 private:
  // Transcribes a short recording that gave no words, if speech is noticed in it once silence
  // stands around it. One stretch at most.
  Result<std::vector<SpeechSegment>> RecognizeShort(std::span<const float> recording,
                                                    const RecognizeOptions& options) const;

  std::unique_ptr<VoiceActivityDetector> detector_;
  std::unique_ptr<WindowTranscriber> transcriber_;
};

Result<std::vector<SpeechSegment>> Recognizer::RecognizeShort(
    std::span<const float> recording, const RecognizeOptions& options) const {
  std::vector<float> padded(kSilenceAroundSamples);
  padded.insert(padded.end(), recording.begin(), recording.end());
  padded.resize(padded.size() + kSilenceAroundSamples);
  ASSIGN_OR_RETURN(auto activity, detector_->NewStream());
  std::vector<VoiceFrame> frames;
  RETURN_IF_ERROR(activity->Add(padded, frames));
  RETURN_IF_ERROR(activity->Finish(frames));
  SpeechSegmenter segmenter;
  std::vector<SpeechStretch> stretches;
  segmenter.Add(frames, stretches);
  segmenter.Finish(static_cast<int64_t>(padded.size()), stretches);
  if (stretches.empty()) return std::vector<SpeechSegment>();

  const auto size = static_cast<int64_t>(recording.size());
  const auto place = [size](int64_t sample) {
    return std::clamp<int64_t>(sample - static_cast<int64_t>(kSilenceAroundSamples), 0, size);
  };
  const SpeechStretch speech = {.start_sample = place(stretches.front().start_sample),
                                .end_sample = place(stretches.back().end_sample)};
  if (speech.start_sample >= speech.end_sample) return std::vector<SpeechSegment>();
  const SpeechWindow window = {
      .plan = {.parts = {{.speech = speech, .audio_start_sample = 0, .audio_end_sample = size}}},
      .samples = {recording.begin(), recording.end()}};
  return transcriber_->TranscribeSpeech(window, options.language, options.cancel);
}

Result<Recognition> Recognizer::Recognize(AudioSource& source, const RecognizeOptions& options) {
  RETURN_IF_ERROR(transcriber_->CheckLanguage(options.language));
  ShortRecording audio(source);
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
                     transcriber_->Transcribe(batch, options.language, options.cancel));
    std::move(done.begin(), done.end(), std::back_inserter(stretches));
    if (options.on_progress) {
      options.on_progress(batch.back().plan.parts.back().speech.end_sample / kAudioSamplesPerMs);
    }
    batch.clear();
  }

  const auto any_words = [&stretches] {
    return std::any_of(stretches.begin(), stretches.end(),
                       [](const SpeechSegment& s) { return !s.words.empty(); });
  };
  if (!any_words() && !audio.samples().empty()) {
    ASSIGN_OR_RETURN(auto found, RecognizeShort(audio.samples(), options));
    if (!found.empty()) stretches = std::move(found);
  }

  Recognition recognition;
  recognition.duration_ms = reader->samples_read() / kAudioSamplesPerMs;
  if (options.on_progress) options.on_progress(recognition.duration_ms);
  // A recording in which nothing was understood says so, however short the speech in it.
  const int64_t reported_ms = any_words() ? kMinReportedMs : 1;
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
           .beam_size = options.beam_size,
           .batch_windows = options.batch_windows}));
  return std::make_unique<Recognizer>(std::move(detector), std::move(transcriber));
}

}  // namespace tacet::asr
