// What the contract tests of JobStore share. For tests only.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tacet/jobs/job_store.h"
#include "tacet/jobs/store_makers.h"

namespace tacet::jobs {

inline constexpr std::chrono::seconds kLease = std::chrono::seconds(30);
inline constexpr int kMaxAttempts = 3;

inline TranscriptionJobRequest Request(const std::string& name) {
  TranscriptionJobRequest request;
  request.transcription_job_name = name;
  request.language_code = "en-US";
  request.media_file_uri = "s3://media/" + name + ".wav";
  return request;
}

inline TranscriptionJobRequest DeferredRequest(const std::string& name) {
  TranscriptionJobRequest request = Request(name);
  request.job_execution_settings = JobExecutionSettings{
      .allow_deferred_execution = true, .data_access_role_arn = "arn:aws:iam::1:role/r"};
  return request;
}

inline TranscriptionJobRequest FullRequest(const std::string& name) {
  TranscriptionJobRequest request = DeferredRequest(name);
  request.media_format = "wav";
  request.media_sample_rate_hertz = 8000;
  request.output_bucket_name = "results";
  request.output_key = "folder/";
  request.content_redaction =
      ContentRedaction{.redaction_output = RedactionOutput::kRedactedAndUnredacted,
                       .pii_entity_types = {PiiEntityType::kSsn, PiiEntityType::kName}};
  request.pii_entity_types = std::vector<std::string>{"SSN", "NAME"};
  request.settings = JobSettings{.channel_identification = false,
                                 .show_alternatives = std::nullopt,
                                 .show_speaker_labels = false,
                                 .vocabulary_filter_name = "words",
                                 .vocabulary_filter_method = "mask"};
  request.tags = {{"team", "a \"quoted\" ü"}, {"empty", ""}};
  return request;
}

inline std::vector<std::string> Names(const std::vector<TranscriptionJob>& jobs) {
  std::vector<std::string> names;
  for (const auto& job : jobs) names.push_back(job.request.transcription_job_name);
  return names;
}

class JobStoreContractTest : public testing::TestWithParam<StoreMaker> {
 protected:
  JobStoreContractTest() : folder_(TempDir::Create().value()) { Make({}); }

  void Make(const JobQuotas& quotas) {
    store_.reset();
    made_.emplace_back(TempDir::Create().value());
    store_ = GetParam().make_jobs(made_.back().path(), quotas, clock_);
  }

  TranscriptionJob Create(const std::string& name) { return store_->Create(Request(name)).value(); }
  TranscriptionJob Defer(const std::string& name) {
    return store_->Create(DeferredRequest(name)).value();
  }
  std::optional<JobClaim> Claim() { return store_->ClaimNext(kLease, kMaxAttempts).value(); }
  TranscriptionJobStatus StatusOf(const std::string& name) {
    return store_->Get(name).value().status;
  }

  FakeClock clock_;
  TempDir folder_;
  std::vector<TempDir> made_;
  std::unique_ptr<JobStore> store_;
};

}  // namespace tacet::jobs
