#include "tacet/auth/replay_guard.h"

#include <cstdio>
#include <string>

namespace tacet::auth {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Time kStart(seconds(1'795'492'800));

std::string Signature(int number) {
  char digits[65];
  std::snprintf(digits, sizeof(digits), "%032d%032d", number, 0);
  return digits;
}

TEST(ReplayGuardTest, LetsARequestInAgainWithinTheGraceOnly) {
  ReplayGuard guard(minutes(15), seconds(10), 100);
  EXPECT_EQ(guard.Admit(Signature(1), kStart, kStart), ReplayVerdict::kFresh);
  EXPECT_EQ(guard.Admit(Signature(1), kStart, kStart + seconds(1)), ReplayVerdict::kFresh);
  EXPECT_EQ(guard.Admit(Signature(1), kStart, kStart + seconds(10)), ReplayVerdict::kFresh);
  EXPECT_EQ(guard.Admit(Signature(1), kStart, kStart + seconds(11)), ReplayVerdict::kReplayed);
  EXPECT_EQ(guard.Admit(Signature(2), kStart, kStart + seconds(11)), ReplayVerdict::kFresh);
  EXPECT_EQ(guard.Admit(Signature(1), kStart, kStart + minutes(15)), ReplayVerdict::kReplayed);
}

TEST(ReplayGuardTest, ForgetsWhatIsTooOldToBeLetInAnyway) {
  ReplayGuard guard(minutes(15), seconds(10), 100'000);
  for (int i = 0; i < 5000; ++i) {
    const Time now = kStart + seconds(i);
    EXPECT_EQ(guard.Admit(Signature(i), now, now), ReplayVerdict::kFresh);
  }
  EXPECT_LE(guard.size(), 901u);
}

TEST(ReplayGuardTest, RemembersARequestOfTheFutureUntilItIsOld) {
  ReplayGuard guard(minutes(15), seconds(10), 100);
  const Time date = kStart + minutes(14);
  EXPECT_EQ(guard.Admit(Signature(1), date, kStart), ReplayVerdict::kFresh);
  for (int i = 1; i < 29; ++i) {
    EXPECT_EQ(guard.Admit(Signature(1), date, kStart + minutes(i)), ReplayVerdict::kReplayed);
  }
}

// Memory is bounded, and what was forgotten early cannot be replayed.
TEST(ReplayGuardTest, RefusesTheOldestSecondsWhenItIsFull) {
  ReplayGuard guard(minutes(15), seconds(10), 50);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(guard.Admit(Signature(i), kStart + seconds(i), kStart + seconds(i)),
              ReplayVerdict::kFresh);
    EXPECT_LE(guard.size(), 50u);
  }
  const Time now = kStart + seconds(100);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(guard.Admit(Signature(i), kStart + seconds(i), now), ReplayVerdict::kTooOld) << i;
  }
  EXPECT_EQ(guard.Admit(Signature(60), kStart + seconds(60), now), ReplayVerdict::kReplayed);
  EXPECT_EQ(guard.Admit(Signature(200), now, now), ReplayVerdict::kFresh);
}

}  // namespace
}  // namespace tacet::auth
