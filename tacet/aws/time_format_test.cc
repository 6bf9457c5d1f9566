#include "tacet/aws/time_format.h"

namespace tacet::aws {
namespace {

using std::chrono::milliseconds;

const Time kTime(milliseconds(1'795'492'800'123));  // 24 November 2026, 04:00:00.123

TEST(TimeFormatTest, WritesEveryForm) {
  EXPECT_EQ(FormatIsoBasic(kTime), "20261124T040000Z");
  EXPECT_EQ(FormatIsoDay(kTime), "20261124");
  EXPECT_EQ(FormatIsoMillis(kTime), "2026-11-24T04:00:00.123Z");
  EXPECT_EQ(FormatHttpDate(kTime), "Tue, 24 Nov 2026 04:00:00 GMT");
  EXPECT_EQ(FormatIsoMillis(Time(milliseconds(-1))), "1969-12-31T23:59:59.999Z");
}

TEST(TimeFormatTest, ReadsBackWhatItWrote) {
  const Time second = std::chrono::floor<std::chrono::seconds>(kTime);
  EXPECT_EQ(ParseIsoBasic("20261124T040000Z"), second);
  EXPECT_EQ(ParseIsoMillis("2026-11-24T04:00:00.123Z"), kTime);
  EXPECT_EQ(ParseHttpDate("Tue, 24 Nov 2026 04:00:00 GMT"), second);
  EXPECT_EQ(ParseIsoBasic("20280229T235959Z"), ParseIsoMillis("2028-02-29T23:59:59Z"));
}

TEST(TimeFormatTest, ReadsFractionsOfAnyLength) {
  EXPECT_EQ(ParseIsoMillis("2026-11-24T04:00:00.1Z"), ParseIsoMillis("2026-11-24T04:00:00.100Z"));
  EXPECT_EQ(ParseIsoMillis("2026-11-24T04:00:00.123999Z"), kTime);
  EXPECT_EQ(ParseIsoMillis("2026-11-24T04:00:00.Z"), std::nullopt);
}

// The three forms of RFC 9110 section 5.6.7.
TEST(TimeFormatTest, ReadsTheObsoleteHttpDates) {
  const auto expected = ParseIsoMillis("1994-11-06T08:49:37Z");
  EXPECT_EQ(ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), expected);
  EXPECT_EQ(ParseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT"), expected);
  EXPECT_EQ(ParseHttpDate("Sun Nov  6 08:49:37 1994"), expected);
}

TEST(TimeFormatTest, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "20261124T040000", "20261124T040000Zx", "20261324T040000Z", "20261131T040000Z",
        "20260229T040000Z", "20261124T240000Z", "20261124T046000Z", "2026112 T040000Z",
        "20261124 040000Z", "-0261124T040000Z", "2026-11-24T04:00:00.123Z"}) {
    EXPECT_EQ(ParseIsoBasic(text), std::nullopt) << text;
  }
  for (const char* text : {"", "Tue, 24 Nov 2026 04:00:00", "Tue, 24 Nov 2026 04:00:00 CET",
                           "Tue, 24 Foo 2026 04:00:00 GMT", "24 Nov 2026 04:00:00 GMT"}) {
    EXPECT_EQ(ParseHttpDate(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tacet::aws
