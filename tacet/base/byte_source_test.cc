#include "tacet/base/byte_source.h"

#include <gtest/gtest.h>

#include <array>

namespace tacet {
namespace {

TEST(StringSourceTest, GivesItsBytesInPiecesAndThenTheEnd) {
  StringSource source("abcde");
  std::array<char, 3> buffer = {};
  EXPECT_EQ(*source.Read(buffer), 3U);
  EXPECT_EQ(std::string(buffer.data(), 3), "abc");
  EXPECT_EQ(*source.Read(buffer), 2U);
  EXPECT_EQ(std::string(buffer.data(), 2), "de");
  EXPECT_EQ(*source.Read(buffer), 0U);
}

TEST(ReadAllTest, TakesExactlyTheLimit) {
  StringSource source(std::string(100'000, 'x'));
  EXPECT_EQ(*ReadAll(source, 100'000), std::string(100'000, 'x'));
}

TEST(ReadAllTest, RefusesOneByteMore) {
  StringSource source(std::string(100'001, 'x'));
  EXPECT_EQ(ReadAll(source, 100'000).error().code, ErrorCode::kResourceExhausted);
}

}  // namespace
}  // namespace tacet
