// JobRunner: one transcription job from media file to documents, as one flat story.
//
//   JobRunner runner(recognizer, detector);
//   ASSIGN_OR_RETURN(const JobOutputs outputs, runner.Run(request, {}));
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tacet/asr/speech_recognizer.h"
#include "tacet/base/cancel.h"
#include "tacet/base/result.h"
#include "tacet/media/media_decoder.h"
#include "tacet/pii/pii_detector.h"
#include "tacet/redaction/vocabulary_filter.h"
#include "tacet/transcript/content_redaction.h"

namespace tacet::pipeline {

struct JobRequest {
  std::string job_name;    // as validated: see ValidateJobName
  std::string account_id;  // 12 digits
  std::string media_path;
  std::string language_code = "en-US";                // of asr::SupportedLanguages
  std::optional<ContentRedaction> content_redaction;  // absent = no redaction
  // Applied after redaction, to every document. Absent = none.
  std::optional<redaction::VocabularyFilter> vocabulary_filter;
  // What the media must turn out to be; absent = whatever it is.
  std::optional<std::string> media_format;
  std::optional<int> media_sample_rate_hertz;
  media::MediaLimits media_limits;
  std::chrono::milliseconds min_media_duration{0};
};

// Which documents a job writes follows Amazon Transcribe: without redaction `transcript_json`
// alone, with RedactionOutput::kRedacted `redacted_transcript_json` alone, else both. What is
// absent was never built as a document.
struct JobOutputs {
  std::optional<std::string> transcript_json;
  std::optional<std::string> redacted_transcript_json;
  // The transcript to show a person, a line per audio segment; the redacted one whenever redaction
  // was asked for.
  std::string text;
  std::string peaks;         // of the media: see PeakMeter
  std::string media_format;  // as detected
  int sample_rate_hertz = 0;
  int64_t media_duration_ms = 0;
  std::string pii_policy_version;  // "" = no redaction was asked for
  // One-line remarks without transcript text, such as a stretch of speech without words.
  std::vector<std::string> warnings;
};

struct RunOptions {
  // Called from the running thread with the milliseconds of the media done so far and, where the
  // media's headers say it, the whole duration. Empty = no reports.
  std::function<void(int64_t done_ms, std::optional<int64_t> total_ms)> on_progress;
  const CancelToken* cancel = nullptr;  // null = never cancelled
};

// Thread-safe when its parts are; keeps no state between runs. The same request gives the same
// documents.
class JobRunner {
 public:
  // Both must outlive the runner.
  JobRunner(asr::SpeechRecognizer& recognizer, const pii::PiiDetector& detector)
      : recognizer_(recognizer), detector_(detector) {}

  // kInvalidArgument for a language that is not supported or that the speech model does not know,
  // and for redaction in another language than en-US. Other errors are those of MediaDecoder
  // (kNotFound, kInvalidArgument, kDataLoss) and of SpeechRecognizer (kCancelled, kInternal).
  // What is wrong with the media, media::ProblemOf() says. Writes nothing to disk.
  Result<JobOutputs> Run(const JobRequest& request, const RunOptions& options);

 private:
  asr::SpeechRecognizer& recognizer_;
  const pii::PiiDetector& detector_;
};

// TranscriptionJobName: 1 to 200 of letters, digits, '.', '_' and '-'.
// https://docs.aws.amazon.com/transcribe/latest/APIReference/API_StartTranscriptionJob.html
Status ValidateJobName(const std::string& job_name);

// Whether a job of this language can be done, redacted or not. kInvalidArgument names the code.
// Batch redaction knows no other language:
// https://docs.aws.amazon.com/transcribe/latest/dg/pii-redaction.html
enum class Redaction { kNo, kYes };
Status ValidateLanguage(const std::string& language_code, Redaction redaction);

}  // namespace tacet::pipeline
