#include "tacet/jobs/sqlite_job_store.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "tacet/base/random.h"
#include "tacet/jobs/job_json.h"
#include "tacet/jobs/job_row.h"
#include "tacet/jobs/sqlite.h"
#include "tacet/jobs/store_errors.h"

namespace tacet::jobs {
namespace {

using std::chrono::milliseconds;

// The slots and the queue as they are now.
struct Occupancy {
  int64_t in_progress = 0;
  int64_t deferred_in_progress = 0;
  int64_t queued = 0;
};

Result<Occupancy> ReadOccupancy(SqliteConnection& connection) {
  ASSIGN_OR_RETURN(SqliteStatement row,
                   connection.Query("SELECT status = 'QUEUED', count, deferred FROM job_counts "
                                    "WHERE status IN ('QUEUED', 'IN_PROGRESS')"));
  Occupancy occupancy;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, row.Step());
    if (!found) return occupancy;
    if (row.Int(0) != 0) {
      occupancy.queued = row.Int(1);
    } else {
      occupancy.in_progress = row.Int(1);
      occupancy.deferred_in_progress = row.Int(2);
    }
  }
}

// Moves queued jobs up while slots are free; how many.
Result<int64_t> Promote(SqliteConnection& connection, const JobQuotas& quotas, Time now) {
  ASSIGN_OR_RETURN(const Occupancy occupancy, ReadOccupancy(connection));
  const int64_t free =
      std::min({quotas.concurrent_jobs - occupancy.in_progress,
                quotas.deferred_jobs() - occupancy.deferred_in_progress, occupancy.queued});
  if (free <= 0) return 0;
  RETURN_IF_ERROR(
      connection.Run("UPDATE jobs SET status = 'IN_PROGRESS', start_ms = ? WHERE number IN ("
                     "SELECT number FROM jobs WHERE status = 'QUEUED' ORDER BY number LIMIT ?)",
                     ToMs(now), free));
  return connection.changed_rows();
}

// The claimed job must still be in progress under the claim's token.
#define TACET_CLAIM_HOLDS "name = ? AND id = ? AND fencing_token = ? AND status = 'IN_PROGRESS'"

Status CheckChanged(const SqliteConnection& connection) {
  if (connection.changed_rows() == 0) return ClaimLost();
  return {};
}

Result<std::optional<TranscriptionJob>> FindJob(SqliteConnection& connection,
                                                const std::string& name) {
  ASSIGN_OR_RETURN(SqliteStatement row,
                   connection.Query("SELECT " TACET_JOB_COLUMNS " FROM jobs WHERE name = ?", name));
  ASSIGN_OR_RETURN(const bool found, row.Step());
  if (!found) return std::optional<TranscriptionJob>();
  ASSIGN_OR_RETURN(TranscriptionJob job, ReadJob(row));
  return std::optional(std::move(job));
}

std::optional<std::string> BucketOf(const std::optional<OutputObject>& object) {
  return object ? std::optional(object->bucket) : std::nullopt;
}

std::optional<std::string> KeyOf(const std::optional<OutputObject>& object) {
  return object ? std::optional(object->key) : std::nullopt;
}

// The statement of a list; without a filter that it does not have, so that SQLite can use the
// right index for each.
Result<SqliteStatement> ListStatement(SqliteConnection& connection, const ListJobsQuery& query,
                                      int64_t before) {
  const int limit = query.max_results + 1;
  const std::string wanted = LowerCase(query.name_contains);
  const std::string status(query.status ? TranscriptionJobStatusName(*query.status) : "");
  if (!wanted.empty()) {
    return connection.Query("SELECT " TACET_JOB_COLUMNS
                            ", number FROM jobs WHERE number IN ("
                            "SELECT number FROM jobs INDEXED BY jobs_names WHERE number < ? "
                            "AND (? = '' OR status = ?) AND instr(name_lower, ?) > 0 "
                            "ORDER BY number DESC LIMIT ?) ORDER BY number DESC",
                            before, status, status, wanted, limit);
  }
  if (query.status) {
    return connection.Query("SELECT " TACET_JOB_COLUMNS
                            ", number FROM jobs INDEXED BY jobs_by_status "
                            "WHERE status = ? AND number < ? ORDER BY number DESC LIMIT ?",
                            status, before, limit);
  }
  return connection.Query("SELECT " TACET_JOB_COLUMNS
                          ", number FROM jobs WHERE number < ? ORDER BY number DESC LIMIT ?",
                          before, limit);
}

}  // namespace

