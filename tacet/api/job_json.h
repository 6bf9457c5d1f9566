// Transcription jobs as responses show them: which members a job has in which state, their order,
// the URIs of results. Sources: recorded responses (tests/golden/api) and
// https://docs.aws.amazon.com/transcribe/latest/APIReference/API_TranscriptionJob.html
// Private to api/.
#pragma once

#include "tacet/api/json.h"
#include "tacet/api/operation_context.h"
#include "tacet/base/result.h"
#include "tacet/jobs/transcription_job.h"

namespace tacet::api {

// A time of day on the wire: seconds since the epoch with milliseconds.
double EpochSeconds(Time time);

// The TranscriptionJob of StartTranscriptionJob: what was sent, and the state.
Output StartedJobJson(const jobs::TranscriptionJob& job);

// The TranscriptionJob of GetTranscriptionJob. URIs in the service bucket are signed anew; without
// the right to see unredacted text there is no TranscriptFileUri.
Result<Output> JobJson(OperationContext& context, const jobs::TranscriptionJob& job);

// A TranscriptionJobSummary of ListTranscriptionJobs.
Output JobSummaryJson(const OperationContext& context, const jobs::TranscriptionJob& job);

// [{"Key":...,"Value":...}, ...], by key.
Output TagsJson(const std::map<std::string, std::string>& tags);

}  // namespace tacet::api
