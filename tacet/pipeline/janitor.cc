#include "tacet/pipeline/janitor.h"

#include <pthread.h>
#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "tacet/base/log.h"
#include "tacet/pipeline/output_names.h"

namespace tacet::pipeline {
namespace {

constexpr int kJobsAtOnce = 100;

}  // namespace

Janitor::Janitor(const JanitorOptions& options, jobs::JobStore& jobs, const ObjectStores& stores,
                 const Clock& clock)
    : options_(options), jobs_(jobs), stores_(stores), clock_(clock) {}

Janitor::~Janitor() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Janitor::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void Janitor::Loop() {
  pthread_setname_np(pthread_self(), "janitor");
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const Result<JanitorReport> report = RunOnce();
    if (!report) {
      LogError(LogLevel::kError, "janitor.failed", report.error());
    } else {
      Log(LogLevel::kDebug, "janitor.done",
          {{"jobs", std::to_string(report->jobs)},
           {"objects", std::to_string(report->objects)},
           {"files", std::to_string(report->files)}});
    }
    lock.lock();
    stop_.wait_for(lock, options_.interval, [&] { return stopping_; });
  }
}

Result<JanitorReport> Janitor::RunOnce() {
  JanitorReport report;
  DeleteOldFiles(&report);
  RETURN_IF_ERROR(DeleteOldJobs(&report));
  RETURN_IF_ERROR(DeleteOrphans(&report));
  return report;
}

Status Janitor::DeleteOldJobs(JanitorReport* report) {
  if (options_.retention.count() == 0) return {};
  const Time before = clock_.Now() - options_.retention;
  while (true) {
    ASSIGN_OR_RETURN(const auto old_jobs, jobs_.FinishedBefore(before, kJobsAtOnce));
    for (const jobs::TranscriptionJob& job : old_jobs) {
      // The record first: a record whose documents are gone would lie.
      const auto deleted = jobs_.Delete(job.request.transcription_job_name, job.id);
      if (!deleted && deleted.error().code != ErrorCode::kNotFound) {
        return tl::unexpected<Error>(deleted.error());
      }
      ++report->jobs;
      Log(LogLevel::kInfo, "job.expired", {{"job", job.request.transcription_job_name}});
      for (const auto& object : {job.transcript, job.redacted_transcript, job.waveform}) {
        if (object && object->bucket == stores_.service_bucket && DeleteObject(object->key)) {
          ++report->objects;
        }
      }
    }
    if (old_jobs.size() < static_cast<size_t>(kJobsAtOnce)) return {};
  }
}

Status Janitor::DeleteOrphans(JanitorReport* report) {
  objectstore::ListOptions list_options;
  list_options.prefix = options_.account_id + "/";
  while (true) {
    const auto page = stores_.service.List(stores_.service_bucket, list_options);
    if (!page && page.error().code == ErrorCode::kNotFound) return {};  // no bucket, no orphans
    if (!page) return tl::unexpected<Error>(page.error());
    for (const objectstore::ListedObject& object : page->objects) {
      const auto owner = ParseServiceKey(object.key, options_.account_id);
      if (!owner) continue;
      // Asked after the object was seen: a job is there before its first document.
      const auto job = jobs_.Get(owner->job_name);
      if (!job && job.error().code != ErrorCode::kNotFound) {
        return tl::unexpected<Error>(job.error());
      }
      if (job && job->id == owner->job_id) continue;
      if (DeleteObject(object.key)) ++report->objects;
    }
    if (!page->next_start_after) return {};
    list_options.start_after = *page->next_start_after;
  }
}

bool Janitor::DeleteObject(const std::string& key) {
  const Status status = stores_.service.Delete({stores_.service_bucket, key});
  if (!status) LogError(LogLevel::kWarning, "janitor.object_not_deleted", status.error());
  return status.has_value();
}

void Janitor::DeleteOldFiles(JanitorReport* report) {
  const auto oldest = std::chrono::system_clock::to_time_t(clock_.Now() - options_.temp_file_age);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(options_.temp_folder, error)) {
    struct stat status {};
    if (::lstat(entry.path().c_str(), &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_mtime >= oldest) {
      continue;
    }
    std::error_code ignored;  // it may be gone by now
    if (std::filesystem::remove(entry.path(), ignored)) ++report->files;
  }
}

}  // namespace tacet::pipeline
