// C++ twin of bench/programs/matrix_product.py.
#include <cstdint>

#include "bench/twins/common.h"

namespace {

template <class T>
using Matrix = std::vector<std::vector<T>>;

Matrix<long> make(long n, uint64_t state) {
  Matrix<long> rows(n, std::vector<long>(n));
  for (auto& row : rows) {
    for (long& x : row) {
      state = (state * 1103515245 + 12345) % 2147483648u;
      x = static_cast<long>((state >> 8) % 2001) - 1000;
    }
  }
  return rows;
}

template <class T>
Matrix<T> productIndexed(const Matrix<T>& a, const Matrix<T>& b) {
  size_t n = a.size();
  Matrix<T> result(n, std::vector<T>(n));
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      T total = 0;
      for (size_t k = 0; k < n; ++k) total += a[i][k] * b[k][j];
      result[i][j] = total;
    }
  }
  return result;
}

Matrix<long> productBlocked(const Matrix<long>& a, const Matrix<long>& b, size_t block) {
  size_t n = a.size();
  Matrix<long> result(n, std::vector<long>(n));
  for (size_t kk = 0; kk < n; kk += block)
    for (size_t i = 0; i < n; ++i)
      for (size_t k = kk; k < std::min(kk + block, n); ++k)
        for (size_t j = 0; j < n; ++j) result[i][j] += a[i][k] * b[k][j];
  return result;
}

Matrix<double> scaled(const Matrix<long>& a, double by) {
  Matrix<double> result;
  for (const auto& row : a) {
    auto& out = result.emplace_back();
    for (long x : row) out.push_back(static_cast<double>(x) / by);
  }
  return result;
}

template <class T>
T trace(const Matrix<T>& a) {
  T total = 0;
  for (size_t i = 0; i < a.size(); ++i) total += a[i][i];
  return total;
}

}  // namespace

int main(int argc, char** argv) {
  long n = twin::size(argc, argv, 200);
  Matrix<long> a = make(n, 42), b = make(n, 7);
  Matrix<double> floats = productIndexed(scaled(a, 8.0), scaled(b, 4.0));
  Matrix<long> ints = productIndexed(a, b), blocked = productBlocked(a, b, 32);
  fmt::print("{}x{}: trace {}, as floats {:.5f}\ncorner {}, {:.5f}\n", n, n, trace(ints), trace(floats), ints[0][n - 1],
             floats[n - 1][0]);
  bool same = ints == blocked;
  for (long i = 0; i < n; ++i)
    for (long j = 0; j < n; ++j) same = same && floats[i][j] * 32 == static_cast<double>(ints[i][j]);
  fmt::print("{}\n", same ? "equal" : "different");
}
