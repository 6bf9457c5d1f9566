#include "tacet/pipeline/worker.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "tacet/asr/scripted_speech_recognizer.h"
#include "tacet/base/byte_source.h"
#include "tacet/base/log.h"
#include "tacet/base/temp_dir.h"
#include "tacet/jobs/memory_job_store.h"
#include "tacet/jobs/memory_vocabulary_store.h"
#include "tacet/objectstore/memory_object_store.h"
#include "tacet/pipeline/testing_media.h"
#include "tacet/pipeline/worker_pool.h"

namespace tacet::pipeline {
namespace {

using jobs::TranscriptionJob;
using jobs::TranscriptionJobStatus;
using objectstore::ObjectContent;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kAccount[] = "111122223333";
constexpr char kServiceBucket[] = "aws-transcribe-us-east-1-prod";

// A store that fails where a test says so.
class FaultyStore : public objectstore::MemoryObjectStore {
 public:
  using MemoryObjectStore::MemoryObjectStore;
  Result<std::unique_ptr<objectstore::ObjectReader>> Get(
      const objectstore::ObjectName& name, std::optional<objectstore::ByteRange> range) override {
    if (get_error) return tl::unexpected<Error>(*get_error);
    return MemoryObjectStore::Get(name, range);
  }
  Result<objectstore::ObjectInfo> Put(const objectstore::ObjectName& name, ByteSource& body,
                                      const objectstore::PutOptions& options) override {
    if (before_put) before_put(name);
    if (put_error && name.key.find(put_error_key) != std::string::npos) {
      return tl::unexpected<Error>(*put_error);
    }
    ++puts;
    return MemoryObjectStore::Put(name, body, options);
  }
  std::optional<Error> get_error;
  std::optional<Error> put_error;
  std::string put_error_key;
  std::function<void(const objectstore::ObjectName&)> before_put;
  int puts = 0;
};

class CountingJobStore : public jobs::MemoryJobStore {
 public:
  using MemoryJobStore::MemoryJobStore;
  Status RenewLease(const jobs::JobClaim& claim, std::chrono::milliseconds lease) override {
    const Status status = MemoryJobStore::RenewLease(claim, lease);
    ++renewals;
    return status;
  }
  std::atomic<int> renewals = 0;
};

class WorkerTest : public testing::Test {
 protected:
  WorkerTest()
      : folder_(TempDir::Create().value()),
        detector_(pii::PiiDetector::Create({}).value()),
        jobs_(jobs::JobQuotas{.concurrent_jobs = 10}, clock_),
        vocabularies_(clock_),
        service_(&clock_),
        customer_(&clock_) {
    EXPECT_TRUE(service_.CreateBucket(kServiceBucket));
    EXPECT_TRUE(customer_.CreateBucket("media"));
    EXPECT_TRUE(customer_.CreateBucket("results"));
    PutMedia("call.wav", SilentWav({.milliseconds = 5000}));
    script_.segments = {
        {.start_ms = 100,
         .end_ms = 2000,
         .words = {Word("Well", "", 200), Word("my", "", 500), Word("name", "", 800),
                   Word("is", "", 1100), Word("Rosa", "", 1300), Word("Delgado", ".", 1600)}}};
    options_.account_id = kAccount;
    options_.temp_folder = folder_.path();
    options_.on_step = [this](std::string_view step, const std::string& name) {
      steps_.push_back(std::string(step));
      const auto hook = hooks_.find(std::string(step));
      if (hook != hooks_.end()) hook->second();
      (void)name;
    };
  }

  static asr::RecognizedWord Word(const std::string& text, const std::string& punctuation,
                                  int64_t start_ms) {
    return {.text = text,
            .punctuation = punctuation,
            .start_ms = start_ms,
            .end_ms = start_ms + 200,
            .confidence = 0.9,
            .parts = {{text, start_ms, start_ms + 200}}};
  }

  void PutMedia(const std::string& key, const std::string& bytes) {
    StringSource body(bytes);
    EXPECT_TRUE(customer_.Put({"media", key}, body, {}));
    customer_.puts = 0;
  }

