#include "tacet/evaluation/intervals.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tacet::evaluation {
namespace {

TEST(IntervalsTest, WilsonGivesThePublishedValues) {
  // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I.
  const struct {
    size_t hits, count;
    double low, high;
  } kRows[] = {
      {81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}};
  for (const auto& row : kRows) {
    const Interval found = WilsonInterval(row.hits, row.count);
    EXPECT_NEAR(found.low, row.low, 5e-5) << row.hits << "/" << row.count;
    EXPECT_NEAR(found.high, row.high, 5e-5) << row.hits << "/" << row.count;
  }
}

TEST(IntervalsTest, NothingCountedSaysNothing) {
  const Interval found = WilsonInterval(0, 0);
  EXPECT_EQ(found.low, 0);
  EXPECT_EQ(found.high, 1);
  EXPECT_EQ(BootstrapRatio({}, {}).high, 0);
}

TEST(IntervalsTest, BootstrapOfEqualPartsHasNoWidth) {
  const std::vector<double> values(30, 2);
  const std::vector<double> weights(30, 1000);
  const Interval found = BootstrapRatio(values, weights);
  EXPECT_DOUBLE_EQ(found.low, 0.002);
  EXPECT_DOUBLE_EQ(found.high, 0.002);
}

TEST(IntervalsTest, BootstrapOfAMeanIsAsWideAsTheory) {
  // 400 parts, half 0 and half 1: the mean's standard error is 0.5 / sqrt(400) = 0.025.
  std::vector<double> values(400);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 2);
  const std::vector<double> weights(values.size(), 1);
  const Interval found = BootstrapRatio(values, weights);
  EXPECT_NEAR(found.low, 0.5 - 1.96 * 0.025, 0.006);
  EXPECT_NEAR(found.high, 0.5 + 1.96 * 0.025, 0.006);
  const Interval again = BootstrapRatio(values, weights);
  EXPECT_EQ(found.low, again.low);
  EXPECT_EQ(found.high, again.high);
}

TEST(IntervalsTest, NoEventSeenDoesNotMeanNever) {
  const Interval found = RateInterval(std::vector<double>{0, 0}, std::vector<double>{1, 2});
  EXPECT_EQ(found.low, 0);
  EXPECT_NEAR(found.high, 3.689 / 3, 1e-3);
}

TEST(IntervalsTest, DrawsWithoutAFigureAreLeftOut) {
  const Interval found = BootstrapInterval(
      2, [](std::span<const size_t> times) { return times[0] == 0 ? std::nan("") : 5.0; });
  EXPECT_EQ(found.low, 5);
  EXPECT_EQ(found.high, 5);
}

}  // namespace
}  // namespace tacet::evaluation
