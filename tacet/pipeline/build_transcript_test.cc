#include "tacet/pipeline/build_transcript.h"

namespace tacet::pipeline {
namespace {

asr::RecognizedWord Word(std::string text, std::string punctuation, int64_t start_ms,
                         int64_t end_ms) {
  return {.text = text,
          .punctuation = std::move(punctuation),
          .start_ms = start_ms,
          .end_ms = end_ms,
          .confidence = 0.9,
          .parts = {{text, start_ms, end_ms}}};
}

TEST(BuildTranscriptTest, MakesItemsOfWordsAndTheirPunctuation) {
  asr::Recognition recognition;
  recognition.segments = {
      {.start_ms = 90,
       .end_ms = 900,
       .words = {Word("Hello", ",", 100, 400), Word("you", ".", 400, 800)}},
      {.start_ms = 2000, .end_ms = 2600, .words = {Word("Bye", "", 2100, 2500)}}};
  const Transcript transcript = BuildTranscript(recognition, asr::NumberRules::kEnglish);
  ASSERT_EQ(transcript.items.size(), 5u);
  EXPECT_EQ(
      transcript.items[0],
      (Item{.content = "Hello", .confidence = 0.9, .start_time_ms = 100, .end_time_ms = 400}));
  EXPECT_EQ(transcript.items[1], (Item{.type = ItemType::kPunctuation, .content = ","}));
  ASSERT_EQ(transcript.audio_segments.size(), 2u);
  EXPECT_EQ(
      transcript.audio_segments[0],
      (AudioSegment{.start_time_ms = 90, .end_time_ms = 900, .first_item = 0, .item_count = 4}));
  EXPECT_EQ(
      transcript.audio_segments[1],
      (AudioSegment{.start_time_ms = 2000, .end_time_ms = 2600, .first_item = 4, .item_count = 1}));
}

TEST(BuildTranscriptTest, MakesOneItemOfASpokenNumberAndKeepsItsDigitTimes) {
  asr::Recognition recognition;
  recognition.segments = {{.start_ms = 0,
                           .end_ms = 1000,
                           .words = {Word("four", "", 0, 300), Word("two", "", 300, 600),
                                     Word("five", ".", 600, 900)}}};
  const Transcript transcript = BuildTranscript(recognition, asr::NumberRules::kEnglish);
  ASSERT_EQ(transcript.items.size(), 2u);
  EXPECT_EQ(transcript.items[0].content, "425");
  EXPECT_EQ(transcript.items[0].start_time_ms, 0);
  EXPECT_EQ(transcript.items[0].end_time_ms, 900);
  EXPECT_EQ(transcript.items[0].parts,
            (std::vector<ItemPart>{{"4", 0, 300}, {"2", 300, 600}, {"5", 600, 900}}));
}

TEST(BuildTranscriptTest, LeavesOutSegmentsWithoutWords) {
  asr::Recognition recognition;
  recognition.segments = {{.start_ms = 0, .end_ms = 1000}};
  EXPECT_EQ(BuildTranscript(recognition, asr::NumberRules::kEnglish), Transcript{});
}

}  // namespace
}  // namespace tacet::pipeline
