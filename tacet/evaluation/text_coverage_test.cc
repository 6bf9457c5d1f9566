#include "tacet/evaluation/text_coverage.h"

#include <gtest/gtest.h>

#include <string>

namespace tacet::evaluation {
namespace {

TEST(TextCoverageTest, OnlyLettersAndDigitsCount) {
  const std::string text = "\u201cZoë\u201d \u2013 a.7!\u00a0";
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) count += IsLetterOrDigit(text, i) ? 1 : 0;
  EXPECT_EQ(count, 6U);  // Z, o, two bytes of ë, a, 7
}

TEST(TextCoverageTest, CoversWhatSpansHideTogether) {
  const std::string text = "Ana Lopez, hi";
  TextCoverage coverage(text);
  coverage.Add(0, 3);
  EXPECT_TRUE(coverage.Covers(0, 4));
  EXPECT_FALSE(coverage.Covers(0, 9));
  coverage.Add(4, 9);
  EXPECT_TRUE(coverage.Covers(0, 10));
  EXPECT_EQ(coverage.CountCovered(0, text.size()), 8U);
  EXPECT_EQ(coverage.Count(0, text.size()), 10U);
}

TEST(TextCoverageTest, NothingToHideIsNotHidden) {
  TextCoverage coverage("a, b");
  coverage.Add(0, 99);
  EXPECT_FALSE(coverage.Covers(1, 3));
}

}  // namespace
}  // namespace tacet::evaluation
