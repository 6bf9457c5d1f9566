// What Amazon Transcribe was recorded to answer, and what its clients were recorded to send.
#include "tacet/api/protocol.h"
#include "tacet/api/start_rules.h"
#include "tacet/api/testing_api.h"
#include "tacet/api/validation.h"
#include "tacet/aws/encoding.h"

namespace tacet::api {
namespace {

class RecordedTest : public ApiTest {
 protected:
  void SetUp() override {
    PutObject("media", "test-clip.wav", "RIFF");
    for (int i = 2; i <= 6; ++i) {
      ASSERT_TRUE(objects_.CreateBucket("test-output-bucket-" + std::to_string(i)).has_value());
    }
  }
};

// Puts the placeholders of the golden file in place of what differs from run to run.
void Mask(Output& json) {
  for (auto& [name, value] : json.items()) {
    if (value.is_structured()) Mask(value);
    if (name.ends_with("Time") && value.is_number()) value = "<time>";
    if (name == "TranscriptFileUri" && value.is_string()) value = "<uri>";
    if (name == "Message" &&
        value.get<std::string>().find("enum value set: [") != std::string::npos) {
      const auto text = value.get<std::string>();
      value = text.substr(0, text.find("[") + 1) + "<languages>]";
    }
  }
}

TEST_F(RecordedTest, AnswersHaveTheMembersOfRecordedAnswersAndNoOthers) {
  const Output golden = Golden("recorded_responses.json");
  ASSERT_GE(golden["cases"].size(), 15u);
  const Output start = {{"TranscriptionJobName", "job"},
                        {"LanguageCode", "en-GB"},
                        {"Media", {{"MediaFileUri", "s3://media/test-clip.wav"}}}};
  for (const Output& one : golden["cases"]) {
    SCOPED_TRACE(one["name"].get<std::string>());
    (void)jobs_.Delete("job");
    for (const Output& step : one["setup"]) {
      if (step == "start") {
        ASSERT_EQ(Call("StartTranscriptionJob", start).status, 200);
      }
      if (step == "complete") {
        Complete({.media_format = "wav",
                  .sample_rate_hertz = 22050,
                  .transcript = jobs::OutputObject{"aws-transcribe-us-east-1-prod", "k"}});
      }
      if (step == "fail") {
        Fail(
            "Invalid file size: file size too large. Maximum audio duration is 4.000000 "
            "hours.Check the length of the file and try your request again.");
      }
    }
    Answer answer = Call(one["operation"], one["request"]);
    EXPECT_EQ(answer.status, one["status"].get<int>());
    Mask(answer.json);
    // The order of members is not compared: the recording sorts them.
    EXPECT_EQ(Input(answer.json), Input(one["response"])) << answer.json.dump(1);
  }
}

TEST_F(RecordedTest, RequestsOfEveryClientMeanTheSameJob) {
  const Output golden = Golden("recorded_requests.json");
  ASSERT_GE(golden["requests"].size(), 12u);
  for (const Output& recorded : golden["requests"]) {
    SCOPED_TRACE(recorded["client"].get<std::string>());
    http_server::HttpRequest request;
    request.method = recorded["method"];
    request.path = recorded["path"];
    for (const Output& header : recorded["headers"]) request.headers.Add(header[0], header[1]);
    const auto body = aws::Base64Decode(recorded["bodyBase64"].get<std::string>());
    ASSERT_TRUE(body.has_value());

    ASSERT_TRUE(TranscribeApi::IsFor(request));
    const Protocol protocol = ProtocolOf(request);
    EXPECT_EQ(protocol == Protocol::kCbor, recorded["client"] == "boto3-forced-cbor");
    EXPECT_EQ(OperationName(request, protocol), "StartTranscriptionJob");
    const auto input = DecodeBody(protocol, *body);
    ASSERT_TRUE(input.has_value()) << input.error().message;
    EXPECT_FALSE(Validate(*input, *TranscribeModel().FindShape("StartTranscriptionJobRequest")));
    const auto parsed = ParseStartRequest(*input, options_);
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_EQ(parsed->transcription_job_name, "j1");
    EXPECT_EQ(parsed->language_code, "en-US");
    EXPECT_EQ(parsed->media_file_uri, "s3://media/in/a.wav");
    EXPECT_EQ(parsed->output_bucket_name, "media");
    EXPECT_FALSE(parsed->output_key || parsed->settings || parsed->content_redaction ||
                 parsed->job_execution_settings || parsed->media_format);
  }
}

TEST_F(RecordedTest, ACborRequestIsAnsweredInCbor) {
  const Output golden = Golden("recorded_requests.json");
  for (const Output& recorded : golden["requests"]) {
    if (recorded["client"] != "boto3-forced-cbor") continue;
    http_server::HttpRequest request;
    request.method = recorded["method"];
    request.path = recorded["path"];
    for (const Output& header : recorded["headers"]) request.headers.Add(header[0], header[1]);
    request.body = std::make_unique<StringSource>(
        *aws::Base64Decode(recorded["bodyBase64"].get<std::string>()));
    const Answer answer = Send(std::move(request));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.Get("smithy-protocol"), "rpc-v2-cbor");
    EXPECT_EQ(answer.headers.Get("Content-Type"), "application/cbor");
    const auto json = DecodeBody(Protocol::kCbor, answer.body);
    ASSERT_TRUE(json.has_value());
    EXPECT_EQ((*json)["TranscriptionJob"]["TranscriptionJobStatus"], "IN_PROGRESS");
    // CreationTime as tag 1 around a double, the form of Smithy's own vectors.
    EXPECT_NE(answer.body.find("CreationTime\xc1\xfb"), std::string::npos);
    return;
  }
  FAIL() << "the recording is not there";
}

}  // namespace
}  // namespace tacet::api
