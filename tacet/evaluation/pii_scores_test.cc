#include "tacet/evaluation/pii_scores.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tacet/evaluation/evaluation_testing.h"

namespace tacet::evaluation {
namespace {

using enum PiiEntityType;

PiiEntityTypeSet All() { return {AllPiiEntityTypes().begin(), AllPiiEntityTypes().end()}; }

constexpr char kText[] = "I am Ana Lopez, call 206-555-0142 now";

PiiScores Score(const std::vector<TypedText>& labels, const std::vector<TypedText>& finds,
                const PiiEntityTypeSet& wanted = All()) {
  PiiScores scores(wanted);
  const LabelledDialogue dialogue = {"d", "s", {MakeTurn(kText, labels)}};
  scores.Add(dialogue, {MakeFinds(dialogue.turns[0], finds)});
  return scores;
}

TEST(PiiScoresTest, ExactFindsAreFoundAndRight) {
  const std::vector<TypedText> both = {{kName, "Ana Lopez"}, {kPhone, "206-555-0142"}};
  const PiiScores scores = Score(both, both);
  EXPECT_EQ(scores.All().labelled, 2U);
  EXPECT_EQ(scores.All().found, 2U);
  EXPECT_EQ(scores.All().found_same_type, 2U);
  EXPECT_EQ(scores.All().right_same_type, 2U);
  EXPECT_EQ(scores.Whole().false_spans, 0U);
  EXPECT_EQ(scores.Whole().words, 7U);
  EXPECT_TRUE(scores.missed().empty());
}

TEST(PiiScoresTest, HalfANameIsTouchedNotFound) {
  const PiiScores scores = Score({{kName, "Ana Lopez"}}, {{kName, "Ana"}});
  EXPECT_EQ(scores.All().touched, 1U);
  EXPECT_EQ(scores.All().found, 0U);
  EXPECT_EQ(scores.All().found_same_type, 0U);
  EXPECT_EQ(scores.All().right, 1U);
  ASSERT_EQ(scores.missed().size(), 1U);
  EXPECT_EQ(scores.missed()[0].text, "Ana Lopez");
}

TEST(PiiScoresTest, BordersAmongMarksDoNotMatter) {
  EXPECT_EQ(Score({{kName, "Ana Lopez,"}}, {{kName, " Ana Lopez"}}).All().found, 1U);
}

TEST(PiiScoresTest, AnotherTypeFindsButNotWithItsType) {
  const PiiScores scores = Score({{kPhone, "206-555-0142"}}, {{kSsn, "206-555-0142"}});
  EXPECT_EQ(scores.by_type().at(kPhone).found, 1U);
  EXPECT_EQ(scores.by_type().at(kPhone).found_same_type, 0U);
  EXPECT_EQ(scores.by_type().at(kSsn).spans, 1U);
  EXPECT_EQ(scores.by_type().at(kSsn).right, 1U);
  EXPECT_EQ(scores.by_type().at(kSsn).right_same_type, 0U);
}

TEST(PiiScoresTest, SeveralFindsMayHideOneLabelAndHalfDecidesTheType) {
  const auto type_found = [](std::string_view as_phone, std::string_view as_ssn) {
    return Score({{kPhone, "206-555-0142"}}, {{kPhone, as_phone}, {kSsn, as_ssn}})
        .by_type()
        .at(kPhone);
  };
  EXPECT_EQ(type_found("206-555", "0142").found, 1U);
  EXPECT_EQ(type_found("206-555", "0142").found_same_type, 1U);
  EXPECT_EQ(type_found("206", "555-0142").found, 1U);
  EXPECT_EQ(type_found("206", "555-0142").found_same_type, 0U);
}

TEST(PiiScoresTest, AFindThatTouchesNoLabelIsFalse) {
  const PiiScores scores = Score({{kName, "Ana Lopez"}}, {{kName, "Ana Lopez"}, {kName, "call"}});
  EXPECT_EQ(scores.Whole().false_spans, 1U);
  EXPECT_EQ(scores.All().right, 1U);
  EXPECT_EQ(scores.All().spans, 2U);
  EXPECT_NEAR(scores.Whole().false_per_thousand_words.value, 1000.0 / 7, 1e-9);
  ASSERT_EQ(scores.false_spans().size(), 1U);
  EXPECT_EQ(scores.false_spans()[0].text, "call");
}

TEST(PiiScoresTest, TypesNotAskedForCountForNeitherSide) {
  const PiiScores scores = Score({{kName, "Ana Lopez"}, {kPhone, "206-555-0142"}},
                                 {{kName, "Ana Lopez"}, {kName, "206"}, {kUrl, "now"}}, {kName});
  EXPECT_EQ(scores.All().labelled, 1U);
  EXPECT_EQ(scores.All().spans, 1U);
  EXPECT_EQ(scores.Whole().false_spans, 0U);
}

TEST(PiiScoresTest, UnknownTextAndTypesThatWereNotLabelledAreOpen) {
  PiiScores scores(All());
  LabelledDialogue dialogue = {"d", "s", {MakeTurn(kText, {{kName, "Ana Lopez"}})}};
  dialogue.turns[0].spans.insert(dialogue.turns[0].spans.begin(), {2, 4, std::nullopt});
  dialogue.turns[0].known = PiiEntityTypeSet{kName};
  scores.Add(dialogue, {MakeFinds(dialogue.turns[0],
                                  {{kName, "am"}, {kPhone, "206-555-0142"}, {kName, "now"}})});
  EXPECT_EQ(scores.Whole().false_spans, 1U);  // "now"
  EXPECT_EQ(scores.All().spans, 1U);
}

TEST(PiiScoresTest, SourcesAreCountedApart) {
  PiiScores scores(All());
  for (const char* source : {"calls", "talk", "calls"}) {
    const LabelledDialogue dialogue = {"d", source, {MakeTurn(kText, {{kName, "Ana Lopez"}})}};
    scores.Add(dialogue, {MakeFinds(dialogue.turns[0], {{kName, "now"}})});
  }
  EXPECT_THAT(scores.sources(), ::testing::ElementsAre("calls", "talk"));
  EXPECT_EQ(scores.OfSource("calls").dialogues, 2U);
  EXPECT_EQ(scores.OfSource("calls").false_spans, 2U);
  EXPECT_EQ(scores.OfSource("talk").words, 7U);
  EXPECT_EQ(scores.Whole().counts.labelled, 3U);
}

TEST(PiiScoresTest, ConfidenceIsRightWhenTheFindIsOfTheRightType) {
  PiiScores scores(All());
  const LabelledDialogue dialogue = {"d", "s", {MakeTurn(kText, {{kName, "Ana Lopez"}})}};
  scores.Add(dialogue, {MakeFinds(dialogue.turns[0], {{kName, "Ana Lopez"}, {kAge, "now"}}, 0.75)});
  EXPECT_NEAR(scores.CalibrationError().value, 0.25, 1e-12);
  EXPECT_NEAR(scores.CalibrationErrorAnyType().value, 0.25, 1e-12);
  PiiScores other(All());
  other.Add(dialogue, {MakeFinds(dialogue.turns[0], {{kAddress, "Ana Lopez"}}, 0.75)});
  EXPECT_NEAR(other.CalibrationError().value, 0.75, 1e-12);
  EXPECT_NEAR(other.CalibrationErrorAnyType().value, 0.25, 1e-12);
}

TEST(PiiScoresTest, EveryTypeIsInAGroup) {
  PiiEntityTypeSet grouped;
  for (const TypeGroup& group : TypeGroups())
    grouped.insert(group.types.begin(), group.types.end());
  EXPECT_EQ(grouped, All());
}

}  // namespace
}  // namespace tacet::evaluation
