#include "tacet/evaluation/intervals.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>

#include "tacet/base/check.h"

namespace tacet::evaluation {
namespace {

constexpr double kZ95 = 1.959964;
constexpr int kRounds = 1000;
constexpr uint32_t kSeed = 1;

// Linear between the two nearest values, as most statistics programs do.
double Quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(place);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Interval WilsonInterval(size_t hits, size_t count) {
  if (count == 0) return {0, 1};
  const auto n = static_cast<double>(count);
  const double share = static_cast<double>(hits) / n;
  const double spread = kZ95 * std::sqrt(share * (1 - share) / n + kZ95 * kZ95 / (4 * n * n));
  const double centre = share + kZ95 * kZ95 / (2 * n);
  const double scale = 1 + kZ95 * kZ95 / n;
  return {std::max(0.0, (centre - spread) / scale), std::min(1.0, (centre + spread) / scale)};
}

Interval BootstrapInterval(size_t parts,
                           const std::function<double(std::span<const size_t> times)>& figure) {
  if (parts == 0) return {};
  std::mt19937 generator(kSeed);
  std::vector<double> figures;
  std::vector<size_t> times(parts);
  for (int round = 0; round < kRounds; ++round) {
    std::fill(times.begin(), times.end(), 0);
    // Not std::uniform_int_distribution: its draws differ between standard libraries.
    for (size_t i = 0; i < parts; ++i) ++times[generator() % parts];
    const double value = figure(times);
    if (!std::isnan(value)) figures.push_back(value);
  }
  if (figures.empty()) return {};
  std::sort(figures.begin(), figures.end());
  return {Quantile(figures, 0.025), Quantile(figures, 0.975)};
}

Interval BootstrapRatio(std::span<const double> values, std::span<const double> weights) {
  TACET_CHECK(values.size() == weights.size()) << "a ratio needs as many weights as values";
  return BootstrapInterval(values.size(), [&](std::span<const size_t> times) {
    double value = 0;
    double weight = 0;
    for (size_t i = 0; i < times.size(); ++i) {
      value += static_cast<double>(times[i]) * values[i];
      weight += static_cast<double>(times[i]) * weights[i];
    }
    return weight > 0 ? value / weight : std::numeric_limits<double>::quiet_NaN();
  });
}

Interval RateInterval(std::span<const double> events, std::span<const double> exposures) {
  const double all = std::accumulate(events.begin(), events.end(), 0.0);
  const double exposure = std::accumulate(exposures.begin(), exposures.end(), 0.0);
  if (all > 0 || exposure <= 0) return BootstrapRatio(events, exposures);
  return {0, -std::log(0.025) / exposure};
}

}  // namespace tacet::evaluation
