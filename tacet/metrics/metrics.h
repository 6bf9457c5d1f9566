// Metrics: what the service counts and measures, for Prometheus. The only folder that knows
// prometheus-cpp. No label holds anything that a user chose: only names of operations, states and
// kinds that are ours or Amazon's.
//
// Families, all since the start of the process:
//
//   tacet_build_info{version}                                 gauge      1
//   tacet_start_time_seconds                                  gauge      Unix time of the start
//   tacet_http_requests_total{service,operation,code}         counter    code: 2xx, 4xx, ...
//   tacet_http_request_duration_seconds{service,operation}    histogram  head read to answer sent
//   tacet_http_received_bytes_total{service}                  counter    bodies of requests
//   tacet_http_sent_bytes_total{service}                      counter    bodies of responses
//   tacet_auth_failures_total{kind}                           counter    see AuthFailed()
//   tacet_jobs{state}                                         gauge      QUEUED, IN_PROGRESS, ...
//   tacet_jobs_oldest_queued_age_seconds                      gauge      0 when none waits
//   tacet_jobs_ended_total{state}                             counter    COMPLETED, FAILED
//   tacet_jobs_retried_total                                  counter    attempts given back
//   tacet_job_duration_seconds                                histogram  claimed to ended
//   tacet_job_real_time_factor                                histogram  duration / audio length
//   tacet_job_audio_seconds_total                             counter    of completed jobs
//   tacet_workers                                             gauge      threads that run jobs
//   tacet_workers_busy                                        gauge      of them, running one now
//   tacet_s3_received_bytes_total{side}                       counter    objects that came in
//   tacet_s3_sent_bytes_total{side}                           counter    side: endpoint, client
//   tacet_store_errors_total{store,code}                      counter    store: jobs, objects, ...
//   tacet_cloudwatch_count_total{metric,operation}            counter    see below
//   tacet_cloudwatch_audio_duration_seconds_total{language_code}  counter  AudioDurationTime
//
// The last two carry the metrics that Amazon Transcribe sends to CloudWatch, under their names
// there: TotalRequestCount, SuccessfulRequestCount, SyncServerErrorCount, SyncUserErrorCount,
// ThrottledCount, LimitExceededCount; and with an empty operation AsyncUserErrorCount,
// AsyncServerErrorCount.
// https://docs.aws.amazon.com/transcribe/latest/dg/monitoring-cloudwatch.html
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::metrics {

// Of the answer to GET /metrics.
inline constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

enum class Service { kTranscribe, kS3, kOther };  // "transcribe", "s3", "other"

struct FinishedHttpRequest {
  Service service = Service::kOther;
  // Of ours: "StartTranscriptionJob", "PutObject", "healthz". Anything that is no plain name, and
  // every name after the first 200, is counted as "other"; "" as "unknown".
  std::string operation;
  int status = 0;
  std::string error_code;  // of an AWS error: "LimitExceededException"
  std::chrono::microseconds duration{0};
  int64_t received_bytes = 0;
  int64_t sent_bytes = 0;
};

struct JobCounts {
  int64_t queued = 0;
  int64_t in_progress = 0;
  int64_t completed = 0;
  int64_t failed = 0;
  std::chrono::milliseconds oldest_queued_age{0};
};

// Whose fault a failed job is: of its input, or of the service.
enum class JobFault { kUser, kServer };

// Thread-safe; quick enough for every request.
class Metrics {
 public:
  Metrics(std::string_view version, Time start);
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  void RequestFinished(const FinishedHttpRequest& request);
  // `kind` is a name of ours: "missing", "bad_signature", "not_allowed".
  void AuthFailed(std::string_view kind);

  // What the job store holds; set before each Text().
  void SetJobs(const JobCounts& counts);
  void JobCompleted(std::string_view language_code, std::chrono::milliseconds duration,
                    std::chrono::milliseconds audio);
  void JobFailed(JobFault fault, std::chrono::milliseconds duration);
  void JobRetried();
  void SetWorkers(int count);
  void SetBusyWorkers(int count);

  // Bytes of objects at the embedded S3 endpoint.
  void S3Received(int64_t bytes);
  void S3Sent(int64_t bytes);
  // `store` is a name of ours: "jobs", "objects", "vocabularies", "audit".
  void StoreFailed(std::string_view store, ErrorCode code);

  // All of it in Prometheus's text format 0.0.4.
  std::string Text() const;

 private:
  struct Families;
  const std::unique_ptr<Families> families_;
};

}  // namespace tacet::metrics
