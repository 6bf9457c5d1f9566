#include "tacet/jobs/transcription_job.h"

namespace tacet::jobs {

std::string_view TranscriptionJobStatusName(TranscriptionJobStatus status) {
  switch (status) {
    case TranscriptionJobStatus::kQueued:
      return "QUEUED";
    case TranscriptionJobStatus::kInProgress:
      return "IN_PROGRESS";
    case TranscriptionJobStatus::kCompleted:
      return "COMPLETED";
    case TranscriptionJobStatus::kFailed:
      return "FAILED";
  }
  return "FAILED";
}

std::optional<TranscriptionJobStatus> ParseTranscriptionJobStatus(std::string_view name) {
  for (const auto status : {TranscriptionJobStatus::kQueued, TranscriptionJobStatus::kInProgress,
                            TranscriptionJobStatus::kCompleted, TranscriptionJobStatus::kFailed}) {
    if (TranscriptionJobStatusName(status) == name) return status;
  }
  return std::nullopt;
}

}  // namespace tacet::jobs
