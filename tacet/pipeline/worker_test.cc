#include "tacet/pipeline/worker.h"

#include <sys/stat.h>

#include <fstream>

#include "tacet/base/log.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/pipeline/worker_fixture.h"

namespace tacet::pipeline {
namespace {

using jobs::TranscriptionJob;
using jobs::TranscriptionJobStatus;
using objectstore::ObjectContent;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

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
  EXPECT_EQ(job.pii_policy_version, "");
  EXPECT_THAT(Read(service_, *job.transcript), HasSubstr("Rosa"));
  EXPECT_THAT(Read(service_, *job.transcript), HasSubstr(R"("accountId":"111122223333")"));
  const auto info = service_.Head({job.transcript->bucket, job.transcript->key}).value();
  EXPECT_EQ(info.content, ObjectContent::kTranscript);
  EXPECT_EQ(info.content_type, "application/json");
  EXPECT_THAT(TempFiles(), IsEmpty());
  EXPECT_THAT(steps_,
              ElementsAre("claimed", "fetched", "transcribed", "wrote_transcript", "completed"));
}

TEST_F(WorkerTest, WritesBothDocumentsToTheCustomersBucket) {
  auto request = RedactedRequest("call", RedactionOutput::kRedactedAndUnredacted);
  request.output_bucket_name = "results";
  request.output_key = "a/t.json";
  const TranscriptionJob job = Run(request);
  EXPECT_EQ(job.transcript, (jobs::OutputObject{"results", "a/t.json"}));
  EXPECT_EQ(job.redacted_transcript, (jobs::OutputObject{"results", "a/redacted-t.json"}));
  EXPECT_EQ(job.pii_policy_version, pii::DefaultPiiPolicy().version);
  EXPECT_THAT(Read(customer_, *job.transcript), HasSubstr("Delgado"));
  EXPECT_THAT(Read(customer_, *job.redacted_transcript), HasSubstr("[PII]"));
  EXPECT_EQ(customer_.Head({"results", "a/t.json"})->content, ObjectContent::kTranscript);
  EXPECT_EQ(customer_.Head({"results", "a/redacted-t.json"})->content,
            ObjectContent::kRedactedTranscript);
  EXPECT_THAT(Keys(service_, kServiceBucket), ElementsAre(job.waveform->key));
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
  EXPECT_THAT(Keys(service_, kServiceBucket),
              UnorderedElementsAre(job.redacted_transcript->key, job.waveform->key));
  EXPECT_EQ(service_.puts, 2);
  const std::string document = Read(service_, job.redacted_transcript.value());
  EXPECT_THAT(document, HasSubstr("[PII]"));
  EXPECT_FALSE(files_seen.empty());
  EXPECT_THAT(log, HasSubstr("job.step"));
  for (const char* canary : {"Rosa", "Delgado"}) {
    EXPECT_THAT(document, Not(HasSubstr(canary)));
    EXPECT_THAT(log, Not(HasSubstr(canary)));
  }
}

TEST_F(WorkerTest, KeepsHowLoudTheRecordingIsForThoseWhoReview) {
  std::string wav = SilentWav({.milliseconds = 5000});
  std::fill(wav.end() - 4000, wav.end(), '\x90');  // half a second at 0.488 of full scale
  PutMedia("call.wav", wav);
  const TranscriptionJob job = Run(RedactedRequest("call", RedactionOutput::kRedacted));
  ASSERT_TRUE(job.waveform);
  EXPECT_EQ(service_.Head({kServiceBucket, job.waveform->key})->content, ObjectContent::kOther);
  const std::string peaks = Read(service_, *job.waveform);
  ASSERT_EQ(peaks.size(), 250u);
  EXPECT_EQ(peaks.substr(0, 220), std::string(220, '\0'));
  EXPECT_EQ(peaks.substr(228, 20), std::string(20, '\x7C'));
  EXPECT_FALSE(Run(Request("plain")).waveform) << "nothing to review";
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

}  // namespace
}  // namespace tacet::pipeline
