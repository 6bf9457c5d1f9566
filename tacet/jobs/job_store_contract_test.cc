// What every JobStore promises of making, claiming and ending jobs, held against each of them.
#include "tacet/jobs/job_store_contract.h"

namespace tacet::jobs {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;

TEST_P(JobStoreContractTest, BeginsAJobAtOnceWhileSlotsAreFree) {
  const TranscriptionJob job = Create("call");
  EXPECT_EQ(job.status, TranscriptionJobStatus::kInProgress);
  EXPECT_EQ(job.creation_time, clock_.Now());
  EXPECT_EQ(job.start_time, clock_.Now());
  EXPECT_EQ(job.id.size(), 36u);
  EXPECT_EQ(Defer("other").status, TranscriptionJobStatus::kInProgress);
}

TEST_P(JobStoreContractTest, GivesBackEverythingThatWasAsked) {
  const TranscriptionJobRequest asked = FullRequest("call");
  ASSERT_TRUE(store_->Create(asked));
  const TranscriptionJobRequest got = store_->Get("call").value().request;
  EXPECT_EQ(got.transcription_job_name, asked.transcription_job_name);
  EXPECT_EQ(got.language_code, asked.language_code);
  EXPECT_EQ(got.media_file_uri, asked.media_file_uri);
  EXPECT_EQ(got.media_format, asked.media_format);
  EXPECT_EQ(got.media_sample_rate_hertz, asked.media_sample_rate_hertz);
  EXPECT_EQ(got.output_bucket_name, asked.output_bucket_name);
  EXPECT_EQ(got.output_key, asked.output_key);
  EXPECT_EQ(got.content_redaction->redaction_output, asked.content_redaction->redaction_output);
  EXPECT_EQ(got.content_redaction->pii_entity_types, asked.content_redaction->pii_entity_types);
  EXPECT_EQ(got.pii_entity_types, asked.pii_entity_types);
  EXPECT_EQ(got.settings, asked.settings);
  EXPECT_EQ(got.job_execution_settings, asked.job_execution_settings);
  EXPECT_EQ(got.tags, asked.tags);
}

TEST_P(JobStoreContractTest, KeepsAbsentMembersAbsent) {
  Create("call");
  const TranscriptionJob job = store_->Get("call").value();
  EXPECT_FALSE(job.request.media_format);
  EXPECT_FALSE(job.request.media_sample_rate_hertz);
  EXPECT_FALSE(job.request.output_bucket_name);
  EXPECT_FALSE(job.request.output_key);
  EXPECT_FALSE(job.request.content_redaction);
  EXPECT_FALSE(job.request.pii_entity_types);
  EXPECT_FALSE(job.request.settings);
  EXPECT_FALSE(job.request.job_execution_settings);
  EXPECT_FALSE(job.completion_time);
  EXPECT_FALSE(job.transcript);
  EXPECT_FALSE(job.redacted_transcript);
  EXPECT_FALSE(job.waveform);
  EXPECT_EQ(job.pii_policy_version, "");
  EXPECT_EQ(job.attempts, 0);
}

TEST_P(JobStoreContractTest, RefusesANameInUseInWhateverState) {
  Create("call");
  EXPECT_EQ(store_->Create(Request("call")).error().code, ErrorCode::kAlreadyExists);
  const JobClaim claim = *Claim();
  EXPECT_EQ(store_->Create(Request("call")).error().code, ErrorCode::kAlreadyExists);
  ASSERT_TRUE(store_->Complete(claim, {}));
  EXPECT_EQ(store_->Create(DeferredRequest("call")).error().code, ErrorCode::kAlreadyExists);
  EXPECT_TRUE(store_->Create(Request("Call"))) << "names are case-sensitive";
}

TEST_P(JobStoreContractTest, LetsANameBeUsedAgainAfterDeletion) {
  const std::string first_id = Create("call").id;
  const JobClaim claim = *Claim();
  ASSERT_TRUE(store_->Delete("call"));
  EXPECT_NE(Create("call").id, first_id);
  // The first job's worker has no say over the second.
  EXPECT_EQ(store_->Complete(claim, {}).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(StatusOf("call"), TranscriptionJobStatus::kInProgress);
}

TEST_P(JobStoreContractTest, DeletesOnlyTheJobThatIsMeant) {
  const std::string first_id = Create("call").id;
  ASSERT_TRUE(store_->Delete("call"));
  const std::string second_id = Create("call").id;
  EXPECT_EQ(store_->Delete("call", first_id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->Get("call")->id, second_id);
  EXPECT_EQ(store_->Delete("call", second_id)->id, second_id);
}

TEST_P(JobStoreContractTest, DoesNotFindWhatIsNotThere) {
  EXPECT_EQ(store_->Get("call").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->Delete("call").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->SetTags("call", {}).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(Claim());
}

TEST_P(JobStoreContractTest, QueuesOnlyWhatAllowsIt) {
  Make({.concurrent_jobs = 2, .queue_bandwidth = 1.0, .queue_length = 2});
  Create("a");
  Create("b");
  EXPECT_EQ(store_->Create(Request("c")).error().code, ErrorCode::kResourceExhausted);
  const TranscriptionJob queued = Defer("d");
  EXPECT_EQ(queued.status, TranscriptionJobStatus::kQueued);
  EXPECT_FALSE(queued.start_time);
  Defer("e");
  EXPECT_EQ(store_->Create(DeferredRequest("f")).error().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(store_->Get("f").error().code, ErrorCode::kNotFound);
}

TEST_P(JobStoreContractTest, LeavesPartOfTheSlotsToJobsThatDoNotWait) {
  Make({.concurrent_jobs = 10, .queue_bandwidth = 0.5, .queue_length = 100});
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Defer("d" + std::to_string(i)).status, TranscriptionJobStatus::kInProgress);
  }
  EXPECT_EQ(Defer("d5").status, TranscriptionJobStatus::kQueued);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Create("n" + std::to_string(i)).status, TranscriptionJobStatus::kInProgress);
  }
  EXPECT_EQ(store_->Create(Request("n5")).error().code, ErrorCode::kResourceExhausted);
}

TEST_P(JobStoreContractTest, MovesQueuedJobsUpInTheOrderOfTheirCreation) {
  Make({.concurrent_jobs = 1, .queue_bandwidth = 1.0, .queue_length = 100});
  Create("first");
  for (const char* name : {"c", "a", "b"}) {
    clock_.Advance(seconds(1));
    Defer(name);
  }
  std::vector<std::string> order;
  while (const auto claim = Claim()) {
    clock_.Advance(seconds(1));
    EXPECT_LE(*claim->job.start_time, clock_.Now());
    order.push_back(claim->job.request.transcription_job_name);
    ASSERT_TRUE(store_->Complete(*claim, {}));
  }
  EXPECT_THAT(order, ElementsAre("first", "c", "a", "b"));
}

TEST_P(JobStoreContractTest, MovesAQueuedJobUpWhenASlotIsFreedByFailureOrDeletion) {
  Make({.concurrent_jobs = 1, .queue_bandwidth = 1.0, .queue_length = 100});
  Create("a");
  Defer("b");
  Defer("c");
  ASSERT_TRUE(store_->Fail(*Claim(), "Unsupported media format."));
  EXPECT_EQ(StatusOf("b"), TranscriptionJobStatus::kInProgress);
  EXPECT_EQ(StatusOf("c"), TranscriptionJobStatus::kQueued);
  ASSERT_TRUE(store_->Delete("b"));
  EXPECT_EQ(StatusOf("c"), TranscriptionJobStatus::kInProgress);
}

TEST_P(JobStoreContractTest, ClaimsTheOldestJobOnceWhileItsLeaseLives) {
  Create("a");
  Create("b");
  const JobClaim first = *Claim();
  const JobClaim second = *Claim();
  EXPECT_EQ(first.job.request.transcription_job_name, "a");
  EXPECT_EQ(first.job.attempts, 1);
  EXPECT_EQ(second.job.request.transcription_job_name, "b");
  EXPECT_GT(second.fencing_token, first.fencing_token);
  EXPECT_FALSE(Claim());
}

TEST_P(JobStoreContractTest, LetsOthersClaimAfterTheLeaseAndFencesTheFirstOut) {
  Create("a");
  const JobClaim first = *Claim();
  clock_.Advance(kLease - milliseconds(1));
  EXPECT_FALSE(Claim());
  clock_.Advance(milliseconds(1));
  const JobClaim second = *Claim();
  EXPECT_EQ(second.job.attempts, 2);
  EXPECT_EQ(store_->RenewLease(first, kLease).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(store_->Complete(first, {}).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(store_->Fail(first, "x").error().code, ErrorCode::kCancelled);
  EXPECT_EQ(store_->Release(first, seconds(0), AttemptCounts::kYes).error().code,
            ErrorCode::kCancelled);
  EXPECT_TRUE(store_->Complete(second, {}));
  EXPECT_EQ(store_->Complete(second, {}).error().code, ErrorCode::kCancelled) << "only once";
}

TEST_P(JobStoreContractTest, KeepsARenewedLease) {
  Create("a");
  const JobClaim claim = *Claim();
  clock_.Advance(kLease - seconds(1));
  ASSERT_TRUE(store_->RenewLease(claim, kLease));
  clock_.Advance(kLease - seconds(1));
  EXPECT_FALSE(Claim());
  clock_.Advance(seconds(2));
  EXPECT_TRUE(store_->RenewLease(claim, kLease)) << "late, but nobody else has claimed it";
  EXPECT_FALSE(Claim());
}

TEST_P(JobStoreContractTest, FailsAJobWhoseLeasesRanOutTooOften) {
  Create("a");
  Create("b");
  for (int i = 0; i < kMaxAttempts; ++i) {
    ASSERT_EQ(Claim()->job.request.transcription_job_name, "a");
    clock_.Advance(kLease);
  }
  EXPECT_EQ(Claim()->job.request.transcription_job_name, "b");
  const TranscriptionJob job = store_->Get("a").value();
  EXPECT_EQ(job.status, TranscriptionJobStatus::kFailed);
  EXPECT_EQ(job.failure_reason, "Internal Failure. Please try your request again.");
  EXPECT_EQ(job.completion_time, clock_.Now());
  EXPECT_EQ(job.attempts, kMaxAttempts);
}

TEST_P(JobStoreContractTest, HoldsAReleasedJobBackUntilItsTime) {
  Create("a");
  const JobClaim claim = *Claim();
  ASSERT_TRUE(store_->Release(claim, seconds(10), AttemptCounts::kYes));
  EXPECT_EQ(StatusOf("a"), TranscriptionJobStatus::kInProgress);
  EXPECT_FALSE(Claim());
  EXPECT_EQ(store_->RenewLease(claim, kLease).error().code, ErrorCode::kCancelled);
  clock_.Advance(seconds(10));
  EXPECT_EQ(Claim()->job.attempts, 2);
}

TEST_P(JobStoreContractTest, TakesAnAttemptBackThatDoesNotCount) {
  Create("a");
  for (int i = 0; i < 2 * kMaxAttempts; ++i) {
    const auto claim = Claim();
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->job.attempts, 1);
    ASSERT_TRUE(store_->Release(*claim, seconds(0), AttemptCounts::kNo));
  }
}

TEST_P(JobStoreContractTest, EndsTheLeasesOfAProcessThatDied) {
  Create("held");
  Create("released");
  const JobClaim held = *Claim();
  ASSERT_TRUE(store_->Release(*Claim(), seconds(10), AttemptCounts::kYes));
  ASSERT_TRUE(store_->EndLeases());
  EXPECT_EQ(store_->Complete(held, {}).error().code, ErrorCode::kCancelled);
  const auto again = Claim();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->job.request.transcription_job_name, "held");
  EXPECT_EQ(again->job.attempts, 2);
  EXPECT_GT(again->fencing_token, held.fencing_token);
  EXPECT_FALSE(Claim()) << "the other waits for its time";
}

TEST_P(JobStoreContractTest, RecordsWhatACompletedJobGave) {
  Create("a");
  const JobClaim claim = *Claim();
  clock_.Advance(minutes(1));
  ASSERT_TRUE(store_->Complete(claim, {.media_format = "wav",
                                       .sample_rate_hertz = 22050,
                                       .media_duration_ms = 14'400'000,
                                       .transcript = OutputObject{"results", "a/t.json"},
                                       .redacted_transcript = std::nullopt,
                                       .waveform = OutputObject{"service", "a.peaks"},
                                       .pii_policy_version = "recall-first-1"}));
  const TranscriptionJob job = store_->Get("a").value();
  EXPECT_EQ(job.status, TranscriptionJobStatus::kCompleted);
  EXPECT_EQ(job.completion_time, clock_.Now());
  EXPECT_EQ(job.detected_media_format, "wav");
  EXPECT_EQ(job.detected_sample_rate_hertz, 22050);
  EXPECT_EQ(job.media_duration_ms, 14'400'000);
  EXPECT_EQ(job.transcript, (OutputObject{"results", "a/t.json"}));
  EXPECT_FALSE(job.redacted_transcript);
  EXPECT_EQ(job.waveform, (OutputObject{"service", "a.peaks"}));
  EXPECT_EQ(job.pii_policy_version, "recall-first-1");
  EXPECT_EQ(job.failure_reason, "");
}

TEST_P(JobStoreContractTest, RecordsWhyAJobFailed) {
  Create("a");
  ASSERT_TRUE(store_->Fail(*Claim(), "Unsupported media format."));
  const TranscriptionJob job = store_->Get("a").value();
  EXPECT_EQ(job.status, TranscriptionJobStatus::kFailed);
  EXPECT_EQ(job.failure_reason, "Unsupported media format.");
  EXPECT_FALSE(job.transcript);
}

INSTANTIATE_TEST_SUITE_P(Stores, JobStoreContractTest,
                         testing::Values(MemoryStores(), SqliteStores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace tacet::jobs
