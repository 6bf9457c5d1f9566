#include "tacet/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <sstream>

namespace tacet::metrics {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Registry;

// Every name is a time series of its own, kept for ever: outside data must not make more.
constexpr size_t kMaxNames = 200;
constexpr size_t kMaxNameBytes = 64;

bool IsPlainName(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNameBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '-';
         });
}

// Lets the first kMaxNames different names through.
class NameFilter {
 public:
  std::string Filter(std::string_view name) {
    if (name.empty()) return "unknown";
    if (!IsPlainName(name)) return "other";
    const std::lock_guard lock(mutex_);
    if (const auto found = names_.find(name); found != names_.end()) return *found;
    if (names_.size() >= kMaxNames) return "other";
    return *names_.emplace(name).first;
  }

 private:
  std::mutex mutex_;
  std::set<std::string, std::less<>> names_;  // guarded by mutex_
};

std::string ServiceName(Service service) {
  switch (service) {
    case Service::kTranscribe:
      return "transcribe";
    case Service::kS3:
      return "s3";
    case Service::kOther:
      break;
  }
  return "other";
}

std::string StatusClass(int status) {
  if (status < 100 || status > 599) return "none";
  return std::to_string(status / 100) + "xx";
}

double Seconds(std::chrono::microseconds time) {
  return std::chrono::duration<double>(time).count();
}

// The library asserts that nothing negative is added.
double Amount(int64_t bytes) { return static_cast<double>(std::max<int64_t>(bytes, 0)); }

// API calls take milliseconds, uploads minutes.
const Histogram::BucketBoundaries kRequestSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                     0.25,  0.5,    1,     2.5,  10,    60,   300};
const Histogram::BucketBoundaries kJobSeconds = {1,   2.5, 5,    10,   30,   60,   120,
                                                 300, 600, 1800, 3600, 7200, 14400};
const Histogram::BucketBoundaries kRealTimeFactor = {0.02, 0.05, 0.1, 0.2, 0.3, 0.5,
                                                     0.75, 1,    1.5, 2,   5};

