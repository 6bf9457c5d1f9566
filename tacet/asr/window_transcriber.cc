#include "tacet/asr/window_transcriber.h"

#include <malloc.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "tacet/asr/hallucination.h"
#include "tacet/asr/repeated_words.h"
#include "tacet/asr/window_split.h"
#include "tacet/asr/word_splitting.h"
#include "tacet/asr/word_timing.h"

namespace tacet::asr {
namespace {

// Shorter stretches without words are a breath or a click, or their word stands with a neighbour,
// more often than their word was lost: decoded again they give words that nobody said.
constexpr int64_t kMinSpeechMs = 800;
constexpr int64_t kFrameSamples = kWindowSamples / static_cast<int64_t>(kEncoderFrames);
// Silence after the sound that the decoder still sees, so that it notices the end: 3 s. With 1 s it
// loses words of short clips.
constexpr size_t kSilentFrames = 150;
// Silence put before the sound of a short window. Whisper hears a word alone at the very start
// badly: with a second of silence before it, 47 of 60 single digits instead of 33.
constexpr int64_t kLeadMs = 1000;
constexpr int64_t kShortWindowMs = 3000;
// A stretch decoded again on its own gives words only when Whisper is this sure of them: its words
// often stand with a neighbour already, and of half a second it makes "Bye" or "Paul".
constexpr double kLoneStretchLogProb = -0.7;
// Whisper's own ladder for text that came out badly.
constexpr double kTemperatures[] = {0.2, 0.4, 0.6, 0.8};
constexpr size_t kNoRepeatNgram = 4;
// Larger batches save a tenth of the time at most, and cost memory.
constexpr size_t kBatchBytes = size_t{300} << 20;
constexpr size_t kMinBatchWindows = 4;

int64_t SpeechMs(const WindowPlan& plan) {
  int64_t samples = 0;
  for (const WindowPart& part : plan.parts) {
    samples += part.speech.end_sample - part.speech.start_sample;
  }
  return samples / kAudioSamplesPerMs;
}

int64_t LeadMs(const SpeechWindow& window) {
  return window.plan.size() <= kShortWindowMs * kAudioSamplesPerMs ? kLeadMs : 0;
}

// The window's samples behind its lead of silence.
std::vector<float> SamplesWithLead(const SpeechWindow& window) {
  std::vector<float> samples(static_cast<size_t>(LeadMs(window) * kAudioSamplesPerMs));
  samples.insert(samples.end(), window.samples.begin(), window.samples.end());
  return samples;
}

std::vector<PlacedStretch> PlacedStretches(const WindowPlan& plan) {
  std::vector<PlacedStretch> stretches;
  for (const WindowPart& part : plan.parts) {
    const int64_t start = part.window_speech_start() / kAudioSamplesPerMs;
    const int64_t end = std::max(start + 1, part.window_speech_end() / kAudioSamplesPerMs);
    stretches.push_back({.window = {start, end},
                         .recording_start_ms = part.speech.start_sample / kAudioSamplesPerMs});
  }
  return stretches;
}

// Gives the pages that glibc keeps for later back to the system. Loading a model, encoding and
// decoding each leave tens of megabytes that the next step allocates in other sizes.
void ReturnFreeMemory() { ::malloc_trim(0); }

}  // namespace

WindowTranscriber::WindowTranscriber(WhisperTokenizer tokenizer,
                                     std::unique_ptr<WhisperEncoder> encoder,
                                     std::unique_ptr<WhisperDecoder> decoder,
                                     const WindowTranscriberOptions& options)
    : tokenizer_(std::move(tokenizer)),
      encoder_(std::move(encoder)),
      decoder_(std::move(decoder)),
      log_mel_(encoder_->mel_bins()),
      beam_size_(options.beam_size),
      batch_windows_(options.batch_windows) {
  if (batch_windows_ == 0) {
    const size_t fitting = kBatchBytes / decoder_->WindowBytes(kEncoderFrames, encoder_->width());
    batch_windows_ =
        std::clamp<size_t>(fitting, 1, std::max<size_t>(kMinBatchWindows, 2 * options.threads));
  }
}

Result<std::unique_ptr<WindowTranscriber>> WindowTranscriber::Create(
    const WindowTranscriberOptions& options) {
  ASSIGN_OR_RETURN(WhisperTokenizer tokenizer, WhisperTokenizer::Load(options.model_dir));
  // The decoder first: while it loads, its engine holds the weights twice, and the encoder then
  // takes the place of what that leaves free.
  ASSIGN_OR_RETURN(auto decoder, WhisperDecoder::Create(
                                     {.model_dir = options.model_dir, .threads = options.threads}));
  ReturnFreeMemory();
  ASSIGN_OR_RETURN(auto encoder,
                   WhisperEncoder::Create({.model_path = options.model_dir + "/model.bin",
                                           .threads = static_cast<int>(options.threads)}));
  ReturnFreeMemory();
  return std::unique_ptr<WindowTranscriber>(
      new WindowTranscriber(std::move(tokenizer), std::move(encoder), std::move(decoder), options));
}

Result<std::vector<SpeechSegment>> WindowTranscriber::Transcribe(
    const std::vector<SpeechWindow>& windows, const std::string& language,
    const CancelToken* cancel) const {
  Task task{.language = language};
  ASSIGN_OR_RETURN(task.prompt, tokenizer_.Prompt(language));
  std::vector<SpeechSegment> done;
  std::vector<SpeechWindow> again;
  std::vector<SpeechWindow> none;  // the last attempt asks for no more
  const auto run = [&](const std::vector<SpeechWindow>& list, Attempt attempt,
                       std::vector<SpeechWindow>& next) -> Status {
    task.attempt = attempt;
    for (size_t begin = 0; begin < list.size(); begin += batch_windows_) {
      RETURN_IF_ERROR(CheckNotCancelled(cancel));
      std::vector<const SpeechWindow*> batch;
      for (size_t i = begin; i < std::min(list.size(), begin + batch_windows_); ++i) {
        batch.push_back(&list[i]);
      }
      RETURN_IF_ERROR(TranscribeBatch(batch, task, done, next));
    }
    return {};
  };
  RETURN_IF_ERROR(run(windows, Attempt::kFirst, again));
  const size_t first_count = done.size();
  RETURN_IF_ERROR(run(again, Attempt::kLast, none));
  const auto earlier = [](const SpeechSegment& a, const SpeechSegment& b) {
    return a.start_ms < b.start_ms;
  };
  const std::vector<SpeechSegment> repeated(done.begin() + static_cast<std::ptrdiff_t>(first_count),
                                            done.end());
  std::sort(done.begin(), done.end(), earlier);
  for (const SpeechSegment& stretch : repeated) {
    const auto place = std::lower_bound(done.begin(), done.end(), stretch, earlier);
    RemoveRepeatedWords(done, static_cast<size_t>(place - done.begin()));
  }
  return done;
}

Result<std::vector<SpeechSegment>> WindowTranscriber::TranscribeSpeech(
    const SpeechWindow& window, const std::string& language, const CancelToken* cancel) const {
  RETURN_IF_ERROR(CheckNotCancelled(cancel));
  Task task{.language = language, .attempt = Attempt::kKnownSpeech};
  ASSIGN_OR_RETURN(task.prompt, tokenizer_.Prompt(language));
  std::vector<SpeechSegment> done;
  std::vector<SpeechWindow> none;  // a last attempt asks for no more
  RETURN_IF_ERROR(TranscribeBatch({&window}, task, done, none));
  return done;
}

Result<std::vector<float>> WindowTranscriber::Encode(
    const std::vector<const SpeechWindow*>& windows) const {
  const size_t features = log_mel_.mel_bins() * kMelFrames;
  std::vector<float> mel(windows.size() * features);
  for (size_t i = 0; i < windows.size(); ++i) {
    const std::span<float> window_mel = std::span(mel).subspan(i * features, features);
    if (LeadMs(*windows[i]) == 0) {
      log_mel_.Compute(windows[i]->samples, window_mel);
    } else {
      log_mel_.Compute(SamplesWithLead(*windows[i]), window_mel);
    }
  }
  return encoder_->Encode(mel, windows.size());
}

std::vector<float> WindowTranscriber::FramesWithSound(
    const std::vector<const SpeechWindow*>& windows, const std::vector<float>& states) const {
  int64_t longest = 0;
  for (const SpeechWindow* window : windows) {
    longest = std::max(longest, window->plan.size() + LeadMs(*window) * kAudioSamplesPerMs);
  }
  const auto sound = static_cast<size_t>((longest + kFrameSamples - 1) / kFrameSamples);
  const size_t kept = std::min(kEncoderFrames, sound + kSilentFrames) * encoder_->width();
  const size_t stride = kEncoderFrames * encoder_->width();
  std::vector<float> result;
  result.reserve(windows.size() * kept);
  for (size_t i = 0; i < windows.size(); ++i) {
    const auto from = states.begin() + static_cast<std::ptrdiff_t>(i * stride);
    result.insert(result.end(), from, from + static_cast<std::ptrdiff_t>(kept));
  }
  return result;
}

bool WindowTranscriber::IsBad(const Hypothesis& hypothesis, int64_t speech_ms) const {
  return IsLoop(hypothesis.tokens, tokenizer_) || hypothesis.cut ||
         IsTooFast(hypothesis.tokens.size(), speech_ms);
}

Status WindowTranscriber::CheckLanguage(const std::string& language) const {
  const auto prompt = tokenizer_.Prompt(language);
  return prompt ? Status() : Status(tl::unexpected(prompt.error()));
}

Status WindowTranscriber::DecodeAgain(const EncodedWindows& window, const Task& task,
                                      int64_t speech_ms, Hypothesis& best) const {
  for (const double temperature : kTemperatures) {
    ASSIGN_OR_RETURN(
        std::vector<Hypothesis> other,
        decoder_->Generate(window, {.prompt = task.prompt, .temperature = temperature}));
    if (IsBad(other[0], speech_ms)) continue;
    best = std::move(other[0]);
    return {};
  }
  ASSIGN_OR_RETURN(std::vector<Hypothesis> other,
                   decoder_->Generate(window, {.prompt = task.prompt,
                                               .beam_size = beam_size_,
                                               .no_repeat_ngram_size = kNoRepeatNgram}));
  best = std::move(other[0]);
  return {};
}

Status WindowTranscriber::TranscribeBatch(const std::vector<const SpeechWindow*>& windows,
                                          const Task& task, std::vector<SpeechSegment>& done,
                                          std::vector<SpeechWindow>& again) const {
  ASSIGN_OR_RETURN(const std::vector<float> states, Encode(windows));
  ReturnFreeMemory();
  const EncodedWindows encoded{states, windows.size(), kEncoderFrames, encoder_->width()};
  std::vector<Hypothesis> hypotheses;
  {
    const std::vector<float> sound = FramesWithSound(windows, states);
    const size_t frames = sound.size() / (windows.size() * encoder_->width());
    ASSIGN_OR_RETURN(hypotheses,
                     decoder_->Generate({sound, windows.size(), frames, encoder_->width()},
                                        {.prompt = task.prompt, .beam_size = beam_size_}));
  }

  std::vector<std::vector<size_t>> texts;
  std::vector<int64_t> window_ms;
  std::vector<bool> split;
  const bool known_speech = task.attempt == Attempt::kKnownSpeech;
  for (size_t i = 0; i < windows.size(); ++i) {
    const int64_t speech_ms = SpeechMs(windows[i]->plan);
    if (IsBad(hypotheses[i], speech_ms)) {
      if (task.attempt == Attempt::kFirst) {
        for (SpeechWindow& half : SplitWindow(*windows[i])) again.push_back(std::move(half));
        hypotheses[i].tokens.clear();
        split.resize(i + 1);
        split[i] = true;
      } else {
        const size_t stride = encoded.frames * encoded.width;
        const EncodedWindows one{encoded.values.subspan(i * stride, stride), 1, encoded.frames,
                                 encoded.width};
        RETURN_IF_ERROR(DecodeAgain(one, task, speech_ms, hypotheses[i]));
      }
    }
    const bool lone = task.attempt == Attempt::kLast && windows[i]->plan.parts.size() == 1;
    if ((!known_speech && IsSilent(hypotheses[i])) ||
        (lone && hypotheses[i].average_log_prob < kLoneStretchLogProb)) {
      hypotheses[i].tokens.clear();
    }
    texts.push_back(hypotheses[i].tokens);
    window_ms.push_back(windows[i]->plan.size() / kAudioSamplesPerMs + LeadMs(*windows[i]));
  }
  split.resize(windows.size());

  ReturnFreeMemory();
  ASSIGN_OR_RETURN(const auto aligned, decoder_->Align(encoded, task.prompt, texts, window_ms));
  for (size_t i = 0; i < windows.size(); ++i) {
    if (split[i]) continue;
    const SpeechWindow& window = *windows[i];
    const int64_t lead_ms = LeadMs(window);
    std::vector<TimedToken> tokens;
    for (const AlignedToken& token : aligned[i]) {
      tokens.push_back({std::string(tokenizer_.Bytes(token.id)), token.probability,
                        std::max<int64_t>(0, token.start_ms - lead_ms),
                        std::max<int64_t>(0, token.end_ms - lead_ms)});
    }
    const std::vector<PlacedStretch> stretches = PlacedStretches(window.plan);
    auto placed =
        PlaceWords(SplitWords(tokens, task.language), stretches, SoundLevels(window.samples));
    for (size_t s = 0; s < placed.size(); ++s) {
      const SpeechStretch& speech = window.plan.parts[s].speech;
      SpeechSegment segment{.start_ms = speech.start_sample / kAudioSamplesPerMs,
                            .end_ms = speech.end_sample / kAudioSamplesPerMs,
                            .words = std::move(placed[s])};
      const int64_t speech_ms = segment.end_ms - segment.start_ms;
      if (!known_speech && IsPhantom(segment.words, speech_ms)) segment.words.clear();
      if (segment.words.empty() && task.attempt == Attempt::kFirst && speech_ms >= kMinSpeechMs) {
        again.push_back(WindowOfPart(window, s));
      } else {
        done.push_back(std::move(segment));
      }
    }
  }
  return {};
}

}  // namespace tacet::asr
