// How a request and tags are written in the database: JSON with a version. Private to jobs/.
#pragma once

#include <map>
#include <string>

#include "tacet/base/result.h"
#include "tacet/jobs/transcription_job.h"

namespace tacet::jobs {

// All of the request but its tags.
std::string WriteRequestJson(const TranscriptionJobRequest& request);
// kDataLoss for anything that WriteRequestJson() does not write.
Result<TranscriptionJobRequest> ParseRequestJson(const std::string& text);

std::string WriteTagsJson(const std::map<std::string, std::string>& tags);
Result<std::map<std::string, std::string>> ParseTagsJson(const std::string& text);

}  // namespace tacet::jobs