  jobs::TranscriptionJobRequest Request(const std::string& name) {
    jobs::TranscriptionJobRequest request;
    request.transcription_job_name = name;
    request.language_code = "en-US";
    request.media_file_uri = "s3://media/call.wav";
    return request;
  }
  jobs::TranscriptionJobRequest RedactedRequest(const std::string& name, RedactionOutput output) {
    jobs::TranscriptionJobRequest request = Request(name);
    request.content_redaction = ContentRedaction{.redaction_output = output};
    return request;
  }

  // One attempt at the next job, as a worker thread makes it.
  bool RunOne() {
    asr::ScriptedSpeechRecognizer recognizer(script_);
    JobRunner runner(recognizer, *detector_);
    LeaseKeeper leases(jobs_, options_.lease);
    Worker worker({jobs_, vocabularies_, stores_, runner, leases, totals_}, options_);
    if (stop_first_) worker.Stop();
    worker_ = &worker;
    const bool ran = worker.RunOne().value();
    worker_ = nullptr;
    return ran;
  }
  TranscriptionJob Run(const jobs::TranscriptionJobRequest& request) {
    EXPECT_TRUE(jobs_.Create(request));
    EXPECT_TRUE(RunOne());
    return jobs_.Get(request.transcription_job_name).value();
  }

  static std::string Read(objectstore::ObjectStore& store, const jobs::OutputObject& object) {
    const auto reader = store.Get({object.bucket, object.key});
    if (!reader) return "missing: " + object.key;
    return ReadAll(**reader, 1 << 20).value();
  }
  std::vector<std::string> Keys(objectstore::ObjectStore& store, const std::string& bucket) {
    std::vector<std::string> keys;
    const objectstore::ObjectList list = store.List(bucket, {}).value();
    for (const auto& object : list.objects) keys.push_back(object.key);
    return keys;
  }
  std::vector<std::string> TempFiles() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      files.push_back(entry.path().filename());
    }
    return files;
  }

  FakeClock clock_;
  TempDir folder_;
  std::unique_ptr<pii::PiiDetector> detector_;
  CountingJobStore jobs_;
  jobs::MemoryVocabularyStore vocabularies_;
  FaultyStore service_;
  FaultyStore customer_;
  ObjectStores stores_{kServiceBucket, service_, customer_};
  asr::Recognition script_;
  WorkerOptions options_;
  WorkerTotals totals_;
  std::vector<std::string> steps_;
  std::map<std::string, std::function<void()>> hooks_;  // by step
  Worker* worker_ = nullptr;
  bool stop_first_ = false;
};

TEST_F(WorkerTest, DoesNothingWithoutAJob) {
  EXPECT_FALSE(RunOne());
  EXPECT_THAT(steps_, IsEmpty());
}

TEST_F(WorkerTest, WritesToTheServicesBucketAndCompletes) {
  const TranscriptionJob job = Run(Request("call"));
  EXPECT_EQ(job.status, TranscriptionJobStatus::kCompleted);
  EXPECT_EQ(job.detected_media_format, "wav");
  EXPECT_EQ(job.detected_sample_rate_hertz, 8000);
  EXPECT_EQ(job.media_duration_ms, 5000);
  ASSERT_TRUE(job.transcript);
  EXPECT_EQ(job.transcript->bucket, kServiceBucket);
  EXPECT_EQ(job.transcript->key, std::string(kAccount) + "/call/" + job.id + "/asrOutput.json");
  EXPECT_FALSE(job.redacted_transcript);
  EXPECT_THAT(Read(service_, *job.transcript), HasSubstr("Rosa"));
  EXPECT_THAT(Read(service_, *job.transcript), HasSubstr(R"("accountId":"111122223333")"));
  const auto info = service_.Head({job.transcript->bucket, job.transcript->key}).value();
  EXPECT_EQ(info.content, ObjectContent::kTranscript);
  EXPECT_EQ(info.content_type, "application/json");
  EXPECT_THAT(TempFiles(), IsEmpty());
  EXPECT_THAT(steps_,
              ElementsAre("claimed", "fetched", "transcribed", "wrote_transcript", "completed"));
  EXPECT_EQ(totals_.completed, 1);
  EXPECT_EQ(totals_.media_ms, 5000);
}

