// A row of the table of jobs as a TranscriptionJob. Private to jobs/.
#pragma once

#include "tacet/jobs/sqlite.h"
#include "tacet/jobs/transcription_job.h"

namespace tacet::jobs {

// What ReadJob() reads, from column 0 on, for use in literals.
#define TACET_JOB_COLUMNS                                                                       \
  "id, status, request, tags, creation_ms, start_ms, completion_ms, failure_reason, attempts, " \
  "media_format, sample_rate_hertz, media_duration_ms, transcript_bucket, transcript_key, "     \
  "redacted_bucket, redacted_key, pii_policy_version, waveform_bucket, waveform_key"
inline constexpr int kJobColumns = 19;

// kDataLoss when the row holds what was never written.
Result<TranscriptionJob> ReadJob(const SqliteStatement& row);

inline int64_t ToMs(Time time) { return time.time_since_epoch().count(); }
inline Time FromMs(int64_t ms) { return Time(std::chrono::milliseconds(ms)); }

}  // namespace tacet::jobs
