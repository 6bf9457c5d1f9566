// TranscriptionJob: the record of one job. Names and meanings are Amazon Transcribe's:
// https://docs.aws.amazon.com/transcribe/latest/APIReference/API_TranscriptionJob.html
// A value; what Tacet does not support has no field here and is refused before a job is made.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/transcript/content_redaction.h"

namespace tacet::jobs {

enum class TranscriptionJobStatus { kQueued, kInProgress, kCompleted, kFailed };

// "QUEUED", "IN_PROGRESS", "COMPLETED", "FAILED".
std::string_view TranscriptionJobStatusName(TranscriptionJobStatus status);
std::optional<TranscriptionJobStatus> ParseTranscriptionJobStatus(std::string_view name);

struct JobExecutionSettings {
  bool allow_deferred_execution = false;
  std::string data_access_role_arn;
  bool operator==(const JobExecutionSettings&) const = default;
};

// As sent, so that it can be echoed. Absent members were not sent.
struct JobSettings {
  std::optional<bool> channel_identification;  // true is refused for now
  std::optional<bool> show_alternatives;       // true is refused for now
  std::optional<bool> show_speaker_labels;     // true is refused for now
  std::optional<std::string> vocabulary_filter_name;
  std::optional<std::string> vocabulary_filter_method;  // remove, mask, tag
  bool operator==(const JobSettings&) const = default;
};

struct TranscriptionJobRequest {
  std::string transcription_job_name;
  std::string language_code;
  std::string media_file_uri;  // as sent
  std::optional<std::string> media_format;
  std::optional<int> media_sample_rate_hertz;
  std::optional<std::string> output_bucket_name;  // absent = the service bucket
  std::optional<std::string> output_key;          // as sent
  std::optional<ContentRedaction> content_redaction;
  std::optional<std::vector<std::string>> pii_entity_types;  // as sent, to be echoed
  std::optional<JobSettings> settings;
  std::optional<JobExecutionSettings> job_execution_settings;
  std::map<std::string, std::string> tags;
};

// Bucket and key of a written document.
struct OutputObject {
  std::string bucket;
  std::string key;
  bool operator==(const OutputObject&) const = default;
};

struct TranscriptionJob {
  TranscriptionJobRequest request;
  // A UUID: tells two jobs apart that had the same name one after the other, and is the folder of
  // the job's results in the service bucket.
  std::string id;
  TranscriptionJobStatus status = TranscriptionJobStatus::kQueued;
  Time creation_time;
  std::optional<Time> start_time;
  // When it ended. Kept of a FAILED job too, whose clients do not see it.
  std::optional<Time> completion_time;
  std::string failure_reason;  // only when FAILED
  int attempts = 0;            // how often a worker has begun it
  // Only when COMPLETED.
  std::string detected_media_format;
  int detected_sample_rate_hertz = 0;
  int64_t media_duration_ms = 0;
  std::optional<OutputObject> transcript;
  std::optional<OutputObject> redacted_transcript;
  // How loud the recording is over time, PeakMeter's bytes, for whoever reviews redactions. Not one
  // of the job's documents: always in the service bucket, and no answer shows it.
  std::optional<OutputObject> waveform;
  // Of the policy that personal information was found with; "" = nothing was to be redacted. No
  // answer shows it.
  std::string pii_policy_version;
};

}  // namespace tacet::jobs
