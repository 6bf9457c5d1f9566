// What a worker does when a job cannot be done: now, ever, or by this worker.
#include <algorithm>

#include "tacet/pipeline/worker_fixture.h"

namespace tacet::pipeline {
namespace {

using jobs::TranscriptionJob;
using jobs::TranscriptionJobStatus;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// --- What fails at once, and with which words ---

TEST_F(WorkerTest, FailsAtOnceWithTheServicesWords) {
  script_.segments.clear();  // some of the media are shorter
  PutMedia("text.wav", "this is no recording");
  PutMedia("empty.wav", "");
  PutMedia("short.wav", SilentWav({.milliseconds = 300}));
  PutMedia("surround.wav", SilentWav({.milliseconds = 1000, .channels = 3}));
  PutMedia("slow.wav", SilentWav({.milliseconds = 1000, .sample_rate_hertz = 7999}));
  PutMedia("cut.wav", SilentWav({.milliseconds = 5000}).substr(0, 20'000));
  struct Case {
    std::string uri;
    std::string media_format;
    int sample_rate_hertz;
    std::string reason;
  };
  const Case cases[] = {
      {"s3://media/missing.wav", "", 0, "The URI that you provided doesn't point to an S3 object."},
      {"s3://nowhere/call.wav", "", 0, "The URI that you provided doesn't point to an S3 object."},
      {"ftp://media/call.wav", "", 0, "The S3 URI that you provided can't be accessed."},
      {"s3://" + std::string(kServiceBucket) + "/a/b", "", 0,
       "The S3 URI that you provided can't be accessed."},
      {"s3://media/text.wav", "", 0, "Unsupported media format."},
      {"s3://media/empty.wav", "", 0, "Unsupported media format."},
      {"s3://media/cut.wav", "", 0, "Unsupported media format. The media file is damaged"},
      {"s3://media/short.wav", "", 0, "The input media file length is too small."},
      {"s3://media/surround.wav", "", 0,
       "Invalid number of channels: number of channels too large."},
      {"s3://media/slow.wav", "", 0, "Invalid sample rate for audio file."},
      {"s3://media/call.wav", "mp3", 0,
       "The media format provided does not match the detected media format."},
      {"s3://media/call.wav", "", 16000,
       "The sample rate provided does not match the detected sample rate."},
  };
  int number = 0;
  for (const Case& each : cases) {
    auto request = Request("call-" + std::to_string(++number));
    request.media_file_uri = each.uri;
    if (!each.media_format.empty()) request.media_format = each.media_format;
    if (each.sample_rate_hertz > 0) request.media_sample_rate_hertz = each.sample_rate_hertz;
    const TranscriptionJob job = Run(request);
    EXPECT_EQ(job.status, TranscriptionJobStatus::kFailed) << each.uri;
    EXPECT_THAT(job.failure_reason, testing::StartsWith(each.reason)) << each.uri;
    EXPECT_EQ(job.attempts, 1);
  }
  EXPECT_THAT(Keys(service_, kServiceBucket), IsEmpty());
  EXPECT_THAT(TempFiles(), IsEmpty());
}

TEST_F(WorkerTest, FailsMediaOverTheLimitOfTimeOrSize) {
  options_.max_media_duration = seconds(4);
  EXPECT_THAT(Run(Request("long")).failure_reason,
              HasSubstr("Maximum audio duration is 4.000000 hours.Check"));
  options_.max_media_duration = seconds(5);
  EXPECT_EQ(Run(Request("just")).status, TranscriptionJobStatus::kCompleted);
  options_.max_media_bytes = 1000;
  EXPECT_THAT(Run(Request("large")).failure_reason, HasSubstr("exceeds the maximum size"));
}

TEST_F(WorkerTest, TakesMediaThatAreWhatTheRequestSays) {
  auto request = Request("call");
  request.media_format = "wav";
  request.media_sample_rate_hertz = 8000;
  EXPECT_EQ(Run(request).status, TranscriptionJobStatus::kCompleted);
}

TEST_F(WorkerTest, LeavesNoDocumentOfAJobThatFailed) {
  service_.put_error = Error{.code = ErrorCode::kPermissionDenied};
  service_.put_error_key = "/asrOutput";  // the second of the two
  const TranscriptionJob job =
      Run(RedactedRequest("call", RedactionOutput::kRedactedAndUnredacted));
  EXPECT_EQ(job.status, TranscriptionJobStatus::kFailed);
  EXPECT_THAT(steps_, Contains("wrote_redacted"));
  EXPECT_THAT(Keys(service_, kServiceBucket), IsEmpty());
}

TEST_F(WorkerTest, FailsAJobWhoseOutputBucketIsGone) {
  auto request = RedactedRequest("call", RedactionOutput::kRedacted);
  request.output_bucket_name = "gone";
  EXPECT_THAT(Run(request).failure_reason, HasSubstr("output bucket"));
  EXPECT_THAT(Keys(service_, kServiceBucket), IsEmpty());
}

// --- What is tried again ---

TEST_F(WorkerTest, TriesPassingFailuresAgainWithGrowingPauses) {
  customer_.get_error = Error{.code = ErrorCode::kUnavailable};
  TranscriptionJob job = Run(Request("call"));
  EXPECT_EQ(job.status, TranscriptionJobStatus::kInProgress);
  EXPECT_EQ(steps_.back(), "released");
  clock_.Advance(options_.first_pause - std::chrono::milliseconds(1));
  EXPECT_FALSE(RunOne());
  clock_.Advance(std::chrono::milliseconds(1));
  EXPECT_TRUE(RunOne());
  clock_.Advance(options_.first_pause);
  EXPECT_FALSE(RunOne()) << "the second pause is longer";
  clock_.Advance(options_.first_pause);
  customer_.get_error.reset();
  EXPECT_TRUE(RunOne());
  job = jobs_.Get("call").value();
  EXPECT_EQ(job.status, TranscriptionJobStatus::kCompleted);
  EXPECT_EQ(job.attempts, 3);
  EXPECT_EQ(std::count(steps_.begin(), steps_.end(), "released"), 2);
}

TEST_F(WorkerTest, GivesUpAfterTheLastAttempt) {
  for (const ErrorCode code :
       {ErrorCode::kUnavailable, ErrorCode::kResourceExhausted, ErrorCode::kDeadlineExceeded}) {
    service_.put_error = Error{.code = code};
    const std::string name = "call-" + std::string(ErrorCodeName(code));
    ASSERT_TRUE(jobs_.Create(Request(name)));
    for (int attempt = 1; attempt <= options_.max_attempts; ++attempt) {
      EXPECT_EQ(jobs_.Get(name)->status, TranscriptionJobStatus::kInProgress);
      EXPECT_TRUE(RunOne());
      clock_.Advance(options_.longest_pause);
    }
    EXPECT_EQ(jobs_.Get(name)->status, TranscriptionJobStatus::kFailed);
    EXPECT_EQ(jobs_.Get(name)->failure_reason, "Internal Failure. Please try your request again.");
  }
}

TEST_F(WorkerTest, WritesTheSameBytesAgainAfterACrashBeforeComplete) {
  std::vector<std::string> documents;
  ASSERT_TRUE(jobs_.Create(RedactedRequest("call", RedactionOutput::kRedactedAndUnredacted)));
  const std::string id = jobs_.Get("call")->id;
  hooks_["wrote_transcript"] = [&] {
    for (const std::string& key : Keys(service_, kServiceBucket)) {
      documents.push_back(Read(service_, {kServiceBucket, key}));
    }
    // As if the process died here and another began: its claim takes the job over.
    if (documents.size() == 3) {
      ASSERT_TRUE(jobs_.EndLeases());
    }
  };
  EXPECT_TRUE(RunOne());
  EXPECT_EQ(steps_.back(), "lost");
  EXPECT_TRUE(RunOne());
  EXPECT_EQ(jobs_.Get("call")->status, TranscriptionJobStatus::kCompleted);
  ASSERT_EQ(documents.size(), 6u);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(documents[i], documents[i + 3]);
  EXPECT_EQ(Keys(service_, kServiceBucket).size(), 3u);
}

// --- Lost claims, deletion, stop ---

TEST_F(WorkerTest, WritesNothingOnceTheLeaseIsLost) {
  std::optional<jobs::JobClaim> other;
  hooks_["transcribed"] = [&] {
    clock_.Advance(options_.lease);
    other = jobs_.ClaimNext(options_.lease, 5).value();
  };
  const TranscriptionJob job = Run(Request("call"));
  ASSERT_TRUE(other);
  EXPECT_EQ(job.status, TranscriptionJobStatus::kInProgress);
  EXPECT_EQ(service_.puts, 0);
  EXPECT_EQ(steps_.back(), "lost");
  EXPECT_TRUE(jobs_.Complete(*other, {})) << "the other's claim stands";
}

TEST_F(WorkerTest, LeavesNothingOfAJobThatIsDeletedWhileItRuns) {
  for (const char* step : {"claimed", "fetched", "transcribed", "wrote_waveform", "wrote_redacted",
                           "wrote_transcript"}) {
    hooks_.clear();
    hooks_[step] = [&] { ASSERT_TRUE(jobs_.Delete("call")); };
    ASSERT_TRUE(jobs_.Create(RedactedRequest("call", RedactionOutput::kRedactedAndUnredacted)));
    EXPECT_TRUE(RunOne());
    EXPECT_EQ(steps_.back(), "lost") << step;
    EXPECT_EQ(jobs_.Get("call").error().code, ErrorCode::kNotFound);
    EXPECT_THAT(Keys(service_, kServiceBucket), IsEmpty()) << step;
    EXPECT_THAT(TempFiles(), IsEmpty());
  }
}

TEST_F(WorkerTest, LeavesTheDocumentsOfANewJobOfTheSameNameAlone) {
  std::string new_key;
  hooks_["wrote_transcript"] = [&] {
    ASSERT_TRUE(jobs_.Delete("call"));
    const TranscriptionJob again = jobs_.Create(Request("call")).value();
    new_key = std::string(kAccount) + "/call/" + again.id + "/asrOutput.json";
    StringSource body("new");
    ASSERT_TRUE(service_.Put({kServiceBucket, new_key}, body, {}));
    hooks_.clear();
  };
  ASSERT_TRUE(jobs_.Create(Request("call")));
  EXPECT_TRUE(RunOne());
  EXPECT_THAT(Keys(service_, kServiceBucket), ElementsAre(new_key));
}

TEST_F(WorkerTest, GivesTheJobBackUncountedWhenItIsStopped) {
  hooks_["fetched"] = [&] { worker_->Stop(); };
  TranscriptionJob job = Run(Request("call"));
  EXPECT_EQ(job.status, TranscriptionJobStatus::kInProgress);
  EXPECT_EQ(job.attempts, 0);
  EXPECT_EQ(steps_.back(), "released");
  EXPECT_EQ(service_.puts, 0);
  hooks_.clear();
  stop_first_ = true;
  EXPECT_TRUE(RunOne());
  EXPECT_EQ(jobs_.Get("call")->attempts, 0);
  stop_first_ = false;
  EXPECT_TRUE(RunOne());
  EXPECT_EQ(jobs_.Get("call")->status, TranscriptionJobStatus::kCompleted);
}

TEST_F(WorkerTest, ShowsWhatItIsDoing) {
  std::optional<WorkerProgress> progress;
  hooks_["transcribed"] = [&] { progress = worker_->progress(); };
  hooks_["completed"] = [&] { EXPECT_FALSE(worker_->progress()); };
  Run(Request("call"));
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->job_name, "call");
  EXPECT_EQ(progress->done_ms, 5000);
  EXPECT_EQ(progress->total_ms, 5000);
}

}  // namespace
}  // namespace tacet::pipeline
