#include "tacet/transcript/transcript.h"

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
