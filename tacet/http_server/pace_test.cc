#include "tacet/http_server/pace.h"

#include <gtest/gtest.h>

#include <chrono>

namespace tacet::http_server {
namespace {

using std::chrono::seconds;

TEST(PaceTest, LeavesAQuickSenderTheWholeTime) {
  Pace pace(seconds(30), 1'000);
  for (int i = 0; i < 100; ++i) pace.Moved(1'000'000, seconds(20));
  EXPECT_EQ(pace.left(), seconds(30));
}

TEST(PaceTest, RunsOutOnSingleBytes) {
  Pace pace(seconds(30), 1'000);
  pace.Moved(1'000'000'000, seconds(1));  // earns nothing for later
  pace.Moved(1, seconds(20));
  EXPECT_LT(pace.left(), seconds(11));
  pace.Moved(1, seconds(20));
  EXPECT_EQ(pace.left(), seconds(0));
}

TEST(PaceTest, LetsASenderAtTheSlowestRateGoOn) {
  Pace pace(seconds(30), 1'000);
  for (int i = 0; i < 1'000; ++i) pace.Moved(1'000, seconds(1));
  EXPECT_EQ(pace.left(), seconds(30));
}

TEST(PaceTest, MindsOnlySilenceWithoutARate) {
  Pace pace(seconds(30), 0);
  for (int i = 0; i < 100; ++i) pace.Moved(1, seconds(29));
  EXPECT_EQ(pace.left(), seconds(30));
}

}  // namespace
}  // namespace tacet::http_server
