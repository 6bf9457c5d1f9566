// What every JobStore promises, held against each of them.
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "tacet/jobs/job_store.h"
#include "tacet/jobs/store_makers.h"

namespace tacet::jobs {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr seconds kLease = seconds(30);
constexpr int kMaxAttempts = 3;

TranscriptionJobRequest Request(const std::string& name) {
  TranscriptionJobRequest request;
  request.transcription_job_name = name;
  request.language_code = "en-US";
  request.media_file_uri = "s3://media/" + name + ".wav";
  return request;
}

TranscriptionJobRequest DeferredRequest(const std::string& name) {
  TranscriptionJobRequest request = Request(name);
  request.job_execution_settings = JobExecutionSettings{
      .allow_deferred_execution = true, .data_access_role_arn = "arn:aws:iam::1:role/r"};
  return request;
}

TranscriptionJobRequest FullRequest(const std::string& name) {
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

std::vector<std::string> Names(const std::vector<TranscriptionJob>& jobs) {
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
                                       .redacted_transcript = std::nullopt}));
  const TranscriptionJob job = store_->Get("a").value();
  EXPECT_EQ(job.status, TranscriptionJobStatus::kCompleted);
  EXPECT_EQ(job.completion_time, clock_.Now());
  EXPECT_EQ(job.detected_media_format, "wav");
  EXPECT_EQ(job.detected_sample_rate_hertz, 22050);
  EXPECT_EQ(job.media_duration_ms, 14'400'000);
  EXPECT_EQ(job.transcript, (OutputObject{"results", "a/t.json"}));
  EXPECT_FALSE(job.redacted_transcript);
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

TEST_P(JobStoreContractTest, ListsTheNewestFirstPageByPage) {
  for (int i = 0; i < 7; ++i) {
    Create("job-" + std::to_string(i));
    if (i % 2 == 0) clock_.Advance(seconds(1));  // some share their time of creation
  }
  ListJobsQuery query{.max_results = 3};
  const JobPage first = store_->List(query).value();
  EXPECT_THAT(Names(first.jobs), ElementsAre("job-6", "job-5", "job-4"));
  query.next_token = first.next_token.value();
  // What comes and goes meanwhile moves nothing.
  Create("new");
  ASSERT_TRUE(store_->Delete("job-5"));
  ASSERT_TRUE(store_->Delete("job-4"));
  const JobPage second = store_->List(query).value();
  EXPECT_THAT(Names(second.jobs), ElementsAre("job-3", "job-2", "job-1"));
  query.next_token = second.next_token.value();
  const JobPage last = store_->List(query).value();
  EXPECT_THAT(Names(last.jobs), ElementsAre("job-0"));
  EXPECT_FALSE(last.next_token);
}

TEST_P(JobStoreContractTest, GivesNoTokenWhenThePageEndsTheList) {
  for (int i = 0; i < 3; ++i) Create("job-" + std::to_string(i));
  EXPECT_FALSE(store_->List({.max_results = 3}).value().next_token);
  EXPECT_FALSE(store_->List({.max_results = 100}).value().next_token);
}

TEST_P(JobStoreContractTest, ListsByStatusAndPartOfTheName) {
  Create("Call-1");
  Create("voice");
  Create("recall");
  ASSERT_TRUE(store_->Complete(*Claim(), {}));
  EXPECT_THAT(Names(store_->List({.name_contains = "CALL"})->jobs),
              ElementsAre("recall", "Call-1"));
  EXPECT_THAT(Names(store_->List({.status = TranscriptionJobStatus::kCompleted})->jobs),
              ElementsAre("Call-1"));
  EXPECT_THAT(
      Names(store_->List({.status = TranscriptionJobStatus::kInProgress, .name_contains = "call"})
                ->jobs),
      ElementsAre("recall"));
  EXPECT_THAT(store_->List({.status = TranscriptionJobStatus::kQueued})->jobs, IsEmpty());
  EXPECT_THAT(store_->List({.name_contains = "%"})->jobs, IsEmpty());
  EXPECT_THAT(store_->List({.name_contains = "c_l"})->jobs, IsEmpty());
}

