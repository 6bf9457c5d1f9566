#include "tacet/output/read_transcript_json.h"

#include <nlohmann/json.hpp>
#include <string>

#include "tacet/redaction/redacted_transcript.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::output {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;
using ::testing::Not;

const DocumentHeader kHeader = {.job_name = "call-0042", .account_id = "111122223333"};

Item Word(std::string content, int64_t start_ms, int64_t end_ms) {
  return {.content = std::move(content),
          .confidence = 0.998,
          .start_time_ms = start_ms,
          .end_time_ms = end_ms};
}

Item Mark(std::string content) {
  return {.type = ItemType::kPunctuation, .content = std::move(content)};
}

Transcript Call() {
  return {.items = {Word("Hello", 350, 790), Mark(","), Word("Rosa", 1250, 1680), Mark("."),
                    Word("Grüße", 2000, 2001)},
          .audio_segments = {{320, 1700, 0, 4}, {2000, 2600, 4, 1}}};
}

std::string RedactedCall() {
  const Transcript call = Call();
  const TranscriptText text = BuildTranscriptText(call);
  const std::vector<PiiEntity> entities = {{.type = PiiEntityType::kName,
                                            .confidence = 0.99984,
                                            .begin = text.items[2].begin,
                                            .end = text.items[2].end}};
  return WriteRedactedTranscriptJson(redaction::RedactTranscript(call, text, entities), kHeader);
}

TEST(ReadTranscriptJsonTest, ReadsWhatTheWriterWrote) {
  for (const auto job : {RedactionJob::kNo, RedactionJob::kYes}) {
    const auto document = ReadTranscriptJson(WriteTranscriptJson(Call(), kHeader, job));
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->transcript, Call());
    EXPECT_EQ(document->header.job_name, "call-0042");
    EXPECT_EQ(document->header.account_id, "111122223333");
    EXPECT_EQ(document->is_redacted,
              job == RedactionJob::kYes ? std::optional(false) : std::nullopt);
  }
}

TEST(ReadTranscriptJsonTest, ReadsARedactedDocument) {
  const auto document = ReadTranscriptJson(RedactedCall());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->is_redacted, true);
  const Item& item = document->transcript.items[2];
  EXPECT_EQ(item.content, "[PII]");
  ASSERT_EQ(item.redactions.size(), 1u);
  EXPECT_EQ(item.redactions[0].type, PiiEntityType::kName);
  EXPECT_EQ(item.redactions[0].confidence, 0.9998);
  EXPECT_EQ(item.start_time_ms, 1250);
  // Read and redacted again without a further entity it is the same, byte for byte.
  const TranscriptText text = BuildTranscriptText(document->transcript);
  EXPECT_EQ(WriteRedactedTranscriptJson(redaction::RedactTranscript(document->transcript, text, {}),
                                        document->header),
            RedactedCall());
}

TEST(ReadTranscriptJsonTest, KeepsTheMarksOfAVocabularyFilter) {
  Transcript call = Call();
  call.items[0].vocabulary_filter_match = true;
  call.items[2].vocabulary_filter_match = false;
  const auto document = ReadTranscriptJson(WriteTranscriptJson(call, kHeader, RedactionJob::kNo));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->transcript, call);
}

TEST(ReadTranscriptJsonTest, ReadsTimesToTheMillisecond) {
  Transcript call = {.items = {}, .audio_segments = {{0, 14'400'000, 0, 5}}};
  for (const int64_t time : {0, 9, 90, 900, 14'399'999})
    call.items.push_back(Word("a", time, time));
  const auto document = ReadTranscriptJson(WriteTranscriptJson(call, kHeader, RedactionJob::kNo));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->transcript, call);
}

// What would be lost, or break a rule of Transcript, if it were let through.
TEST(ReadTranscriptJsonTest, RefusesWhatTheWritersNeverWrite) {
  const auto changed = [](const std::string& pointer, const Json& value) {
    Json json = Json::parse(RedactedCall());
    if (value.is_discarded()) {
      return json.patch(Json::array({{{"op", "remove"}, {"path", pointer}}})).dump();
    }
    json[Json::json_pointer(pointer)] = value;
    return json.dump();
  };
  const Json gone(Json::value_t::discarded);
  const std::pair<std::string, Json> cases[] = {
      {"/jobName", gone},
      {"/accountId", 1},
      {"/status", "FAILED"},
      {"/isRedacted", "true"},
      {"/isRedacted", false},
      {"/unknown", 1},
      {"/results/speaker_labels", nullptr},
      {"/results/transcripts", Json::array()},
      {"/results/transcripts/0/transcript", 1},
      {"/results/items/0/id", 1},
      {"/results/items/0/id", "0"},
      {"/results/items/0/type", "breath"},
      {"/results/items/0/type", "punctuation"},
      {"/results/items/0/speaker_label", "spk_0"},
      {"/results/items/0/start_time", 0.35},
      {"/results/items/0/start_time", "0.3500"},
      {"/results/items/0/start_time", "-0.35"},
      {"/results/items/0/start_time", "35"},
      {"/results/items/0/start_time", "1e3"},
      {"/results/items/0/start_time", "1234567890.0"},
      {"/results/items/0/end_time", "0.1"},
      {"/results/items/0/end_time", gone},
      {"/results/items/0/vocabularyFilterMatch", "yes"},
      {"/results/items/0/alternatives/0/content", ""},
      {"/results/items/0/alternatives/0/confidence", "nan"},
      {"/results/items/0/alternatives/0/confidence", "1.1"},
      {"/results/items/0/alternatives/0/confidence", gone},
      {"/results/items/0/alternatives/1", Json{{"confidence", "0.1"}, {"content", "secret"}}},
      {"/results/items/1/start_time", "0.1"},
      {"/results/items/2/alternatives/0/content", "secret"},
      {"/results/items/2/alternatives/0/confidence", "0.1"},
      {"/results/items/2/alternatives/0/redactions", Json::array()},
      {"/results/items/2/alternatives/0/redactions/0/type", "ALL"},
      {"/results/items/2/alternatives/0/redactions/0/category", "PHI"},
      {"/results/audio_segments", Json::array()},
      {"/results/audio_segments/1", gone},
      {"/results/audio_segments/1/id", 7},
      {"/results/audio_segments/0/items", Json::array({1, 0, 2, 3})},
      {"/results/audio_segments/0/items", Json::array()},
      {"/results/audio_segments/0/speaker_label", "spk_0"},
  };
  for (const auto& [pointer, value] : cases) {
    const auto document = ReadTranscriptJson(changed(pointer, value));
    ASSERT_FALSE(document) << pointer;
    EXPECT_EQ(document.error().code, ErrorCode::kDataLoss) << pointer;
    EXPECT_THAT(document.error().message, Not(HasSubstr("secret"))) << pointer;
    EXPECT_THAT(document.error().message, Not(HasSubstr("Hello"))) << pointer;
  }
  EXPECT_TRUE(ReadTranscriptJson(changed("/results/transcripts/0/transcript", "another")));
  for (const char* text : {"", "{", "[]", "null", "\"secret\"", "{\"jobName\":\"\xff\"}"}) {
    const auto document = ReadTranscriptJson(text);
    ASSERT_FALSE(document) << text;
    EXPECT_THAT(document.error().message + document.error().detail, Not(HasSubstr("secret")));
  }
}

}  // namespace
}  // namespace tacet::output
