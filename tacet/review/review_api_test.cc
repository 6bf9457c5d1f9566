// Who may call what; what is listed and revealed; what clients and logs are told.
#include "tacet/review/review_api.h"

#include <set>

#include "tacet/base/log.h"
#include "tacet/review/operations.h"
#include "tacet/review/testing_review.h"

namespace tacet::review {
namespace {

using auth::Role;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class ReviewApiTest : public ReviewTest {};

TEST_F(ReviewApiTest, TheArrayOfOperationsIsExactlyTheModels) {
  std::set<std::string_view> ours, models;
  for (const Operation& operation : kOperations) ours.insert(operation.name);
  for (const auto& [name, shapes] : ReviewModel().operations()) {
    models.insert(name);
    EXPECT_NE(shapes.output, nullptr) << name;
  }
  EXPECT_EQ(ours, models);
}

TEST_F(ReviewApiTest, TheModelKnowsTheTypesThatTranscriptsHave) {
  std::set<std::string> ours;
  for (const PiiEntityType type : AllPiiEntityTypes()) ours.emplace(PiiEntityTypeName(type));
  const auto& values = ReviewModel().FindShape("PiiEntityType")->enum_values;
  EXPECT_EQ(std::set<std::string>(values.begin(), values.end()), ours);
}

// Every operation for every role, with requests that would otherwise succeed.
TEST_F(ReviewApiTest, RolesDecideWhatMayBeCalled) {
  FinishJob("call", RedactionOutput::kRedactedAndUnredacted);
  const api::Output name = {{"TranscriptionJobName", "call"}};
  api::Output transcript = name, reveal = name, publish = name;
  transcript["Redacted"] = true;
  reveal["RedactionId"] = "4";
  reveal["Version"] = 1;
  publish["Version"] = 9;  // a conflict changes nothing
  publish["Redactions"] = api::Output::array();
  const std::tuple<std::string, api::Output, int, bool> cases[] = {
      {"GetIdentity", api::Output::object(), 200, true},
      {"GetMediaUrl", name, 400, false},  // none is needed here
      {"GetTranscript", transcript, 200, true},
      {"GetWaveform", name, 200, false},
      {"ListRedactions", name, 200, true},
      {"RevealRedaction", reveal, 200, false},
      {"PublishRedactions", publish, 400, false},
  };
  ASSERT_EQ(std::size(cases), std::size(kOperations));
  for (const auto& [operation, body, status, every_role] : cases) {
    for (const Role role : {Role::kAdmin, Role::kSubmit, Role::kReadRedacted}) {
      const Answer answer = Call(operation, body, role);
      const bool denied = role == Role::kReadRedacted && !every_role;
      EXPECT_EQ(answer.status, denied ? 400 : status) << operation << answer.body;
      EXPECT_EQ(answer.type() == "AccessDeniedException", denied) << operation;
    }
    // A link of the service gives its holder an object, not an operation.
    http_server::HttpRequest request;
    request.method = "POST";
    request.headers = {{"X-Amz-Target", "TacetReview." + operation}};
    request.body = std::make_unique<StringSource>(body.dump());
    const Answer answer = Send(std::move(request), {.role = Role::kAdmin, .service_signed = true});
    EXPECT_EQ(answer.type(), "AccessDeniedException") << operation;
  }
  EXPECT_EQ(Call("RevealRedaction", reveal, Role::kReadRedacted).message(),
            "An access key with the role read-redacted isn't authorized to perform "
            "TacetReview.RevealRedaction.");
}

TEST_F(ReviewApiTest, SaysWhoTheKeyIs) {
  const Answer answer = Send("GetIdentity", "", Role::kReadRedacted);
  EXPECT_EQ(answer.body, R"({"AccessKeyId":"AKIDREVIEWER","Role":"read-redacted"})");
}

TEST_F(ReviewApiTest, ListsWhatIsRedactedWithoutAWordOfIt) {
  for (const std::string bucket : {"", "results"}) {
    const std::string name = "call" + bucket;
    const auto job = FinishJob(name, RedactionOutput::kRedactedAndUnredacted, bucket);
    const Answer answer = List(name);
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.json["TranscriptionJobName"], name);
    EXPECT_EQ(answer.json["Version"], 1);
    EXPECT_EQ(answer.json["MediaFileUri"], "s3://media/" + name + ".wav");
    EXPECT_EQ(answer.json["CanReveal"], true);
    EXPECT_EQ(answer.json["Redactions"].dump(),
              R"([{"RedactionId":"4","StartTime":1.25,"EndTime":2.31,"Type":"NAME",)"
              R"("Confidence":0.9998,"Origin":"DETECTED","Item":4},)"
              R"({"RedactionId":"9","StartTime":3.55,"EndTime":6.84,"Type":"PHONE",)"
              R"("Confidence":0.9993,"Origin":"DETECTED","Item":9}])");
    EXPECT_EQ(answer.json["Versions"].size(), 1u);
    EXPECT_EQ(answer.json["Versions"][0]["Key"], job.redacted_transcript->key);
    EXPECT_FALSE(answer.json["Versions"][0].contains("CreatedBy"));
    for (const std::string& secret : kSecrets) EXPECT_THAT(answer.body, Not(HasSubstr(secret)));
  }
}

TEST_F(ReviewApiTest, AReadRedactedKeyIsNotShownTheWayToTheUnredactedSide) {
  FinishJob("call", RedactionOutput::kRedactedAndUnredacted);
  const Answer answer = List("call", Role::kReadRedacted);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json["Redactions"].size(), 2u);
  EXPECT_FALSE(answer.json.contains("MediaFileUri"));
  EXPECT_FALSE(answer.json.contains("CanReveal"));
}

