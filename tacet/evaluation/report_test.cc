#include "tacet/evaluation/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tacet/evaluation/evaluation_testing.h"

namespace tacet::evaluation {
namespace {

using enum PiiEntityType;
using ::testing::HasSubstr;
using ::testing::Not;

PiiScores Scores() {
  PiiScores scores({AllPiiEntityTypes().begin(), AllPiiEntityTypes().end()});
  const LabelledDialogue call = {
      "c-1",
      "calls",
      {MakeTurn("I am Ana at 206 555 0142", {{kName, "Ana"}, {kPhone, "206 555 0142"}})}};
  scores.Add(call, {MakeFinds(call.turns[0], {{kName, "Ana"}, {kPhone, "206 555"}})});
  const LabelledDialogue talk = {"t-1", "ordinary_talk", {MakeTurn("we may go", {})}};
  scores.Add(talk, {MakeFinds(talk.turns[0], {{kName, "may"}}, 0.5)});
  return scores;
}

TEST(ReportTest, TextShowsSharesWithIntervalsLeaksAndMistakes) {
  const std::string text = ToText(BuildReport(Scores(), {.mistakes = 5}));
  EXPECT_THAT(text, HasSubstr("100.0 % [20.7, 100.0]"));
  EXPECT_THAT(text, HasSubstr("ordinary_talk (ordinary talk)"));
  EXPECT_THAT(text, HasSubstr("LEAK PHONE, c-1 turn 1: 4 digits"));
  EXPECT_THAT(text, HasSubstr("missed PHONE, c-1 turn 1: 206 555 0142"));
  EXPECT_THAT(text, HasSubstr("false NAME, t-1 turn 1: may"));
  EXPECT_THAT(ToText(BuildReport(Scores(), {})), Not(HasSubstr("missed PHONE")));
}

TEST(ReportTest, MarkdownHasTables) {
  const std::string text = ToMarkdown(BuildReport(Scores(), {}));
  EXPECT_THAT(text, HasSubstr("### Types\n\n| type | labelled |"));
  EXPECT_THAT(text, HasSubstr("| --- | ---: |"));
  EXPECT_THAT(text, HasSubstr("| PHONE | 1 | 0.0 % [0.0, 79.3] |"));
}

TEST(ReportTest, JsonHoldsTheFigures) {
  const auto json = nlohmann::json::parse(ToJson(Scores(), {}));
  EXPECT_EQ(json["types"]["NAME"]["recall_any_type"]["hits"], 1);
  EXPECT_EQ(json["groups"]["long numbers"]["touched"]["hits"], 1);
  EXPECT_EQ(json["groups"]["all"]["precision"]["count"], 3);
  EXPECT_EQ(json["sources"]["ordinary_talk"]["false_spans"], 1);
  EXPECT_EQ(json["whole"]["words"], 10);
  EXPECT_EQ(json["leaks"].size(), 1U);
  EXPECT_EQ(json["missed"][0]["text"], "206 555 0142");
}

TEST(ReportTest, TimesAreReportedInAllForms) {
  TimeScores scores;
  scores.Add({"r-1", "r.wav", {{"I am", 0, 1000, std::nullopt}, {"Ana", 1000, 2000, kName}}},
             {{"Ana", 1000, 2000, std::nullopt}});
  const std::string text = ToText(BuildReport(scores, {.mistakes = 1}));
  EXPECT_THAT(text, HasSubstr("Left readable: 1.0 s, 1800.0 [1800.0, 1800.0] s in an hour"));
  EXPECT_THAT(text, HasSubstr("missed NAME, r-1 at 1.0 s: Ana -> Ana"));
  EXPECT_THAT(ToMarkdown(BuildReport(scores, {})), HasSubstr("| NAME | 1 | 1 | 0.0 %"));
  const auto json = nlohmann::json::parse(ToJson(scores, {}));
  EXPECT_EQ(json["seconds"]["audible"], 1.0);
  EXPECT_EQ(json["types"]["NAME"]["recall_any_type"]["count"], 1);
}

}  // namespace
}  // namespace tacet::evaluation
