#include "tacet/cli/eval_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/cli/capture_testing.h"
#include "tacet/cli/exit_code.h"

namespace tacet::cli {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kDialogue =
    R"({"id": "a-1", "source": "a", "turns": [{"text": "What is your SSN?", "spans": []},)"
    R"( {"text": "219-09-9999", "spans": [{"start": 0, "end": 11, "type": "SSN"}]},)"
    R"( {"text": "Thank you.", "spans": []}]})";

class EvalCommandTest : public ::testing::Test {
 protected:
  EvalCommandTest() : dir_(TempDir::Create().value()) {}

  std::string Write(const std::string& name, std::string_view contents) {
    const std::string path = dir_.path() + "/" + name;
    EXPECT_TRUE(WriteFileAtomically(path, contents));
    return path;
  }

  int Eval(std::vector<std::string> options) {
    options.insert(options.begin(), "eval");
    const CommandRun run = RunCommand(AddEvalCommand, options);
    out_ = run.out;
    err_ = run.err;
    return run.exit_code;
  }

  TempDir dir_;
  std::string out_;
  std::string err_;
};

TEST_F(EvalCommandTest, ScoresTheRulesOnDialogues) {
  const std::string file = Write("a.jsonl", kDialogue);
  ASSERT_EQ(Eval({"pii", file, "--rules-only"}), kSuccess) << err_;
  EXPECT_THAT(out_, HasSubstr("recall, any type"));
  ASSERT_EQ(Eval({"pii", file, "--rules-only", "--format", "json"}), kSuccess) << err_;
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["types"]["SSN"]["recall_same_type"]["hits"], 1);
  EXPECT_EQ(json["whole"]["false_spans"], 0);
  EXPECT_EQ(json["whole"]["words"], 7);
}

TEST_F(EvalCommandTest, TurnsMayBeSeenWithThoseBeforeThemOnly) {
  const std::string file = Write("a.jsonl", kDialogue);
  ASSERT_EQ(Eval({"pii", file, "--rules-only", "--alone", "--format", "json"}), kSuccess) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["types"]["SSN"]["recall_any_type"]["hits"], 1);
}

TEST_F(EvalCommandTest, FindsCanBeWrittenAndScoredAgain) {
  const std::string file = Write("a.jsonl", kDialogue);
  const std::string found = dir_.path() + "/found.jsonl";
  const std::string figures = dir_.path() + "/figures.json";
  ASSERT_EQ(Eval({"pii", file, "--rules-only", "--write-found", found, "--json", figures}),
            kSuccess)
      << err_;
  ASSERT_EQ(Eval({"pii", file, "--found", found, "--format", "json"}), kSuccess) << err_;
  EXPECT_EQ(out_, ReadFile(figures, 1 << 20).value());
  EXPECT_EQ(nlohmann::json::parse(out_)["groups"]["all"]["recall_any_type"]["hits"], 1);
}

TEST_F(EvalCommandTest, OnlyWantedTypesCount) {
  const std::string file = Write("a.jsonl", kDialogue);
  ASSERT_EQ(Eval({"pii", file, "--rules-only", "--pii-entity-types", "NAME", "--format", "json"}),
            kSuccess);
  EXPECT_EQ(nlohmann::json::parse(out_)["groups"]["all"]["recall_any_type"]["count"], 0);
}

TEST_F(EvalCommandTest, FaultsNameTheFile) {
  EXPECT_NE(Eval({"pii", dir_.path() + "/none.jsonl", "--rules-only"}), kSuccess);
  const std::string file = Write("b.jsonl", "{}\n");
  EXPECT_EQ(Eval({"pii", file, "--rules-only"}), ExitCodeFor(ErrorCode::kInvalidArgument));
  EXPECT_THAT(err_, HasSubstr("b.jsonl: line 1: "));
  EXPECT_EQ(Eval({"redaction", Write("c.jsonl", "{}\n"), "--rules-only"}),
            ExitCodeFor(ErrorCode::kInvalidArgument));
  EXPECT_NE(Eval({"pii", Write("a.jsonl", kDialogue), "--pii-model", dir_.path() + "/none"}),
            kSuccess);
}

}  // namespace
}  // namespace tacet::cli
