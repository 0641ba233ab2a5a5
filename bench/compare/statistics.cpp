// Bootstrap statistics: runs are few and their times are not normally distributed, so nothing else is assumed of them.
#include "bench/compare/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace typhon::compare {
namespace {

constexpr int kResamples = 2000;

// splitmix64: small, and the same everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  size_t below(size_t n) {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<size_t>((z ^ (z >> 31)) % n);
  }

 private:
  uint64_t state_;
};

double resampledMedian(const std::vector<double>& sample, Random& random) {
  std::vector<double> drawn(sample.size());
  for (double& value : drawn) value = sample[random.below(sample.size())];
  return median(std::move(drawn));
}

Interval middle95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values[values.size() / 40], values[values.size() - 1 - values.size() / 40]};
}

}  // namespace

double median(std::vector<double> sample) {
  if (sample.empty()) return 0;
  size_t half = sample.size() / 2;
  std::nth_element(sample.begin(), sample.begin() + static_cast<long>(half), sample.end());
  double upper = sample[half];
  if (sample.size() % 2) return upper;
  return (*std::max_element(sample.begin(), sample.begin() + static_cast<long>(half)) + upper) / 2;
}

Interval medianInterval(const std::vector<double>& sample) {
  if (sample.size() < 2) return {median(sample), median(sample)};
  Random random(sample.size());
  std::vector<double> medians;
  for (int i = 0; i < kResamples; ++i) medians.push_back(resampledMedian(sample, random));
  return middle95(std::move(medians));
}

Ratio medianRatio(const std::vector<double>& above, const std::vector<double>& below) {
  Ratio ratio;
  double bottom = median(below);
  if (above.empty() || bottom <= 0) return ratio;
  ratio.value = median(above) / bottom;
  Random random(above.size() * 31 + below.size());
  std::vector<double> ratios;
  for (int i = 0; i < kResamples; ++i) ratios.push_back(resampledMedian(above, random) / resampledMedian(below, random));
  ratio.interval = middle95(std::move(ratios));
  return ratio;
}

double geometricMean(const std::vector<double>& values) {
  double sum = 0;
  for (double value : values) sum += std::log(value);
  return values.empty() ? 0 : std::exp(sum / static_cast<double>(values.size()));
}

}  // namespace typhon::compare