Family<Counter>& MakeCounter(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

Family<Gauge>& MakeGauge(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

Family<Histogram>& MakeHistogram(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

}  // namespace

struct Metrics::Families {
  Registry registry;
  NameFilter operations;
  NameFilter kinds;
  NameFilter languages;

  Family<Gauge>& build_info = MakeGauge(registry, "tacet_build_info", "The version that runs.");
  Gauge& start_time = MakeGauge(registry, "tacet_start_time_seconds",
                                "When the process started, in seconds since 1970.")
                          .Add({});
  Family<Counter>& requests =
      MakeCounter(registry, "tacet_http_requests_total", "Answered HTTP requests.");
  Family<Histogram>& request_duration =
      MakeHistogram(registry, "tacet_http_request_duration_seconds",
                    "From the end of a request's head to the end of its answer.");
  Family<Counter>& received = MakeCounter(registry, "tacet_http_received_bytes_total",
                                          "Bytes of the bodies of HTTP requests.");
  Family<Counter>& sent = MakeCounter(registry, "tacet_http_sent_bytes_total",
                                      "Bytes of the bodies of HTTP responses.");
  Family<Counter>& auth_failures = MakeCounter(registry, "tacet_auth_failures_total",
                                               "Requests that were refused for their credentials.");
  Family<Gauge>& jobs =
      MakeGauge(registry, "tacet_jobs", "Transcription jobs that the store holds.");
  Gauge& oldest_queued = MakeGauge(registry, "tacet_jobs_oldest_queued_age_seconds",
                                   "How long the job that waits longest has waited.")
                             .Add({});
  Family<Counter>& jobs_ended =
      MakeCounter(registry, "tacet_jobs_ended_total", "Transcription jobs that ended.");
  Counter& jobs_retried = MakeCounter(registry, "tacet_jobs_retried_total",
                                      "Attempts that were given up to be made again.")
                              .Add({});
  Histogram& job_duration = MakeHistogram(registry, "tacet_job_duration_seconds",
                                          "From a worker's claim of a job to the job's end.")
                                .Add({}, kJobSeconds);
  Histogram& real_time_factor =
      MakeHistogram(registry, "tacet_job_real_time_factor",
                    "Duration of completed jobs as a part of the length of their audio.")
          .Add({}, kRealTimeFactor);
  Counter& job_audio = MakeCounter(registry, "tacet_job_audio_seconds_total",
                                   "Length of the audio of completed jobs.")
                           .Add({});
  Gauge& workers = MakeGauge(registry, "tacet_workers", "Threads that run jobs.").Add({});
  Gauge& workers_busy =
      MakeGauge(registry, "tacet_workers_busy", "Threads that run a job now.").Add({});
  Counter& s3_received = MakeCounter(registry, "tacet_s3_received_bytes_total",
                                     "Bytes of objects that came in over S3.")
                             .Add({});
  Counter& s3_sent =
      MakeCounter(registry, "tacet_s3_sent_bytes_total", "Bytes of objects that went out over S3.")
          .Add({});
  Family<Counter>& store_errors =
      MakeCounter(registry, "tacet_store_errors_total", "Calls of a store that failed.");
  Family<Counter>& cloudwatch = MakeCounter(registry, "tacet_cloudwatch_count_total",
                                            "What Amazon Transcribe counts for CloudWatch.");
  Family<Counter>& cloudwatch_audio =
      MakeCounter(registry, "tacet_cloudwatch_audio_duration_seconds_total",
                  "AudioDurationTime, as Amazon Transcribe counts it for CloudWatch.");

  void CountForCloudWatch(const char* metric, const std::string& operation) {
    cloudwatch.Add({{"metric", metric}, {"operation", operation}}).Increment();
  }
};

Metrics::Metrics(std::string_view version, Time start) : families_(std::make_unique<Families>()) {
  families_->build_info.Add({{"version", std::string(version)}}).Set(1);
  families_->start_time.Set(std::chrono::duration<double>(start.time_since_epoch()).count());
  // From the beginning, so that a rate over the first of them is not missed.
  for (const char* state : {"COMPLETED", "FAILED"}) families_->jobs_ended.Add({{"state", state}});
  SetJobs({});
}

Metrics::~Metrics() = default;

void Metrics::RequestFinished(const FinishedHttpRequest& request) {
  Families& families = *families_;
  const std::string service = ServiceName(request.service);
  const std::string operation = families.operations.Filter(request.operation);
  families.requests
      .Add({{"service", service}, {"operation", operation}, {"code", StatusClass(request.status)}})
      .Increment();
  families.request_duration.Add({{"service", service}, {"operation", operation}}, kRequestSeconds)
      .Observe(Seconds(request.duration));
  families.received.Add({{"service", service}}).Increment(Amount(request.received_bytes));
  families.sent.Add({{"service", service}}).Increment(Amount(request.sent_bytes));
  if (request.service != Service::kTranscribe) return;
  families.CountForCloudWatch("TotalRequestCount", operation);
  if (request.status >= 200 && request.status < 300) {
    families.CountForCloudWatch("SuccessfulRequestCount", operation);
  } else if (request.status >= 500) {
    families.CountForCloudWatch("SyncServerErrorCount", operation);
  } else if (request.status >= 400) {
    families.CountForCloudWatch("SyncUserErrorCount", operation);
  }
  if (request.error_code == "ThrottlingException") {
    families.CountForCloudWatch("ThrottledCount", operation);
  } else if (request.error_code == "LimitExceededException") {
    families.CountForCloudWatch("LimitExceededCount", operation);
  }
}

void Metrics::AuthFailed(std::string_view kind) {
  families_->auth_failures.Add({{"kind", families_->kinds.Filter(kind)}}).Increment();
}

void Metrics::SetJobs(const JobCounts& counts) {
  const auto set = [this](const char* state, int64_t count) {
    families_->jobs.Add({{"state", state}}).Set(static_cast<double>(count));
  };
  set("QUEUED", counts.queued);
  set("IN_PROGRESS", counts.in_progress);
  set("COMPLETED", counts.completed);
  set("FAILED", counts.failed);
  families_->oldest_queued.Set(Seconds(counts.oldest_queued_age));
}

void Metrics::JobCompleted(std::string_view language_code, std::chrono::milliseconds duration,
                           std::chrono::milliseconds audio) {
  families_->jobs_ended.Add({{"state", "COMPLETED"}}).Increment();
  families_->job_duration.Observe(Seconds(duration));
  if (audio <= std::chrono::milliseconds::zero()) return;
  families_->real_time_factor.Observe(Seconds(duration) / Seconds(audio));
  families_->job_audio.Increment(Seconds(audio));
  families_->cloudwatch_audio.Add({{"language_code", families_->languages.Filter(language_code)}})
      .Increment(Seconds(audio));
}

void Metrics::JobFailed(JobFault fault, std::chrono::milliseconds duration) {
  families_->jobs_ended.Add({{"state", "FAILED"}}).Increment();
  families_->job_duration.Observe(Seconds(duration));
  families_->CountForCloudWatch(
      fault == JobFault::kUser ? "AsyncUserErrorCount" : "AsyncServerErrorCount", "");
}

void Metrics::JobRetried() { families_->jobs_retried.Increment(); }
void Metrics::SetWorkers(int count) { families_->workers.Set(count); }
void Metrics::SetBusyWorkers(int count) { families_->workers_busy.Set(count); }

void Metrics::S3Received(int64_t bytes) { families_->s3_received.Increment(Amount(bytes)); }
void Metrics::S3Sent(int64_t bytes) { families_->s3_sent.Increment(Amount(bytes)); }

void Metrics::StoreFailed(std::string_view store, ErrorCode code) {
  families_->store_errors
      .Add({{"store", families_->kinds.Filter(store)}, {"code", std::string(ErrorCodeName(code))}})
      .Increment();
}

std::string Metrics::Text() const {
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, families_->registry.Collect());
  return std::move(text).str();
}

}  // namespace tacet::metrics
