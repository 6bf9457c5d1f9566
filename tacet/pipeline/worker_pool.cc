#include "tacet/pipeline/worker_pool.h"

#include <pthread.h>

#include <string>

#include "tacet/base/log.h"

namespace tacet::pipeline {
Result<std::unique_ptr<WorkerPool>> WorkerPool::Start(const WorkerOptions& options, int workers,
                                                      jobs::JobStore& jobs,
                                                      jobs::VocabularyStore& vocabularies,
                                                      const ObjectStores& stores,
                                                      JobRunner& runner) {
  RETURN_IF_ERROR(jobs.EndLeases());
  return std::unique_ptr<WorkerPool>(
      new WorkerPool(options, workers, jobs, vocabularies, stores, runner));
}

WorkerPool::WorkerPool(const WorkerOptions& options, int workers, jobs::JobStore& jobs,
                       jobs::VocabularyStore& vocabularies, const ObjectStores& stores,
                       JobRunner& runner)
    : options_(options), jobs_(jobs), stores_(stores), leases_(jobs, options.lease) {
  const WorkerParts parts = {jobs, vocabularies, stores_, runner, leases_};
  for (int i = 0; i < workers; ++i) {
    workers_.push_back(std::make_unique<Worker>(parts, options_));
    threads_.emplace_back([this, i, worker = workers_.back().get()] { Loop(*worker, i + 1); });
  }
}

WorkerPool::~WorkerPool() { Stop(); }

void WorkerPool::Stop() {
  stopping_ = true;
  for (const auto& worker : workers_) worker->Stop();
  jobs_.work_signal().Raise();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::vector<WorkerProgress> WorkerPool::progress() const {
  std::vector<WorkerProgress> all;
  for (const auto& worker : workers_) {
    if (auto progress = worker->progress()) all.push_back(*std::move(progress));
  }
  return all;
}

void WorkerPool::Loop(Worker& worker, int number) {
  pthread_setname_np(pthread_self(), ("worker-" + std::to_string(number)).c_str());
  while (!stopping_) {
    const uint64_t seen = jobs_.work_signal().generation();
    const Result<bool> ran = worker.RunOne();
    if (!ran) LogError(LogLevel::kError, "job.not_claimed", ran.error());
    if (!ran || !*ran) jobs_.work_signal().Wait(seen, options_.poll);
  }
}

}  // namespace tacet::pipeline