SqliteJobStore::SqliteJobStore(SqliteDatabase& database, const JobQuotas& quotas,
                               const Clock& clock)
    : database_(database), quotas_(quotas), clock_(clock), tokens_(database.page_token_key()) {}

Result<TranscriptionJob> SqliteJobStore::Create(const TranscriptionJobRequest& request) {
  TranscriptionJob job;
  job.request = request;
  job.id = RandomUuid();
  const std::string& name = request.transcription_job_name;
  const std::string name_lower = LowerCase(name);
  const std::string request_json = WriteRequestJson(request);
  const std::string tags_json = WriteTagsJson(request.tags);
  const bool deferred =
      request.job_execution_settings && request.job_execution_settings->allow_deferred_execution;
  bool work_came = false;
  const Status done = database_.Write([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(const int64_t taken,
                     connection.QueryInt("SELECT count(*) FROM jobs WHERE name = ?", name));
    if (taken != 0) return JobExists();
    job.creation_time = clock_.Now();
    ASSIGN_OR_RETURN(const int64_t promoted, Promote(connection, quotas_, job.creation_time));
    ASSIGN_OR_RETURN(const Occupancy occupancy, ReadOccupancy(connection));
    const bool slot_free = occupancy.in_progress < quotas_.concurrent_jobs;
    if (!deferred) {
      if (!slot_free) return JobsExhausted(quotas_);
      job.status = TranscriptionJobStatus::kInProgress;
    } else if (slot_free && occupancy.deferred_in_progress < quotas_.deferred_jobs()) {
      job.status = TranscriptionJobStatus::kInProgress;
    } else {
      if (occupancy.queued >= quotas_.queue_length) return QueueExhausted(quotas_);
      job.status = TranscriptionJobStatus::kQueued;
    }
    std::optional<int64_t> start_ms;
    if (job.status == TranscriptionJobStatus::kInProgress) {
      job.start_time = job.creation_time;
      start_ms = ToMs(job.creation_time);
    }
    work_came = promoted > 0 || start_ms;
    return connection.Run(
        "INSERT INTO jobs (id, name, name_lower, status, deferred, request, tags, creation_ms, "
        "start_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        job.id, name, name_lower, TranscriptionJobStatusName(job.status), deferred ? 1 : 0,
        request_json, tags_json, ToMs(job.creation_time), start_ms);
  });
  RETURN_IF_ERROR(done);
  if (work_came) work_signal().Raise();
  return job;
}

Result<TranscriptionJob> SqliteJobStore::Get(const std::string& name) {
  std::optional<TranscriptionJob> job;
  const Status done = database_.Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(job, FindJob(connection, name));
    return {};
  });
  RETURN_IF_ERROR(done);
  if (!job) return JobNotFound();
  return *std::move(job);
}

Result<JobPage> SqliteJobStore::List(const ListJobsQuery& query) {
  RETURN_IF_ERROR(CheckMaxResults(query.max_results));
  const std::string scope = TokenScope(query);
  int64_t before = std::numeric_limits<int64_t>::max();
  if (!query.next_token.empty()) {
    ASSIGN_OR_RETURN(before, tokens_.Parse(scope, query.next_token));
  }
  JobPage page;
  const Status done = database_.Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(SqliteStatement row, ListStatement(connection, query, before));
    int64_t last = 0;
    while (true) {
      ASSIGN_OR_RETURN(const bool found, row.Step());
      if (!found) return {};
      if (page.jobs.size() == static_cast<size_t>(query.max_results)) {
        page.next_token = tokens_.Make(scope, last);
        return {};
      }
      ASSIGN_OR_RETURN(TranscriptionJob job, ReadJob(row));
      page.jobs.push_back(std::move(job));
      last = row.Int(kJobColumns);
    }
  });
  RETURN_IF_ERROR(done);
  return page;
}

Status SqliteJobStore::WriteAndPromote(
    const std::function<Status(SqliteConnection& connection, Time now)>& end) {
  int64_t promoted = 0;
  const Status done = database_.Write([&](SqliteConnection& connection) -> Status {
    const Time now = clock_.Now();
    RETURN_IF_ERROR(end(connection, now));
    ASSIGN_OR_RETURN(promoted, Promote(connection, quotas_, now));
    return {};
  });
  RETURN_IF_ERROR(done);
  if (promoted > 0) work_signal().Raise();
  return {};
}

