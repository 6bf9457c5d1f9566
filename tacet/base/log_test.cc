#include "tacet/base/log.h"

#include <gtest/gtest.h>

namespace tacet {
namespace {

std::string Logged(const std::function<void()>& action) {
  testing::internal::CaptureStderr();
  action();
  return testing::internal::GetCapturedStderr();
}

TEST(LogTest, WritesOneJsonObjectALine) {
  const std::string line = Logged([] {
    Log(LogLevel::kInfo, "job.done", {{"job", "a\"b\\c\n\xff"}, {"n", "2"}});
  });
  EXPECT_NE(line.find(R"("level":"info","event":"job.done","job":"a\"b\\c\u000a\u00ff","n":"2"})"),
            std::string::npos)
      << line;
  EXPECT_EQ(line.find('\n'), line.size() - 1);
}

TEST(LogTest, DropsWhatIsBelowTheLevel) {
  EXPECT_EQ(Logged([] { Log(LogLevel::kDebug, "x"); }), "");
}

TEST(LogTest, AnErrorCarriesItsCodeAndPlace) {
  const std::string line = Logged([] {
    const Result<int> failed = MakeError(ErrorCode::kNotFound, "no such thing", "more");
    LogError(LogLevel::kError, "thing.missing", failed.error());
  });
  EXPECT_NE(line.find(R"("code":"NOT_FOUND","message":"no such thing","detail":"more")"),
            std::string::npos)
      << line;
  EXPECT_NE(line.find("log_test.cc:"), std::string::npos);
}

}  // namespace
}  // namespace tacet
