#include "tacet/evaluation/labelled_dialogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tacet::evaluation {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kTwoTurns =
    "{\"id\": \"a-1\", \"source\": \"a\", \"turns\": [{\"text\": \"¿Zoë?\", \"spans\": []},"
    "{\"text\": \"Zoë Ané, 40.\", \"spans\": [{\"start\": 0, \"end\": 7, \"type\": \"NAME\"},"
    "{\"start\": 9, \"end\": 11, \"type\": \"UNKNOWN\"}], \"known\": [\"NAME\"]}]}\n\n";

TEST(LabelledDialogueTest, PlacesBecomeBytes) {
  const auto dialogues = ParseLabelledDialogues(kTwoTurns);
  ASSERT_TRUE(dialogues) << dialogues.error().message;
  ASSERT_EQ(dialogues->size(), 1U);
  const LabelledTurn& turn = dialogues->front().turns[1];
  EXPECT_EQ(turn.text.substr(turn.spans[0].begin, turn.spans[0].end - turn.spans[0].begin),
            "Zoë Ané");
  EXPECT_EQ(turn.spans[0].type, PiiEntityType::kName);
  EXPECT_EQ(turn.spans[1].type, std::nullopt);
  EXPECT_EQ(turn.known, PiiEntityTypeSet{PiiEntityType::kName});
  EXPECT_EQ(dialogues->front().turns[0].known, std::nullopt);
}

TEST(LabelledDialogueTest, ConfidencesStandWhereTheirWordsStand) {
  const auto dialogues =
      ParseLabelledDialogues(R"({"id": "x", "turns": [{"text": "Hi."},)"
                             R"({"text": "Zo\u00eb here", "confidences": [0.4, 1]}]})");
  ASSERT_TRUE(dialogues) << dialogues.error().message;
  const std::string text = TextOf(dialogues->front());
  const std::vector<WordConfidence> confidences = ConfidencesOf(dialogues->front());
  ASSERT_EQ(confidences.size(), 2U);
  EXPECT_EQ(text.substr(confidences[0].begin, confidences[0].end - confidences[0].begin), "Zoë");
  EXPECT_EQ(confidences[0].confidence, 0.4);
  EXPECT_EQ(text.substr(confidences[1].begin), "here");
}

TEST(LabelledDialogueTest, FaultsNameTheLine) {
  const struct {
    std::string_view line, fault;
  } kRows[] = {
      {"nothing", "no JSON"},
      {"[]", "without id"},
      {R"({"id": "x", "turns": [{}]})", "without text"},
      {R"({"id": "x", "turns": [{"text": "a\nb"}]})", "several lines"},
      {R"({"id": "x", "turns": [{"text": "ab", "spans": [
        {"start": 0, "end": 3, "type": "NAME"}]}]})",
       "outside"},
      {R"({"id": "x", "turns": [{"text": "ab", "spans": [
        {"start": -1, "end": 1, "type": "NAME"}]}]})",
       "start and end"},
      {R"({"id": "x", "turns": [{"text": "ab", "spans": [
        {"start": 0, "end": 1, "type": "ALL"}]}]})",
       "type"},
      {R"({"id": "x", "turns": [{"text": "ab", "spans": [{"start": 0, "end": 2, "type": "NAME"},
        {"start": 1, "end": 2, "type": "NAME"}]}]})",
       "overlap"},
      {R"({"id": "x", "turns": [{"text": "ab", "known": ["X"]}]})", "known"},
      {R"({"id": "x", "turns": [{"text": "ab", "confidences": [0.5, 1]}]})", "confidences"},
      {R"({"id": "x", "turns": [{"text": "ab", "confidences": ["high"]}]})", "confidences"},
  };
  for (const auto& row : kRows) {
    std::string one_line(row.line);
    std::replace(one_line.begin(), one_line.end(), '\n', ' ');
    const auto dialogues = ParseLabelledDialogues("\n" + one_line);
    ASSERT_FALSE(dialogues) << row.line;
    EXPECT_EQ(dialogues.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(dialogues.error().message, HasSubstr("line 2: "));
    EXPECT_THAT(dialogues.error().message, HasSubstr(row.fault));
  }
}

TEST(LabelledDialogueTest, FindsAreWrittenAndReadBack) {
  const auto dialogues = ParseLabelledDialogues(kTwoTurns).value();
  const std::vector<FoundInTurns> found = {
      {{}, {{PiiEntityType::kName, 0.5, 0, 9}, {PiiEntityType::kAge, 0.25, 11, 13}}}};
  const auto read = ParseFound(FoundLines(dialogues, found), dialogues);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, found);
}

TEST(LabelledDialogueTest, FindsMustFitTheirDialogues) {
  const auto dialogues = ParseLabelledDialogues(kTwoTurns).value();
  EXPECT_FALSE(ParseFound("", dialogues));
  EXPECT_FALSE(ParseFound(R"({"id": "a-1", "turns": [{"entities": []}]})", dialogues));
  EXPECT_FALSE(ParseFound(R"({"id": "a-1", "turns": [{"entities": []}, {"entities": [
      {"start": 0, "end": 99, "type": "NAME", "confidence": 1}]}]})",
                          dialogues));
  // Other dialogues' lines and types that are not ours do no harm.
  const auto read = ParseFound(
      "{\"id\": \"b\"}\n{\"id\": \"a-1\", \"turns\": [{\"entities\": []}, {\"entities\": ["
      "{\"start\": 0, \"end\": 3, \"type\": \"OTHER\", \"confidence\": 1}]}]}",
      dialogues);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE((*read)[0][1].empty());
}

TEST(LabelledDialogueTest, AnEntityOverTwoTurnsBecomesTwo) {
  LabelledDialogue dialogue;
  dialogue.turns = {{"Call 555", {}, {}}, {"0142 now", {}, {}}};
  ASSERT_EQ(TextOf(dialogue), "Call 555\n0142 now");
  const FoundInTurns found = SplitByTurns(dialogue, {{PiiEntityType::kPhone, 0.9, 5, 13}});
  EXPECT_EQ(found[0], (std::vector<PiiEntity>{{PiiEntityType::kPhone, 0.9, 5, 8}}));
  EXPECT_EQ(found[1], (std::vector<PiiEntity>{{PiiEntityType::kPhone, 0.9, 0, 4}}));
}

}  // namespace
}  // namespace tacet::evaluation
