#include "tacet/transcript/transcript.h"

#include <cmath>

#include "tacet/transcript/pii_entity_type.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet {
namespace {

Item Word(std::string content) { return {.content = std::move(content), .confidence = 0.9}; }
Item Mark(std::string content) {
  return {.type = ItemType::kPunctuation, .content = std::move(content)};
}

Transcript TwoSegments() {
  Transcript transcript;
  transcript.items = {Word("Hello"), Mark(","), Word("you"), Mark("."), Word("Bye"), Mark(".")};
  transcript.audio_segments = {{.first_item = 0, .item_count = 4},
                               {.first_item = 4, .item_count = 2}};
  return transcript;
}

TEST(TranscriptTextTest, PutsSegmentsOnLinesAndKnowsWhereItemsStand) {
  const TranscriptText text = BuildTranscriptText(TwoSegments());
  EXPECT_EQ(text.text, "Hello, you.\nBye.");
  ASSERT_EQ(text.items.size(), 6u);
  EXPECT_EQ(text.text.substr(text.items[2].begin, text.items[2].end - text.items[2].begin), "you");
  EXPECT_EQ(text.text.substr(text.items[4].begin, text.items[4].end - text.items[4].begin), "Bye");
}

TEST(TranscriptTextTest, IsEmptyForAnEmptyTranscript) {
  EXPECT_EQ(BuildTranscriptText({}).text, "");
  EXPECT_EQ(JoinItems({}, 0, 0), "");
}

TEST(TranscriptTextTest, KnowsHowSureEveryWordIs) {
  Transcript transcript = TwoSegments();
  transcript.items[2].confidence = 0.4;
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<WordConfidence> confidences = WordConfidences(transcript, text);
  ASSERT_EQ(confidences.size(), 3u);
  EXPECT_EQ(text.text.substr(confidences[1].begin, confidences[1].end - confidences[1].begin),
            "you");
  EXPECT_EQ(confidences[1].confidence, 0.4);
  EXPECT_EQ(confidences[2].confidence, 0.9);
}

TEST(TranscriptTextTest, PairsTheWordsOfATextWithConfidences) {
  const auto words = WordConfidences(" Hello,  you.", std::vector{0.9, 0.4});
  ASSERT_TRUE(words);
  ASSERT_EQ(words->size(), 2u);
  EXPECT_EQ((*words)[0].begin, 1u);
  EXPECT_EQ((*words)[0].end, 7u);
  EXPECT_EQ((*words)[1].begin, 9u);
  EXPECT_EQ((*words)[1].end, 13u);
  EXPECT_EQ((*words)[1].confidence, 0.4);
  EXPECT_TRUE(WordConfidences("", {}));
  EXPECT_FALSE(WordConfidences("Hello you", std::vector{0.9}));
  EXPECT_FALSE(WordConfidences("Hello", std::vector{0.9, 0.4}));
  EXPECT_FALSE(WordConfidences("Hello", std::vector{1.1}));
  EXPECT_FALSE(WordConfidences("Hello", std::vector{std::nan("")}));
}

TEST(TranscriptTextTest, JoinsItemsOnOneLine) {
  EXPECT_EQ(JoinItems(TwoSegments(), 0, 6), "Hello, you. Bye.");
  EXPECT_EQ(JoinItems(TwoSegments(), 4, 2), "Bye.");
}

TEST(PiiEntityTypeTest, NamesAreAwsNamesAndParseBack) {
  EXPECT_EQ(PiiEntityTypeName(PiiEntityType::kCreditDebitNumber), "CREDIT_DEBIT_NUMBER");
  for (const PiiEntityType type : AllPiiEntityTypes()) {
    EXPECT_EQ(ParsePiiEntityType(PiiEntityTypeName(type)), type);
  }
  EXPECT_EQ(AllPiiEntityTypes().size(), 29u);
}

TEST(PiiEntityTypeTest, KnowsNoOtherNames) {
  EXPECT_EQ(ParsePiiEntityType("ALL"), std::nullopt);
  EXPECT_EQ(ParsePiiEntityType("name"), std::nullopt);
  EXPECT_EQ(ParsePiiEntityType(""), std::nullopt);
}

}  // namespace
}  // namespace tacet