TEST_P(JobStoreContractTest, RefusesTokensThatItDidNotMakeForTheList) {
  for (int i = 0; i < 3; ++i) Create("job-" + std::to_string(i));
  const std::string token = store_->List({.max_results = 1})->next_token.value();
  EXPECT_TRUE(store_->List({.max_results = 2, .next_token = token}));
  std::string altered = token;
  altered[15] = altered[15] == '1' ? '2' : '1';
  for (const std::string& bad : {std::string("x"), altered, token + "0", token.substr(1)}) {
    EXPECT_EQ(store_->List({.next_token = bad}).error().code, ErrorCode::kInvalidArgument) << bad;
  }
  EXPECT_EQ(store_->List({.name_contains = "job", .next_token = token}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(store_->List({.max_results = 0}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(store_->List({.max_results = 101}).error().code, ErrorCode::kInvalidArgument);
}

TEST_P(JobStoreContractTest, CountsByStatusAndKnowsTheOldestThatWaits) {
  Make({.concurrent_jobs = 2, .queue_bandwidth = 1.0, .queue_length = 100});
  EXPECT_FALSE(store_->Counts().value().oldest_waiting);
  for (int i = 0; i < 6; ++i) {
    clock_.Advance(seconds(1));
    Defer(std::to_string(i));
  }
  const Time first = clock_.Now() - seconds(5);
  ASSERT_TRUE(store_->Complete(*Claim(), {}));
  ASSERT_TRUE(store_->Fail(*Claim(), "x"));
  const JobCounts counts = store_->Counts().value();
  EXPECT_EQ(counts.completed, 1);
  EXPECT_EQ(counts.failed, 1);
  EXPECT_EQ(counts.in_progress, 2);
  EXPECT_EQ(counts.queued, 2);
  EXPECT_EQ(counts.oldest_waiting, first + seconds(2));
  ASSERT_TRUE(store_->Delete("0"));
  ASSERT_TRUE(store_->Delete("5"));
  EXPECT_EQ(store_->Counts()->completed, 0);
  EXPECT_EQ(store_->Counts()->queued, 1);
}

TEST_P(JobStoreContractTest, FindsWhatFinishedLongAgoOldestFirst) {
  for (const char* name : {"a", "b", "c", "d"}) Create(name);
  const Time start = clock_.Now();
  const JobClaim a = *Claim();
  const JobClaim b = *Claim();
  const JobClaim c = *Claim();
  clock_.Advance(seconds(1));
  ASSERT_TRUE(store_->Complete(c, {}));
  clock_.Advance(seconds(1));
  ASSERT_TRUE(store_->Fail(a, "x"));
  clock_.Advance(seconds(1));
  ASSERT_TRUE(store_->Complete(b, {}));
  EXPECT_THAT(Names(store_->FinishedBefore(start + seconds(3), 10).value()), ElementsAre("c", "a"));
  EXPECT_THAT(Names(store_->FinishedBefore(start + seconds(60), 2).value()), ElementsAre("c", "a"));
  ASSERT_TRUE(store_->Delete("c"));
  EXPECT_THAT(Names(store_->FinishedBefore(start + seconds(60), 10).value()),
              ElementsAre("a", "b"));
}

TEST_P(JobStoreContractTest, ReplacesTags) {
  ASSERT_TRUE(store_->Create(FullRequest("a")));
  ASSERT_TRUE(store_->SetTags("a", {{"k", "v"}}));
  EXPECT_EQ(store_->Get("a")->request.tags, (std::map<std::string, std::string>{{"k", "v"}}));
  EXPECT_EQ(store_->Get("a")->request.settings, FullRequest("a").settings);
  ASSERT_TRUE(store_->SetTags("a", {}));
  EXPECT_THAT(store_->Get("a")->request.tags, IsEmpty());
}

TEST_P(JobStoreContractTest, RaisesASignalForWorkAndForDeletions) {
  Make({.concurrent_jobs = 1, .queue_bandwidth = 1.0, .queue_length = 100});
  uint64_t seen = store_->work_signal().generation();
  const auto raised = [&] {
    return std::exchange(seen, store_->work_signal().generation()) != seen;
  };
  Create("a");
  EXPECT_TRUE(raised());
  Defer("b");
  EXPECT_FALSE(raised()) << "queued";
  ASSERT_TRUE(store_->Complete(*Claim(), {}));
  EXPECT_TRUE(raised()) << "b moved up";
  const uint64_t deletions = store_->deletion_signal().generation();
  ASSERT_TRUE(store_->Delete("a"));
  EXPECT_EQ(store_->deletion_signal().generation(), deletions) << "it had ended";
  ASSERT_TRUE(store_->Delete("b"));
  EXPECT_NE(store_->deletion_signal().generation(), deletions);
}

TEST_P(JobStoreContractTest, GivesNoJobToTwoOfManyWorkers) {
  constexpr int kJobs = 60;
  Make({.concurrent_jobs = 20, .queue_bandwidth = 1.0, .queue_length = 100});
  std::atomic<int> created = 0;
  std::atomic<int> failures = 0;
  std::mutex mutex;
  std::multiset<std::string> done;
  std::set<int64_t> tokens;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      for (int i; (i = created.fetch_add(1)) < kJobs;) {
        if (!store_->Create(DeferredRequest("job-" + std::to_string(i)))) ++failures;
      }
    });
  }
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      while (true) {
        {
          const std::lock_guard lock(mutex);
          if (done.size() == kJobs) return;
        }
        const uint64_t seen = store_->work_signal().generation();
        const auto claim = store_->ClaimNext(kLease, kMaxAttempts);
        if (!claim) {
          ++failures;
          return;
        }
        if (!*claim) {
          store_->work_signal().Wait(seen, milliseconds(20));
          continue;
        }
        if (!store_->RenewLease(**claim, kLease)) ++failures;
        if (!store_->Complete(**claim, {})) ++failures;
        const std::lock_guard lock(mutex);
        done.insert((*claim)->job.request.transcription_job_name);
        tokens.insert((*claim)->fencing_token);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(std::set<std::string>(done.begin(), done.end()).size(), static_cast<size_t>(kJobs));
  EXPECT_EQ(done.size(), static_cast<size_t>(kJobs));
  EXPECT_EQ(tokens.size(), static_cast<size_t>(kJobs));
  EXPECT_EQ(store_->Counts()->completed, kJobs);
}

TEST_P(JobStoreContractTest, LetsOnlyOneOfManyTakeAName) {
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      const auto result = store_->Create(Request("call"));
      if (result) {
        ++won;
      } else {
        EXPECT_EQ(result.error().code, ErrorCode::kAlreadyExists);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
}

INSTANTIATE_TEST_SUITE_P(Stores, JobStoreContractTest,
                         testing::Values(MemoryStores(), SqliteStores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace tacet::jobs