Result<TranscriptionJob> SqliteJobStore::Delete(const std::string& name, const std::string& id) {
  std::optional<TranscriptionJob> job;
  RETURN_IF_ERROR(WriteAndPromote([&](SqliteConnection& connection, Time /*now*/) -> Status {
    ASSIGN_OR_RETURN(job, FindJob(connection, name));
    if (!job || (!id.empty() && job->id != id)) return JobNotFound();
    return connection.Run("DELETE FROM jobs WHERE name = ?", name);
  }));
  if (job->status == TranscriptionJobStatus::kInProgress) deletion_signal().Raise();
  return *std::move(job);
}

Result<std::optional<JobClaim>> SqliteJobStore::ClaimNext(milliseconds lease, int max_attempts) {
  // Nothing to claim is by far the commonest answer and needs no write.
  const int64_t now_ms = ToMs(clock_.Now());
  bool waiting = false;
  const Status looked = database_.Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(const int64_t count,
                     connection.QueryInt("SELECT EXISTS (SELECT 1 FROM jobs WHERE status = "
                                         "'IN_PROGRESS' AND claimable_ms <= ?) OR EXISTS (SELECT 1 "
                                         "FROM jobs WHERE status = 'QUEUED')",
                                         now_ms));
    waiting = count != 0;
    return {};
  });
  RETURN_IF_ERROR(looked);
  std::optional<JobClaim> claim;
  if (!waiting) return claim;

  const Status done = database_.Write([&](SqliteConnection& connection) -> Status {
    const Time now = clock_.Now();
    RETURN_IF_ERROR(connection.Run(
        "UPDATE jobs SET status = 'FAILED', completion_ms = ?, failure_reason = ?, "
        "fencing_token = 0 WHERE status = 'IN_PROGRESS' AND claimable_ms <= ? AND attempts >= ?",
        ToMs(now), kInternalFailureReason, ToMs(now), max_attempts));
    RETURN_IF_ERROR(Promote(connection, quotas_, now));
    ASSIGN_OR_RETURN(
        SqliteStatement row,
        connection.Query("UPDATE jobs SET attempts = attempts + 1, claimable_ms = ?, "
                         "fencing_token = (SELECT token + 1 FROM fencing) WHERE number = ("
                         "SELECT number FROM jobs WHERE status = 'IN_PROGRESS' AND "
                         "claimable_ms <= ? ORDER BY number LIMIT 1) "
                         "RETURNING " TACET_JOB_COLUMNS ", fencing_token",
                         ToMs(now + lease), ToMs(now)));
    ASSIGN_OR_RETURN(const bool found, row.Step());
    if (!found) return {};
    ASSIGN_OR_RETURN(TranscriptionJob job, ReadJob(row));
    claim = JobClaim{std::move(job), row.Int(kJobColumns)};
    return connection.Run("UPDATE fencing SET token = ?", claim->fencing_token);
  });
  RETURN_IF_ERROR(done);
  return claim;
}

Status SqliteJobStore::RenewLease(const JobClaim& claim, milliseconds lease) {
  return database_.Write([&](SqliteConnection& connection) -> Status {
    RETURN_IF_ERROR(connection.Run(
        "UPDATE jobs SET claimable_ms = ? WHERE " TACET_CLAIM_HOLDS, ToMs(clock_.Now() + lease),
        claim.job.request.transcription_job_name, claim.job.id, claim.fencing_token));
    return CheckChanged(connection);
  });
}

Status SqliteJobStore::Complete(const JobClaim& claim, const JobResult& result) {
  return WriteAndPromote([&](SqliteConnection& connection, Time now) -> Status {
    RETURN_IF_ERROR(connection.Run(
        "UPDATE jobs SET status = 'COMPLETED', completion_ms = ?, fencing_token = 0, "
        "media_format = ?, sample_rate_hertz = ?, media_duration_ms = ?, transcript_bucket = ?, "
        "transcript_key = ?, redacted_bucket = ?, redacted_key = ?, pii_policy_version = ?, "
        "waveform_bucket = ?, waveform_key = ? "
        "WHERE " TACET_CLAIM_HOLDS,
        ToMs(now), result.media_format, result.sample_rate_hertz, result.media_duration_ms,
        BucketOf(result.transcript), KeyOf(result.transcript), BucketOf(result.redacted_transcript),
        KeyOf(result.redacted_transcript), result.pii_policy_version, BucketOf(result.waveform),
        KeyOf(result.waveform), claim.job.request.transcription_job_name, claim.job.id,
        claim.fencing_token));
    return CheckChanged(connection);
  });
}

