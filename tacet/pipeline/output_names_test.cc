#include "tacet/pipeline/output_names.h"

namespace tacet::pipeline {
namespace {

constexpr char kIrishBucket[] = "aws-transcribe-eu-west-1-prod";

jobs::TranscriptionJob Job(const std::string& name) {
  jobs::TranscriptionJob job;
  job.request.transcription_job_name = name;
  job.id = "5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11";
  return job;
}

TEST(OutputNamesTest, TakesTheOutputKeyAsFileOrFolder) {
  struct Case {
    std::optional<std::string> output_key;
    std::string job_name;
    std::string transcript;
    std::string redacted;
  };
  const Case cases[] = {
      {std::nullopt, "J", "J.json", "redacted-J.json"},
      {"", "J", "J.json", "redacted-J.json"},
      {"a/t.json", "J", "a/t.json", "a/redacted-t.json"},
      {"t.json", "J", "t.json", "redacted-t.json"},
      {"a/", "J", "a/J.json", "a/redacted-J.json"},
      {"a/b/", "J", "a/b/J.json", "a/b/redacted-J.json"},
      {"a/t", "J", "a/t/J.json", "a/t/redacted-J.json"},
      {"t", "J", "t/J.json", "t/redacted-J.json"},
      // The ending counts with its case, and only at the end.
      {"a/t.JSON", "J", "a/t.JSON/J.json", "a/t.JSON/redacted-J.json"},
      {"a.json/", "J", "a.json/J.json", "a.json/redacted-J.json"},
      {"a.json/b", "J", "a.json/b/J.json", "a.json/b/redacted-J.json"},
      // The job name is used as it is.
      {std::nullopt, "call.wav", "call.wav.json", "redacted-call.wav.json"},
      {"a/", "call.json", "a/call.json.json", "a/redacted-call.json.json"},
  };
  for (const Case& each : cases) {
    jobs::TranscriptionJob job = Job(each.job_name);
    job.request.output_bucket_name = "results";
    job.request.output_key = each.output_key;
    const OutputNames names = NamesOfOutputs(job, "111122223333", kIrishBucket);
    EXPECT_EQ(names.transcript, (jobs::OutputObject{"results", each.transcript}));
    EXPECT_EQ(names.redacted_transcript, (jobs::OutputObject{"results", each.redacted}));
    EXPECT_EQ(names.waveform,
              (jobs::OutputObject{kIrishBucket, "111122223333/" + each.job_name + "/" + job.id +
                                                    "/waveform.peaks"}));
  }
}

TEST(OutputNamesTest, UsesTheServicesBucketWhenNoneIsNamed) {
  const OutputNames names = NamesOfOutputs(Job("call"), "111122223333", kIrishBucket);
  EXPECT_EQ(names.transcript.bucket, kIrishBucket);
  EXPECT_EQ(names.transcript.key,
            "111122223333/call/5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11/asrOutput.json");
  EXPECT_EQ(names.redacted_transcript.bucket, kIrishBucket);
  EXPECT_EQ(names.redacted_transcript.key,
            "111122223333/call/5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11/redacted-asrOutput.json");
}

TEST(OutputNamesTest, NamesTheServicesBucketByRegion) {
  EXPECT_EQ(ServiceBucketName("eu-west-1"), kIrishBucket);
}

TEST(OutputNamesTest, FindsTheJobOfAServiceKey) {
  const auto object = ParseServiceKey(
      NamesOfOutputs(Job("a.b_c"), "111122223333", kIrishBucket).transcript.key, "111122223333");
  ASSERT_TRUE(object);
  EXPECT_EQ(object->job_name, "a.b_c");
  EXPECT_EQ(object->job_id, Job("").id);
  for (const char* key : {"", "111122223333", "111122223333/", "111122223333/call",
                          "111122223333/call/id", "111122223333//id/f", "111122223333/call//f",
                          "999922223333/call/id/f", "111122223333x/call/id/f"}) {
    EXPECT_FALSE(ParseServiceKey(key, "111122223333")) << key;
  }
}

}  // namespace
}  // namespace tacet::pipeline
