#include "tacet/asr/confidence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tacet::asr {
namespace {

double Of(const std::vector<double>& probabilities) { return WordConfidence(probabilities); }

TEST(ConfidenceTest, IsThatOfTheLeastLikelyToken) {
  EXPECT_EQ(Of({0.9, 0.3, 0.8}), Of({0.3}));
  EXPECT_EQ(Of({0.3, 0.9}), Of({0.9, 0.3}));
}

TEST(ConfidenceTest, RisesWithTheProbabilityAndStaysAProbability) {
  double previous = 0;
  for (double p = 0.001; p < 0.9995; p += 0.001) {
    const double confidence = Of({p});
    EXPECT_GT(confidence, previous) << p;
    EXPECT_LT(confidence, 1) << p;
    previous = confidence;
  }
}

TEST(ConfidenceTest, TakesTheEndsOfTheRange) {
  EXPECT_GT(Of({0}), 0);
  EXPECT_LT(Of({1}), 1);
  EXPECT_GT(Of({1}), 0.99);
  EXPECT_EQ(Of({}), 0);
}

}  // namespace
}  // namespace tacet::asr
