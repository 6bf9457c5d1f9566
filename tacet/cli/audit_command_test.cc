#include "tacet/cli/audit_command.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tacet/audit/audit_log.h"
#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/cli/capture_testing.h"

namespace tacet::cli {
namespace {

using ::testing::HasSubstr;

class AuditCommandTest : public ::testing::Test {
 protected:
  AuditCommandTest()
      : dir_(TempDir::Create().value()), path_(audit::AuditLog::PathIn(dir_.path())) {}

  int Verify(std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"audit", "verify", "--data-dir=" + dir_.path()});
    const CommandRun run = RunCommand(AddAuditCommand, options);
    out_ = run.out;
    err_ = run.err;
    return run.exit_code;
  }

  TempDir dir_;
  std::string path_;
  std::string out_;
  std::string err_;
};

TEST_F(AuditCommandTest, FollowsTheChainAndShowsItsEnd) {
  const FakeClock clock;
  const auto log = audit::AuditLog::Open(path_, clock).value();
  ASSERT_TRUE(log->Append({.action = "object.read", .actor = "TACETAAAAAAAAAAAAAAA"}));
  ASSERT_TRUE(log->Append({.action = "object.read", .actor = "TACETBBBBBBBBBBBBBBB"}));
  const std::string last_hash = audit::AuditLog::Verify(path_)->last_hash;
  EXPECT_EQ(Verify(), 0);
  EXPECT_THAT(out_, HasSubstr("good, 2 records"));
  EXPECT_THAT(out_, HasSubstr(last_hash));
  EXPECT_EQ(Verify({"--format=json"}), 0);
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["good"], true);
  EXPECT_EQ(json["records"], 2);

  std::string text = ReadFile(path_, 1 << 20).value();
  text.replace(text.find("BBB"), 3, "CCC");
  std::ofstream(path_, std::ios::trunc) << text;
  EXPECT_EQ(Verify(), 1);
  EXPECT_THAT(out_, HasSubstr("line 2 is broken"));
  EXPECT_EQ(Verify({"--format=json"}), 1);
  EXPECT_EQ(nlohmann::json::parse(out_)["brokenLine"], 2);
}

TEST_F(AuditCommandTest, SaysThatThereIsNoLog) {
  EXPECT_EQ(Verify(), 3);
  EXPECT_THAT(err_, HasSubstr("audit.log"));
}

}  // namespace
}  // namespace tacet::cli
