#include "tacet/output/transcript_json.h"

#include <nlohmann/json.hpp>

#include "tacet/output/number_text.h"

namespace tacet::output {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Item Word(std::string content, double confidence, int64_t start_ms, int64_t end_ms) {
  return {.content = std::move(content),
          .confidence = confidence,
          .start_time_ms = start_ms,
          .end_time_ms = end_ms};
}

Item Sign(std::string content) {
  return {.type = ItemType::kPunctuation, .content = std::move(content)};
}

Transcript ShortCall() {
  Transcript transcript;
  transcript.items = {Word("Hello", 0.998, 350, 790),  Sign(","),
                      Word("this", 0.9991, 910, 1120), Word("is", 0.998, 1120, 1250),
                      Word("Rosa", 0.962, 1250, 1680), Sign(".")};
  transcript.audio_segments = {
      {.start_time_ms = 320, .end_time_ms = 1700, .first_item = 0, .item_count = 6}};
  return transcript;
}

const DocumentHeader kCallHeader = {.job_name = "call-0042", .account_id = "111122223333"};

TEST(TranscriptJsonTest, WritesTheServicesDocument) {
  EXPECT_EQ(
      WriteTranscriptJson(ShortCall(), kCallHeader, RedactionJob::kNo),
      R"({"jobName":"call-0042","accountId":"111122223333","status":"COMPLETED","results":{)"
      R"("transcripts":[{"transcript":"Hello, this is Rosa."}],"items":[)"
      R"({"id":0,"type":"pronunciation","alternatives":[{"confidence":"0.998","content":"Hello"}],)"
      R"("start_time":"0.35","end_time":"0.79"},)"
      R"({"id":1,"type":"punctuation","alternatives":[{"confidence":"0.0","content":","}]},)"
      R"({"id":2,"type":"pronunciation","alternatives":[{"confidence":"0.999","content":"this"}],)"
      R"("start_time":"0.91","end_time":"1.12"},)"
      R"({"id":3,"type":"pronunciation","alternatives":[{"confidence":"0.998","content":"is"}],)"
      R"("start_time":"1.12","end_time":"1.25"},)"
      R"({"id":4,"type":"pronunciation","alternatives":[{"confidence":"0.962","content":"Rosa"}],)"
      R"("start_time":"1.25","end_time":"1.68"},)"
      R"({"id":5,"type":"punctuation","alternatives":[{"confidence":"0.0","content":"."}]}],)"
      R"("audio_segments":[{"id":0,"transcript":"Hello, this is Rosa.","start_time":"0.32",)"
      R"("end_time":"1.7","items":[0,1,2,3,4,5]}]}})");
}

TEST(TranscriptJsonTest, WritesTheRedactedDocumentWithoutTheWord) {
  const Transcript call = ShortCall();
  const TranscriptText text = BuildTranscriptText(call);
  const PiiEntity rosa = {.type = PiiEntityType::kName,
                          .confidence = 0.99984,
                          .begin = text.items[4].begin,
                          .end = text.items[4].end};
  const std::string document =
      WriteRedactedTranscriptJson(redaction::RedactTranscript(call, text, {&rosa, 1}), kCallHeader);
  EXPECT_THAT(document, HasSubstr(R"("accountId":"111122223333","isRedacted":true,"status")"));
  EXPECT_THAT(document, HasSubstr(R"([{"transcript":"Hello, this is [PII]."}])"));
  EXPECT_THAT(
      document,
      HasSubstr(
          R"({"id":4,"type":"pronunciation","alternatives":[{"content":"[PII]","redactions":[)"
          R"({"confidence":"0.9998","type":"NAME","category":"PII"}]}],"start_time":"1.25",)"
          R"("end_time":"1.68"})"));
  EXPECT_THAT(document, Not(HasSubstr("Rosa")));
}

TEST(TranscriptJsonTest, MarksTheUnredactedTwin) {
  EXPECT_THAT(WriteTranscriptJson(ShortCall(), kCallHeader, RedactionJob::kYes),
              HasSubstr(R"("accountId":"111122223333","isRedacted":false,"status":"COMPLETED")"));
}

TEST(TranscriptJsonTest, MarksWordsOfTheVocabularyFilterBehindTheirTimes) {
  Transcript transcript = {.items = {{.content = "Heck",
                                      .confidence = 0.995,
                                      .start_time_ms = 400,
                                      .end_time_ms = 710,
                                      .vocabulary_filter_match = true},
                                     {.content = "no", .vocabulary_filter_match = false}},
                           .audio_segments = {{380, 1050, 0, 2}}};
  const std::string json =
      WriteTranscriptJson(transcript, {"call", "111122223333"}, RedactionJob::kNo);
  EXPECT_THAT(json,
              testing::HasSubstr(R"("end_time":"0.71","vocabularyFilterMatch":true},{"id":1)"));
  EXPECT_THAT(json, testing::HasSubstr(R"("vocabularyFilterMatch":false}])"));
}

TEST(TranscriptJsonTest, WritesAnEmptyTranscript) {
  EXPECT_EQ(WriteTranscriptJson({}, kCallHeader, RedactionJob::kNo),
            R"({"jobName":"call-0042","accountId":"111122223333","status":"COMPLETED",)"
            R"("results":{"transcripts":[{"transcript":""}],"items":[],"audio_segments":[]}})");
}

TEST(TranscriptJsonTest, KeepsUtf8AndSurvivesBrokenUtf8) {
  Transcript transcript;
  transcript.items = {Word("Núñez", 0.5, 0, 10), Word("a\xff", 0.5, 10, 20)};
  transcript.audio_segments = {{.end_time_ms = 20, .first_item = 0, .item_count = 2}};
  const std::string document = WriteTranscriptJson(transcript, kCallHeader, RedactionJob::kNo);
  EXPECT_THAT(document, HasSubstr("Núñez"));
  EXPECT_TRUE(nlohmann::json::accept(document));
}

TEST(NumberTextTest, WritesSecondsAsTheServiceDoes) {
  EXPECT_EQ(SecondsText(0), "0.0");
  EXPECT_EQ(SecondsText(9), "0.009");
  EXPECT_EQ(SecondsText(349), "0.349");
  EXPECT_EQ(SecondsText(2190), "2.19");
  EXPECT_EQ(SecondsText(13600), "13.6");
  EXPECT_EQ(SecondsText(30000), "30.0");
  EXPECT_EQ(SecondsText(14'400'001), "14400.001");
}

TEST(NumberTextTest, WritesConfidencesAsTheServiceDoes) {
  EXPECT_EQ(ConfidenceText(0, 3), "0.0");
  EXPECT_EQ(ConfidenceText(1, 3), "1.0");
  EXPECT_EQ(ConfidenceText(0.9984, 3), "0.998");
  EXPECT_EQ(ConfidenceText(0.9996, 3), "1.0");
  EXPECT_EQ(ConfidenceText(0.99994, 4), "0.9999");
  EXPECT_EQ(ConfidenceText(0.19350, 4), "0.1935");
  EXPECT_EQ(ConfidenceText(1.5, 3), "1.0");
  EXPECT_EQ(ConfidenceText(-0.5, 3), "0.0");
  EXPECT_EQ(ConfidenceText(std::nan(""), 3), "0.0");
}

}  // namespace
}  // namespace tacet::output
