#include "tacet/asr/speech_segmenter.h"

#include <algorithm>

#include "tacet/audio/audio_source.h"

namespace tacet::asr {
namespace {

constexpr int64_t kFrame = kVoiceFrameSamples;

// A stretch without pauses is cut where this many frames (160 ms) are quietest: longer than the
// closure of a stop consonant, so that the cut falls between words rather than inside one.
constexpr size_t kQuietFrames = 5;

}  // namespace

SpeechSegmenter::SpeechSegmenter(const SpeechSegmenterOptions& options)
    : options_(options),
      min_speech_(AudioSamples(options.min_speech)),
      min_silence_(AudioSamples(options.min_silence)),
      padding_(std::min(AudioSamples(options.padding), min_silence_ / 2)),
      // The second half of a stretch must hold the quiet frames to look for.
      max_speech_(std::max(AudioSamples(options.max_speech),
                           static_cast<int64_t>(4 * kQuietFrames) * kFrame)) {}

void SpeechSegmenter::Add(std::span<const VoiceFrame> frames,
                          std::vector<SpeechStretch>& stretches) {
  for (const VoiceFrame& frame : frames) AddFrame(frame, stretches);
}

void SpeechSegmenter::AddFrame(const VoiceFrame& frame, std::vector<SpeechStretch>& stretches) {
  if (frame.speech_probability >= options_.threshold) {
    if (!in_speech_) {
      in_speech_ = true;
      start_ = position_;
    }
    silence_start_ = -1;
  } else if (in_speech_ && frame.speech_probability < options_.silence_threshold) {
    if (silence_start_ < 0) silence_start_ = position_;
    if (position_ - silence_start_ >= min_silence_) End(silence_start_, stretches);
  }
  position_ += kFrame;
  if (!in_speech_) return;
  energies_.push_back(frame.energy);
  if (position_ - start_ + 2 * padding_ > max_speech_) Cut(stretches);
}

// Hands out [start_, sample) with its padding, if it is long enough.
void SpeechSegmenter::End(int64_t sample, std::vector<SpeechStretch>& stretches) {
  if (continues_ ? sample > start_ : sample - start_ > min_speech_) {
    const int64_t start = continues_ ? start_ : std::max(last_end_, start_ - padding_);
    last_end_ = sample + padding_;
    stretches.push_back({.start_sample = start, .end_sample = last_end_, .continues = false});
  }
  in_speech_ = false;
  continues_ = false;
  silence_start_ = -1;
  energies_.clear();
}

void SpeechSegmenter::Cut(std::vector<SpeechStretch>& stretches) {
  if (silence_start_ > start_) {  // a pause that would have been too short otherwise
    End(silence_start_, stretches);
    return;
  }
  size_t quietest = energies_.size() / 2;
  float lowest = -1;
  for (size_t i = quietest; i + kQuietFrames <= energies_.size(); ++i) {
    float energy = 0;
    for (size_t j = i; j < i + kQuietFrames; ++j) energy += energies_[j];
    if (lowest < 0 || energy < lowest) {
      lowest = energy;
      quietest = i;
    }
  }
  const size_t frames = quietest + kQuietFrames / 2;
  const int64_t start = continues_ ? start_ : std::max(last_end_, start_ - padding_);
  start_ += static_cast<int64_t>(frames) * kFrame;
  last_end_ = start_;
  stretches.push_back({.start_sample = start, .end_sample = start_, .continues = true});
  energies_.erase(energies_.begin(), energies_.begin() + static_cast<std::ptrdiff_t>(frames));
  continues_ = true;
}

void SpeechSegmenter::Finish(int64_t total_samples, std::vector<SpeechStretch>& stretches) {
  if (in_speech_) End(total_samples, stretches);
  // The last frame was filled up with silence, and padding may reach past the end too.
  if (!stretches.empty()) {
    stretches.back().end_sample = std::min(stretches.back().end_sample, total_samples);
  }
  position_ = 0;
  last_end_ = 0;
}

int64_t SpeechSegmenter::settled_sample() const {
  const int64_t next_start = in_speech_ ? start_ : position_;
  return continues_ ? next_start : std::max(last_end_, next_start - padding_);
}

}  // namespace tacet::asr
