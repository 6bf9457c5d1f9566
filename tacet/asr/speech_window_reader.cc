#include "tacet/asr/speech_window_reader.h"

#include <algorithm>
#include <span>
#include <utility>

namespace tacet::asr {
namespace {

// Samples per read: 30 s keep the cost of a call to the detector small against its work.
constexpr size_t kReadSamples = 480000;

}  // namespace

SpeechWindowReader::SpeechWindowReader(AudioSource& source,
                                       std::unique_ptr<VoiceActivityStream> activity,
                                       const SpeechWindowOptions& options)
    : source_(source),
      activity_(std::move(activity)),
      segmenter_(options.segmenter),
      packer_(options.packer) {}

Result<std::unique_ptr<SpeechWindowReader>> SpeechWindowReader::Create(
    AudioSource& source, const VoiceActivityDetector& detector,
    const SpeechWindowOptions& options) {
  if (options.segmenter.max_speech > options.packer.max_window) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "max_speech is longer than max_window; a stretch must fit in a window");
  }
  ASSIGN_OR_RETURN(auto activity, detector.NewStream());
  return std::unique_ptr<SpeechWindowReader>(
      new SpeechWindowReader(source, std::move(activity), options));
}

Result<bool> SpeechWindowReader::Next(SpeechWindow& window) {
  while (planned_.empty()) {
    if (ended_) return false;
    RETURN_IF_ERROR(ReadMore());
  }
  window.plan = std::move(planned_.front());
  planned_.pop_front();
  window.samples = CopyAudio(window.plan);
  DropUnneededAudio();
  return true;
}

Status SpeechWindowReader::ReadMore() {
  const size_t held = audio_.size();
  audio_.resize(held + kReadSamples);
  ASSIGN_OR_RETURN(const size_t read, source_.Read(std::span(audio_).subspan(held)));
  audio_.resize(held + read);
  samples_read_ += static_cast<int64_t>(read);
  ended_ = read < kReadSamples;

  std::vector<VoiceFrame> frames;
  RETURN_IF_ERROR(activity_->Add(std::span(audio_).subspan(held), frames));
  if (ended_) RETURN_IF_ERROR(activity_->Finish(frames));
  std::vector<SpeechStretch> stretches;
  segmenter_.Add(frames, stretches);
  if (ended_) segmenter_.Finish(samples_read_, stretches);
  std::vector<WindowPlan> windows;
  for (const SpeechStretch& stretch : stretches) packer_.Add(stretch, windows);
  if (ended_) packer_.Finish(samples_read_, windows);
  planned_.insert(planned_.end(), windows.begin(), windows.end());
  DropUnneededAudio();
  return {};
}

void SpeechWindowReader::DropUnneededAudio() {
  const int64_t needed = planned_.empty() ? packer_.needed_sample(segmenter_.settled_sample())
                                          : planned_.front().parts.front().audio_start_sample;
  const int64_t drop =
      std::clamp<int64_t>(needed - audio_start_, 0, static_cast<int64_t>(audio_.size()));
  audio_.erase(audio_.begin(), audio_.begin() + drop);
  audio_start_ += drop;
}

std::vector<float> SpeechWindowReader::CopyAudio(const WindowPlan& plan) const {
  std::vector<float> samples;
  samples.reserve(static_cast<size_t>(plan.size()));
  for (const WindowPart& part : plan.parts) {
    samples.insert(samples.end(), audio_.begin() + (part.audio_start_sample - audio_start_),
                   audio_.begin() + (part.audio_end_sample - audio_start_));
  }
  return samples;
}

}  // namespace tacet::asr
