#include "tacet/metrics/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace tacet::metrics {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

class MetricsTest : public ::testing::Test {
 protected:
  // The value of the series that is written like `series`; "" when there is none.
  std::string Value(const std::string& series) const {
    std::istringstream lines(metrics_.Text());
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with(series + " ")) return line.substr(series.size() + 1);
    }
    return {};
  }

  Metrics metrics_{"1.2.3", Time(std::chrono::seconds(1'795'492'800))};
};

TEST_F(MetricsTest, SaysWhatRuns) {
  EXPECT_EQ(Value("tacet_build_info{version=\"1.2.3\"}"), "1");
  EXPECT_EQ(Value("tacet_start_time_seconds"), "1795492800");
  EXPECT_THAT(metrics_.Text(), HasSubstr("# TYPE tacet_build_info gauge\n"));
}

TEST_F(MetricsTest, CountsRequestsByOperationAndStatusClass) {
  const FinishedHttpRequest start{.service = Service::kTranscribe,
                                  .operation = "StartTranscriptionJob",
                                  .status = 200,
                                  .duration = std::chrono::microseconds(4'000),
                                  .received_bytes = 100,
                                  .sent_bytes = 50};
  metrics_.RequestFinished(start);
  metrics_.RequestFinished(start);
  metrics_.RequestFinished({.service = Service::kS3, .operation = "PutObject", .status = 403});
  EXPECT_EQ(Value("tacet_http_requests_total{code=\"2xx\",operation=\"StartTranscriptionJob\","
                  "service=\"transcribe\"}"),
            "2");
  EXPECT_EQ(Value("tacet_http_requests_total{code=\"4xx\",operation=\"PutObject\",service=\"s3\"}"),
            "1");
  EXPECT_EQ(Value("tacet_http_request_duration_seconds_count{operation=\"StartTranscriptionJob\","
                  "service=\"transcribe\"}"),
            "2");
  EXPECT_EQ(Value("tacet_http_request_duration_seconds_bucket{operation=\"StartTranscriptionJob\","
                  "service=\"transcribe\",le=\"0.005\"}"),
            "2");
  EXPECT_EQ(Value("tacet_http_request_duration_seconds_bucket{operation=\"StartTranscriptionJob\","
                  "service=\"transcribe\",le=\"0.0025\"}"),
            "0");
  EXPECT_EQ(Value("tacet_http_received_bytes_total{service=\"transcribe\"}"), "200");
  EXPECT_EQ(Value("tacet_http_sent_bytes_total{service=\"transcribe\"}"), "100");
}

TEST_F(MetricsTest, CountsTranscribeRequestsAsCloudWatchDoes) {
  const auto finish = [this](int status, const std::string& code) {
    metrics_.RequestFinished({.service = Service::kTranscribe,
                              .operation = "GetTranscriptionJob",
                              .status = status,
                              .error_code = code});
  };
  finish(200, "");
  finish(400, "BadRequestException");
  finish(400, "LimitExceededException");
  finish(400, "ThrottlingException");
  finish(500, "InternalFailureException");
  metrics_.RequestFinished({.service = Service::kS3, .operation = "GetObject", .status = 200});
  const auto count = [this](const std::string& metric) {
    return Value("tacet_cloudwatch_count_total{metric=\"" + metric +
                 "\",operation=\"GetTranscriptionJob\"}");
  };
  EXPECT_EQ(count("TotalRequestCount"), "5");
  EXPECT_EQ(count("SuccessfulRequestCount"), "1");
  EXPECT_EQ(count("SyncUserErrorCount"), "3");
  EXPECT_EQ(count("SyncServerErrorCount"), "1");
  EXPECT_EQ(count("LimitExceededCount"), "1");
  EXPECT_EQ(count("ThrottledCount"), "1");
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("TotalRequestCount\",operation=\"GetObject")));
}

TEST_F(MetricsTest, NeverPutsForeignTextIntoALabel) {
  metrics_.RequestFinished({.operation = "my name is \"Ann\"\n", .status = 200});
  metrics_.RequestFinished({.operation = "/bucket/secret", .status = 200});
  metrics_.RequestFinished({.operation = "", .status = 0});
  metrics_.AuthFailed("key AKIA");
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("Ann")));
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("secret")));
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("AKIA")));
  EXPECT_EQ(Value("tacet_http_requests_total{code=\"2xx\",operation=\"other\",service=\"other\"}"),
            "2");
  EXPECT_EQ(
      Value("tacet_http_requests_total{code=\"none\",operation=\"unknown\",service=\"other\"}"),
      "1");
  EXPECT_EQ(Value("tacet_auth_failures_total{kind=\"other\"}"), "1");
}

TEST_F(MetricsTest, BoundsTheNumberOfNames) {
  for (int i = 0; i < 1000; ++i) {
    metrics_.RequestFinished({.operation = "Op" + std::to_string(i), .status = 200});
  }
  EXPECT_EQ(Value("tacet_http_requests_total{code=\"2xx\",operation=\"Op199\",service=\"other\"}"),
            "1");
  EXPECT_EQ(Value("tacet_http_requests_total{code=\"2xx\",operation=\"other\",service=\"other\"}"),
            "800");
}

