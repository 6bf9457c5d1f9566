// Worker: claims one job after the other and does it: media from the object store to a private
// file, JobRunner, documents to the object store, and only then Complete.
//
// Nothing is true before Complete: a job whose worker dies is begun again from its media, and gives
// the same objects. A worker whose claim is lost writes nothing more. Passing failures are tried
// again with growing pauses, at most max_attempts times; others fail the job at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/cancel.h"
#include "tacet/jobs/job_store.h"
#include "tacet/jobs/vocabulary_store.h"
#include "tacet/pipeline/failure_reason.h"
#include "tacet/pipeline/job_runner.h"
#include "tacet/pipeline/lease_keeper.h"
#include "tacet/pipeline/object_stores.h"

namespace tacet::pipeline {

// One attempt at a job that came to an end which counts.
struct EndedAttempt {
  enum class Outcome { kCompleted, kFailed, kReleased };
  Outcome outcome = Outcome::kCompleted;
  std::string language_code;
  std::chrono::milliseconds duration{0};   // claimed to ended
  std::chrono::milliseconds media{0};      // length of the media of a completed job
  ErrorCode error = ErrorCode::kInternal;  // of a failed one
};

struct WorkerOptions {
  std::string account_id = "000000000000";  // 12 digits
  // For copies of media: a folder that is there, empty and readable by its owner only. No more than
  // one pool uses it.
  std::string temp_folder;
  // Hosts of our own S3 endpoint, as MediaFileUri may name them: see aws::ParseS3Uri.
  std::vector<std::string> endpoint_hosts;
  int max_attempts = 3;                          // how often a job is begun, at least 1
  std::chrono::milliseconds lease{60'000};       // how long a dead worker keeps its job
  std::chrono::milliseconds poll{1'000};         // how often to look for jobs whose time has come
  std::chrono::milliseconds first_pause{5'000};  // before the second attempt; doubles each time
  std::chrono::milliseconds longest_pause{300'000};
  int64_t max_media_bytes = int64_t{2} << 30;
  std::chrono::milliseconds max_media_duration = std::chrono::hours(4);
  // Called on the worker's thread after each step of a job: claimed, fetched, transcribed,
  // wrote_waveform, wrote_redacted, wrote_transcript, completed; failed, released, lost. For tests.
  std::function<void(std::string_view step, const std::string& job_name)> on_step;
  // Called on the worker's thread, for metrics. Thread-safe; may be empty.
  std::function<void(const EndedAttempt&)> on_ended;
};

// What a worker is doing, for metrics.
struct WorkerProgress {
  std::string job_name;
  int64_t done_ms = 0;              // of the media
  std::optional<int64_t> total_ms;  // as the media's headers say
};

// What workers share. All must outlive them.
struct WorkerParts {
  jobs::JobStore& jobs;
  jobs::VocabularyStore& vocabularies;
  const ObjectStores& stores;
  JobRunner& runner;
  LeaseKeeper& leases;
};

// RunOne() belongs to one thread; the rest is thread-safe.
class Worker {
 public:
  Worker(const WorkerParts& parts, const WorkerOptions& options)
      : parts_(parts), options_(options) {}

  // Claims a job and does it to whatever end; whether there was one. Errors are the job store's
  // when it could not be asked.
  Result<bool> RunOne();

  // Makes the present and every later RunOne() give its job back, uncounted.
  void Stop();

  // Absent between jobs.
  std::optional<WorkerProgress> progress() const;

 private:
  struct Failure {
    JobStep step;
    Error error;
  };
  using Outcome = tl::expected<jobs::JobResult, Failure>;

  Outcome Do(const jobs::JobClaim& claim, const CancelToken& cancel);
  Result<JobOutputs> Transcribe(const jobs::TranscriptionJob& job, const std::string& media_path,
                                std::optional<redaction::VocabularyFilter> filter,
                                const CancelToken& cancel);
  Result<std::optional<redaction::VocabularyFilter>> ReadFilter(const jobs::TranscriptionJob& job);
  Status FetchMedia(const jobs::TranscriptionJob& job, const std::string& path,
                    const CancelToken& cancel);
  Result<jobs::JobResult> WriteOutputs(const jobs::JobClaim& claim, const JobOutputs& outputs,
                                       const CancelToken& cancel);
  Status WriteDocument(const jobs::JobClaim& claim, const jobs::OutputObject& object,
                       const std::string& document, objectstore::ObjectContent content,
                       const CancelToken& cancel);
  Status WriteObject(const jobs::JobClaim& claim, const jobs::OutputObject& object,
                     const std::string& bytes, const objectstore::PutOptions& options,
                     const CancelToken& cancel);

  void Complete(const jobs::JobClaim& claim, const jobs::JobResult& result);
  void Fail(const jobs::JobClaim& claim, const Failure& failure);
  void Release(const jobs::JobClaim& claim, std::chrono::milliseconds pause,
               jobs::AttemptCounts attempt_counts);
  void TakeBack(const jobs::JobClaim& claim, const Error& error);
  void Lose(const jobs::JobClaim& claim);
  void DeleteServiceObjects(const jobs::TranscriptionJob& job);
  std::chrono::milliseconds PauseAfter(int attempts) const;
  void Step(std::string_view step, const jobs::JobClaim& claim) const;
  void ReportEnd(const jobs::JobClaim& claim, EndedAttempt attempt) const;

  const WorkerParts parts_;
  const WorkerOptions& options_;
  std::chrono::steady_clock::time_point claimed_at_;  // the present job; for RunOne's thread

  mutable std::mutex mutex_;  // guards the next three
  bool stopping_ = false;
  CancelToken* running_ = nullptr;  // of the present job
  std::optional<WorkerProgress> progress_;
};

}  // namespace tacet::pipeline
