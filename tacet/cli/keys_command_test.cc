#include "tacet/cli/keys_command.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tacet/auth/access_key_store.h"
#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/cli/capture_testing.h"

namespace tacet::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class KeysCommandTest : public ::testing::Test {
 protected:
  KeysCommandTest() : dir_(TempDir::Create().value()), data_dir_(dir_.path() + "/data") {}

  // The exit code; 2 when the command line is refused.
  int Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "keys");
    arguments.push_back("--data-dir=" + data_dir_);
    const CommandRun run = RunCommand(AddKeysCommand, arguments, /*when_refused=*/2);
    out_ = run.out;
    err_ = run.err;
    return run.exit_code;
  }

  TempDir dir_;
  std::string data_dir_;
  std::string out_;
  std::string err_;
};

TEST_F(KeysCommandTest, CreatesAKeyThatAServiceKnows) {
  ASSERT_EQ(
      Run({"create", "--role", "read-redacted", "--description", "reviewers", "--format=json"}), 0)
      << err_;
  const Json key = Json::parse(out_);
  const SystemClock clock;
  const auto store =
      auth::AccessKeyStore::Open(auth::AccessKeyStore::PathIn(data_dir_), clock).value();
  const auto found = store->Find(key["accessKeyId"].get<std::string>());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->secret, key["secretAccessKey"].get<std::string>());
  EXPECT_EQ(found->info.role, auth::Role::kReadRedacted);
  EXPECT_EQ(found->info.description, "reviewers");
  EXPECT_EQ(key["role"], "read-redacted");
}

TEST_F(KeysCommandTest, MakesADataDirectoryForItsOwnerOnly) {
  ASSERT_EQ(Run({"create"}), 0);
  EXPECT_EQ(std::filesystem::status(data_dir_).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(KeysCommandTest, ShowsTheSecretOnceAndTheRestInAList) {
  ASSERT_EQ(Run({"create", "--description", "call centre"}), 0);
  EXPECT_THAT(out_, HasSubstr("role:              submit"));
  const std::string secret = out_.substr(out_.find("secret access key: ") + 19, 40);
  const std::string id = out_.substr(out_.find("TACET"), 20);
  ASSERT_EQ(Run({"list"}), 0);
  EXPECT_THAT(out_, HasSubstr(id));
  EXPECT_THAT(out_, HasSubstr("call centre"));
  EXPECT_THAT(out_ + err_, Not(HasSubstr(secret)));
  ASSERT_EQ(Run({"list", "--format=json"}), 0);
  EXPECT_THAT(out_, Not(HasSubstr(secret)));
  const Json list = Json::parse(out_);
  ASSERT_EQ(list["keys"].size(), 1u);
  EXPECT_EQ(list["keys"][0]["accessKeyId"].get<std::string>(), id);
}

TEST_F(KeysCommandTest, RevokesAKey) {
  ASSERT_EQ(Run({"create"}), 0);
  const std::string id = out_.substr(out_.find("TACET"), 20);
  ASSERT_EQ(Run({"revoke", id}), 0);
  EXPECT_THAT(err_, HasSubstr("revoked " + id));
  ASSERT_EQ(Run({"list"}), 0);
  EXPECT_EQ(out_, "");
  EXPECT_EQ(Run({"revoke", id}), 3);
  EXPECT_THAT(err_, HasSubstr("no access key"));
}

TEST_F(KeysCommandTest, RefusesWrongUsage) {
  EXPECT_EQ(Run({"create", "--role", "root"}), 2);
  EXPECT_EQ(Run({"revoke"}), 2);
  EXPECT_EQ(Run({}), 2);
  EXPECT_EQ(Run({"create", "--description", "two\nlines"}), 3);
  EXPECT_EQ(out_, "");
}

TEST_F(KeysCommandTest, SaysWhenTheFileIsOpenToOthers) {
  ASSERT_EQ(Run({"create"}), 0);
  std::filesystem::permissions(auth::AccessKeyStore::PathIn(data_dir_),
                               std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  EXPECT_EQ(Run({"list"}), 3);
  EXPECT_THAT(err_, HasSubstr("chmod 600"));
}

}  // namespace
}  // namespace tacet::cli