TEST_F(WorkerTest, WritesBothDocumentsToTheCustomersBucket) {
  auto request = RedactedRequest("call", RedactionOutput::kRedactedAndUnredacted);
  request.output_bucket_name = "results";
  request.output_key = "a/t.json";
  const TranscriptionJob job = Run(request);
  EXPECT_EQ(job.transcript, (jobs::OutputObject{"results", "a/t.json"}));
  EXPECT_EQ(job.redacted_transcript, (jobs::OutputObject{"results", "a/redacted-t.json"}));
  EXPECT_THAT(Read(customer_, *job.transcript), HasSubstr("Delgado"));
  EXPECT_THAT(Read(customer_, *job.redacted_transcript), HasSubstr("[PII]"));
  EXPECT_EQ(customer_.Head({"results", "a/t.json"})->content, ObjectContent::kTranscript);
  EXPECT_EQ(customer_.Head({"results", "a/redacted-t.json"})->content,
            ObjectContent::kRedactedTranscript);
  EXPECT_THAT(Keys(service_, kServiceBucket), IsEmpty());
}

TEST_F(WorkerTest, LetsNoUnredactedTextOutWhenOnlyTheRedactedIsWanted) {
  SetLogLevel(LogLevel::kDebug);
  testing::internal::CaptureStderr();
  std::vector<std::string> files_seen;
  for (const char* step : {"claimed", "fetched", "transcribed", "wrote_redacted", "completed"}) {
    hooks_[step] = [&] {
      for (const std::string& file : TempFiles()) {
        std::ifstream stream(folder_.path() + "/" + file, std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
        EXPECT_THAT(bytes, Not(HasSubstr("Rosa")));
        files_seen.push_back(file);
      }
    };
  }
  const TranscriptionJob job = Run(RedactedRequest("call", RedactionOutput::kRedacted));
  const std::string log = testing::internal::GetCapturedStderr();
  SetLogLevel(LogLevel::kInfo);
  EXPECT_EQ(job.status, TranscriptionJobStatus::kCompleted);
  EXPECT_FALSE(job.transcript);
  EXPECT_EQ(Keys(service_, kServiceBucket).size(), 1u);
  EXPECT_EQ(service_.puts, 1);
  const std::string document = Read(service_, job.redacted_transcript.value());
  EXPECT_THAT(document, HasSubstr("[PII]"));
  EXPECT_FALSE(files_seen.empty());
  EXPECT_THAT(log, HasSubstr("job.step"));
  for (const char* canary : {"Rosa", "Delgado"}) {
    EXPECT_THAT(document, Not(HasSubstr(canary)));
    EXPECT_THAT(log, Not(HasSubstr(canary)));
  }
}

TEST_F(WorkerTest, KeepsTheCopyOfTheMediaToItself) {
  mode_t mode = 0;
  hooks_["fetched"] = [&] {
    struct stat status {};
    ASSERT_EQ(stat((folder_.path() + "/" + TempFiles().at(0)).c_str(), &status), 0);
    mode = status.st_mode & 0777;
  };
  Run(Request("call"));
  EXPECT_EQ(mode, 0600u);
  EXPECT_THAT(TempFiles(), IsEmpty());
}

TEST_F(WorkerTest, AppliesTheVocabularyFilterToBothDocuments) {
  ASSERT_TRUE(vocabularies_.Create(
      jobs::VocabularyKind::kVocabularyFilter,
      {.name = "words", .language_code = "en-US", .content = "well\nrosa"}, 100));
  auto request = RedactedRequest("call", RedactionOutput::kRedactedAndUnredacted);
  request.settings =
      jobs::JobSettings{.vocabulary_filter_name = "words", .vocabulary_filter_method = "mask"};
  const TranscriptionJob job = Run(request);
  EXPECT_THAT(Read(service_, job.transcript.value()),
              HasSubstr(R"("transcript":"*** my name is *** Delgado.")"));
  EXPECT_THAT(Read(service_, job.redacted_transcript.value()),
              HasSubstr(R"("transcript":"*** my name is [PII].")"));
}

TEST_F(WorkerTest, FailsAJobWhoseFilterIsGone) {
  auto request = Request("call");
  request.settings =
      jobs::JobSettings{.vocabulary_filter_name = "words", .vocabulary_filter_method = "mask"};
  const TranscriptionJob job = Run(request);
  EXPECT_EQ(job.status, TranscriptionJobStatus::kFailed);
  EXPECT_THAT(job.failure_reason, HasSubstr("vocabulary filter"));
}

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
  auto request = Request("call");
  request.output_bucket_name = "gone";
  EXPECT_THAT(Run(request).failure_reason, HasSubstr("output bucket"));
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
  EXPECT_EQ(totals_.released, 2);
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
    if (documents.size() == 2) {
      ASSERT_TRUE(jobs_.EndLeases());
    }
  };
  EXPECT_TRUE(RunOne());
  EXPECT_EQ(steps_.back(), "lost");
  EXPECT_TRUE(RunOne());
  EXPECT_EQ(jobs_.Get("call")->status, TranscriptionJobStatus::kCompleted);
  ASSERT_EQ(documents.size(), 4u);
  EXPECT_EQ(documents[0], documents[2]);
  EXPECT_EQ(documents[1], documents[3]);
  EXPECT_EQ(Keys(service_, kServiceBucket).size(), 2u);
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
  for (const char* step :
       {"claimed", "fetched", "transcribed", "wrote_redacted", "wrote_transcript"}) {
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

// --- Threads ---

class WorkerPoolTest : public WorkerTest {
 protected:
  WorkerPoolTest() { options_.on_step = {}; }

  std::unique_ptr<WorkerPool> Start(JobRunner& runner, int workers) {
    return WorkerPool::Start(options_, workers, jobs_, vocabularies_, stores_, runner).value();
  }
  void WaitFor(const std::function<bool()>& done) {
    while (!done()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
};

TEST_F(WorkerPoolTest, RunsJobsAsTheyCome) {
  asr::ScriptedSpeechRecognizer recognizer(script_);
  JobRunner runner(recognizer, *detector_);
  options_.poll = std::chrono::hours(1);  // so that only the signal can wake a worker
  std::ofstream(folder_.path() + "/left-over") << "of an earlier process";
  const auto pool = Start(runner, 3);
  EXPECT_THAT(TempFiles(), IsEmpty());
  constexpr int kJobs = 30;
  for (int i = 0; i < kJobs; ++i) {
    auto request = Request("call-" + std::to_string(i));
    request.job_execution_settings = jobs::JobExecutionSettings{.allow_deferred_execution = true};
    ASSERT_TRUE(jobs_.Create(request));
  }
  WaitFor([&] { return jobs_.Counts()->completed == kJobs; });
  pool->Stop();
  pool->Stop();
  EXPECT_EQ(pool->totals().completed, kJobs);
  EXPECT_EQ(Keys(service_, kServiceBucket).size(), static_cast<size_t>(kJobs));
  EXPECT_THAT(pool->progress(), IsEmpty());
}

// Recognises nothing until it is cancelled.
class EndlessRecognizer : public asr::SpeechRecognizer {
 public:
  Result<asr::Recognition> Recognize(AudioSource&, const asr::RecognizeOptions& options) override {
    running = true;
    while (!options.cancel->cancelled()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    running = false;
    return MakeError(ErrorCode::kCancelled, "cancelled");
  }
  std::atomic<bool> running = false;
};

TEST_F(WorkerPoolTest, StopsRecognitionWhenTheJobIsDeleted) {
  EndlessRecognizer recognizer;
  JobRunner runner(recognizer, *detector_);
  options_.lease = std::chrono::hours(1);  // so that no heartbeat comes by chance
  const auto pool = Start(runner, 1);
  ASSERT_TRUE(jobs_.Create(Request("call")));
  WaitFor([&] { return recognizer.running.load(); });
  EXPECT_EQ(pool->progress().at(0).job_name, "call");
  ASSERT_TRUE(jobs_.Delete("call"));
  WaitFor([&] { return pool->totals().lost == 1; });
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

TEST_F(WorkerPoolTest, SaysThatItsFolderCannotBeUsed) {
  asr::ScriptedSpeechRecognizer recognizer(script_);
  JobRunner runner(recognizer, *detector_);
  options_.temp_folder = "/proc/no-such-folder";
  EXPECT_EQ(WorkerPool::Start(options_, 1, jobs_, vocabularies_, stores_, runner).error().code,
            ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace tacet::pipeline
