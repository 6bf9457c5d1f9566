#include "tacet/models/child_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace tacet::models {
namespace {

using ::testing::HasSubstr;

TEST(ChildProcessTest, GivesBothOutputsAndTheExitStatus) {
  const Result<ChildResult> result =
      RunChild({"/bin/sh", "-c", "echo one; echo two >&2; echo $GREETING; exit 3"},
               {.environment = {"GREETING=hello there"}});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->exit_status, 3);
  EXPECT_THAT(result->output, HasSubstr("one\n"));
  EXPECT_THAT(result->output, HasSubstr("two\n"));
  EXPECT_THAT(result->output, HasSubstr("hello there\n"));
}

TEST(ChildProcessTest, KeepsTheEndOfALongOutput) {
  const Result<ChildResult> result =
      RunChild({"/bin/sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x; echo end"}, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output.size(), 8192u);
  EXPECT_TRUE(result->output.ends_with("end\n"));
}

TEST(ChildProcessTest, PassesArgumentsUntouched) {
  const Result<ChildResult> result = RunChild({"/bin/echo", "$(id)", "a b", "; ls"}, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "$(id) a b ; ls\n");
}

TEST(ChildProcessTest, SaysWhenThereIsNoSuchProgram) {
  const Result<ChildResult> result = RunChild({"/no/such/program"}, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
}

TEST(ChildProcessTest, KillsOnCancelAndAtTheTimeLimit) {
  CancelToken cancel;
  const auto start = std::chrono::steady_clock::now();
  const Result<ChildResult> cancelled =
      RunChild({"/bin/sleep", "60"}, {.on_tick = [&] { cancel.Cancel(); }, .cancel = &cancel});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
  const Result<ChildResult> late =
      RunChild({"/bin/sleep", "60"}, {.time_limit = std::chrono::seconds(0)});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kDeadlineExceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

}  // namespace
}  // namespace tacet::models
