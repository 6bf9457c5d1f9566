#include "tacet/pipeline/lease_keeper.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tacet/jobs/memory_job_store.h"

namespace tacet::pipeline {
namespace {

jobs::TranscriptionJobRequest Request() {
  jobs::TranscriptionJobRequest request;
  request.transcription_job_name = "call";
  request.language_code = "en-US";
  request.media_file_uri = "s3://media/call.wav";
  return request;
}

// Often, as it depends on whether the keeper's thread runs before or after the deletion.
TEST(LeaseKeeperTest, TellsOfADeletionHoweverSoonItComes) {
  const SystemClock clock;
  for (int i = 0; i < 50; ++i) {
    jobs::MemoryJobStore store(jobs::JobQuotas{}, clock);
    LeaseKeeper keeper(store, std::chrono::hours(1));  // so that no heartbeat comes by chance
    ASSERT_TRUE(store.Create(Request()));
    const auto claim = store.ClaimNext(std::chrono::hours(1), /*max_attempts=*/3);
    ASSERT_TRUE(claim && *claim);
    CancelToken cancel;
    const auto held = keeper.Hold(**claim, cancel);
    ASSERT_TRUE(store.Delete("call"));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!cancel.cancelled() && std::chrono::steady_clock::now() < until) {
      std::this_thread::yield();
    }
    ASSERT_TRUE(cancel.cancelled());
    EXPECT_TRUE(held->lost());
  }
}

}  // namespace
}  // namespace tacet::pipeline
