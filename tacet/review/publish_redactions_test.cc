// Publishing: what is written where, what is kept, and what happens when two do it or one dies.
#include <thread>

#include "tacet/api/json.h"
#include "tacet/output/read_transcript_json.h"
#include "tacet/review/document_versions.h"
#include "tacet/review/testing_review.h"

namespace tacet::review {
namespace {

using objectstore::ObjectContent;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const RedactionOutput kBoth = RedactionOutput::kRedactedAndUnredacted;

class PublishTest : public ReviewTest {
 protected:
  std::string Spoken(const jobs::OutputObject& object) {
    const auto document = output::ReadTranscriptJson(Read(object));
    if (!document) return "unreadable: " + document.error().message;
    return JoinItems(document->transcript, 0, document->transcript.items.size());
  }
  jobs::OutputObject Kept(const jobs::TranscriptionJob& job, int version) {
    return {job.redacted_transcript->bucket, KeptKey(job.redacted_transcript->key, version)};
  }
  // The list as it is, ready to be sent.
  api::Output Unchanged(const std::string& name) {
    api::Output spans = api::Output::array();
    const api::Output listed = List(name).json;
    for (const api::Output& redaction : listed["Redactions"]) {
      spans.push_back({{"RedactionId", redaction["RedactionId"]},
                       {"StartTime", redaction["StartTime"]},
                       {"EndTime", redaction["EndTime"]},
                       {"Type", redaction["Type"]}});
    }
    return spans;
  }
};

TEST(KeptKeyTest, PutsTheNumberBeforeTheEnding) {
  EXPECT_EQ(KeptKey("a/redacted-call.json", 1), "a/redacted-call.v1.json");
  EXPECT_EQ(KeptKey("redacted-call.wav.json", 12), "redacted-call.wav.v12.json");
  EXPECT_EQ(KeptKey("redacted", 1), "redacted.v1");
}

TEST_F(PublishTest, TheNewDocumentStandsWhereTheOldOneStood) {
  for (const std::string bucket : {"", "results"}) {
    const std::string name = "call" + bucket;
    const auto job = FinishJob(name, kBoth, bucket);
    const std::string before = Read(*job.redacted_transcript);
    api::Output spans = Unchanged(name);
    spans.push_back(Span(0.35, 0.79, "USERNAME"));
    clock_.Advance(std::chrono::seconds(90));
    const Answer answer = PublishSpans(name, 1, spans);
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body, "{\"TranscriptionJobName\":\"" + name + "\",\"Version\":2}");
    EXPECT_EQ(Spoken(*job.redacted_transcript), "[PII], this is [PII]. My number is [PII].");
    EXPECT_EQ(Read(Kept(job, 1)), before);
    EXPECT_EQ(Spoken(*job.transcript), "Hello, this is Rosa Delgado. My number is 2065550142.")
        << "the unredacted transcript stays as it is";

    const auto info =
        objects_->Head({job.redacted_transcript->bucket, job.redacted_transcript->key});
    ASSERT_TRUE(info);
    EXPECT_EQ(info->content, ObjectContent::kRedactedTranscript);
    EXPECT_EQ(info->content_type, "application/json");
    // It may show what the new one hides.
    EXPECT_EQ(objects_->Head({job.redacted_transcript->bucket, Kept(job, 1).key})->content,
              ObjectContent::kTranscript);

    const api::Output listed = List(name).json;
    EXPECT_EQ(listed["Version"], 2);
    ASSERT_EQ(listed["Redactions"].size(), 3u);
    EXPECT_EQ(listed["Redactions"][0]["Origin"], "REVIEWER");
    EXPECT_EQ(listed["Redactions"][0]["Confidence"], 1.0);
    EXPECT_EQ(listed["Redactions"][1]["Origin"], "DETECTED");
    EXPECT_EQ(listed["Redactions"][1]["Confidence"], 0.9998);
    ASSERT_EQ(listed["Versions"].size(), 2u);
    EXPECT_EQ(listed["Versions"][0]["Version"], 2);
    EXPECT_EQ(listed["Versions"][0]["CreatedBy"], "AKIDREVIEWER");
    EXPECT_EQ(listed["Versions"][0]["Key"], job.redacted_transcript->key);
    EXPECT_EQ(listed["Versions"][1]["Version"], 1);
    EXPECT_FALSE(listed["Versions"][1].contains("CreatedBy"));
    EXPECT_EQ(listed["Versions"][1]["Key"], Kept(job, 1).key);
    EXPECT_EQ(listed["Versions"][0]["CreationTime"].get<double>() -
                  listed["Versions"][1]["CreationTime"].get<double>(),
              90.0);
  }
}

TEST_F(PublishTest, AnUnchangedListGivesTheSameBytes) {
  for (const auto redaction : {kBoth, RedactionOutput::kRedacted}) {
    const std::string name = redaction == kBoth ? "both" : "one";
    const auto job = FinishJob(name, redaction);
    const std::string before = Read(*job.redacted_transcript);
    ASSERT_EQ(PublishSpans(name, 1, Unchanged(name)).status, 200);
    EXPECT_EQ(Read(*job.redacted_transcript), before);
    EXPECT_EQ(List(name).json["Version"], 2);
  }
}

TEST_F(PublishTest, ShowsWordsAgainOnlyWithTheUnredactedTranscript) {
  const auto with = FinishJob("with", kBoth);
  ASSERT_EQ(PublishSpans("with", 1, {Span(3.55, 6.84, "PHONE")}).status, 200);
  EXPECT_EQ(Spoken(*with.redacted_transcript), "Hello, this is Rosa Delgado. My number is [PII].");

  const auto without = FinishJob("without", RedactionOutput::kRedacted);
  const Answer refused = PublishSpans("without", 1, {Span(3.55, 6.84, "PHONE")});
  EXPECT_EQ(refused.type(), "BadRequestException");
  EXPECT_THAT(refused.message(), HasSubstr("redaction 4 can't be taken back"));
  EXPECT_EQ(List("without").json["Version"], 1);
  ASSERT_EQ(
      PublishSpans("without", 1,
                   {Span(1.12, 2.31, "NAME"), Span(3.55, 6.84, "PHONE"), Span(0.35, 0.79, "NAME")})
          .status,
      200);
  EXPECT_EQ(Spoken(*without.redacted_transcript), "[PII], this [PII]. My number is [PII].");
}

TEST_F(PublishTest, AnEarlierVersionCanBeLookedAtAndBroughtBack) {
  const auto job = FinishJob("call", kBoth);
  const std::string first = Read(*job.redacted_transcript);
  ASSERT_EQ(PublishSpans("call", 1, {Span(0.35, 0.79, "NAME")}).status, 200);
  const api::Output old =
      Call("ListRedactions", {{"TranscriptionJobName", "call"}, {"Version", 1}}).json;
  EXPECT_EQ(old["Version"], 1);
  ASSERT_EQ(old["Redactions"].size(), 2u);
  EXPECT_EQ(old["Redactions"][0]["Type"], "NAME");
  EXPECT_EQ(old["Versions"].size(), 2u);
  api::Output spans = api::Output::array();
  for (const api::Output& redaction : old["Redactions"]) {
    spans.push_back(Span(redaction["StartTime"], redaction["EndTime"], redaction["Type"]));
  }
  ASSERT_EQ(PublishSpans("call", 2, spans).status, 200);
  EXPECT_EQ(Spoken(*job.redacted_transcript), "Hello, this is [PII]. My number is [PII].");
  const api::Output listed = List("call").json;
  EXPECT_EQ(listed["Version"], 3);
  for (const api::Output& redaction : listed["Redactions"]) {
    EXPECT_EQ(redaction["Origin"], "DETECTED");
  }
  EXPECT_EQ(Read(Kept(job, 1)), first);
}

TEST_F(PublishTest, WithoutTheFirstVersionTheOriginIsNotGuessed) {
  const auto job = FinishJob("call", kBoth, "results");
  ASSERT_EQ(PublishSpans("call", 1, Unchanged("call")).status, 200);
  ASSERT_TRUE(objects_->Delete({"results", Kept(job, 1).key}));
  const api::Output listed = List("call").json;
  EXPECT_EQ(listed["Versions"].size(), 1u);
  for (const api::Output& redaction : listed["Redactions"]) {
    EXPECT_FALSE(redaction.contains("Origin"));
  }
}

TEST_F(PublishTest, TheAuditLogHasCountsAndIdsAndNoText) {
  const auto job = FinishJob("call", kBoth);
  ASSERT_EQ(PublishSpans(
                "call", 1,
                {{{"RedactionId", "9"}, {"StartTime", 3.42}, {"EndTime", 6.84}, {"Type", "PHONE"}},
                 Span(0.35, 0.79, "NAME")})
                .status,
            200);
  const std::string log = AuditText();
  EXPECT_THAT(log, AllOf(HasSubstr("\"redactions.published\""), HasSubstr("AKIDREVIEWER"),
                         HasSubstr(job.redacted_transcript->key),
                         HasSubstr("version 1 to 2: 0 unchanged, 1 changed, 1 added, 1 taken back "
                                   "(4)")));
  for (const std::string& secret : kSecrets) EXPECT_THAT(log, Not(HasSubstr(secret)));
  audit_fails_ = true;
  EXPECT_EQ(PublishSpans("call", 2, Unchanged("call")).status, 500);
  EXPECT_EQ(List("call").json["Version"], 2);
}

TEST_F(PublishTest, RefusesListsThatCannotBeMeant) {
  FinishJob("call", kBoth);
  const auto message = [&](const api::Output& span) {
    return PublishSpans("call", 1, {Span(1.25, 2.31, "NAME"), span}).message();
  };
  EXPECT_THAT(message(Span(-1, 2, "NAME")), HasSubstr("Redactions.2 has times"));
  EXPECT_THAT(message(Span(3, 2, "NAME")), HasSubstr("Redactions.2 has times"));
  EXPECT_THAT(message(Span(0, 1e300, "NAME")), HasSubstr("Redactions.2 has times"));
  EXPECT_THAT(message(Span(2.32, 2.89, "NAME")), HasSubstr("Redactions.2 covers no word"));
  EXPECT_THAT(message(Span(0, 1, "ALL")), HasSubstr("'redactions.2.member.type'"));
  EXPECT_THAT(message({{"StartTime", 0}, {"EndTime", 1}}), HasSubstr("'redactions.2.member.type'"));
  api::Output unknown = Span(0, 1, "NAME");
  unknown["RedactionId"] = "5";
  EXPECT_THAT(message(unknown), HasSubstr("no redaction with the RedactionId"));
  api::Output many = api::Output::array();
  for (int i = 0; i <= 10'000; ++i) many.push_back(Span(0, 1, "NAME"));
  EXPECT_THAT(PublishSpans("call", 1, many).message(), HasSubstr("'redactions'"));
  EXPECT_EQ(List("call").json["Version"], 1);
  EXPECT_EQ(AuditText(), "");
}

TEST_F(PublishTest, OfTwoReviewersAtOnceTheSecondIsToldOfTheFirst) {
  FinishJob("call", kBoth);
  constexpr int kReviewers = 8;
  std::vector<Answer> answers(kReviewers);
  std::vector<std::thread> reviewers;
  for (int i = 0; i < kReviewers; ++i) {
    reviewers.emplace_back([&, i] {
      answers[static_cast<size_t>(i)] =
          PublishSpans("call", 1, {Span(0.35, 0.79, i % 2 == 0 ? "NAME" : "USERNAME")});
    });
  }
  for (std::thread& reviewer : reviewers) reviewer.join();
  int published = 0;
  for (const Answer& answer : answers) {
    if (answer.status == 200) {
      ++published;
      continue;
    }
    EXPECT_EQ(answer.type(), "ConflictException") << answer.body;
    EXPECT_THAT(answer.message(), HasSubstr("at version 2, not at version 1"));
  }
  EXPECT_EQ(published, 1);
  EXPECT_EQ(List("call").json["Version"], 2);
}

// Another process, or the bucket's owner.
TEST_F(PublishTest, ADocumentThatIsReplacedMeanwhileIsNotOverwritten) {
  const auto job = FinishJob("call", kBoth, "results");
  store_->before_put = [&](const objectstore::ObjectName& name) -> Status {
    if (name.key == job.redacted_transcript->key) {
      PutDocument(*job.redacted_transcript, "theirs", ObjectContent::kOther);
    }
    return {};
  };
  const Answer answer = PublishSpans("call", 1, api::Output::array());
  EXPECT_EQ(answer.type(), "ConflictException");
  EXPECT_THAT(answer.message(), HasSubstr("replaced meanwhile"));
  EXPECT_EQ(Read(*job.redacted_transcript), "theirs");
}

TEST_F(PublishTest, ADeathBetweenTheTwoWritesLeavesTheOldVersionAndPublishingWorksAgain) {
  const auto job = FinishJob("call", kBoth);
  const std::string before = Read(*job.redacted_transcript);
  store_->before_put = [&](const objectstore::ObjectName& name) -> Status {
    if (name.key != job.redacted_transcript->key) return {};
    return MakeError(ErrorCode::kUnavailable, "killed");
  };
  EXPECT_EQ(PublishSpans("call", 1, {Span(0.35, 0.79, "NAME")}).status, 500);
  EXPECT_EQ(Read(*job.redacted_transcript), before);
  EXPECT_EQ(Read(Kept(job, 1)), before) << "the copy comes first";
  const api::Output listed = List("call").json;
  EXPECT_EQ(listed["Version"], 1);
  EXPECT_EQ(listed["Versions"].size(), 1u) << "the copy of what is current is no version";

  store_->before_put = nullptr;
  clock_.Advance(std::chrono::hours(1));
  ASSERT_EQ(PublishSpans("call", 1, {Span(0.35, 0.79, "NAME")}).status, 200);
  EXPECT_EQ(Read(Kept(job, 1)), before);
  EXPECT_EQ(List("call").json["Versions"].size(), 2u);
}

TEST_F(PublishTest, ADeathBeforeTheCopyChangesNothing) {
  const auto job = FinishJob("call", kBoth);
  const std::string before = Read(*job.redacted_transcript);
  store_->before_put = [](const auto&) { return MakeError(ErrorCode::kUnavailable, "killed"); };
  EXPECT_EQ(PublishSpans("call", 1, {Span(0.35, 0.79, "NAME")}).status, 500);
  EXPECT_EQ(Read(*job.redacted_transcript), before);
  EXPECT_EQ(Read(Kept(job, 1)), "");
}

// A customer's objects stay when a job is deleted; one of the same name writes over them.
TEST_F(PublishTest, VersionsOfAnEarlierJobOfThatNameAreReplacedAndNeverShown) {
  const auto first = FinishJob("call", kBoth, "results");
  ASSERT_EQ(PublishSpans("call", 1, api::Output::array()).status, 200);
  ASSERT_EQ(PublishSpans("call", 2, {Span(0.35, 0.79, "NAME")}).status, 200);
  ASSERT_TRUE(jobs_->Delete("call"));
  const auto second = FinishJob("call", kBoth, "results");
  ASSERT_EQ(second.redacted_transcript, first.redacted_transcript);
  const std::string before = Read(*second.redacted_transcript);
  const api::Output listed = List("call").json;
  EXPECT_EQ(listed["Version"], 1);
  EXPECT_EQ(listed["Versions"].size(), 1u);
  ASSERT_EQ(PublishSpans("call", 1, Unchanged("call")).status, 200);
  EXPECT_EQ(Read(Kept(second, 1)), before);
  EXPECT_EQ(List("call").json["Versions"].size(), 2u);
  EXPECT_EQ(List("call").json["Redactions"][0]["Origin"], "DETECTED");
}

TEST_F(PublishTest, AnObjectThatOnlyHasTheNameOfAVersionIsNotOverwritten) {
  const auto job = FinishJob("call", kBoth, "results");
  PutDocument(Kept(job, 1), "somebody's", ObjectContent::kOther);
  const Answer answer = PublishSpans("call", 1, api::Output::array());
  EXPECT_EQ(answer.type(), "BadRequestException");
  EXPECT_THAT(answer.message(), HasSubstr("another object has the name"));
  EXPECT_EQ(Read(Kept(job, 1)), "somebody's");
  EXPECT_EQ(List("call").json["Version"], 1);
}

TEST_F(PublishTest, OnlySoManyVersionsAreListed) {
  FinishJob("call", kBoth);
  for (int version = 1; version < DocumentVersions::kMaxListed + 5; ++version) {
    ASSERT_EQ(PublishSpans("call", version, {Span(0.35, 0.79, "NAME")}).status, 200) << version;
  }
  const api::Output listed = List("call").json["Versions"];
  ASSERT_EQ(listed.size(), static_cast<size_t>(DocumentVersions::kMaxListed));
  EXPECT_EQ(listed[0]["Version"], DocumentVersions::kMaxListed + 5);
}

}  // namespace
}  // namespace tacet::review
