// MemoryJobStore: a JobStore that forgets everything with the process, for tests and for trying
// things out.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/jobs/job_store.h"
#include "tacet/jobs/page_token.h"

namespace tacet::jobs {

class MemoryJobStore : public JobStore {
 public:
  // `clock` must outlive the store.
  MemoryJobStore(const JobQuotas& quotas, const Clock& clock);

  Result<TranscriptionJob> Create(const TranscriptionJobRequest& request) override;
  Result<TranscriptionJob> Get(const std::string& name) override;
  Result<JobPage> List(const ListJobsQuery& query) override;
  using JobStore::Delete;
  Result<TranscriptionJob> Delete(const std::string& name, const std::string& id) override;
  Result<std::optional<JobClaim>> ClaimNext(std::chrono::milliseconds lease,
                                            int max_attempts) override;
  Status RenewLease(const JobClaim& claim, std::chrono::milliseconds lease) override;
  Status Complete(const JobClaim& claim, const JobResult& result) override;
  Status Fail(const JobClaim& claim, const std::string& failure_reason) override;
  Status Release(const JobClaim& claim, std::chrono::milliseconds not_before,
                 AttemptCounts attempt_counts) override;
  Status EndLeases() override;
  Result<std::vector<TranscriptionJob>> FinishedBefore(Time before, int limit) override;
  Result<JobCounts> Counts() override;
  Status SetTags(const std::string& name, const std::map<std::string, std::string>& tags) override;

 private:
  struct Record {
    TranscriptionJob job;
    Time claimable;             // from when on, while in progress: the end of the lease, if one is
    int64_t fencing_token = 0;  // 0 = nobody holds it
  };
  using Records = std::map<int64_t, Record>;  // by the order of creation

  // All are called with mutex_ held.
  Record* Find(const std::string& name);
  Record* FindClaimed(const JobClaim& claim);  // null when the claim is lost
  void SetStatus(int64_t number, TranscriptionJobStatus status);
  void End(int64_t number, TranscriptionJobStatus status);
  void Promote();
  int64_t Count(TranscriptionJobStatus status) const;
  int64_t DeferredInProgress() const;

  const JobQuotas quotas_;
  const Clock& clock_;
  const PageTokens tokens_;
  std::mutex mutex_;  // guards all below
  Records records_;
  std::map<std::string, int64_t> numbers_;  // of names
  std::map<TranscriptionJobStatus, std::set<int64_t>> by_status_;
  std::set<std::pair<Time, int64_t>> finished_;
  int64_t last_number_ = 0;
  int64_t last_token_ = 0;
};

}  // namespace tacet::jobs
