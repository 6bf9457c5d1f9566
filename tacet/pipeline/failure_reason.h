// FailureReason: what a client reads of a job that failed, in Amazon Transcribe's words where it
// has any. https://docs.aws.amazon.com/transcribe/latest/APIReference/API_TranscriptionJob.html
#pragma once

#include <string>

#include "tacet/base/result.h"

namespace tacet::pipeline {

// Where in a job an error came from: the same code means another thing in each.
enum class JobStep { kFetchMedia, kReadFilter, kTranscribe, kWriteOutput };

// Never holds a path, a message of a library or anything else of the error's own text.
std::string FailureReason(JobStep step, const Error& error);

// Whether the job may go well when it is tried again later.
bool IsRetryable(const Error& error);

}  // namespace tacet::pipeline
