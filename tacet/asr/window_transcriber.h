// WindowTranscriber: from windows of speech to the words of each stretch in them.
//
// Owns the encoder, the decoder and the tokenizer. Everything that needs the models is here; the
// rules it applies are in word_splitting.h, word_timing.h and hallucination.h. Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "tacet/asr/log_mel.h"
#include "tacet/asr/recognition.h"
#include "tacet/asr/speech_window_reader.h"
#include "tacet/asr/whisper_decoder.h"
#include "tacet/asr/whisper_encoder.h"
#include "tacet/asr/whisper_tokenizer.h"
#include "tacet/base/cancel.h"
#include "tacet/base/result.h"

namespace tacet::asr {

struct WindowTranscriberOptions {
  std::string model_dir;
  size_t threads = 1;
  size_t beam_size = 5;
  size_t batch_windows =
      0;  // decoded together; 0 = two for each thread that fit in 300 MB, at least 4
};

class WindowTranscriber {
 public:
  static Result<std::unique_ptr<WindowTranscriber>> Create(const WindowTranscriberOptions& options);

  size_t batch_windows() const { return batch_windows_; }

  // One entry per stretch of the windows, in order; without words where none were heard, even when
  // the stretch was decoded again on its own. `language` is one that CheckLanguage accepts;
  // `cancel` is polled between batches.
  Result<std::vector<SpeechSegment>> Transcribe(const std::vector<SpeechWindow>& windows,
                                                const std::string& language,
                                                const CancelToken* cancel) const;

  // The same for one window that is known to hold speech, however short: what is heard in it is
  // kept even when it is a phrase that Whisper invents over silence.
  Result<std::vector<SpeechSegment>> TranscribeSpeech(const SpeechWindow& window,
                                                      const std::string& language,
                                                      const CancelToken* cancel) const;

  // kInvalidArgument for a language that the model does not know.
  Status CheckLanguage(const std::string& language) const;

 private:
  enum class Attempt { kFirst, kLast, kKnownSpeech };

  // How the windows of one call are decoded.
  struct Task {
    std::string language;
    std::vector<size_t> prompt;
    Attempt attempt = Attempt::kFirst;
  };

  WindowTranscriber(WhisperTokenizer tokenizer, std::unique_ptr<WhisperEncoder> encoder,
                    std::unique_ptr<WhisperDecoder> decoder,
                    const WindowTranscriberOptions& options);

  // Transcribes up to batch_windows() windows. On the first attempt, windows and stretches that
  // have to be decoded again are put into `again` instead of `done`.
  Status TranscribeBatch(const std::vector<const SpeechWindow*>& windows, const Task& task,
                         std::vector<SpeechSegment>& done, std::vector<SpeechWindow>& again) const;
  Result<std::vector<float>> Encode(const std::vector<const SpeechWindow*>& windows) const;
  // The encoder's output without the silence that fills windows up, all but 3 s of the longest
  // window's: the decoder's cost is nearly proportional to it. As many frames of each window.
  std::vector<float> FramesWithSound(const std::vector<const SpeechWindow*>& windows,
                                     const std::vector<float>& states) const;
  // Decodes one window that came out badly in other ways, and keeps the best text.
  Status DecodeAgain(const EncodedWindows& window, const Task& task, int64_t speech_ms,
                     Hypothesis& best) const;
  bool IsBad(const Hypothesis& hypothesis, int64_t speech_ms) const;

  WhisperTokenizer tokenizer_;
  std::unique_ptr<WhisperEncoder> encoder_;
  std::unique_ptr<WhisperDecoder> decoder_;
  LogMel log_mel_;
  size_t beam_size_;
  size_t batch_windows_;
};

}  // namespace tacet::asr
