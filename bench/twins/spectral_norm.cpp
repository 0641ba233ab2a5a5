// C++ twin of bench/programs/spectral_norm.py.
#include <cmath>

#include "bench/twins/common.h"

namespace {

using Vector = std::vector<double>;

double entry(long i, long j) { return 1.0 / static_cast<double>((i + j) * (i + j + 1) / 2 + i + 1); }

// CPython 3.12's sum() of floats is compensated (Neumaier); the result must be the same to the last digit printed.
struct Sum {
  double total = 0, correction = 0;
  void add(double x) {
    double t = total + x;
    correction += std::abs(total) >= std::abs(x) ? (total - t) + x : (x - t) + total;
    total = t;
  }
  double value() const { return correction != 0 && std::isfinite(correction) ? total + correction : total; }
};

Vector timesMatrix(const Vector& v) {
  Vector result(v.size());
  for (size_t i = 0; i < v.size(); ++i) {
    Sum sum;
    for (size_t j = 0; j < v.size(); ++j) sum.add(entry(i, j) * v[j]);
    result[i] = sum.value();
  }
  return result;
}

Vector timesTransposed(const Vector& v) {
  Vector result(v.size());
  for (size_t i = 0; i < v.size(); ++i) {
    double total = 0;
    for (size_t j = 0; j < v.size(); ++j) total += entry(j, i) * v[j];
    result[i] = total;
  }
  return result;
}

double dot(const Vector& a, const Vector& b) {
  Sum sum;
  for (size_t i = 0; i < a.size(); ++i) sum.add(a[i] * b[i]);
  return sum.value();
}

}  // namespace

int main(int argc, char** argv) {
  long n = twin::size(argc, argv, 520);
  Vector u(n, 1.0), v;
  for (int round = 0; round < 10; ++round) {
    v = timesTransposed(timesMatrix(u));
    u = timesTransposed(timesMatrix(v));
  }
  double value = std::sqrt(dot(u, v) / dot(v, v));
  fmt::print("size {}: {:.9f}\n{}\n", n, value, 1.2 < value && value < 1.2742242 ? "plausible" : "wrong");
}