TEST_F(ReviewApiTest, RevealsOneRedactionAndWritesDownWhoSawIt) {
  for (const std::string bucket : {"", "results"}) {
    const std::string name = "call" + bucket;
    const auto job = FinishJob(name, RedactionOutput::kRedactedAndUnredacted, bucket);
    const Answer answer = Call(
        "RevealRedaction", {{"TranscriptionJobName", name}, {"RedactionId", "4"}, {"Version", 1}});
    EXPECT_EQ(answer.body, R"({"Text":"Rosa Delgado"})");
    const std::string log = AuditText();
    EXPECT_THAT(log, AllOf(HasSubstr("\"redaction.revealed\""), HasSubstr("AKIDREVIEWER"),
                           HasSubstr(job.transcript->key),
                           HasSubstr("version 1, redaction 4, NAME, 1.25 to 2.31 s")));
    for (const std::string& secret : kSecrets) EXPECT_THAT(log, Not(HasSubstr(secret)));
  }
  const auto verified = audit::AuditLog::Verify(audit_path());
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->records, 2);
  EXPECT_EQ(verified->broken_line, std::nullopt);
}

TEST_F(ReviewApiTest, WhatCannotBeWrittenDownIsNotRevealed) {
  FinishJob("call", RedactionOutput::kRedactedAndUnredacted);
  audit_fails_ = true;
  const Answer answer = Call(
      "RevealRedaction", {{"TranscriptionJobName", "call"}, {"RedactionId", "4"}, {"Version", 1}});
  EXPECT_EQ(answer.status, 500);
  for (const std::string& secret : kSecrets) EXPECT_THAT(answer.body, Not(HasSubstr(secret)));
}

TEST_F(ReviewApiTest, WithoutAnUnredactedTranscriptRevealSaysWhatToDo) {
  FinishJob("call", RedactionOutput::kRedacted);
  EXPECT_EQ(List("call").json["CanReveal"], false);
  const Answer answer = Call(
      "RevealRedaction", {{"TranscriptionJobName", "call"}, {"RedactionId", "4"}, {"Version", 1}});
  EXPECT_EQ(answer.type(), "BadRequestException");
  EXPECT_EQ(answer.message(),
            "The job kept no unredacted transcript. Listen to the recording instead, or run the "
            "job again with the RedactionOutput redacted_and_unredacted.");
  EXPECT_EQ(AuditText(), "");
}

