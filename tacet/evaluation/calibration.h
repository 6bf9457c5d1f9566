// How far confidences are from the shares that turn out right: the expected calibration error.
//
// Ten bins of equal width; the error is the mean over all finds of the distance between their bin's
// mean confidence and the share of it that is right. Source: Guo et al., "On Calibration of Modern
// Neural Networks" (2017), equation 3. A value; thread-safe as values are.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "tacet/evaluation/intervals.h"

namespace tacet::evaluation {

class Calibration {
 public:
  struct Bin {
    double count = 0;
    double confidences = 0;  // their sum
    double right = 0;        // how many
  };

  // `confidence` is in [0, 1]; 1 belongs to the last bin.
  void Add(double confidence, bool right);
  // As if everything of `other` had been added `times` times.
  void Add(const Calibration& other, double times);

  // NaN when nothing was added.
  double Error() const;
  double count() const;
  const std::array<Bin, 10>& bins() const { return bins_; }

 private:
  std::array<Bin, 10> bins_;
};

// The error over all parts (dialogues, recordings) together, its interval drawn over them; 0 when
// they are empty.
Rate CalibrationErrorOf(std::span<const Calibration> parts);

}  // namespace tacet::evaluation
