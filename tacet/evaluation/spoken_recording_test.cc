#include "tacet/evaluation/spoken_recording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tacet::evaluation {
namespace {

using ::testing::HasSubstr;

TEST(SpokenRecordingTest, ReadsWhatWasSaid) {
  const auto recordings = ParseSpokenRecordings(
      "{\"id\": \"a\", \"media\": \"a.wav\", \"words\": [{\"text\": \"I am\", \"start\": 0.3004, "
      "\"end\": 0.9, \"type\": null, \"turn\": 0}, {\"text\": \"Ana\", \"start\": 0.9, \"end\": 1, "
      "\"type\": \"NAME\"}]}\n");
  ASSERT_TRUE(recordings) << recordings.error().message;
  ASSERT_EQ(recordings->size(), 1U);
  const SpokenRecording& recording = recordings->front();
  EXPECT_EQ(recording.media, "a.wav");
  EXPECT_EQ(recording.said[0].start_ms, 300);
  EXPECT_EQ(recording.said[0].type, std::nullopt);
  EXPECT_EQ(recording.said[1].type, PiiEntityType::kName);
  EXPECT_EQ(recording.said[1].end_ms, 1000);
}

TEST(SpokenRecordingTest, FaultsNameTheLine) {
  for (const char* line : {"no JSON", "[]", R"({"id": "a", "media": "a.wav"})",
                           R"({"id": "a", "media": "a.wav", "words": [)"
                           R"({"text": "x", "start": 0, "end": 1, "type": "X"}]})",
                           R"({"id": "a", "media": "b", "words": [)"
                           R"({"text": "", "start": 0, "end": 1e300, "type": null}]})",
                           R"({"id": "a", "media": "b", "words": [)"
                           R"({"text": "", "start": 2, "end": 1, "type": null}]})"}) {
    const auto recordings = ParseSpokenRecordings(std::string("\n") + line);
    ASSERT_FALSE(recordings) << line;
    EXPECT_THAT(recordings.error().message, HasSubstr("line 2: "));
  }
}

TEST(SpokenRecordingTest, ReadsTheWordsOfADocument) {
  const auto words = ParseHeardWords(
      R"({"results": {"items": [
        {"type": "pronunciation", "alternatives": [{"confidence": "0.9", "content": "I'm"}],
         "start_time": "0.7", "end_time": "0.88"},
        {"type": "pronunciation", "alternatives": [{"content": "[PII]", "redactions": [
         {"confidence": "0.9997", "type": "NAME", "category": "PII"}]}],
         "start_time": "0.88", "end_time": "1.66"},
        {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]}]}})");
  ASSERT_TRUE(words) << words.error().message;
  ASSERT_EQ(words->size(), 2U);
  EXPECT_FALSE((*words)[0].redaction);
  EXPECT_EQ((*words)[0].content, "I'm");
  EXPECT_EQ((*words)[1].redaction, (Redaction{0.9997, PiiEntityType::kName}));
  EXPECT_EQ((*words)[1].end_ms, 1660);
  EXPECT_FALSE(ParseHeardWords("{}"));
}

}  // namespace
}  // namespace tacet::evaluation
