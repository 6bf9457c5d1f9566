#include "tacet/redaction/redacted_transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "tacet/base/sanitizer.h"

namespace tacet::redaction {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Words of 200 ms, 50 ms apart; "," "." "?" are punctuation; "|" starts a segment; "<" is a clear
// pause.
Transcript MakeTranscript(const std::vector<std::string>& pieces) {
  Transcript transcript;
  int64_t now = 100;
  bool new_segment = true;
  for (const std::string& piece : pieces) {
    if (piece == "|") {
      new_segment = true;
      now += 1000;
      continue;
    }
    if (piece == "<") {
      now += 900;
      continue;
    }
    if (new_segment) {
      transcript.audio_segments.push_back({now - 20, now - 20, transcript.items.size(), 0});
      new_segment = false;
    }
    Item item;
    item.content = piece;
    if (piece == "," || piece == "." || piece == "?") {
      item.type = ItemType::kPunctuation;
    } else {
      item.confidence = 0.9;
      item.start_time_ms = now;
      item.end_time_ms = now + 200;
      item.parts = {{piece, now, now + 200}};
      now += 250;
    }
    transcript.items.push_back(item);
    AudioSegment& segment = transcript.audio_segments.back();
    ++segment.item_count;
    segment.end_time_ms = std::max(segment.end_time_ms, item.end_time_ms + 20);
  }
  return transcript;
}

PiiEntity Find(const TranscriptText& text, std::string_view what,
               PiiEntityType type = PiiEntityType::kName, double confidence = 0.75) {
  const size_t begin = text.text.find(what);
  EXPECT_NE(begin, std::string::npos) << what;
  return {type, confidence, begin, begin + what.size()};
}

std::string Joined(const RedactedTranscript& redacted) {
  const Transcript& transcript = redacted.transcript();
  return BuildTranscriptText(transcript).text;
}

TEST(RedactedTranscriptTest, CannotBeMadeButByRedaction) {
  static_assert(!std::is_default_constructible_v<RedactedTranscript>);
  static_assert(!std::is_constructible_v<RedactedTranscript, Transcript>);
  static_assert(!std::is_convertible_v<RedactedTranscript, Transcript>);
}

TEST(RedactedTranscriptTest, CollapsesAFullNameIntoOneItemAndLeavesTheTitle) {
  const Transcript transcript = MakeTranscript({"Dr", "Ana", "Maria", "Lopez", ".", "Yes"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {Find(text, "Ana Maria Lopez")};
  const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
  EXPECT_EQ(Joined(redacted), "Dr [PII]. Yes");
  const Item& item = redacted.transcript().items[1];
  EXPECT_EQ(item.type, ItemType::kPronunciation);
  EXPECT_EQ(item.confidence, 0);
  EXPECT_THAT(item.redactions, ElementsAre(Redaction{0.75, PiiEntityType::kName}));
  EXPECT_EQ(item.start_time_ms, transcript.items[1].start_time_ms);
  EXPECT_EQ(item.end_time_ms, transcript.items[3].end_time_ms);
  EXPECT_THAT(item.parts, IsEmpty());
}

TEST(RedactedTranscriptTest, EqualsTheOriginalWhenNothingWasFound) {
  const Transcript transcript = MakeTranscript({"Hello", ".", "|", "Good", "bye", "."});
  const TranscriptText text = BuildTranscriptText(transcript);
  EXPECT_EQ(RedactTranscript(transcript, text, {}).transcript(), transcript);
}

TEST(RedactedTranscriptTest, AcceptsAnEmptyTranscript) {
  EXPECT_EQ(RedactTranscript({}, {}, {}).transcript(), Transcript{});
}

TEST(RedactedTranscriptTest, DropsPunctuationInsideAnEntityAndKeepsTheOneAfterIt) {
  const Transcript transcript =
      MakeTranscript({"At", "100", "Main", "Street", ",", "Anytown", ",", "okay", "."});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {
      Find(text, "100 Main Street, Anytown", PiiEntityType::kAddress)};
  EXPECT_EQ(Joined(RedactTranscript(transcript, text, entities)), "At [PII], okay.");
}

TEST(RedactedTranscriptTest, TakesAWholeItemThatASpanOnlyTouches) {
  const Transcript transcript = MakeTranscript({"Card", "4111111111111111", "thanks"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {Find(text, "111111", PiiEntityType::kCreditDebitNumber)};
  const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
  EXPECT_EQ(Joined(redacted), "Card [PII] thanks");
}

TEST(RedactedTranscriptTest, KeepsTwoNeighbouringEntitiesApart) {
  const Transcript transcript = MakeTranscript({"Bob", "5551234", "yes"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {Find(text, "5551234", PiiEntityType::kPhone),
                                           Find(text, "Bob")};
  EXPECT_EQ(Joined(RedactTranscript(transcript, text, entities)), "[PII] [PII] yes");
}

TEST(RedactedTranscriptTest, SplitsAnEntityAtAClearPauseAndKeepsBothTimes) {
  const Transcript transcript = MakeTranscript({"Number", "4111", "<", "1111", "."});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {
      Find(text, "4111 1111", PiiEntityType::kCreditDebitNumber, 0.9994)};
  const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
  EXPECT_EQ(Joined(redacted), "Number [PII] [PII].");
  EXPECT_EQ(redacted.transcript().items[1].end_time_ms, transcript.items[1].end_time_ms);
  EXPECT_EQ(redacted.transcript().items[2].start_time_ms, transcript.items[2].start_time_ms);
  EXPECT_EQ(redacted.transcript().items[2].redactions[0].confidence, 0.9994);
}

TEST(RedactedTranscriptTest, KeepsAnEntityWithShortPausesTogether) {
  const Transcript transcript = MakeTranscript({"john", "dot", "smith", "at", "gmail"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {
      Find(text, "john dot smith at gmail", PiiEntityType::kEmail)};
  EXPECT_EQ(Joined(RedactTranscript(transcript, text, entities)), "[PII]");
}

TEST(RedactedTranscriptTest, SplitsAnEntityAtTheBorderOfSegments) {
  const Transcript transcript = MakeTranscript({"My", "4111", ".", "|", "1111", ",", "okay"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {
      Find(text, "4111.\n1111", PiiEntityType::kCreditDebitNumber)};
  const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
  EXPECT_EQ(Joined(redacted), "My [PII]\n[PII], okay");
  EXPECT_EQ(redacted.transcript().audio_segments[1].first_item, 2u);
  EXPECT_EQ(redacted.transcript().audio_segments[1].item_count, 3u);
}

TEST(RedactedTranscriptTest, DropsASegmentThatHeldOnlyPunctuationOfAnEntity) {
  const Transcript transcript = MakeTranscript({"John", "|", ",", "|", "Smith", "yes"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {{PiiEntityType::kName, 1, 0, text.text.find(" yes")}};
  const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
  EXPECT_EQ(Joined(redacted), "[PII]\n[PII] yes");
  EXPECT_EQ(redacted.transcript().audio_segments.size(), 2u);
}

TEST(RedactedTranscriptTest, GivesAnItemThatTwoEntitiesTouchToTheMoreConfident) {
  const Transcript transcript = MakeTranscript({"Jane", "Doe", "Street"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {Find(text, "Jane Doe", PiiEntityType::kName, 0.5),
                                           Find(text, "Doe Street", PiiEntityType::kAddress, 0.9)};
  const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
  EXPECT_EQ(Joined(redacted), "[PII] [PII]");
  EXPECT_EQ(redacted.transcript().items[1].redactions[0].type, PiiEntityType::kAddress);
}

// Whatever is redacted, the result is a sound transcript and nothing of the entities is left in it.
// A document is redacted anew after its vocabulary filter went over it.
TEST(RedactedTranscriptTest, KeepsThatAFilterHasMarkedItsWords) {
  Transcript transcript = MakeTranscript({"I", "am", "Rosa"});
  transcript.items[1].vocabulary_filter_match = false;
  transcript.items[2].vocabulary_filter_match = true;
  const TranscriptText text = BuildTranscriptText(transcript);
  const Transcript redacted =
      RedactTranscript(transcript, text, std::vector{Find(text, "Rosa")}).transcript();
  EXPECT_EQ(redacted.items[2].vocabulary_filter_match, false) << "the tag is no word of the filter";
  const Transcript untagged =
      RedactTranscript(transcript, text, std::vector{Find(text, "I")}).transcript();
  EXPECT_EQ(untagged.items[0].vocabulary_filter_match, std::nullopt);
}

// What a reviewer does without the unredacted transcript.
TEST(RedactedTranscriptTest, JoinsTagsWithTheWordsAroundThem) {
  const Transcript transcript = MakeTranscript({"I", "am", "Rosa", "Delgado", "here"});
  const TranscriptText text = BuildTranscriptText(transcript);
  const Transcript once =
      RedactTranscript(transcript, text, std::vector{Find(text, "Rosa")}).transcript();
  const TranscriptText again = BuildTranscriptText(once);
  const Transcript twice =
      RedactTranscript(once, again, std::vector{Find(again, "[PII] Delgado")}).transcript();
  EXPECT_EQ(JoinItems(twice, 0, twice.items.size()), "I am [PII] here");
}

TEST(RedactedTranscriptTest, HoldsItsInvariantsOnRandomTranscriptsAndEntities) {
  constexpr unsigned kSeed = 20240229;
  std::mt19937 random(kSeed);
  const auto below = [&](size_t n) {
    return std::uniform_int_distribution<size_t>(0, n - 1)(random);
  };
  for (unsigned round = 0; round < RandomCases(2000); ++round) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << " round " << round);
    std::vector<std::string> pieces = {"start"};
    const size_t count = 1 + below(25);
    for (size_t i = 0; i < count; ++i) {
      const size_t kind = below(8);
      if (kind == 0 && pieces.back() != "|") pieces.push_back("|");
      if (kind == 1) pieces.push_back("<");
      if (kind == 2) pieces.push_back(",");
      pieces.push_back("w" + std::to_string(i) + "x");
    }
    const Transcript transcript = MakeTranscript(pieces);
    const TranscriptText text = BuildTranscriptText(transcript);
    std::vector<PiiEntity> entities;
    for (size_t e = below(5); e > 0; --e) {
      const size_t begin = below(text.text.size());
      entities.push_back({AllPiiEntityTypes()[below(AllPiiEntityTypes().size())],
                          static_cast<double>(below(5)) / 4, begin,
                          begin + 1 + below(text.text.size() - begin)});
    }
    const RedactedTranscript result = RedactTranscript(transcript, text, entities);
    const Transcript& redacted = result.transcript();

    std::string everything = Joined(result);
    for (const Item& item : redacted.items) {
      for (const ItemPart& part : item.parts) everything += ' ' + part.content;
    }
    size_t untouched = 0;
    for (size_t i = 0; i < transcript.items.size(); ++i) {
      const auto& span = text.items[i];
      const bool touched = std::any_of(entities.begin(), entities.end(), [&](const PiiEntity& e) {
        return e.begin < span.end && span.begin < e.end;
      });
      if (transcript.items[i].type == ItemType::kPunctuation) continue;
      const std::string& word = transcript.items[i].content;
      if (touched) {
        EXPECT_THAT(everything, Not(HasSubstr(word)));
      } else {
        EXPECT_THAT(everything, HasSubstr(word));
        ++untouched;
      }
    }
    size_t next_item = 0;
    for (const AudioSegment& segment : redacted.audio_segments) {
      EXPECT_EQ(segment.first_item, next_item);
      EXPECT_GE(segment.item_count, 1u);
      next_item += segment.item_count;
    }
    EXPECT_EQ(next_item, redacted.items.size());
    int64_t now = 0;
    size_t plain = 0;
    for (const Item& item : redacted.items) {
      if (item.type == ItemType::kPunctuation) continue;
      EXPECT_GE(item.start_time_ms, now);
      EXPECT_GT(item.end_time_ms, item.start_time_ms);
      now = item.end_time_ms;
      EXPECT_EQ(item.content == kPiiTag, item.redactions.size() == 1);
      plain += item.redactions.empty() ? 1 : 0;
    }
    EXPECT_EQ(plain, untouched);
  }
}

}  // namespace
}  // namespace tacet::redaction
