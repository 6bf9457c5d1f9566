#include "tacet/pipeline/janitor.h"

#include <sys/stat.h>
#include <utime.h>

#include <filesystem>
#include <fstream>

#include "tacet/base/byte_source.h"
#include "tacet/base/temp_dir.h"
#include "tacet/jobs/memory_job_store.h"
#include "tacet/objectstore/memory_object_store.h"
#include "tacet/pipeline/output_names.h"
#include "tacet/pipeline/worker_fixture.h"

namespace tacet::pipeline {
namespace {

using jobs::TranscriptionJob;
using std::chrono::hours;
using ::testing::ElementsAre;

class JanitorTest : public testing::Test {
 protected:
  JanitorTest() : folder_(TempDir::Create().value()), jobs_({}, clock_), store_(&clock_) {
    EXPECT_TRUE(store_.CreateBucket(kServiceBucket));
    EXPECT_TRUE(store_.CreateBucket("results"));
    options_.account_id = kAccount;
    options_.temp_folder = folder_.path();
  }

  void Put(const std::string& bucket, const std::string& key) {
    StringSource body("{}");
    ASSERT_TRUE(store_.Put({bucket, key}, body, {}));
  }
  // A completed job with both documents and a waveform.
  TranscriptionJob Finish(const std::string& name, std::optional<std::string> bucket = {}) {
    jobs::TranscriptionJobRequest request;
    request.transcription_job_name = name;
    request.output_bucket_name = bucket;
    const TranscriptionJob job = jobs_.Create(request).value();
    const OutputNames names = NamesOfOutputs(job, kAccount, kServiceBucket);
    Put(names.transcript.bucket, names.transcript.key);
    Put(names.redacted_transcript.bucket, names.redacted_transcript.key);
    Put(names.waveform.bucket, names.waveform.key);
    const jobs::JobClaim claim = jobs_.ClaimNext(std::chrono::seconds(30), 3).value().value();
    EXPECT_EQ(claim.job.id, job.id);
    EXPECT_TRUE(jobs_.Complete(claim, {.transcript = names.transcript,
                                       .redacted_transcript = names.redacted_transcript,
                                       .waveform = names.waveform}));
    return job;
  }
  JanitorReport Run() { return Janitor(options_, jobs_, stores_, clock_).RunOnce().value(); }
  size_t Objects(const std::string& bucket) { return store_.List(bucket, {})->objects.size(); }

  FakeClock clock_;
  TempDir folder_;
  jobs::MemoryJobStore jobs_;
  objectstore::MemoryObjectStore store_;
  ObjectStores stores_{kServiceBucket, store_, store_};
  JanitorOptions options_;
};

TEST_F(JanitorTest, DeletesFinishedJobsAndTheirDocumentsAfterTheRetention) {
  Finish("old");
  clock_.Advance(hours(24 * 89));
  Finish("new");
  clock_.Advance(hours(24));
  EXPECT_EQ(Run().jobs, 0) << "not yet older than 90 days";
  clock_.Advance(std::chrono::milliseconds(1));
  const JanitorReport report = Run();
  EXPECT_EQ(report.jobs, 1);
  EXPECT_EQ(report.objects, 3);
  EXPECT_FALSE(jobs_.Get("old"));
  EXPECT_TRUE(jobs_.Get("new"));
  EXPECT_EQ(Objects(kServiceBucket), 3u);
}

TEST_F(JanitorTest, DeletesAnyNumberOfOldJobs) {
  for (int i = 0; i < 230; ++i) Finish("job-" + std::to_string(i));
  clock_.Advance(hours(24 * 91));
  EXPECT_EQ(Run().jobs, 230);
  EXPECT_EQ(Objects(kServiceBucket), 0u);
}

TEST_F(JanitorTest, KeepsJobsForEverWhenToldSo) {
  Finish("old");
  options_.retention = hours(0);
  clock_.Advance(hours(24 * 10'000));
  EXPECT_EQ(Run().jobs, 0);
}

TEST_F(JanitorTest, LeavesUnfinishedJobsAlone) {
  jobs::TranscriptionJobRequest request;
  request.transcription_job_name = "running";
  ASSERT_TRUE(jobs_.Create(request));
  clock_.Advance(hours(24 * 1000));
  EXPECT_EQ(Run().jobs, 0);
  EXPECT_TRUE(jobs_.Get("running"));
}

TEST_F(JanitorTest, LeavesTheCustomersDocumentsAlone) {
  Finish("old", "results");
  clock_.Advance(hours(24 * 91));
  EXPECT_EQ(Run().jobs, 1);
  EXPECT_EQ(Objects("results"), 2u);
  EXPECT_EQ(Objects(kServiceBucket), 0u) << "the waveform is ours";
}

TEST_F(JanitorTest, DeletesDocumentsWhoseJobIsGone) {
  const TranscriptionJob gone = Finish("gone");
  const TranscriptionJob kept = Finish("kept");
  ASSERT_TRUE(jobs_.Delete("gone"));
  Put(kServiceBucket, std::string(kAccount) + "/kept/an-earlier-job-of-this-name/asrOutput.json");
  Put(kServiceBucket, "not/of/this/account");
  EXPECT_EQ(Run().objects, 4);
  std::vector<std::string> keys;
  const objectstore::ObjectList list = store_.List(kServiceBucket, {}).value();
  for (const auto& object : list.objects) keys.push_back(object.key);
  const std::string prefix = std::string(kAccount) + "/kept/" + kept.id + "/";
  EXPECT_THAT(keys, ElementsAre(prefix + "asrOutput.json", prefix + "redacted-asrOutput.json",
                                prefix + "waveform.peaks", "not/of/this/account"));
}

TEST_F(JanitorTest, DoesWithoutAServiceBucket) {
  stores_.service_bucket = "missing";
  EXPECT_EQ(Run().objects, 0);
}

TEST_F(JanitorTest, DeletesOldCopiesOfMedia) {
  const auto make = [&](const std::string& name, hours age) {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream(path) << "x";
    const time_t time = std::chrono::system_clock::to_time_t(clock_.Now() - age);
    const utimbuf times = {time, time};
    ASSERT_EQ(utime(path.c_str(), &times), 0);
  };
  make("old", hours(49));
  make("new", hours(47));
  EXPECT_EQ(Run().files, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() + "/old"));
  EXPECT_TRUE(std::filesystem::exists(folder_.path() + "/new"));
}

TEST_F(JanitorTest, DoesARoundWhenItsThreadStarts) {
  Finish("old");
  clock_.Advance(hours(24 * 91));
  Janitor janitor(options_, jobs_, stores_, clock_);
  janitor.Start();
  while (Objects(kServiceBucket) > 0) std::this_thread::yield();
  EXPECT_FALSE(jobs_.Get("old"));
}

}  // namespace
}  // namespace tacet::pipeline