TEST_F(MetricsTest, ShowsTheJobStore) {
  metrics_.SetJobs({.queued = 7,
                    .in_progress = 2,
                    .completed = 100,
                    .failed = 3,
                    .oldest_queued_age = milliseconds(1'500)});
  EXPECT_EQ(Value("tacet_jobs{state=\"QUEUED\"}"), "7");
  EXPECT_EQ(Value("tacet_jobs{state=\"IN_PROGRESS\"}"), "2");
  EXPECT_EQ(Value("tacet_jobs{state=\"COMPLETED\"}"), "100");
  EXPECT_EQ(Value("tacet_jobs{state=\"FAILED\"}"), "3");
  EXPECT_EQ(Value("tacet_jobs_oldest_queued_age_seconds"), "1.5");
}

TEST_F(MetricsTest, MeasuresJobs) {
  metrics_.SetWorkers(2);
  metrics_.SetBusyWorkers(1);
  metrics_.JobCompleted("en-US", milliseconds(15'000), milliseconds(60'000));
  metrics_.JobCompleted("en-US", milliseconds(1'000), milliseconds(0));
  metrics_.JobFailed(JobFault::kUser, milliseconds(500));
  metrics_.JobFailed(JobFault::kServer, milliseconds(500));
  metrics_.JobRetried();
  EXPECT_EQ(Value("tacet_workers"), "2");
  EXPECT_EQ(Value("tacet_workers_busy"), "1");
  EXPECT_EQ(Value("tacet_jobs_ended_total{state=\"COMPLETED\"}"), "2");
  EXPECT_EQ(Value("tacet_jobs_ended_total{state=\"FAILED\"}"), "2");
  EXPECT_EQ(Value("tacet_jobs_retried_total"), "1");
  EXPECT_EQ(Value("tacet_job_duration_seconds_count"), "4");
  EXPECT_EQ(Value("tacet_job_duration_seconds_sum"), "17");
  EXPECT_EQ(Value("tacet_job_real_time_factor_count"), "1");
  EXPECT_EQ(Value("tacet_job_real_time_factor_sum"), "0.25");
  EXPECT_EQ(Value("tacet_job_audio_seconds_total"), "60");
  EXPECT_EQ(Value("tacet_cloudwatch_audio_duration_seconds_total{language_code=\"en-US\"}"), "60");
  EXPECT_EQ(Value("tacet_cloudwatch_count_total{metric=\"AsyncUserErrorCount\",operation=\"\"}"),
            "1");
  EXPECT_EQ(Value("tacet_cloudwatch_count_total{metric=\"AsyncServerErrorCount\",operation=\"\"}"),
            "1");
}

TEST_F(MetricsTest, CountsBytesAndStoreErrors) {
  metrics_.S3Received(2'000'000'000);
  metrics_.S3Sent(5);
  metrics_.StoreFailed("jobs", ErrorCode::kUnavailable);
  EXPECT_EQ(Value("tacet_s3_received_bytes_total"), "2000000000");
  EXPECT_EQ(Value("tacet_s3_sent_bytes_total"), "5");
  EXPECT_EQ(Value("tacet_store_errors_total{code=\"UNAVAILABLE\",store=\"jobs\"}"), "1");
}

TEST_F(MetricsTest, MayBeUsedByManyThreads) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 500; ++i) {
        metrics_.RequestFinished({.operation = "Op" + std::to_string((i + t) % 5), .status = 200});
        if (i % 100 == 0) {
          EXPECT_THAT(metrics_.Text(), HasSubstr("tacet_build_info"));
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Value("tacet_http_requests_total{code=\"2xx\",operation=\"Op3\",service=\"other\"}"),
            "400");
}

// Operators write alerts by the list in the header.
TEST_F(MetricsTest, HasTheFamiliesThatTheHeaderLists) {
  const char* source = std::getenv("TACET_SOURCE_DIR");
  if (source == nullptr) GTEST_SKIP() << "TACET_SOURCE_DIR names no checkout";
  metrics_.RequestFinished({.service = Service::kTranscribe, .operation = "A", .status = 200});
  metrics_.AuthFailed("missing");
  metrics_.JobCompleted("en-US", milliseconds(1), milliseconds(1));
  metrics_.StoreFailed("jobs", ErrorCode::kUnavailable);
  std::set<std::string> listed;
  std::ifstream header(std::string(source) + "/tacet/metrics/metrics.h");
  for (std::string line; std::getline(header, line);) {
    std::istringstream words(line);
    std::string slashes, name, type;
    words >> slashes >> name >> type;
    if (slashes == "//" && name.starts_with("tacet_")) {
      listed.insert(name.substr(0, name.find('{')) + " " + type);
    }
  }
  std::set<std::string> shown;
  std::istringstream text(metrics_.Text());
  for (std::string line; std::getline(text, line);) {
    const std::string mark = "# TYPE ";
    if (line.starts_with(mark)) shown.insert(line.substr(mark.size()));
  }
  EXPECT_EQ(listed, shown);
}

}  // namespace
}  // namespace tacet::metrics
