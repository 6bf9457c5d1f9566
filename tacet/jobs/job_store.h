// JobStore: the jobs, and the one place where the API and the workers meet. Shipped: SQLite
// (sqlite_job_store.h) and memory (memory_job_store.h), both held to job_store_contract_test.cc.
//
// Claims are fenced: a claim carries a token that no earlier claim had, and only the holder of the
// newest token of a job that is still in progress may renew, complete, fail or release it.
//
// Quotas are Amazon Transcribe's:
// https://docs.aws.amazon.com/transcribe/latest/dg/job-queueing.html
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/jobs/transcription_job.h"
#include "tacet/jobs/work_signal.h"

namespace tacet::jobs {

// The reason of a job whose attempts all ended without a word of its worker.
inline constexpr char kInternalFailureReason[] = "Internal Failure. Please try your request again.";

struct JobQuotas {
  int concurrent_jobs = 250;     // IN_PROGRESS at once, at least 1
  double queue_bandwidth = 0.9;  // share of them that jobs with deferred execution may use
  int queue_length = 10'000;     // QUEUED at once

  // How many jobs with deferred execution may be IN_PROGRESS at once: at least 1.
  int deferred_jobs() const;
};

// Whether a job that is given back counts as begun once more.
enum class AttemptCounts { kYes, kNo };

struct JobClaim {
  TranscriptionJob job;
  int64_t fencing_token = 0;  // grows with every claim of any job
};

struct JobResult {
  std::string media_format;
  int sample_rate_hertz = 0;
  int64_t media_duration_ms = 0;
  std::optional<OutputObject> transcript;
  std::optional<OutputObject> redacted_transcript;
  std::optional<OutputObject> waveform;
  std::string pii_policy_version;  // "" = nothing was to be redacted
};

struct ListJobsQuery {
  std::optional<TranscriptionJobStatus> status;
  std::string name_contains;  // without regard to case; "" = all
  int max_results = 5;        // 1 to 100
  std::string next_token;     // "" = from the newest
};

struct JobPage {
  std::vector<TranscriptionJob> jobs;     // newest first
  std::optional<std::string> next_token;  // present when there is more
};

struct JobCounts {
  int64_t queued = 0, in_progress = 0, completed = 0, failed = 0;
  std::optional<Time> oldest_waiting;  // creation of the first job that no worker has begun
};

// Thread-safe; every call is one transaction, durable when it returns.
class JobStore {
 public:
  virtual ~JobStore() = default;

  // Makes the job IN_PROGRESS, with a start time, while slots are free; else QUEUED if it allows
  // deferred execution. kAlreadyExists for a name in use, kResourceExhausted over a quota.
  virtual Result<TranscriptionJob> Create(const TranscriptionJobRequest& request) = 0;
  virtual Result<TranscriptionJob> Get(const std::string& name) = 0;  // kNotFound
  // Newest first, stable while jobs come and go. kInvalidArgument for a token it did not make.
  virtual Result<JobPage> List(const ListJobsQuery& query) = 0;
  // Removes a job in whatever state and returns it as it was; a running claim of it is void.
  // Which states a client may delete is the API's rule. kNotFound.
  Result<TranscriptionJob> Delete(const std::string& name) { return Delete(name, /*id=*/""); }
  // The same, but only the job with this id: kNotFound when a later one has the name.
  virtual Result<TranscriptionJob> Delete(const std::string& name, const std::string& id) = 0;

  // The oldest job in progress that no live lease holds, its lease now held until `lease` from now;
  // absent when there is none. QUEUED jobs move up, oldest first, as slots are free. A job that was
  // begun `max_attempts` times already is failed instead, with kInternalFailureReason.
  virtual Result<std::optional<JobClaim>> ClaimNext(std::chrono::milliseconds lease,
                                                    int max_attempts) = 0;
  // All four: kCancelled when the claim no longer holds (lease taken by another, job deleted).
  virtual Status RenewLease(const JobClaim& claim, std::chrono::milliseconds lease) = 0;
  virtual Status Complete(const JobClaim& claim, const JobResult& result) = 0;
  virtual Status Fail(const JobClaim& claim, const std::string& failure_reason) = 0;
  // Gives the job back, to be claimed again not before `not_before` from now.
  virtual Status Release(const JobClaim& claim, std::chrono::milliseconds not_before,
                         AttemptCounts attempt_counts) = 0;
  // Voids every claim, so that its job can be claimed at once. For the start of the one process
  // that uses the store: whoever held a lease died with the process before it.
  virtual Status EndLeases() = 0;

  // Finished jobs that ended before `before`, oldest first, at most `limit`.
  virtual Result<std::vector<TranscriptionJob>> FinishedBefore(Time before, int limit) = 0;
  virtual Result<JobCounts> Counts() = 0;

  // Replaces the tags of a job. kNotFound.
  virtual Status SetTags(const std::string& name,
                         const std::map<std::string, std::string>& tags) = 0;

  // Raised when a job may have become claimable.
  WorkSignal& work_signal() { return work_signal_; }
  // Raised when a job in progress was deleted: its worker should look at its claim.
  WorkSignal& deletion_signal() { return deletion_signal_; }

 private:
  WorkSignal work_signal_;
  WorkSignal deletion_signal_;
};

}  // namespace tacet::jobs