Status SqliteJobStore::Fail(const JobClaim& claim, const std::string& failure_reason) {
  return WriteAndPromote([&](SqliteConnection& connection, Time now) -> Status {
    RETURN_IF_ERROR(
        connection.Run("UPDATE jobs SET status = 'FAILED', completion_ms = ?, fencing_token = 0, "
                       "failure_reason = ? WHERE " TACET_CLAIM_HOLDS,
                       ToMs(now), failure_reason, claim.job.request.transcription_job_name,
                       claim.job.id, claim.fencing_token));
    return CheckChanged(connection);
  });
}

Status SqliteJobStore::Release(const JobClaim& claim, milliseconds not_before,
                               AttemptCounts attempt_counts) {
  const Status done = database_.Write([&](SqliteConnection& connection) -> Status {
    RETURN_IF_ERROR(connection.Run(
        "UPDATE jobs SET claimable_ms = ?, fencing_token = 0, attempts = attempts - ? "
        "WHERE " TACET_CLAIM_HOLDS,
        ToMs(clock_.Now() + not_before), attempt_counts == AttemptCounts::kNo ? 1 : 0,
        claim.job.request.transcription_job_name, claim.job.id, claim.fencing_token));
    return CheckChanged(connection);
  });
  RETURN_IF_ERROR(done);
  work_signal().Raise();
  return {};
}

Status SqliteJobStore::EndLeases() {
  const Status done = database_.Write([](SqliteConnection& connection) {
    return connection.Run(
        "UPDATE jobs SET claimable_ms = 0, fencing_token = 0 "
        "WHERE status = 'IN_PROGRESS' AND fencing_token <> 0");
  });
  RETURN_IF_ERROR(done);
  work_signal().Raise();
  return {};
}

Result<std::vector<TranscriptionJob>> SqliteJobStore::FinishedBefore(Time before, int limit) {
  std::vector<TranscriptionJob> jobs;
  const Status done = database_.Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(SqliteStatement row,
                     connection.Query("SELECT " TACET_JOB_COLUMNS
                                      " FROM jobs WHERE completion_ms IS NOT NULL AND "
                                      "completion_ms < ? ORDER BY completion_ms, number LIMIT ?",
                                      ToMs(before), limit));
    while (true) {
      ASSIGN_OR_RETURN(const bool found, row.Step());
      if (!found) return {};
      ASSIGN_OR_RETURN(TranscriptionJob job, ReadJob(row));
      jobs.push_back(std::move(job));
    }
  });
  RETURN_IF_ERROR(done);
  return jobs;
}

Result<JobCounts> SqliteJobStore::Counts() {
  JobCounts counts;
  const Status done = database_.Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(SqliteStatement row, connection.Query("SELECT status, count FROM job_counts"));
    while (true) {
      ASSIGN_OR_RETURN(const bool found, row.Step());
      if (!found) break;
      const auto status = ParseTranscriptionJobStatus(row.Text(0));
      if (status == TranscriptionJobStatus::kQueued) counts.queued = row.Int(1);
      if (status == TranscriptionJobStatus::kInProgress) counts.in_progress = row.Int(1);
      if (status == TranscriptionJobStatus::kCompleted) counts.completed = row.Int(1);
      if (status == TranscriptionJobStatus::kFailed) counts.failed = row.Int(1);
    }
    // The two kinds of jobs that wait, each by its index.
    ASSIGN_OR_RETURN(
        SqliteStatement oldest,
        connection.Query(
            "SELECT creation_ms FROM ("
            "SELECT * FROM (SELECT number, creation_ms FROM jobs WHERE status = 'IN_PROGRESS' AND "
            "attempts = 0 ORDER BY number LIMIT 1) UNION ALL "
            "SELECT * FROM (SELECT number, creation_ms FROM jobs WHERE status = 'QUEUED' "
            "ORDER BY number LIMIT 1)) ORDER BY number LIMIT 1"));
    ASSIGN_OR_RETURN(const bool found, oldest.Step());
    if (found) counts.oldest_waiting = FromMs(oldest.Int(0));
    return {};
  });
  RETURN_IF_ERROR(done);
  return counts;
}

Status SqliteJobStore::SetTags(const std::string& name,
                               const std::map<std::string, std::string>& tags) {
  return database_.Write([&](SqliteConnection& connection) -> Status {
    RETURN_IF_ERROR(
        connection.Run("UPDATE jobs SET tags = ? WHERE name = ?", WriteTagsJson(tags), name));
    if (connection.changed_rows() == 0) return JobNotFound();
    return {};
  });
}

}  // namespace tacet::jobs
