// C++ twin of bench/programs/monte_carlo.py.
#include <cmath>
#include <cstdint>

#include "bench/twins/common.h"

namespace {

constexpr double kPi = 3.141592653589793;

class XorShift {
 public:
  explicit XorShift(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  uint64_t bits() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  double uniform() { return static_cast<double>(bits() >> 11) / 9007199254740992.0; }
  long below(uint64_t n) { return static_cast<long>((bits() >> 32) * n >> 32); }
  double normal() {
    if (hasSpare_) {
      hasSpare_ = false;
      return spare_;
    }
    double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    double angle = 2.0 * kPi * uniform();
    spare_ = radius * std::cos(angle - kPi / 2);
    hasSpare_ = true;
    return radius * std::cos(angle);
  }

 private:
  uint64_t state_;
  double spare_ = 0;
  bool hasSpare_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  long n = twin::size(argc, argv, 1000000);
  XorShift random(2024);
  long inside = 0;
  for (long i = 0; i < n; ++i) {
    double x = random.uniform(), y = random.uniform();
    inside += x * x + y * y <= 1.0;
  }
  double estimate = 4.0 * static_cast<double>(inside) / static_cast<double>(n);
  fmt::print("pi is about {:.6f}\n", estimate);
  long x = 0, y = 0, furthest = 0;
  constexpr int kMoves[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
  for (long i = 0; i < n; ++i) {
    const int* move = kMoves[random.below(4)];
    x += move[0], y += move[1];
    furthest = std::max(furthest, std::abs(x) + std::abs(y));
  }
  fmt::print("walk ends at {} {}, furthest {}\n", x, y, furthest);
  long trials = std::max(n / 1000, 1L), drawn = 0;
  for (long t = 0; t < trials; ++t) {
    bool seen[50] = {};
    for (int missing = 50; missing;) {
      long i = random.below(50);
      ++drawn;
      if (!seen[i]) seen[i] = true, --missing;
    }
  }
  fmt::print("coupons drawn for 50 kinds: {:.3f}\n", static_cast<double>(drawn) / static_cast<double>(trials));
  double drift = (0.03 - 0.5 * 0.2 * 0.2) * 1.0, spread = 0.2 * std::sqrt(1.0), total = 0;
  for (long i = 0; i < n / 2; ++i) {
    double last = 100.0 * std::exp(drift + spread * random.normal());
    if (last > 105.0) total += last - 105.0;
  }
  fmt::print("option {:.4f}\n", std::exp(-0.03) * total / static_cast<double>(n / 2));
  fmt::print("{}\n", std::abs(estimate - kPi) < 6 / std::sqrt(static_cast<double>(n)) ? "plausible" : "implausible");
}
