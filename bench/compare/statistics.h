// Medians, confidence intervals and geometric means of measured times.
#pragma once

#include <vector>

namespace typhon::compare {

struct Interval {
  double low = 0;
  double high = 0;
};

// The median of a sample; 0 for an empty one.
double median(std::vector<double> sample);

// The 95% interval of the median by the percentile bootstrap. Deterministic: the resampling has a fixed seed.
Interval medianInterval(const std::vector<double>& sample);

// The ratio median(above) / median(below) with its 95% bootstrap interval.
struct Ratio {
  double value = 0;
  Interval interval;
  bool significant() const { return interval.low > 1.0 || interval.high < 1.0; }
};
Ratio medianRatio(const std::vector<double>& above, const std::vector<double>& below);

// The geometric mean of positive numbers; 0 for none.
double geometricMean(const std::vector<double>& values);

}  // namespace typhon::compare
