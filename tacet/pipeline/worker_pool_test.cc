#include "tacet/pipeline/worker_pool.h"

#include <atomic>
#include <thread>

#include "tacet/pipeline/worker_fixture.h"

namespace tacet::pipeline {
namespace {

using jobs::TranscriptionJob;
using jobs::TranscriptionJobStatus;
using ::testing::IsEmpty;

class WorkerPoolTest : public WorkerTest {
 protected:
  WorkerPoolTest() { options_.on_step = {}; }

  std::unique_ptr<WorkerPool> Start(JobRunner& runner, int workers) {
    return WorkerPool::Start(options_, workers, jobs_, vocabularies_, stores_, runner).value();
  }
  void WaitFor(const std::function<bool()>& done) {
    while (!done()) std::this_thread::yield();
  }
};

TEST_F(WorkerPoolTest, RunsJobsAsTheyCome) {
  asr::ScriptedSpeechRecognizer recognizer(script_);
  JobRunner runner(recognizer, *detector_);
  options_.poll = std::chrono::hours(1);  // so that only the signal can wake a worker
  std::atomic<int> ended = 0;
  options_.on_ended = [&](const EndedAttempt&) { ++ended; };
  const auto pool = Start(runner, 3);
  constexpr int kJobs = 30;
  for (int i = 0; i < kJobs; ++i) {
    auto request = Request("call-" + std::to_string(i));
    request.job_execution_settings = jobs::JobExecutionSettings{.allow_deferred_execution = true};
    ASSERT_TRUE(jobs_.Create(request));
  }
  WaitFor([&] { return jobs_.Counts()->completed == kJobs; });
  pool->Stop();
  pool->Stop();
  EXPECT_EQ(ended, kJobs);
  EXPECT_THAT(TempFiles(), IsEmpty());
  EXPECT_EQ(Keys(service_, kServiceBucket).size(), static_cast<size_t>(kJobs));
  EXPECT_THAT(pool->progress(), IsEmpty());
}

// Recognises nothing until it is cancelled.
class EndlessRecognizer : public asr::SpeechRecognizer {
 public:
  Result<asr::Recognition> Recognize(AudioSource&, const asr::RecognizeOptions& options) override {
    running = true;
    while (!options.cancel->cancelled()) std::this_thread::yield();
    running = false;
    return MakeError(ErrorCode::kCancelled, "cancelled");
  }
  std::atomic<bool> running = false;
};

TEST_F(WorkerPoolTest, StopsRecognitionWhenTheJobIsDeleted) {
  EndlessRecognizer recognizer;
  JobRunner runner(recognizer, *detector_);
  options_.lease = std::chrono::hours(1);  // so that no heartbeat comes by chance
  std::atomic<bool> lost = false;
  options_.on_step = [&](std::string_view step, const std::string&) {
    lost = lost || step == "lost";
  };
  const auto pool = Start(runner, 1);
  ASSERT_TRUE(jobs_.Create(Request("call")));
  WaitFor([&] { return recognizer.running.load(); });
  EXPECT_EQ(pool->progress().at(0).job_name, "call");
  ASSERT_TRUE(jobs_.Delete("call"));
  WaitFor([&] { return lost.load(); });
  EXPECT_FALSE(recognizer.running);
}

TEST_F(WorkerPoolTest, GivesRunningJobsBackWhenItStops) {
  EndlessRecognizer recognizer;
  JobRunner runner(recognizer, *detector_);
  const auto pool = Start(runner, 1);
  ASSERT_TRUE(jobs_.Create(Request("call")));
  WaitFor([&] { return recognizer.running.load(); });
  pool->Stop();
  const TranscriptionJob job = jobs_.Get("call").value();
  EXPECT_EQ(job.status, TranscriptionJobStatus::kInProgress);
  EXPECT_EQ(job.attempts, 0);
  EXPECT_TRUE(jobs_.ClaimNext(options_.lease, 3)->has_value()) << "at once";
}

TEST_F(WorkerPoolTest, KeepsTheLeaseOfALongJob) {
  EndlessRecognizer recognizer;
  JobRunner runner(recognizer, *detector_);
  options_.lease = std::chrono::milliseconds(60);
  const auto pool = Start(runner, 1);
  ASSERT_TRUE(jobs_.Create(Request("call")));
  WaitFor([&] { return recognizer.running.load(); });
  for (int i = 0; i < 5; ++i) {
    clock_.Advance(options_.lease - std::chrono::milliseconds(1));
    const int before = jobs_.renewals;
    // The first of the two may have looked at the clock before.
    WaitFor([&] { return jobs_.renewals >= before + 2; });
    EXPECT_FALSE(jobs_.ClaimNext(options_.lease, 5)->has_value());
  }
  EXPECT_TRUE(recognizer.running);
}

}  // namespace
}  // namespace tacet::pipeline
