#include "tacet/jobs/memory_job_store.h"

#include "tacet/base/random.h"
#include "tacet/jobs/store_errors.h"

namespace tacet::jobs {
namespace {

bool AllowsDeferral(const TranscriptionJobRequest& request) {
  return request.job_execution_settings && request.job_execution_settings->allow_deferred_execution;
}

}  // namespace

MemoryJobStore::MemoryJobStore(const JobQuotas& quotas, const Clock& clock)
    : quotas_(quotas), clock_(clock), tokens_(RandomPageTokenKey()) {}

MemoryJobStore::Record* MemoryJobStore::Find(const std::string& name) {
  const auto number = numbers_.find(name);
  return number == numbers_.end() ? nullptr : &records_.at(number->second);
}

MemoryJobStore::Record* MemoryJobStore::FindClaimed(const JobClaim& claim) {
  Record* record = Find(claim.job.request.transcription_job_name);
  const bool holds = record != nullptr && record->job.id == claim.job.id &&
                     record->fencing_token == claim.fencing_token &&
                     record->job.status == TranscriptionJobStatus::kInProgress;
  return holds ? record : nullptr;
}

void MemoryJobStore::SetStatus(int64_t number, TranscriptionJobStatus status) {
  Record& record = records_.at(number);
  by_status_[record.job.status].erase(number);
  by_status_[status].insert(number);
  record.job.status = status;
}

void MemoryJobStore::End(int64_t number, TranscriptionJobStatus status) {
  SetStatus(number, status);
  Record& record = records_.at(number);
  record.fencing_token = 0;
  record.job.completion_time = clock_.Now();
  finished_.insert({*record.job.completion_time, number});
  Promote();
}

int64_t MemoryJobStore::Count(TranscriptionJobStatus status) const {
  const auto numbers = by_status_.find(status);
  return numbers == by_status_.end() ? 0 : static_cast<int64_t>(numbers->second.size());
}

int64_t MemoryJobStore::DeferredInProgress() const {
  int64_t count = 0;
  const auto numbers = by_status_.find(TranscriptionJobStatus::kInProgress);
  if (numbers == by_status_.end()) return 0;
  for (const int64_t number : numbers->second) {
    if (AllowsDeferral(records_.at(number).job.request)) ++count;
  }
  return count;
}

void MemoryJobStore::Promote() {
  const int64_t free =
      std::min(quotas_.concurrent_jobs - Count(TranscriptionJobStatus::kInProgress),
               quotas_.deferred_jobs() - DeferredInProgress());
  for (int64_t i = 0; i < free && Count(TranscriptionJobStatus::kQueued) > 0; ++i) {
    const int64_t number = *by_status_[TranscriptionJobStatus::kQueued].begin();
    SetStatus(number, TranscriptionJobStatus::kInProgress);
    records_.at(number).job.start_time = clock_.Now();
    work_signal().Raise();
  }
}

Result<TranscriptionJob> MemoryJobStore::Create(const TranscriptionJobRequest& request) {
  const std::lock_guard lock(mutex_);
  if (numbers_.contains(request.transcription_job_name)) return JobExists();
  Promote();
  Record record;
  record.job.request = request;
  record.job.id = RandomUuid();
  record.job.creation_time = clock_.Now();
  const bool slot_free = Count(TranscriptionJobStatus::kInProgress) < quotas_.concurrent_jobs;
  if (!AllowsDeferral(request)) {
    if (!slot_free) return JobsExhausted(quotas_);
    record.job.status = TranscriptionJobStatus::kInProgress;
  } else if (slot_free && DeferredInProgress() < quotas_.deferred_jobs()) {
    record.job.status = TranscriptionJobStatus::kInProgress;
  } else if (Count(TranscriptionJobStatus::kQueued) >= quotas_.queue_length) {
    return QueueExhausted(quotas_);
  }
  if (record.job.status == TranscriptionJobStatus::kInProgress) {
    record.job.start_time = record.job.creation_time;
  }
  const int64_t number = ++last_number_;
  records_[number] = record;
  numbers_[request.transcription_job_name] = number;
  by_status_[record.job.status].insert(number);
  if (record.job.status == TranscriptionJobStatus::kInProgress) work_signal().Raise();
  return record.job;
}

Result<TranscriptionJob> MemoryJobStore::Get(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const Record* record = Find(name);
  if (record == nullptr) return JobNotFound();
  return record->job;
}

Result<JobPage> MemoryJobStore::List(const ListJobsQuery& query) {
  RETURN_IF_ERROR(CheckMaxResults(query.max_results));
  const std::lock_guard lock(mutex_);
  const std::string scope = TokenScope(query);
  int64_t before = last_number_ + 1;
  if (!query.next_token.empty()) {
    ASSIGN_OR_RETURN(before, tokens_.Parse(scope, query.next_token));
  }
  const std::string wanted = LowerCase(query.name_contains);
  JobPage page;
  int64_t last = 0;
  for (auto it = records_.lower_bound(before); it != records_.begin();) {
    --it;
    const TranscriptionJob& job = it->second.job;
    if (query.status && job.status != *query.status) continue;
    if (LowerCase(job.request.transcription_job_name).find(wanted) == std::string::npos) continue;
    if (page.jobs.size() == static_cast<size_t>(query.max_results)) {
      page.next_token = tokens_.Make(scope, last);
      break;
    }
    page.jobs.push_back(job);
    last = it->first;
  }
  return page;
}

Result<TranscriptionJob> MemoryJobStore::Delete(const std::string& name, const std::string& id) {
  const std::lock_guard lock(mutex_);
  const Record* record = Find(name);
  if (record == nullptr || (!id.empty() && record->job.id != id)) return JobNotFound();
  TranscriptionJob job = record->job;
  const int64_t number = numbers_.at(name);
  by_status_[job.status].erase(number);
  if (job.completion_time) finished_.erase({*job.completion_time, number});
  records_.erase(number);
  numbers_.erase(name);
  Promote();
  if (job.status == TranscriptionJobStatus::kInProgress) deletion_signal().Raise();
  return job;
}

Result<std::optional<JobClaim>> MemoryJobStore::ClaimNext(std::chrono::milliseconds lease,
                                                          int max_attempts) {
  const std::lock_guard lock(mutex_);
  Promote();
  const Time now = clock_.Now();
  const std::set<int64_t> numbers = by_status_[TranscriptionJobStatus::kInProgress];
  for (const int64_t number : numbers) {
    Record& record = records_.at(number);
    if (record.claimable > now) continue;
    if (record.job.attempts >= max_attempts) {
      record.job.failure_reason = kInternalFailureReason;
      End(number, TranscriptionJobStatus::kFailed);
      continue;
    }
    ++record.job.attempts;
    record.claimable = now + lease;
    record.fencing_token = ++last_token_;
    return std::optional(JobClaim{record.job, record.fencing_token});
  }
  return std::optional<JobClaim>();
}

Status MemoryJobStore::RenewLease(const JobClaim& claim, std::chrono::milliseconds lease) {
  const std::lock_guard lock(mutex_);
  Record* record = FindClaimed(claim);
  if (record == nullptr) return ClaimLost();
  record->claimable = clock_.Now() + lease;
  return {};
}

Status MemoryJobStore::Complete(const JobClaim& claim, const JobResult& result) {
  const std::lock_guard lock(mutex_);
  Record* record = FindClaimed(claim);
  if (record == nullptr) return ClaimLost();
  record->job.detected_media_format = result.media_format;
  record->job.detected_sample_rate_hertz = result.sample_rate_hertz;
  record->job.media_duration_ms = result.media_duration_ms;
  record->job.transcript = result.transcript;
  record->job.redacted_transcript = result.redacted_transcript;
  record->job.waveform = result.waveform;
  record->job.pii_policy_version = result.pii_policy_version;
  End(numbers_.at(claim.job.request.transcription_job_name), TranscriptionJobStatus::kCompleted);
  return {};
}

Status MemoryJobStore::Fail(const JobClaim& claim, const std::string& failure_reason) {
  const std::lock_guard lock(mutex_);
  Record* record = FindClaimed(claim);
  if (record == nullptr) return ClaimLost();
  record->job.failure_reason = failure_reason;
  End(numbers_.at(claim.job.request.transcription_job_name), TranscriptionJobStatus::kFailed);
  return {};
}

Status MemoryJobStore::Release(const JobClaim& claim, std::chrono::milliseconds not_before,
                               AttemptCounts attempt_counts) {
  const std::lock_guard lock(mutex_);
  Record* record = FindClaimed(claim);
  if (record == nullptr) return ClaimLost();
  record->fencing_token = 0;
  record->claimable = clock_.Now() + not_before;
  if (attempt_counts == AttemptCounts::kNo) --record->job.attempts;
  work_signal().Raise();
  return {};
}

Status MemoryJobStore::EndLeases() {
  const std::lock_guard lock(mutex_);
  for (const int64_t number : by_status_[TranscriptionJobStatus::kInProgress]) {
    Record& record = records_.at(number);
    if (record.fencing_token == 0) continue;
    record.fencing_token = 0;
    record.claimable = {};
  }
  work_signal().Raise();
  return {};
}

Result<std::vector<TranscriptionJob>> MemoryJobStore::FinishedBefore(Time before, int limit) {
  const std::lock_guard lock(mutex_);
  std::vector<TranscriptionJob> jobs;
  for (const auto& [end, number] : finished_) {
    if (end >= before || jobs.size() >= static_cast<size_t>(limit)) break;
    jobs.push_back(records_.at(number).job);
  }
  return jobs;
}

Result<JobCounts> MemoryJobStore::Counts() {
  const std::lock_guard lock(mutex_);
  JobCounts counts = {.queued = Count(TranscriptionJobStatus::kQueued),
                      .in_progress = Count(TranscriptionJobStatus::kInProgress),
                      .completed = Count(TranscriptionJobStatus::kCompleted),
                      .failed = Count(TranscriptionJobStatus::kFailed)};
  for (const auto& [number, record] : records_) {
    const bool unfinished = record.job.status == TranscriptionJobStatus::kQueued ||
                            record.job.status == TranscriptionJobStatus::kInProgress;
    if (unfinished && record.job.attempts == 0) {
      counts.oldest_waiting = record.job.creation_time;
      break;
    }
  }
  return counts;
}

Status MemoryJobStore::SetTags(const std::string& name,
                               const std::map<std::string, std::string>& tags) {
  const std::lock_guard lock(mutex_);
  Record* record = Find(name);
  if (record == nullptr) return JobNotFound();
  record->job.request.tags = tags;
  return {};
}

}  // namespace tacet::jobs
