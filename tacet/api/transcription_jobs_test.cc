// GetTranscriptionJob, ListTranscriptionJobs and DeleteTranscriptionJob.
#include "tacet/api/testing_api.h"

namespace tacet::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kService[] = "aws-transcribe-us-east-1-prod";
constexpr char kJobName[] = R"({"TranscriptionJobName":"call"})";

class TranscriptionJobsTest : public ApiTest {
 protected:
  void Start(const Output& changes = Output::object()) {
    const Answer answer = Call("StartTranscriptionJob", StartBody(changes));
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  Output Get(auth::Role role = auth::Role::kSubmit) {
    return Call("GetTranscriptionJob", kJobName, role).json["TranscriptionJob"];
  }
  static Output Redaction(const char* output) {
    return {{"ContentRedaction", {{"RedactionType", "PII"}, {"RedactionOutput", output}}}};
  }
  std::vector<std::string> Names(const Output& page) {
    std::vector<std::string> names;
    for (const Output& job : page["TranscriptionJobSummaries"]) {
      names.push_back(job["TranscriptionJobName"]);
    }
    return names;
  }
};

TEST_F(TranscriptionJobsTest, AJobInProgressHasDefaultSettingsAndAnEmptyTranscript) {
  Start();
  const Output job = Get();
  EXPECT_EQ(job["Transcript"], Output::object());
  EXPECT_EQ(job["Settings"].dump(), R"({"ChannelIdentification":false,"ShowAlternatives":false})");
  EXPECT_FALSE(job.contains("MediaFormat"));
  EXPECT_FALSE(job.contains("CompletionTime"));
  EXPECT_FALSE(job.contains("FailureReason"));
  EXPECT_FALSE(job.contains("Tags"));
}

TEST_F(TranscriptionJobsTest, RequestedSettingsAreMergedWithTheDefaults) {
  Start({{"Settings", {{"ShowSpeakerLabels", false}}},
         {"Tags", Output::array({{{"Key", "k"}, {"Value", "v"}}})}});
  EXPECT_EQ(Input(Get()["Settings"]), Input({{"ShowSpeakerLabels", false},
                                             {"ChannelIdentification", false},
                                             {"ShowAlternatives", false}}));
  EXPECT_FALSE(Get().contains("Tags"));
}

TEST_F(TranscriptionJobsTest, ACompletedJobShowsWhatWasDetected) {
  Start({{"MediaFormat", "mp3"}});
  clock_.Advance(std::chrono::seconds(30));
  Complete({.media_format = "wav",
            .sample_rate_hertz = 22050,
            .transcript = jobs::OutputObject{kService, "000000000000/call/u/asrOutput.json"}});
  const Output job = Get();
  EXPECT_EQ(job["MediaFormat"], "wav");
  EXPECT_EQ(job["MediaSampleRateHertz"], 22050);
  EXPECT_EQ(job["CompletionTime"], 1795492830.0);
  std::vector<std::string> order;
  for (const auto& [name, value] : job.items()) order.push_back(name);
  EXPECT_THAT(order, ElementsAre("TranscriptionJobName", "TranscriptionJobStatus", "LanguageCode",
                                 "MediaSampleRateHertz", "MediaFormat", "Media", "Transcript",
                                 "StartTime", "CreationTime", "CompletionTime", "Settings"));
}

TEST_F(TranscriptionJobsTest, AFailedJobHasAReasonButNoCompletionTime) {
  Start();
  Fail("Unsupported media format.");
  const Output job = Get();
  EXPECT_EQ(job["TranscriptionJobStatus"], "FAILED");
  EXPECT_EQ(job["FailureReason"], "Unsupported media format.");
  EXPECT_FALSE(job.contains("CompletionTime"));
  EXPECT_EQ(job["Transcript"], Output::object());
}

TEST_F(TranscriptionJobsTest, AServiceBucketResultHasASignedUriOfTheClientsEndpoint) {
  Start();
  Complete({.transcript = jobs::OutputObject{kService, "000000000000/call/u/asrOutput.json"}});
  EXPECT_EQ(Get()["Transcript"]["TranscriptFileUri"],
            "http://127.0.0.1:9320/aws-transcribe-us-east-1-prod/000000000000/call/u/asrOutput.json"
            "?X-Amz-Signature=made-up");
}

TEST_F(TranscriptionJobsTest, ACustomersResultHasAPlainPathStyleUri) {
  Start({{"OutputBucketName", "results"}, {"OutputKey", "a(b)/"}});
  Complete({.transcript = jobs::OutputObject{"results", "a(b)/call.json"}});
  EXPECT_EQ(Get()["Transcript"]["TranscriptFileUri"],
            "http://127.0.0.1:9320/results/a%28b%29/call.json");
}

TEST_F(TranscriptionJobsTest, TheEndpointOfUrisCanBeSet) {
  options_.public_endpoint = "https://speech.example.org";
  options_.object_endpoint = "https://s3.example.org";
  Restart();
  Start({{"OutputBucketName", "results"},
         {"ContentRedaction", Redaction("redacted")["ContentRedaction"]}});
  Complete({.transcript = jobs::OutputObject{kService, "k"},
            .redacted_transcript = jobs::OutputObject{"results", "redacted-call.json"}});
  const Output transcript = Get()["Transcript"];
  EXPECT_THAT(transcript["TranscriptFileUri"].get<std::string>(),
              HasSubstr("https://speech.example.org/aws-transcribe-us-east-1-prod/k?"));
  EXPECT_EQ(transcript["RedactedTranscriptFileUri"],
            "https://s3.example.org/results/redacted-call.json");
}

TEST_F(TranscriptionJobsTest, AHostThatIsNoneDoesNotReachAUri) {
  Start({{"OutputBucketName", "results"}});
  Complete({.transcript = jobs::OutputObject{"results", "call.json"}});
  http_server::HttpRequest request = JsonRequest("GetTranscriptionJob", kJobName);
  request.headers = {{"Host", "a/b?c"}, {"X-Amz-Target", "Transcribe.GetTranscriptionJob"}};
  EXPECT_EQ(Send(std::move(request)).json["TranscriptionJob"]["Transcript"]["TranscriptFileUri"],
            "http://localhost/results/call.json");
}

TEST_F(TranscriptionJobsTest, RedactionDecidesWhichUrisThereAre) {
  Start(Redaction("redacted"));
  Complete({.redacted_transcript = jobs::OutputObject{kService, "redacted-asrOutput.json"}});
  EXPECT_FALSE(Get()["Transcript"].contains("TranscriptFileUri"));
  EXPECT_TRUE(Get()["Transcript"].contains("RedactedTranscriptFileUri"));
  EXPECT_EQ(Input(Get()["ContentRedaction"]),
            Input({{"RedactionType", "PII"}, {"RedactionOutput", "redacted"}}));
}

TEST_F(TranscriptionJobsTest, AReadRedactedKeySeesNoUriOfAnUnredactedTranscript) {
  Start(Redaction("redacted_and_unredacted"));
  Complete({.transcript = jobs::OutputObject{kService, "asrOutput.json"},
            .redacted_transcript = jobs::OutputObject{kService, "redacted-asrOutput.json"}});
  EXPECT_TRUE(Get()["Transcript"].contains("TranscriptFileUri"));
  const Output redacted = Get(auth::Role::kReadRedacted)["Transcript"];
  EXPECT_FALSE(redacted.contains("TranscriptFileUri"));
  EXPECT_THAT(redacted["RedactedTranscriptFileUri"].get<std::string>(),
              HasSubstr("redacted-asrOutput.json"));
}

TEST_F(TranscriptionJobsTest, AReadRedactedKeySeesNothingOfAJobWithoutRedaction) {
  Start({{"OutputBucketName", "results"}});
  Complete({.transcript = jobs::OutputObject{"results", "call.json"}});
  EXPECT_EQ(Get(auth::Role::kReadRedacted)["Transcript"], Output::object());
}

TEST_F(TranscriptionJobsTest, ListsNewestFirstInPagesOfFive) {
  for (int i = 0; i < 7; ++i) {
    Start({{"TranscriptionJobName", "call-" + std::to_string(i)}});
    clock_.Advance(std::chrono::seconds(1));
  }
  const Answer first = Call("ListTranscriptionJobs", "{}");
  EXPECT_THAT(Names(first.json), ElementsAre("call-6", "call-5", "call-4", "call-3", "call-2"));
  EXPECT_FALSE(first.json.contains("Status"));
  const Answer rest = Call("ListTranscriptionJobs", Output{{"NextToken", first.json["NextToken"]}});
  EXPECT_THAT(Names(rest.json), ElementsAre("call-1", "call-0"));
  EXPECT_FALSE(rest.json.contains("NextToken"));
}

TEST_F(TranscriptionJobsTest, ListsByStatusAndPartOfTheName) {
  Start({{"TranscriptionJobName", "Done"}});
  Complete({.transcript = jobs::OutputObject{kService, "k"}});
  Start({{"TranscriptionJobName", "open"}});
  const Answer done = Call("ListTranscriptionJobs", R"({"Status":"COMPLETED"})");
  EXPECT_THAT(Names(done.json), ElementsAre("Done"));
  EXPECT_EQ(done.json["Status"], "COMPLETED");
  EXPECT_THAT(Names(Call("ListTranscriptionJobs", R"({"JobNameContains":"dON"})").json),
              ElementsAre("Done"));
  EXPECT_EQ(Call("ListTranscriptionJobs", R"({"JobNameContains":"x"})").json.dump(),
            R"({"TranscriptionJobSummaries":[]})");
}

TEST_F(TranscriptionJobsTest, SummariesSayWhereTheOutputLies) {
  Start({{"OutputBucketName", "results"},
         {"ContentRedaction", Redaction("redacted")["ContentRedaction"]}});
  const Output summary = Call("ListTranscriptionJobs", "{}").json["TranscriptionJobSummaries"][0];
  EXPECT_EQ(summary["OutputLocationType"], "CUSTOMER_BUCKET");
  EXPECT_EQ(summary["ContentRedaction"]["RedactionOutput"], "redacted");
  for (const char* absent : {"Media", "Settings", "Transcript"}) {
    EXPECT_FALSE(summary.contains(absent)) << absent;
  }
}

TEST_F(TranscriptionJobsTest, ListRefusesLimitsAndTokensOutOfRange) {
  for (const char* body : {R"({"MaxResults":0})", R"({"MaxResults":101})", R"({"Status":"DONE"})",
                           R"({"NextToken":""})", R"({"JobNameContains":"a b"})"}) {
    EXPECT_THAT(Call("ListTranscriptionJobs", body).message(), HasSubstr("validation error"))
        << body;
  }
  const Answer bad = Call("ListTranscriptionJobs", R"({"NextToken":"bogus"})");
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(bad.type(), "BadRequestException");
  EXPECT_EQ(
      bad.message(),
      "The NextToken that you provided isn't valid. Check the token and try your request again.");
}

TEST_F(TranscriptionJobsTest, DeleteTakesServiceResultsAndLeavesCustomers) {
  Start();
  for (const char* key :
       {"0/call/1/one", "0/call/1/redacted", "0/call/1/redacted.v1", "0/call/2/a"}) {
    PutObject(kService, key, "{}");
  }
  PutObject("results", "mine", "{}");
  Complete({.transcript = jobs::OutputObject{kService, "0/call/1/one"},
            .redacted_transcript = jobs::OutputObject{kService, "0/call/1/redacted"}});
  const Answer answer = Call("DeleteTranscriptionJob", kJobName);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
  for (const char* key : {"0/call/1/one", "0/call/1/redacted", "0/call/1/redacted.v1"}) {
    EXPECT_FALSE(objects_.Head({kService, key}).has_value()) << key;
  }
  EXPECT_TRUE(objects_.Head({kService, "0/call/2/a"}).has_value()) << "of another job";
  EXPECT_FALSE(jobs_.Get("call").has_value());

  Start({{"OutputBucketName", "results"}});
  PutObject(kService, "0/call/3/waveform", "");
  Complete({.transcript = jobs::OutputObject{"results", "mine"},
            .waveform = jobs::OutputObject{kService, "0/call/3/waveform"}});
  EXPECT_EQ(Call("DeleteTranscriptionJob", kJobName).status, 200);
  EXPECT_FALSE(objects_.Head({kService, "0/call/3/waveform"}).has_value());
  EXPECT_TRUE(objects_.Head({"results", "mine"}).has_value());
  Start();  // the name is free again
}

TEST_F(TranscriptionJobsTest, DeleteStopsAnUnfinishedJobOrRefusesIt) {
  Start();
  EXPECT_EQ(Call("DeleteTranscriptionJob", kJobName).status, 200);
  EXPECT_FALSE(jobs_.Get("call").has_value());

  options_.delete_unfinished = UnfinishedJobs::kRefuse;
  Restart();
  Start();
  const Answer refused = Call("DeleteTranscriptionJob", kJobName);
  EXPECT_EQ(refused.type(), "BadRequestException");
  EXPECT_EQ(refused.message(),
            "The requested job couldn't be deleted because it is in progress. Wait until the job "
            "completes and try your request again.");
  EXPECT_TRUE(jobs_.Get("call").has_value());
}

TEST_F(TranscriptionJobsTest, AMissingJobIsABadRequest) {
  for (const char* operation : {"GetTranscriptionJob", "DeleteTranscriptionJob"}) {
    const Answer answer = Call(operation, kJobName);
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.body,
              R"({"__type":"BadRequestException","Message":"The requested job couldn't be found. )"
              R"(Check the job name and try your request again."})");
  }
}

}  // namespace
}  // namespace tacet::api
