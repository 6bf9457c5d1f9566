#include "tacet/s3/conditions.h"

#include <gtest/gtest.h>

#include <string>

namespace tacet::s3 {
namespace {

TEST(ParseRangeTest, ReadsOneRange) {
  const struct {
    std::string header;
    int64_t size, first, end;
  } cases[] = {
      {"bytes=0-0", 10, 0, 1},
      {"bytes=0-9", 10, 0, 10},
      {"bytes=2-4", 10, 2, 5},
      {"bytes=2-", 10, 2, 10},
      {"bytes=0-999", 10, 0, 10},
      {"bytes=-3", 10, 7, 10},
      {"bytes=-999", 10, 0, 10},
      {"bytes=9-9", 10, 9, 10},
      {"bytes=0-9223372036854775806", 5, 0, 5},
  };
  for (const auto& test : cases) {
    const auto range = ParseRange(test.header, test.size);
    ASSERT_TRUE(range.has_value() && range->has_value()) << test.header;
    EXPECT_EQ((*range)->first, test.first) << test.header;
    EXPECT_EQ((*range)->end, test.end) << test.header;
  }
}

TEST(ParseRangeTest, IgnoresWhatIsNoSingleRangeOfBytes) {
  for (const std::string header :
       {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2", "bytes=0-1,3-4", "lines=0-1",
        "bytes=0", "bytes= 0-1", "bytes=0x0-1", "bytes=--5", "bytes=+1-2",
        "bytes=0-99999999999999999999", "bytes=99999999999999999999-"}) {
    const auto range = ParseRange(header, 10);
    ASSERT_TRUE(range.has_value()) << header;
    EXPECT_FALSE(range->has_value()) << header;
  }
}

TEST(ParseRangeTest, RefusesWhatBeginsPastTheEnd) {
  const std::pair<std::string, int64_t> cases[] = {
      {"bytes=10-", 10}, {"bytes=10-11", 10}, {"bytes=-0", 10}, {"bytes=0-", 0}, {"bytes=-5", 0}};
  for (const auto& [header, size] : cases) {
    const auto range = ParseRange(header, size);
    ASSERT_FALSE(range.has_value()) << header;
    EXPECT_EQ(range.error().code, S3ErrorCode::kInvalidRange);
    EXPECT_EQ(range.error().headers.Get("Content-Range"), "bytes */" + std::to_string(size));
  }
}

TEST(IfRangeTest, HoldsOnlyForTheSameObject) {
  const objectstore::ObjectInfo info = {
      .etag = "abc", .last_modified = Time(std::chrono::milliseconds(1'795'492'800'500))};
  EXPECT_TRUE(IfRangeHolds("", info));
  EXPECT_TRUE(IfRangeHolds("\"abc\"", info));
  EXPECT_FALSE(IfRangeHolds("\"abd\"", info));
  EXPECT_TRUE(IfRangeHolds("Tue, 24 Nov 2026 04:00:00 GMT", info));
  EXPECT_FALSE(IfRangeHolds("Tue, 24 Nov 2026 04:00:01 GMT", info));
}

}  // namespace
}  // namespace tacet::s3
