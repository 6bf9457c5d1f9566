// What every JobStore promises of lists, counts and many threads, held against each of them.
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "tacet/jobs/job_store_contract.h"

namespace tacet::jobs {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class JobStoreListContractTest : public JobStoreContractTest {};

TEST_P(JobStoreListContractTest, ListsTheNewestFirstPageByPage) {
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

TEST_P(JobStoreListContractTest, GivesNoTokenWhenThePageEndsTheList) {
  for (int i = 0; i < 3; ++i) Create("job-" + std::to_string(i));
  EXPECT_FALSE(store_->List({.max_results = 3}).value().next_token);
  EXPECT_FALSE(store_->List({.max_results = 100}).value().next_token);
}

TEST_P(JobStoreListContractTest, ListsByStatusAndPartOfTheName) {
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

TEST_P(JobStoreListContractTest, RefusesTokensThatItDidNotMakeForTheList) {
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

TEST_P(JobStoreListContractTest, CountsByStatusAndKnowsTheOldestThatWaits) {
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

TEST_P(JobStoreListContractTest, FindsWhatFinishedLongAgoOldestFirst) {
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

TEST_P(JobStoreListContractTest, ReplacesTags) {
  ASSERT_TRUE(store_->Create(FullRequest("a")));
  ASSERT_TRUE(store_->SetTags("a", {{"k", "v"}}));
  EXPECT_EQ(store_->Get("a")->request.tags, (std::map<std::string, std::string>{{"k", "v"}}));
  EXPECT_EQ(store_->Get("a")->request.settings, FullRequest("a").settings);
  ASSERT_TRUE(store_->SetTags("a", {}));
  EXPECT_THAT(store_->Get("a")->request.tags, IsEmpty());
}

TEST_P(JobStoreListContractTest, RaisesASignalForWorkAndForDeletions) {
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

TEST_P(JobStoreListContractTest, GivesNoJobToTwoOfManyWorkers) {
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

TEST_P(JobStoreListContractTest, LetsOnlyOneOfManyTakeAName) {
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

INSTANTIATE_TEST_SUITE_P(Stores, JobStoreListContractTest,
                         testing::Values(MemoryStores(), SqliteStores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace tacet::jobs
