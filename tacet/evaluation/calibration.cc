#include "tacet/evaluation/calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tacet::evaluation {

void Calibration::Add(double confidence, bool right) {
  const double place = std::clamp(confidence, 0.0, 1.0) * static_cast<double>(bins_.size());
  Bin& bin = bins_[std::min(static_cast<size_t>(place), bins_.size() - 1)];
  bin.count += 1;
  bin.confidences += confidence;
  bin.right += right ? 1 : 0;
}

void Calibration::Add(const Calibration& other, double times) {
  for (size_t i = 0; i < bins_.size(); ++i) {
    bins_[i].count += times * other.bins_[i].count;
    bins_[i].confidences += times * other.bins_[i].confidences;
    bins_[i].right += times * other.bins_[i].right;
  }
}

double Calibration::count() const {
  double all = 0;
  for (const Bin& bin : bins_) all += bin.count;
  return all;
}

double Calibration::Error() const {
  const double all = count();
  if (all == 0) return std::numeric_limits<double>::quiet_NaN();
  double distance = 0;
  // count/all * |confidences/count - right/count|
  for (const Bin& bin : bins_) distance += std::abs(bin.confidences - bin.right);
  return distance / all;
}

Rate CalibrationErrorOf(std::span<const Calibration> parts) {
  Calibration all;
  for (const Calibration& part : parts) all.Add(part, 1);
  if (all.count() == 0) return {};
  return {all.Error(), BootstrapInterval(parts.size(), [&](std::span<const size_t> times) {
            Calibration drawn;
            for (size_t i = 0; i < times.size(); ++i) {
              if (times[i] > 0) drawn.Add(parts[i], static_cast<double>(times[i]));
            }
            return drawn.Error();
          })};
}

}  // namespace tacet::evaluation
