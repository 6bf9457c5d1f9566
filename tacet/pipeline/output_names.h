// The names of a job's documents in its output bucket: Amazon Transcribe's, so that clients find
// them where they look.
// https://docs.aws.amazon.com/transcribe/latest/APIReference/API_StartTranscriptionJob.html
//
// In a customer's bucket (OutputBucketName), by OutputKey and the job name J:
//   absent         J.json
//   "a/t.json"     a/t.json
//   "a/"           a/J.json
//   "a/t"          a/t/J.json    (anything else is a folder)
// In the service's bucket: <account id>/<job name>/<job id>/asrOutput.json, and beside it, of every
// job wherever its documents lie, waveform.peaks.
// The redacted document has "redacted-" before its file name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tacet/jobs/transcription_job.h"

namespace tacet::pipeline {

struct OutputNames {
  jobs::OutputObject transcript;
  jobs::OutputObject redacted_transcript;
  jobs::OutputObject waveform;
};

// The bucket of jobs that name none: "aws-transcribe-us-east-1-prod".
std::string ServiceBucketName(std::string_view region);

// Pure: the same job always has the same names.
OutputNames NamesOfOutputs(const jobs::TranscriptionJob& job, const std::string& account_id,
                           const std::string& service_bucket);

// Whose object a key of the service's bucket is; absent when it is of another form.
struct ServiceObject {
  std::string job_name;
  std::string job_id;
};
std::optional<ServiceObject> ParseServiceKey(std::string_view key, std::string_view account_id);

}  // namespace tacet::pipeline
