// What StartTranscriptionJob checks of a request by itself, after the service model's constraints:
// the choice of language, members that need or exclude each other, and what this service does not
// do. Rules:
// https://docs.aws.amazon.com/transcribe/latest/APIReference/API_StartTranscriptionJob.html Private
// to api/.
#pragma once

#include "tacet/api/json.h"
#include "tacet/api/transcribe_api.h"
#include "tacet/base/result.h"
#include "tacet/jobs/transcription_job.h"

namespace tacet::api {

// `input` has passed Validate(). kInvalidArgument with the first broken rule; kUnimplemented naming
// every member that asks for what this service does not do.
Result<jobs::TranscriptionJobRequest> ParseStartRequest(const Input& input,
                                                        const TranscribeApiOptions& options);

}  // namespace tacet::api
