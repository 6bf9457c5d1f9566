#include "tacet/pipeline/worker.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "tacet/aws/s3_uri.h"
#include "tacet/base/byte_source.h"
#include "tacet/base/log.h"
#include "tacet/media/media_problem.h"
#include "tacet/pipeline/output_names.h"

namespace tacet::pipeline {
namespace {

using jobs::AttemptCounts;
using jobs::JobClaim;
using jobs::TranscriptionJob;
using objectstore::ObjectContent;
using std::chrono::milliseconds;

// https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html
constexpr int kMaxChannels = 2;
constexpr milliseconds kMinMediaDuration(500);

// A file that goes with the object.
class TempFile {
 public:
  explicit TempFile(std::string path) : path_(std::move(path)) { ::unlink(path_.c_str()); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

const std::string& NameOf(const JobClaim& claim) {
  return claim.job.request.transcription_job_name;
}

}  // namespace

Result<bool> Worker::RunOne() {
  ASSIGN_OR_RETURN(const std::optional<JobClaim> claim,
                   parts_.jobs.ClaimNext(options_.lease, options_.max_attempts));
  if (!claim) return false;
  claimed_at_ = std::chrono::steady_clock::now();
  CancelToken cancel;
  {
    const std::lock_guard lock(mutex_);
    running_ = &cancel;
    progress_ = WorkerProgress{.job_name = NameOf(*claim)};
    if (stopping_) cancel.Cancel();
  }
  Step("claimed", *claim);
  bool lost = false;
  Outcome outcome = jobs::JobResult{};
  {
    const auto held = parts_.leases.Hold(*claim, cancel);
    outcome = Do(*claim, cancel);
    lost = held->lost();
  }
  bool stopped = false;
  {
    const std::lock_guard lock(mutex_);
    running_ = nullptr;
    progress_.reset();
    stopped = stopping_;
  }
  if (outcome) {
    Complete(*claim, *outcome);
  } else if (lost) {
    Lose(*claim);
  } else if (outcome.error().error.code == ErrorCode::kCancelled) {
    stopped ? Release(*claim, milliseconds(0), AttemptCounts::kNo) : Lose(*claim);
  } else if (IsRetryable(outcome.error().error) && claim->job.attempts < options_.max_attempts) {
    TakeBack(*claim, outcome.error().error);
  } else {
    Fail(*claim, outcome.error());
  }
  return true;
}

void Worker::Stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  if (running_ != nullptr) running_->Cancel();
}

std::optional<WorkerProgress> Worker::progress() const {
  const std::lock_guard lock(mutex_);
  return progress_;
}

Worker::Outcome Worker::Do(const JobClaim& claim, const CancelToken& cancel) {
  const auto failed_at = [](JobStep step, auto& result) {
    return tl::unexpected<Failure>(Failure{step, std::move(result).error()});
  };
  auto filter = ReadFilter(claim.job);
  if (!filter) return failed_at(JobStep::kReadFilter, filter);

  Result<JobOutputs> outputs;
  {
    const TempFile media(options_.temp_folder + "/" + claim.job.id + "-" +
                         std::to_string(claim.fencing_token));
    Status fetched = FetchMedia(claim.job, media.path(), cancel);
    if (!fetched) return failed_at(JobStep::kFetchMedia, fetched);
    Step("fetched", claim);
    outputs = Transcribe(claim.job, media.path(), *std::move(filter), cancel);
  }
  if (!outputs) return failed_at(JobStep::kTranscribe, outputs);
  Step("transcribed", claim);

  auto written = WriteOutputs(claim, *outputs, cancel);
  if (!written) return failed_at(JobStep::kWriteOutput, written);
  return *std::move(written);
}

Result<std::optional<redaction::VocabularyFilter>> Worker::ReadFilter(const TranscriptionJob& job) {
  std::optional<redaction::VocabularyFilter> filter;
  const auto& settings = job.request.settings;
  if (!settings || !settings->vocabulary_filter_name) return filter;
  const auto method =
      redaction::ParseVocabularyFilterMethod(settings->vocabulary_filter_method.value_or(""));
  if (!method) {
    return MakeError(ErrorCode::kInternal, "the job has a vocabulary filter but no method of it");
  }
  ASSIGN_OR_RETURN(const jobs::Vocabulary vocabulary,
                   parts_.vocabularies.Get(jobs::VocabularyKind::kVocabularyFilter,
                                           *settings->vocabulary_filter_name));
  filter.emplace(vocabulary.content, *method);
  return filter;
}

Status Worker::FetchMedia(const TranscriptionJob& job, const std::string& path,
                          const CancelToken& cancel) {
  ASSIGN_OR_RETURN(const aws::S3Location location,
                   aws::ParseS3Uri(job.request.media_file_uri, options_.endpoint_hosts));
  // What other jobs wrote is nobody's media.
  if (location.bucket == parts_.stores.service_bucket) {
    return MakeError(ErrorCode::kPermissionDenied, "the service's bucket holds no media");
  }
  objectstore::ObjectStore& store = parts_.stores.For(location.bucket);
  const objectstore::ObjectName name = {location.bucket, location.key};
  ASSIGN_OR_RETURN(const objectstore::ObjectInfo info, store.Head(name));
  if (info.size_bytes > options_.max_media_bytes) {
    return media::MediaError(ErrorCode::kInvalidArgument, media::MediaProblem::kTooLarge,
                             "the media has " + std::to_string(info.size_bytes) +
                                 " bytes; the limit is " +
                                 std::to_string(options_.max_media_bytes));
  }
  RETURN_IF_ERROR(objectstore::GetToFile(store, name, path, options_.max_media_bytes, &cancel));
  return {};
}

Result<JobOutputs> Worker::Transcribe(const TranscriptionJob& job, const std::string& media_path,
                                      std::optional<redaction::VocabularyFilter> filter,
                                      const CancelToken& cancel) {
  JobRequest request;
  request.job_name = job.request.transcription_job_name;
  request.account_id = options_.account_id;
  request.media_path = media_path;
  request.language_code = job.request.language_code;
  request.content_redaction = job.request.content_redaction;
  request.vocabulary_filter = std::move(filter);
  request.media_format = job.request.media_format;
  request.media_sample_rate_hertz = job.request.media_sample_rate_hertz;
  request.media_limits.max_bytes = static_cast<uint64_t>(options_.max_media_bytes);
  request.media_limits.max_duration = options_.max_media_duration;
  request.media_limits.max_channels = kMaxChannels;
  request.min_media_duration = kMinMediaDuration;
  RunOptions run_options;
  run_options.cancel = &cancel;
  run_options.on_progress = [this](int64_t done_ms, std::optional<int64_t> total_ms) {
    const std::lock_guard lock(mutex_);
    if (!progress_) return;
    progress_->done_ms = done_ms;
    progress_->total_ms = total_ms;
  };
  ASSIGN_OR_RETURN(JobOutputs outputs, parts_.runner.Run(request, run_options));
  for (const std::string& warning : outputs.warnings) {
    Log(LogLevel::kWarning, "job.warning", {{"job", request.job_name}, {"warning", warning}});
  }
  return outputs;
}

Result<jobs::JobResult> Worker::WriteOutputs(const JobClaim& claim, const JobOutputs& outputs,
                                             const CancelToken& cancel) {
  const OutputNames names =
      NamesOfOutputs(claim.job, options_.account_id, parts_.stores.service_bucket);
  jobs::JobResult result;
  result.media_format = outputs.media_format;
  result.sample_rate_hertz = outputs.sample_rate_hertz;
  result.media_duration_ms = outputs.media_duration_ms;
  result.pii_policy_version = outputs.pii_policy_version;
  // Only what has redactions is reviewed.
  if (claim.job.request.content_redaction) {
    objectstore::PutOptions options;
    options.content_type = "application/octet-stream";
    RETURN_IF_ERROR(WriteObject(claim, names.waveform, outputs.peaks, options, cancel));
    result.waveform = names.waveform;
    Step("wrote_waveform", claim);
  }
  // The redacted document first: should the other fail, no unredacted text is left of a failed job.
  if (outputs.redacted_transcript_json) {
    RETURN_IF_ERROR(WriteDocument(claim, names.redacted_transcript,
                                  *outputs.redacted_transcript_json,
                                  ObjectContent::kRedactedTranscript, cancel));
    result.redacted_transcript = names.redacted_transcript;
    Step("wrote_redacted", claim);
  }
  if (outputs.transcript_json) {
    RETURN_IF_ERROR(WriteDocument(claim, names.transcript, *outputs.transcript_json,
                                  ObjectContent::kTranscript, cancel));
    result.transcript = names.transcript;
    Step("wrote_transcript", claim);
  }
  return result;
}

Status Worker::WriteDocument(const JobClaim& claim, const jobs::OutputObject& object,
                             const std::string& document, ObjectContent content,
                             const CancelToken& cancel) {
  objectstore::PutOptions options;
  options.content_type = "application/json";
  options.content = content;
  return WriteObject(claim, object, document, options, cancel);
}

Status Worker::WriteObject(const JobClaim& claim, const jobs::OutputObject& object,
                           const std::string& bytes, const objectstore::PutOptions& options,
                           const CancelToken& cancel) {
  RETURN_IF_ERROR(CheckNotCancelled(&cancel));
  // The heartbeat may not have told yet that the claim is lost.
  RETURN_IF_ERROR(parts_.jobs.RenewLease(claim, options_.lease));
  StringSource body(bytes);
  RETURN_IF_ERROR(parts_.stores.For(object.bucket).Put({object.bucket, object.key}, body, options));
  return {};
}

void Worker::Complete(const JobClaim& claim, const jobs::JobResult& result) {
  const Status status = parts_.jobs.Complete(claim, result);
  if (!status && status.error().code == ErrorCode::kCancelled) return Lose(claim);
  if (!status) return TakeBack(claim, status.error());
  Log(LogLevel::kInfo, "job.completed",
      {{"job", NameOf(claim)},
       {"attempt", std::to_string(claim.job.attempts)},
       {"media_ms", std::to_string(result.media_duration_ms)},
       {"pii_policy", result.pii_policy_version}});
  ReportEnd(claim, {.outcome = EndedAttempt::Outcome::kCompleted,
                    .media = milliseconds(result.media_duration_ms)});
  Step("completed", claim);
}

void Worker::Fail(const JobClaim& claim, const Failure& failure) {
  const std::string reason = FailureReason(failure.step, failure.error);
  LogError(LogLevel::kError, "job.failed", failure.error,
           {{"job", NameOf(claim)}, {"reason", reason}});
  const Status status = parts_.jobs.Fail(claim, reason);
  if (!status && status.error().code == ErrorCode::kCancelled) return Lose(claim);
  if (!status) return TakeBack(claim, status.error());
  ReportEnd(claim, {.outcome = EndedAttempt::Outcome::kFailed, .error = failure.error.code});
  // A failed job has no documents: one may have been written before the other failed.
  if (failure.step == JobStep::kWriteOutput) DeleteServiceObjects(claim.job);
  Step("failed", claim);
}

void Worker::TakeBack(const JobClaim& claim, const Error& error) {
  LogError(LogLevel::kWarning, "job.retry", error,
           {{"job", NameOf(claim)}, {"attempt", std::to_string(claim.job.attempts)}});
  Release(claim, PauseAfter(claim.job.attempts), AttemptCounts::kYes);
}

void Worker::Release(const JobClaim& claim, milliseconds pause, AttemptCounts attempt_counts) {
  const Status status = parts_.jobs.Release(claim, pause, attempt_counts);
  if (!status && status.error().code == ErrorCode::kCancelled) return Lose(claim);
  if (!status) {
    // Its lease runs out by itself.
    LogError(LogLevel::kError, "job.not_released", status.error(), {{"job", NameOf(claim)}});
  }
  ReportEnd(claim, {.outcome = EndedAttempt::Outcome::kReleased});
  Step("released", claim);
}

void Worker::ReportEnd(const JobClaim& claim, EndedAttempt attempt) const {
  if (!options_.on_ended) return;
  attempt.language_code = claim.job.request.language_code;
  attempt.duration =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - claimed_at_);
  options_.on_ended(attempt);
}

void Worker::Lose(const JobClaim& claim) {
  Log(LogLevel::kInfo, "job.claim_lost", {{"job", NameOf(claim)}});
  // Of a deleted job nothing stays; another worker's documents are the same as ours.
  const auto job = parts_.jobs.Get(NameOf(claim));
  const bool deleted = job ? job->id != claim.job.id : job.error().code == ErrorCode::kNotFound;
  if (deleted) DeleteServiceObjects(claim.job);
  Step("lost", claim);
}

void Worker::DeleteServiceObjects(const TranscriptionJob& job) {
  const OutputNames names = NamesOfOutputs(job, options_.account_id, parts_.stores.service_bucket);
  for (const jobs::OutputObject& object :
       {names.transcript, names.redacted_transcript, names.waveform}) {
    if (object.bucket != parts_.stores.service_bucket) continue;
    const Status status = parts_.stores.service.Delete({object.bucket, object.key});
    if (!status) {  // the janitor will find it
      LogError(LogLevel::kWarning, "job.object_not_deleted", status.error(),
               {{"job", job.request.transcription_job_name}});
    }
  }
}

milliseconds Worker::PauseAfter(int attempts) const {
  milliseconds pause = options_.first_pause;
  for (int i = 1; i < attempts && pause < options_.longest_pause; ++i) pause *= 2;
  return std::min(pause, options_.longest_pause);
}

void Worker::Step(std::string_view step, const JobClaim& claim) const {
  Log(LogLevel::kDebug, "job.step", {{"job", NameOf(claim)}, {"step", std::string(step)}});
  if (options_.on_step) options_.on_step(step, NameOf(claim));
}

}  // namespace tacet::pipeline