TEST_F(ReviewApiTest, TellsHowLoudTheRecordingIs) {
  for (const std::string bucket : {"", "results"}) {
    const std::string name = "call" + bucket;
    const auto job = FinishJob(name, RedactionOutput::kRedacted, bucket);
    const api::Output request = {{"TranscriptionJobName", name}};
    EXPECT_EQ(Call("GetWaveform", request).body,
              R"({"TranscriptionJobName":")" + name + R"(","PeaksPerSecond":50,"Peaks":"AH//"})");
    ASSERT_TRUE(objects_->Delete({job.waveform->bucket, job.waveform->key}));
    const Answer answer = Call("GetWaveform", request);
    EXPECT_EQ(answer.type(), "BadRequestException");
    EXPECT_EQ(answer.message(), "The job kept no waveform. Run it again to have one.");
  }
  EXPECT_EQ(AuditText(), "");
}

TEST_F(ReviewApiTest, GivesDocumentsOutAsTheyAreStored) {
  for (const std::string bucket : {"", "results"}) {
    const std::string name = "call" + bucket;
    const auto job = FinishJob(name, RedactionOutput::kRedactedAndUnredacted, bucket);
    const auto get = [&](bool redacted, Role role) {
      return Call("GetTranscript", {{"TranscriptionJobName", name}, {"Redacted", redacted}}, role);
    };
    EXPECT_EQ(get(true, Role::kReadRedacted).json["Transcript"], Read(*job.redacted_transcript));
    EXPECT_THAT(AuditText(), Not(HasSubstr(job.redacted_transcript->key)));
    const Answer refused = get(false, Role::kReadRedacted);
    EXPECT_EQ(refused.type(), "AccessDeniedException");
    EXPECT_THAT(AuditText(), Not(HasSubstr(job.transcript->bucket + "/" + job.transcript->key)));
    EXPECT_EQ(get(false, Role::kSubmit).json["Transcript"], Read(*job.transcript));
    EXPECT_THAT(AuditText(), AllOf(HasSubstr("object.read"),
                                   HasSubstr(job.transcript->bucket + "/" + job.transcript->key)));
    audit_fails_ = true;
    const Answer unwritten = get(false, Role::kSubmit);
    EXPECT_EQ(unwritten.status, 500);
    for (const std::string& secret : kSecrets) {
      EXPECT_THAT(AuditText(), Not(HasSubstr(secret)));
      EXPECT_THAT(refused.body, Not(HasSubstr(secret)));
      EXPECT_THAT(unwritten.body, Not(HasSubstr(secret)));
    }
    audit_fails_ = false;
  }
}

TEST_F(ReviewApiTest, SaysWhichDocumentAJobHasNot) {
  FinishJob("redacted", RedactionOutput::kRedacted);
  const auto plain = FinishJob("plain", std::nullopt);
  const auto get = [&](const std::string& name, bool redacted) {
    return Call("GetTranscript", {{"TranscriptionJobName", name}, {"Redacted", redacted}});
  };
  EXPECT_EQ(get("plain", false).json["Transcript"], Read(*plain.transcript));
  EXPECT_THAT(get("plain", true).message(), HasSubstr("without ContentRedaction"));
  EXPECT_THAT(get("redacted", false).message(), HasSubstr("kept no unredacted transcript"));
  EXPECT_THAT(get("none", false).message(), HasSubstr("couldn't be found"));
  // What lies there now is of a job that redacted.
  const auto other = FinishJob("other", RedactionOutput::kRedactedAndUnredacted);
  PutDocument(*plain.transcript, Read(*other.transcript), objectstore::ObjectContent::kTranscript);
  EXPECT_THAT(get("plain", false).message(), HasSubstr("another object"));
}

TEST_F(ReviewApiTest, LinksToARecordingInAnotherService) {
  const api::Output call = {{"TranscriptionJobName", "call"}};
  FinishJob("call", RedactionOutput::kRedacted);
  EXPECT_THAT(Call("GetMediaUrl", call).message(), HasSubstr("Your own access key opens"));

  presign_ = [](const objectstore::ObjectName& name, std::chrono::seconds expires) {
    return Result<std::string>("https://s3.example/" + name.bucket + "/" + name.key +
                               "?expires=" + std::to_string(expires.count()));
  };
  MakeApi();
  EXPECT_EQ(Call("GetMediaUrl", call).message(),
            "The recording isn't where the job read it: it was moved or deleted.");
  EXPECT_EQ(AuditText(), "");
  ASSERT_TRUE(objects_->CreateBucket("media"));
  PutDocument({"media", "call.wav"}, "RIFF", objectstore::ObjectContent::kOther);
  const Answer answer = Call("GetMediaUrl", call);
  EXPECT_EQ(answer.json["Url"], "https://s3.example/media/call.wav?expires=3600") << answer.body;
  EXPECT_EQ(answer.json["ExpirationTime"],
            static_cast<double>((clock_.Now() + std::chrono::hours(1)).time_since_epoch().count()) /
                1000);
  EXPECT_THAT(AuditText(), AllOf(HasSubstr("url.issued"), HasSubstr("media/call.wav"),
                                 Not(HasSubstr("expires"))));
  audit_fails_ = true;
  EXPECT_EQ(Call("GetMediaUrl", call).status, 500);
}

// As those are that ran before there were waveforms.
TEST_F(ReviewApiTest, AJobMayHaveNoWaveform) {
  jobs::TranscriptionJobRequest request;
  request.transcription_job_name = "call";
  ASSERT_TRUE(jobs_->Create(request));
  const auto claim = jobs_->ClaimNext(std::chrono::minutes(1), 3).value().value();
  ASSERT_TRUE(jobs_->Complete(
      claim, {.redacted_transcript = jobs::OutputObject{"results", "redacted-call.json"}}));
  EXPECT_EQ(Call("GetWaveform", {{"TranscriptionJobName", "call"}}).message(),
            "The job kept no waveform. Run it again to have one.");
}

TEST_F(ReviewApiTest, RefusesWhatItCannotReview) {
  FinishJob("plain", std::nullopt);
  FinishJob("call", RedactionOutput::kRedactedAndUnredacted);
  jobs::TranscriptionJobRequest request;
  request.transcription_job_name = "running";
  ASSERT_TRUE(jobs_->Create(request));
  const auto reveal = [&](const std::string& id, int version) {
    return Call("RevealRedaction",
                {{"TranscriptionJobName", "call"}, {"RedactionId", id}, {"Version", version}});
  };
  EXPECT_THAT(List("none").message(), HasSubstr("couldn't be found"));
  EXPECT_THAT(List("running").message(), HasSubstr("The job is IN_PROGRESS"));
  EXPECT_THAT(List("plain").message(), HasSubstr("without ContentRedaction"));
  for (const char* id : {"0", "5", "04", "4 ", "-1", "99999999999999999999", "x"}) {
    EXPECT_THAT(reveal(id, 1).message(), HasSubstr("no redaction with the RedactionId")) << id;
  }
  EXPECT_EQ(reveal("4", 2).type(), "ConflictException");
  EXPECT_THAT(reveal("4", 0).message(), HasSubstr("at 'version' failed to satisfy constraint"));
  EXPECT_THAT(Call("ListRedactions", {{"TranscriptionJobName", "call"}, {"Version", 7}}).message(),
              HasSubstr("version 7 of the redacted transcript isn't where"));
  EXPECT_EQ(Send("ListRedactions", "{\"a\"").type(), "SerializationException");
  EXPECT_THAT(Call("ListRedactions", {{"JobName", "call"}}).message(),
              HasSubstr("Unknown member 'JobName'"));
  EXPECT_EQ(Call("DropRedactions", api::Output::object()).type(), "UnknownOperationException");
  EXPECT_EQ(Call("GetIdentity", {{"Version", 1e300}}).status, 400);
}

TEST_F(ReviewApiTest, ADocumentThatIsNotTheJobsIsNotReviewed) {
  const auto job = FinishJob("call", RedactionOutput::kRedactedAndUnredacted, "results");
  const std::string document = Read(*job.redacted_transcript);
  const auto put = [&](const std::string& json, objectstore::ObjectContent content) {
    PutDocument(*job.redacted_transcript, json, content);
    return List("call").message();
  };
  // As a client uploads it: what it says of itself does not count.
  EXPECT_THAT(put(document, objectstore::ObjectContent::kOther), HasSubstr("another object"));
  std::string other = document;
  other.replace(other.find("\"call\""), 6, "\"line\"");
  EXPECT_THAT(put(other, objectstore::ObjectContent::kRedactedTranscript),
              HasSubstr("another object"));
  EXPECT_THAT(put(Read(*job.transcript), objectstore::ObjectContent::kRedactedTranscript),
              HasSubstr("another object"));
  ASSERT_TRUE(objects_->Delete({"results", job.redacted_transcript->key}));
  EXPECT_THAT(List("call").message(), HasSubstr("moved or deleted"));
  EXPECT_EQ(List("call").type(), "BadRequestException");
}

TEST_F(ReviewApiTest, ADamagedDocumentIsAFaultInsideThatShowsNothing) {
  const auto job = FinishJob("call", RedactionOutput::kRedactedAndUnredacted);
  std::string json = Read(*job.transcript);
  json.replace(json.find("\"status\""), 8, "\"stat\"");
  PutDocument(*job.transcript, json, objectstore::ObjectContent::kTranscript);
  testing::internal::CaptureStderr();
  const Answer answer = Call(
      "RevealRedaction", {{"TranscriptionJobName", "call"}, {"RedactionId", "4"}, {"Version", 1}});
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(log, AllOf(HasSubstr("review.failure"), HasSubstr("RevealRedaction")));
  for (const std::string& secret : kSecrets) {
    EXPECT_THAT(answer.body, Not(HasSubstr(secret)));
    EXPECT_THAT(log, Not(HasSubstr(secret)));
  }
}

// With the log at its most talkative, and with faults.
TEST_F(ReviewApiTest, NoRevealedTextReachesLogOrAuditLog) {
  FinishJob("call", RedactionOutput::kRedactedAndUnredacted);
  SetLogLevel(LogLevel::kDebug);
  testing::internal::CaptureStderr();
  std::vector<Answer> answers;
  const api::Output reveal = {
      {"TranscriptionJobName", "call"}, {"RedactionId", "9"}, {"Version", 1}};
  answers.push_back(Call("RevealRedaction", reveal));
  EXPECT_THAT(answers.back().body, HasSubstr("2065550142"));
  answers.push_back(PublishSpans("call", 1, {Span(1.25, 2.31, "NAME")}));
  EXPECT_EQ(answers.back().status, 200) << answers.back().body;
  answers.push_back(PublishSpans("call", 1, api::Output::array()));
  store_->before_put = [](const auto&) { return MakeError(ErrorCode::kUnavailable, "no disk"); };
  answers.push_back(PublishSpans("call", 2, api::Output::array()));
  EXPECT_EQ(answers.back().status, 500);
  answers.push_back(Send("RevealRedaction", "{\"Text\":\"Rosa Delgado 2065550142\"}"));
  SetLogLevel(LogLevel::kInfo);
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("review.failure"));
  for (const std::string& secret : kSecrets) {
    EXPECT_THAT(log, Not(HasSubstr(secret)));
    EXPECT_THAT(AuditText(), Not(HasSubstr(secret)));
    for (const Answer& answer : answers) {
      for (const auto& [name, value] : answer.log_fields) {
        EXPECT_THAT(value, Not(HasSubstr(secret)));
      }
    }
  }
  EXPECT_THAT(answers[0].log_fields, ElementsAre(testing::Pair("operation", "RevealRedaction")));
}

TEST_F(ReviewApiTest, NeedsAnAuditLog) {
  const auto made = ReviewApi::Create(
      {.jobs = *jobs_, .objects = *store_, .service_objects = *store_, .clock = clock_},
      {.service_bucket = kServiceBucket, .audit = nullptr, .endpoint_hosts = {}, .presign = {}});
  EXPECT_FALSE(made);
}

}  // namespace
}  // namespace tacet::review
