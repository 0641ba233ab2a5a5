// C++ twin of bench/programs/fft.py.
#include <algorithm>
#include <cmath>

#include "bench/twins/common.h"

namespace {

constexpr double kPi = 3.141592653589793;

struct Complex {
  double re = 0, im = 0;
  Complex operator+(Complex o) const { return {re + o.re, im + o.im}; }
  Complex operator-(Complex o) const { return {re - o.re, im - o.im}; }
  Complex operator*(Complex o) const { return {re * o.re - im * o.im, re * o.im + im * o.re}; }
  double magnitude() const { return std::hypot(re, im); }
};
using Signal = std::vector<Complex>;

Signal recursive(const Signal& values) {
  size_t n = values.size(), half = n / 2;
  if (n == 1) return values;
  Signal even(half), odd(half), result(n);
  for (size_t i = 0; i < half; ++i) even[i] = values[2 * i], odd[i] = values[2 * i + 1];
  even = recursive(even);
  odd = recursive(odd);
  for (size_t k = 0; k < half; ++k) {
    double angle = -2.0 * kPi * static_cast<double>(k) / static_cast<double>(n);
    Complex turned = Complex{std::cos(angle), std::sin(angle)} * odd[k];
    result[k] = even[k] + turned;
    result[k + half] = even[k] - turned;
  }
  return result;
}

void inPlace(std::vector<double>& re, std::vector<double>& im, double sign) {
  size_t n = re.size();
  for (size_t i = 1, j = 0; i < n; ++i) {
    size_t bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j |= bit;
    if (i < j) std::swap(re[i], re[j]), std::swap(im[i], im[j]);
  }
  for (size_t span = 1; span < n; span *= 2) {
    double step = sign * kPi / static_cast<double>(span);
    for (size_t offset = 0; offset < span; ++offset) {
      double wr = std::cos(step * static_cast<double>(offset)), wi = std::sin(step * static_cast<double>(offset));
      for (size_t i = offset; i < n; i += 2 * span) {
        size_t j = i + span;
        double xr = wr * re[j] - wi * im[j], xi = wr * im[j] + wi * re[j];
        re[j] = re[i] - xr, im[j] = im[i] - xi;
        re[i] += xr, im[i] += xi;
      }
    }
  }
}

std::vector<long> multiply(const std::vector<long>& a, const std::vector<long>& b) {
  size_t size = 1;
  while (size < a.size() + b.size()) size *= 2;
  Signal fa(size), fb(size);
  for (size_t i = 0; i < a.size(); ++i) fa[i].re = static_cast<double>(a[i]), fb[i].re = static_cast<double>(b[i]);
  fa = recursive(fa);
  fb = recursive(fb);
  for (size_t i = 0; i < size; ++i) fa[i] = fa[i] * fb[i], fa[i].im = -fa[i].im;
  fa = recursive(fa);
  std::vector<long> product;
  for (size_t i = 0; i + 1 < a.size() + b.size(); ++i) product.push_back(std::lrint(fa[i].re / static_cast<double>(size)));
  return product;
}

long sum(const std::vector<long>& values) {
  long total = 0;
  for (long v : values) total += v;
  return total;
}

}  // namespace

int main(int argc, char** argv) {
  size_t n = size_t{1} << twin::size(argc, argv, 17);
  std::vector<double> signal, im(n);
  Signal spectrum;
  for (size_t i = 0; i < n; ++i) {
    double x = static_cast<double>(i);
    signal.push_back(std::sin(0.1 * x) + 0.5 * std::cos(0.37 * x) + static_cast<double>(i % 7) / 7.0);
    spectrum.push_back({signal[i], 0});
  }
  std::vector<double> re = signal;
  inPlace(re, im, -1.0);
  spectrum = recursive(spectrum);
  double worst = 0, error = 0;
  for (size_t i = 0; i < n; ++i) worst = std::max(worst, (Complex{re[i], im[i]} - spectrum[i]).magnitude());
  std::vector<size_t> order;
  for (size_t k = 1; k < n / 2; ++k) order.push_back(k);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    double ma = spectrum[a].magnitude(), mb = spectrum[b].magnitude();
    return ma != mb ? ma > mb : a < b;
  });
  fmt::print("{} points, strongest frequencies {}\n", n, twin::list(order, 4));
  fmt::print("{}\n", worst < 1e-6 * static_cast<double>(n) ? "both agree" : "differ");
  inPlace(re, im, 1.0);
  for (size_t i = 0; i < n; ++i) error = std::max(error, std::abs(re[i] / static_cast<double>(n) - signal[i]));
  fmt::print("{}\n", error < 1e-9 ? "undone" : "error");
  std::vector<long> a, b;
  for (size_t i = 0; i < n / 16; ++i) a.push_back(i * 7919 % 100), b.push_back(i * 104729 % 100);
  std::vector<long> product = multiply(a, b);
  fmt::print("product: {}, sum {}\n{}\n", twin::list(product, 4), sum(product),
             sum(product) == sum(a) * sum(b) ? "right" : "wrong");
}
