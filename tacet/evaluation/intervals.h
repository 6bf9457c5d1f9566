// Confidence intervals of what is measured: Wilson's for shares, a bootstrap for sums over parts.
//
// Pure functions, thread-safe. Draws are seeded: the same input gives the same interval.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace tacet::evaluation {

// A 95 % interval.
struct Interval {
  double low = 0;
  double high = 0;
};

// A figure with its interval.
struct Rate {
  double value = 0;
  Interval interval;
};

// Of the share `hits` / `count`; [0, 1] when nothing was counted.
Interval WilsonInterval(size_t hits, size_t count);

// Of a figure over `parts` things (dialogues, recordings): they are drawn with replacement 1,000
// times and `figure` is told how often each was drawn. A draw for which `figure` returns NaN is
// left out. [0, 0] when none is left.
Interval BootstrapInterval(size_t parts,
                           const std::function<double(std::span<const size_t> times)>& figure);

// Of sum(values) / sum(weights), by bootstrap over the pairs; both have one entry per part.
Interval BootstrapRatio(std::span<const double> values, std::span<const double> weights);

// Of events per `exposure`: the same, but [0, 3.69 / sum(exposures)] where there was no event at
// all (Poisson's exact interval), since drawing again what has none would promise that there is
// none.
Interval RateInterval(std::span<const double> events, std::span<const double> exposures);

}  // namespace tacet::evaluation
