#include "tacet/evaluation/calibration.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tacet::evaluation {
namespace {

TEST(CalibrationTest, ErrorIsTheWeightedDistance) {
  Calibration calibration;
  for (int i = 0; i < 9; ++i) calibration.Add(0.95, true);
  calibration.Add(0.95, false);
  for (int i = 0; i < 10; ++i) calibration.Add(0.55, true);
  EXPECT_NEAR(calibration.Error(), 0.5 * 0.05 + 0.5 * 0.45, 1e-12);
  EXPECT_EQ(calibration.count(), 20);
}

TEST(CalibrationTest, AConfidenceOfOneIsInTheLastBin) {
  Calibration calibration;
  calibration.Add(1.0, true);
  EXPECT_EQ(calibration.bins()[9].count, 1);
  EXPECT_EQ(calibration.Error(), 0);
}

TEST(CalibrationTest, AddingAnotherTwiceIsAddingItsFindsTwice) {
  Calibration once;
  once.Add(0.3, true);
  once.Add(0.8, false);
  Calibration twice;
  twice.Add(once, 2);
  EXPECT_EQ(twice.count(), 4);
  EXPECT_NEAR(twice.Error(), once.Error(), 1e-12);
}

TEST(CalibrationTest, PartsAreJudgedTogether) {
  std::array<Calibration, 2> parts;
  parts[0].Add(0.8, true);
  parts[1].Add(0.8, false);
  const Rate error = CalibrationErrorOf(parts);
  EXPECT_NEAR(error.value, 0.3, 1e-12);          // half of them right
  EXPECT_NEAR(error.interval.low, 0.2, 1e-12);   // only the right one drawn
  EXPECT_NEAR(error.interval.high, 0.8, 1e-12);  // only the wrong one
  EXPECT_EQ(CalibrationErrorOf({}).value, 0);
}

TEST(CalibrationTest, NothingAddedHasNoError) { EXPECT_TRUE(std::isnan(Calibration().Error())); }

}  // namespace
}  // namespace tacet::evaluation
