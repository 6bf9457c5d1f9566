// WorkerPool: the threads worker-1 to worker-N, each a Worker, and their LeaseKeeper.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tacet/pipeline/lease_keeper.h"
#include "tacet/pipeline/worker.h"

namespace tacet::pipeline {

// Thread-safe.
class WorkerPool {
 public:
  // Ends the leases of an earlier process and starts `workers` threads. The parts must outlive the
  // pool; no other process may use `jobs`. Errors are the job store's.
  static Result<std::unique_ptr<WorkerPool>> Start(const WorkerOptions& options, int workers,
                                                   jobs::JobStore& jobs,
                                                   jobs::VocabularyStore& vocabularies,
                                                   const ObjectStores& stores, JobRunner& runner);
  ~WorkerPool();

  // Gives the running jobs back, uncounted, and waits for the threads. A job stops where it next
  // looks: seconds in recognition. May be called more than once.
  void Stop();

  std::vector<WorkerProgress> progress() const;  // of the workers that have a job

 private:
  WorkerPool(const WorkerOptions& options, int workers, jobs::JobStore& jobs,
             jobs::VocabularyStore& vocabularies, const ObjectStores& stores, JobRunner& runner);
  void Loop(Worker& worker, int number);

  const WorkerOptions options_;
  jobs::JobStore& jobs_;
  const ObjectStores stores_;
  LeaseKeeper leases_;
  std::atomic<bool> stopping_ = false;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::thread> threads_;
};

}  // namespace tacet::pipeline
