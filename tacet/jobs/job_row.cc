#include "tacet/jobs/job_row.h"

#include <utility>

#include "tacet/jobs/job_json.h"

namespace tacet::jobs {
namespace {

std::optional<Time> OptionalTime(const SqliteStatement& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return FromMs(row.Int(column));
}

std::optional<OutputObject> OptionalObject(const SqliteStatement& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return OutputObject{row.Text(column), row.Text(column + 1)};
}

}  // namespace

Result<TranscriptionJob> ReadJob(const SqliteStatement& row) {
  TranscriptionJob job;
  job.id = row.Text(0);
  const auto status = ParseTranscriptionJobStatus(row.Text(1));
  if (!status)
    return MakeError(ErrorCode::kDataLoss, "the database holds a job of no known status");
  job.status = *status;
  ASSIGN_OR_RETURN(job.request, ParseRequestJson(row.Text(2)));
  ASSIGN_OR_RETURN(job.request.tags, ParseTagsJson(row.Text(3)));
  job.creation_time = FromMs(row.Int(4));
  job.start_time = OptionalTime(row, 5);
  job.completion_time = OptionalTime(row, 6);
  job.failure_reason = row.Text(7);
  job.attempts = static_cast<int>(row.Int(8));
  job.detected_media_format = row.Text(9);
  job.detected_sample_rate_hertz = static_cast<int>(row.Int(10));
  job.media_duration_ms = row.Int(11);
  job.transcript = OptionalObject(row, 12);
  job.redacted_transcript = OptionalObject(row, 14);
  job.pii_policy_version = row.Text(16);
  job.waveform = OptionalObject(row, 17);
  return job;
}

}  // namespace tacet::jobs
