#include "tacet/review/review_spans.h"

#include "tacet/review/testing_review.h"

namespace tacet::review {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr PiiEntityType kName = PiiEntityType::kName;
constexpr PiiEntityType kPhone = PiiEntityType::kPhone;

std::string Text(const Publication& publication) {
  const Transcript& transcript = publication.transcript.transcript();
  return JoinItems(transcript, 0, transcript.items.size());
}

Publication MustPublish(const Transcript& current, const Transcript* unredacted,
                        const std::vector<ReviewedSpan>& spans) {
  auto publication = Publish(current, unredacted, spans);
  EXPECT_TRUE(publication) << publication.error().message;
  return publication ? *std::move(publication) : Publication{.transcript = RedactedCall()};
}

const ReviewedSpan kRosaDelgado = {.start_time_ms = 1250, .end_time_ms = 2310, .type = kName};
const ReviewedSpan kNumber = {.start_time_ms = 3550, .end_time_ms = 6840, .type = kPhone};

class ReviewSpansTest : public testing::Test {
 protected:
  const Transcript call_ = SpokenCall();
  const Transcript redacted_ = RedactedCall().transcript();
};

TEST_F(ReviewSpansTest, ListsEachPiiItem) {
  const auto redactions = RedactionsOf(redacted_);
  ASSERT_EQ(redactions.size(), 2u);
  EXPECT_EQ(redactions[0].item, 4u);
  EXPECT_EQ(redactions[0].start_time_ms, 1250);
  EXPECT_EQ(redactions[0].end_time_ms, 2310);
  EXPECT_EQ(redactions[0].type, kName);
  EXPECT_EQ(redactions[0].confidence, 0.9998);
  EXPECT_EQ(redactions[1].item, 9u);
  EXPECT_THAT(RedactionsOf(call_), IsEmpty());
}

TEST_F(ReviewSpansTest, ASpanMeansTheWordsThatItCoversByMoreThanHalf) {
  const WordFinder finder(call_);
  EXPECT_EQ(finder.Find(1250, 2310), (ItemRange{4, 5}));
  EXPECT_EQ(finder.Find(1300, 2300), (ItemRange{4, 5}));
  EXPECT_EQ(finder.Find(1500, 2300), (ItemRange{5, 5})) << "a bit of Rosa is not Rosa";
  EXPECT_EQ(finder.Find(1400, 1900), (ItemRange{4, 4}));
  EXPECT_EQ(finder.Find(0, 10'000), (ItemRange{0, 10})) << "punctuation at the end is no word";
  EXPECT_EQ(finder.Find(2320, 2890), std::nullopt);
  EXPECT_EQ(finder.Find(4000, 5000), std::nullopt) << "a third of the number";
  EXPECT_EQ(finder.Find(7000, 8000), std::nullopt);
  EXPECT_EQ(WordFinder(Transcript()).Find(0, 1), std::nullopt);
}

// Else publishing an unchanged list could show what was hidden.
TEST_F(ReviewSpansTest, ARedactionsOwnTimesMeanAllOfItsWordsHoweverOddTheirTimes) {
  const auto word = [](int64_t start_ms, int64_t end_ms) {
    return Item{.content = "w", .start_time_ms = start_ms, .end_time_ms = end_ms};
  };
  // Times of the first and last word, in the order of the items.
  const std::vector<std::vector<Item>> oddities = {
      {word(0, 2000), word(100, 300)},                    // the first ends last
      {word(0, 1000), word(1000, 1000)},                  // the last is an instant
      {word(500, 500), word(500, 900), word(900, 900)},   // both ends are
      {word(700, 700)},                                   // it is the only one
      {word(0, 100), word(2000, 2100), word(200, 250)},   // one in the middle out of order
      {word(400, 600), word(100, 200), word(500, 1000)},  // not even begun in order
  };
  for (const auto& items : oddities) {
    Transcript transcript = {.items = items, .audio_segments = {{0, 9000, 0, items.size()}}};
    const auto range =
        WordFinder(transcript).Find(items.front().start_time_ms, items.back().end_time_ms);
    ASSERT_TRUE(range);
    EXPECT_EQ(range->first, 0u);
    EXPECT_EQ(range->last, items.size() - 1);
  }
}

TEST_F(ReviewSpansTest, AnUnchangedListGivesTheSameTranscript) {
  for (const Transcript* unredacted : {&call_, static_cast<const Transcript*>(nullptr)}) {
    const Publication publication = MustPublish(redacted_, unredacted, {kNumber, kRosaDelgado});
    EXPECT_EQ(publication.transcript, RedactedCall());
    EXPECT_EQ(publication.unchanged, 2u);
    EXPECT_EQ(publication.changed + publication.added + publication.taken_back.size(), 0u);
  }
}

TEST_F(ReviewSpansTest, TakesBackShortensAndAdds) {
  const Publication none = MustPublish(redacted_, &call_, {});
  EXPECT_EQ(none.transcript.transcript(), call_);
  EXPECT_THAT(none.taken_back, ElementsAre(0u, 1u));

  const Publication changed =
      MustPublish(redacted_, &call_,
                  {{.start_time_ms = 1680, .end_time_ms = 2310, .type = kName, .replaces = 0},
                   {.start_time_ms = 350, .end_time_ms = 790, .type = PiiEntityType::kUsername}});
  EXPECT_EQ(Text(changed), "[PII], this is Rosa [PII]. My number is 2065550142.");
  EXPECT_EQ(changed.changed, 1u);
  EXPECT_EQ(changed.added, 1u);
  EXPECT_THAT(changed.taken_back, ElementsAre(1u));
  const auto redactions = RedactionsOf(changed.transcript.transcript());
  ASSERT_EQ(redactions.size(), 2u);
  EXPECT_EQ(redactions[0].confidence, 1.0);
  EXPECT_EQ(redactions[1].confidence, 1.0) << "its times are the reviewer's";
}

TEST_F(ReviewSpansTest, AnotherTypeIsAChangeAndMadeByTheReviewer) {
  ReviewedSpan span = kNumber;
  span.type = PiiEntityType::kSsn;
  span.replaces = 1;
  const Publication publication = MustPublish(redacted_, nullptr, {kRosaDelgado, span});
  const auto redactions = RedactionsOf(publication.transcript.transcript());
  ASSERT_EQ(redactions.size(), 2u);
  EXPECT_EQ(redactions[1].type, PiiEntityType::kSsn);
  EXPECT_EQ(redactions[1].confidence, 1.0);
  EXPECT_EQ(publication.changed, 1u);
}

TEST_F(ReviewSpansTest, WithoutTheUnredactedTranscriptSpansGrowAndAreAdded) {
  const Publication grown =
      MustPublish(redacted_, nullptr,
                  {{.start_time_ms = 1120, .end_time_ms = 2310, .type = kName, .replaces = 0},
                   kNumber,
                   {.start_time_ms = 2900, .end_time_ms = 3080, .type = kName}});
  EXPECT_EQ(Text(grown), "Hello, this [PII]. [PII] number is [PII].");
  const Publication joined =
      MustPublish(redacted_, nullptr,
                  {kRosaDelgado, {.start_time_ms = 3420, .end_time_ms = 6840, .type = kPhone}});
  EXPECT_EQ(Text(joined), "Hello, this is [PII]. My number [PII].");
}

TEST_F(ReviewSpansTest, WithoutTheUnredactedTranscriptNothingIsShownAgain) {
  const std::vector<std::vector<ReviewedSpan>> refused = {
      {},
      {kNumber},
      {kNumber, {.start_time_ms = 1251, .end_time_ms = 2310, .type = kName}},
      {kNumber, {.start_time_ms = 1250, .end_time_ms = 2309, .type = kName}},
      // Two halves do not make a whole.
      {kNumber,
       {.start_time_ms = 1250, .end_time_ms = 1680, .type = kName},
       {.start_time_ms = 1680, .end_time_ms = 2310, .type = kName}},
  };
  for (const auto& spans : refused) {
    const auto publication = Publish(redacted_, nullptr, spans);
    ASSERT_FALSE(publication);
    EXPECT_EQ(publication.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(publication.error().message, HasSubstr("redaction 4 can't be taken back"));
    EXPECT_THAT(publication.error().message, HasSubstr("redacted_and_unredacted"));
  }
}

TEST_F(ReviewSpansTest, ASpanWithoutAWordIsAnErrorUnlessItWasThereBefore) {
  const auto publication =
      Publish(redacted_, &call_, std::vector<ReviewedSpan>{kNumber, {2320, 2890, kName, {}}});
  ASSERT_FALSE(publication);
  EXPECT_THAT(publication.error().message, HasSubstr("Redactions.2 covers no word"));
  // A vocabulary filter may have removed the word of a redaction from the unredacted transcript.
  Transcript filtered = call_;
  filtered.items.erase(filtered.items.begin() + 10);
  filtered.audio_segments[1].item_count = 4;
  EXPECT_EQ(Text(MustPublish(redacted_, &filtered, {kRosaDelgado, kNumber})),
            "Hello, this is [PII]. My number is.");
}

TEST_F(ReviewSpansTest, ABorderOfSegmentsMakesTwoRedactions) {
  const Publication publication =
      MustPublish(redacted_, &call_, {{.start_time_ms = 1250, .end_time_ms = 6840, .type = kName}});
  EXPECT_EQ(Text(publication), "Hello, this is [PII] [PII].");
}

// As many spans as a request may hold, over four hours of speech, without a second of waiting.
TEST_F(ReviewSpansTest, ManySpansOverALongTranscriptAreNoMatterOfProducts) {
  Transcript transcript;
  for (int64_t i = 0; i < 50'000; ++i) {
    transcript.items.push_back(
        {.content = "w", .start_time_ms = i * 288, .end_time_ms = i * 288 + 288});
  }
  transcript.audio_segments = {{0, 14'400'000, 0, transcript.items.size()}};
  std::vector<ReviewedSpan> spans;
  for (int64_t i = 0; i < 10'000; ++i) spans.push_back({i * 1440, i * 1440 + 288, kName, {}});
  const Publication first = MustPublish(transcript, &transcript, spans);
  EXPECT_EQ(RedactionsOf(first.transcript.transcript()).size(), 10'000u);
  const Publication again = MustPublish(first.transcript.transcript(), nullptr, spans);
  EXPECT_EQ(again.transcript, first.transcript);
}

}  // namespace
}  // namespace tacet::review
