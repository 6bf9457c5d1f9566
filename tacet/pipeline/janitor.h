// Janitor: the thread `janitor`, which deletes what nobody needs any more:
//   - finished jobs older than the retention, with their documents in the service's bucket
//   - documents in the service's bucket whose job is gone: a crash came between the two deletions,
//     or a worker wrote one last document of a deleted job
//   - old copies of media, left when they could not be deleted
// Documents in a customer's bucket stay: they are the customer's.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "tacet/base/clock.h"
#include "tacet/jobs/job_store.h"
#include "tacet/pipeline/object_stores.h"

namespace tacet::pipeline {

struct JanitorOptions {
  std::string account_id = "000000000000";
  std::string temp_folder;  // of the workers
  // How long a finished job is kept, 0 = for ever.
  // https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html
  std::chrono::hours retention = std::chrono::hours(24 * 90);
  std::chrono::hours temp_file_age = std::chrono::hours(48);  // longer than any job takes
  std::chrono::seconds interval = std::chrono::hours(1);      // between two rounds
};

struct JanitorReport {
  int64_t jobs = 0;
  int64_t objects = 0;
  int64_t files = 0;
};

class Janitor {
 public:
  // The stores and `clock` must outlive the janitor.
  Janitor(const JanitorOptions& options, jobs::JobStore& jobs, const ObjectStores& stores,
          const Clock& clock);
  ~Janitor();

  // Does all of it once and says how much was deleted. What cannot be deleted is logged and left
  // for the next time; an error is that of a store that could not be asked.
  Result<JanitorReport> RunOnce();

  // Starts the thread: a round at once, then one every interval, until the object goes.
  void Start();

 private:
  Status DeleteOldJobs(JanitorReport* report);
  Status DeleteOrphans(JanitorReport* report);
  void DeleteOldFiles(JanitorReport* report);
  bool DeleteObject(const std::string& key);
  void Loop();

  const JanitorOptions options_;
  jobs::JobStore& jobs_;
  const ObjectStores stores_;
  const Clock& clock_;
  std::mutex mutex_;  // guards the next
  bool stopping_ = false;
  std::condition_variable stop_;
  std::thread thread_;
};

}  // namespace tacet::pipeline
