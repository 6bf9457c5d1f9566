// SqliteJobStore: the JobStore of the service, in a SqliteDatabase.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/jobs/job_store.h"
#include "tacet/jobs/page_token.h"
#include "tacet/jobs/sqlite_database.h"

namespace tacet::jobs {

class SqliteJobStore : public JobStore {
 public:
  // `database` and `clock` must outlive the store. One store per database.
  SqliteJobStore(SqliteDatabase& database, const JobQuotas& quotas, const Clock& clock);

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
  // Runs `end`, which takes jobs out of their slots, and moves queued ones up into these.
  Status WriteAndPromote(const std::function<Status(SqliteConnection& connection, Time now)>& end);

  SqliteDatabase& database_;
  const JobQuotas quotas_;
  const Clock& clock_;
  const PageTokens tokens_;
};

}  // namespace tacet::jobs
