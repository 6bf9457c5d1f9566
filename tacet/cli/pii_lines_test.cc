#include "tacet/cli/pii_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tacet/pii/fusion/scripted_tagger.h"

namespace tacet::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

PiiEntityTypeSet AllTypes() { return {AllPiiEntityTypes().begin(), AllPiiEntityTypes().end()}; }

const pii::PiiDetector& Detector() {
  static const auto* const detector = pii::PiiDetector::Create({}).value().release();
  return *detector;
}

struct Answered {
  Status status;
  std::string out;
};

Answered AnswerAll(const std::string& input, const PiiLinesOptions& options,
                   const pii::PiiDetector& detector = Detector()) {
  int pipe_fds[2];
  EXPECT_EQ(::pipe(pipe_fds), 0);
  std::thread writer([&] {
    for (size_t done = 0; done < input.size();) {
      const ssize_t count = ::write(pipe_fds[1], input.data() + done, input.size() - done);
      if (count <= 0) break;
      done += static_cast<size_t>(count);
    }
    ::close(pipe_fds[1]);
  });
  std::ostringstream out;
  Status status = AnswerPiiLines(pipe_fds[0], out, detector, options);
  std::string rest(1 << 16, '\0');
  while (::read(pipe_fds[0], rest.data(), rest.size()) > 0) {
  }
  writer.join();
  ::close(pipe_fds[0]);
  return {std::move(status), out.str()};
}

TEST(PiiLinesTest, ManyLinesComeBackInOrderWhateverTheThreads) {
  std::string input;
  for (int i = 0; i < 3000; ++i) {
    input +=
        json({{"id", i}, {"text", i % 3 == 0 ? "My name is Jane Doe." : "Hello."}}).dump() + "\n";
  }
  const Answered one = AnswerAll(input, {.wanted = AllTypes(), .threads = 1});
  const Answered four = AnswerAll(input, {.wanted = AllTypes(), .threads = 4});
  ASSERT_TRUE(one.status);
  EXPECT_EQ(one.out, four.out);
  std::istringstream lines(four.out);
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    const json answer = json::parse(line);
    EXPECT_EQ(answer["id"], count);
    EXPECT_EQ(answer["entities"].size(), count % 3 == 0 ? 1u : 0u);
    ++count;
  }
  EXPECT_EQ(count, 3000);
}

TEST(PiiLinesTest, PlacesCountCodePoints) {
  const Answered answered =
      AnswerAll(R"({"id":"a","text":"Zo\u00eb \ud83d\ude00 says: my name is Jane Doe."})",
                {.wanted = AllTypes(), .explain = true});
  ASSERT_TRUE(answered.status);
  const json entity = json::parse(answered.out)["entities"].back();
  EXPECT_EQ(entity["start"], 23);
  EXPECT_EQ(entity["end"], 31);
  EXPECT_EQ(entity["source"], "rules_alone");
  EXPECT_GT(entity["score"], 0.5);
}

TEST(PiiLinesTest, WhatLiesInTheTurnsBeforeIsNotAnswered) {
  const Answered answered = AnswerAll(
      R"({"id":1,"text":"It's 1234.","prev":["My name is Jane Doe.","Last four of your social?"]})",
      {.wanted = AllTypes()});
  ASSERT_TRUE(answered.status);
  const json entities = json::parse(answered.out)["entities"];
  ASSERT_EQ(entities.size(), 1u);
  EXPECT_EQ(entities[0]["type"], "SSN");
  EXPECT_EQ(entities[0]["start"], 5);
}

TEST(PiiLinesTest, ConfidencesAreThoseOfTheTextsWords) {
  const auto detector = pii::PiiDetector::Create(
      pii::DefaultPiiPolicy(),
      std::make_unique<pii::ScriptedTagger>(std::map<std::string, pii::ScriptedTagger::Opinion>{
          {"fawny", {PiiEntityType::kName, 0.3f}}}));
  const Answered answered =
      AnswerAll(R"({"text":"it was fawny","prev":"and then?","confidences":[1, 1, 0.4]})"
                "\n"
                R"({"text":"it was fawny","prev":"and then?","confidences":[0.4, 0.4, 1]})"
                "\n"
                R"({"text":"it was fawny","confidences":null})",
                {.wanted = AllTypes()}, *detector);
  ASSERT_TRUE(answered.status) << answered.status.error().message;
  std::istringstream lines(answered.out);
  std::string line;
  std::getline(lines, line);
  const json doubtful = json::parse(line)["entities"];
  ASSERT_EQ(doubtful.size(), 1u);
  EXPECT_EQ(doubtful[0]["start"], 7);
  while (std::getline(lines, line)) EXPECT_TRUE(json::parse(line)["entities"].empty());
}

TEST(PiiLinesTest, ErrorsNameTheLineAndNotItsText) {
  for (const std::string wrong :
       {"secret", "[1]", R"({"id":1})", R"({"text":1})", R"({"text":"secret","prev":{}})",
        "{\"text\":\"secret\xff\"}", R"({"text":"secret","confidences":[]})",
        R"({"text":"secret","confidences":[1.5]})", R"({"text":"secret","confidences":"high"})"}) {
    const Answered answered =
        AnswerAll("{\"text\":\"a\"}\n" + wrong + "\n{\"text\":\"b\"}\n", {.wanted = AllTypes()});
    ASSERT_FALSE(answered.status) << wrong;
    EXPECT_EQ(answered.status.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(answered.status.error().message, HasSubstr("line 2 "));
    EXPECT_THAT(answered.status.error().message, ::testing::Not(HasSubstr("secret")));
    EXPECT_EQ(answered.out, "{\"id\":null,\"entities\":[]}\n");
  }
}

TEST(PiiLinesTest, ALastLineMayLackItsEnd) {
  const Answered answered =
      AnswerAll("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}", {.wanted = AllTypes()});
  EXPECT_TRUE(answered.status);
  EXPECT_THAT(answered.out, HasSubstr("{\"id\":2,"));
}

std::vector<pii::PiiFind> FindsIn(const std::string& text) {
  return Detector().Find(text, AllTypes()).value();
}

TEST(PiiLinesTest, TheTableSaysTypeConfidencePlaceAndWords) {
  const std::string text = "Zo\xc3\xab here.\n\xc3\x89, my name is Jane Doe.";
  std::vector<pii::PiiFind> finds = FindsIn(text);
  ASSERT_EQ(finds.size(), 1U);
  finds[0].entity.confidence = 0.97;  // whatever the policy makes of it
  const std::string table = PiiTable(text, finds);
  EXPECT_THAT(table, HasSubstr("NAME "));
  EXPECT_THAT(table, HasSubstr("  0.97      2:15  Jane Doe\n"));
}

TEST(PiiLinesTest, RedactionReplacesFindsAndKeepsLineBreaks) {
  const std::string text = "card number 4111\nOkay.\n1111 1111 1111, thanks";
  EXPECT_EQ(RedactPii(text, FindsIn(text)), "card number [PII]\nOkay.\n[PII], thanks");
  EXPECT_EQ(RedactPii("nothing", {}), "nothing");
}

}  // namespace
}  // namespace tacet::cli
