#include "tacet/pipeline/job_runner.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "tacet/asr/language.h"
#include "tacet/audio/peak_meter.h"
#include "tacet/media/media_decoder.h"
#include "tacet/media/media_problem.h"
#include "tacet/output/number_text.h"
#include "tacet/output/transcript_json.h"
#include "tacet/pipeline/build_transcript.h"
#include "tacet/redaction/redacted_transcript.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::pipeline {
namespace {

constexpr std::string_view kRedactionLanguageCode = "en-US";

PiiEntityTypeSet WantedTypes(const ContentRedaction& content_redaction) {
  if (!content_redaction.pii_entity_types.empty()) return content_redaction.pii_entity_types;
  const auto all = AllPiiEntityTypes();
  return {all.begin(), all.end()};
}

// An MP4 file of sound alone goes by either name.
bool IsSameFormat(const std::string& promised, const std::string& detected) {
  const auto plain = [](const std::string& format) { return format == "m4a" ? "mp4" : format; };
  return plain(promised) == plain(detected);
}

Status CheckPromises(const JobRequest& request, const media::MediaInfo& info) {
  if (request.media_format && !IsSameFormat(*request.media_format, info.format)) {
    return MediaError(
        ErrorCode::kInvalidArgument, media::MediaProblem::kOtherFormat,
        "the media is " + info.format + ", not " + *request.media_format + " as the request says");
  }
  if (request.media_sample_rate_hertz &&
      *request.media_sample_rate_hertz != info.sample_rate_hertz) {
    return MediaError(ErrorCode::kInvalidArgument, media::MediaProblem::kOtherSampleRate,
                      "the media has " + std::to_string(info.sample_rate_hertz) + " Hz, not " +
                          std::to_string(*request.media_sample_rate_hertz) +
                          " as the request says");
  }
  return {};
}

// What a reader of the transcript should know of the recording: where it may hold more than was
// heard.
std::vector<std::string> Warnings(const media::MediaRepairs& repairs,
                                  const asr::Recognition& recognition) {
  std::vector<std::string> warnings;
  if (repairs.damaged_places > 0) {
    warnings.push_back("the media is damaged in " + std::to_string(repairs.damaged_places) +
                       " places; " + output::SecondsText(repairs.damaged.count()) +
                       " s of it count as silence");
  }
  for (const auto& stretch : recognition.speech_without_words) {
    warnings.push_back("no words were recognised in the speech from " +
                       output::SecondsText(stretch.start_ms) + " to " +
                       output::SecondsText(stretch.end_ms) + " s");
  }
  return warnings;
}

}  // namespace

Result<JobOutputs> JobRunner::Run(const JobRequest& request, const RunOptions& options) {
  RETURN_IF_ERROR(ValidateJobName(request.job_name));
  RETURN_IF_ERROR(ValidateLanguage(request.language_code,
                                   request.content_redaction ? Redaction::kYes : Redaction::kNo));
  const asr::Language& language = *asr::FindLanguage(request.language_code);
  ASSIGN_OR_RETURN(const std::unique_ptr<media::MediaDecoder> media,
                   media::MediaDecoder::Open(request.media_path, request.media_limits));
  RETURN_IF_ERROR(CheckPromises(request, media->info()));

  std::optional<int64_t> total_ms;
  if (media->info().duration) total_ms = media->info().duration->count();
  asr::RecognizeOptions recognize_options = {.language = std::string(language.whisper),
                                             .cancel = options.cancel};
  if (options.on_progress) {
    recognize_options.on_progress = [&](int64_t done_ms) {
      options.on_progress(done_ms, total_ms);
    };
  }
  PeakMeter meter(*media);
  ASSIGN_OR_RETURN(asr::Recognition recognition, recognizer_.Recognize(meter, recognize_options));

  if (recognition.duration_ms < request.min_media_duration.count()) {
    return MediaError(
        ErrorCode::kInvalidArgument, media::MediaProblem::kTooShort,
        "the media is shorter than " + std::to_string(request.min_media_duration.count()) + " ms");
  }

  JobOutputs outputs;
  outputs.peaks = meter.Peaks();
  outputs.media_format = media->info().format;
  outputs.sample_rate_hertz = media->info().sample_rate_hertz;
  outputs.media_duration_ms = recognition.duration_ms;
  outputs.warnings = Warnings(media->repairs(), recognition);
  const auto& filter = request.vocabulary_filter;
  const Transcript transcript = BuildTranscript(std::move(recognition), language.numbers);
  const output::DocumentHeader header = {request.job_name, request.account_id};
  if (!request.content_redaction) {
    const Transcript filtered = filter ? filter->Apply(transcript) : transcript;
    outputs.transcript_json =
        output::WriteTranscriptJson(filtered, header, output::RedactionJob::kNo);
    outputs.text = BuildTranscriptText(filtered).text;
    return outputs;
  }

  // Found in what was said: a filter that went first would hide from the detector what gives
  // personal information away.
  const TranscriptText text = BuildTranscriptText(transcript);
  ASSIGN_OR_RETURN(const std::vector<PiiEntity> entities,
                   detector_.Detect(text.text, WantedTypes(*request.content_redaction),
                                    WordConfidences(transcript, text)));
  outputs.pii_policy_version = detector_.policy().version;
  redaction::RedactedTranscript redacted = redaction::RedactTranscript(transcript, text, entities);
  if (filter) redacted = filter->Apply(redacted);
  outputs.redacted_transcript_json = output::WriteRedactedTranscriptJson(redacted, header);
  outputs.text = BuildTranscriptText(redacted.transcript()).text;
  if (request.content_redaction->redaction_output == RedactionOutput::kRedactedAndUnredacted) {
    const Transcript filtered = filter ? filter->Apply(transcript) : transcript;
    outputs.transcript_json =
        output::WriteTranscriptJson(filtered, header, output::RedactionJob::kYes);
  }
  return outputs;
}

Status ValidateLanguage(const std::string& language_code, Redaction redaction) {
  if (asr::FindLanguage(language_code) == nullptr) {
    std::string known;
    for (const asr::Language& each : asr::SupportedLanguages()) {
      known += (known.empty() ? "" : ", ") + std::string(each.code);
    }
    return MakeError(ErrorCode::kInvalidArgument, "the language code " + language_code +
                                                      " isn't supported; use one of: " + known);
  }
  if (redaction == Redaction::kYes && language_code != kRedactionLanguageCode) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "Content redaction isn't supported for the language code " + language_code +
                         ". Use a supported language code and try your request again.");
  }
  return {};
}

Status ValidateJobName(const std::string& job_name) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || c == '-';
  };
  if (job_name.empty() || job_name.size() > 200 ||
      !std::all_of(job_name.begin(), job_name.end(), allowed)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the job name must have 1 to 200 characters out of letters, digits, '.', '_' "
                     "and '-'");
  }
  return {};
}

}  // namespace tacet::pipeline
