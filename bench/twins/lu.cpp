// C++ twin of bench/programs/lu.py.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "bench/twins/common.h"

namespace {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

Matrix testMatrix(long n) {
  uint32_t state = 101010;
  Matrix rows(n, Vector(n));
  for (Vector& row : rows)
    for (double& x : row) x = (state = state * 69069 + 1) / 4294967296.0;
  return rows;
}

struct Factors {
  Matrix rows;
  std::vector<size_t> order;
  int sign = 1;
};

Factors factorise(const Matrix& matrix) {
  size_t n = matrix.size();
  Factors f{matrix, {}, 1};
  for (size_t i = 0; i < n; ++i) f.order.push_back(i);
  for (size_t k = 0; k < n; ++k) {
    size_t pivot = k;
    for (size_t i = k + 1; i < n; ++i)
      if (std::abs(f.rows[i][k]) > std::abs(f.rows[pivot][k])) pivot = i;
    if (pivot != k) {
      std::swap(f.rows[k], f.rows[pivot]);
      std::swap(f.order[k], f.order[pivot]);
      f.sign = -f.sign;
    }
    const Vector& top = f.rows[k];
    double inverse = 1.0 / top[k];
    for (size_t i = k + 1; i < n; ++i) {
      Vector& row = f.rows[i];
      double factor = row[k] *= inverse;
      if (factor != 0.0)
        for (size_t j = k + 1; j < n; ++j) row[j] -= factor * top[j];
    }
  }
  return f;
}

Vector solve(const Factors& f, const Vector& right) {
  size_t n = f.rows.size();
  Vector x(n);
  for (size_t i = 0; i < n; ++i) {
    double total = right[f.order[i]];
    for (size_t j = 0; j < i; ++j) total -= f.rows[i][j] * x[j];
    x[i] = total;
  }
  for (size_t i = n; i-- > 0;) {
    double total = x[i];
    for (size_t j = i + 1; j < n; ++j) total -= f.rows[i][j] * x[j];
    x[i] = total / f.rows[i][i];
  }
  return x;
}

}  // namespace

int main(int argc, char** argv) {
  long n = twin::size(argc, argv, 310);
  Matrix matrix = testMatrix(n);
  Factors f = factorise(matrix);
  Vector right(n);
  for (long i = 0; i < n; ++i) right[i] = static_cast<double>(i % 10);
  Vector x = solve(f, right);
  double determinant = f.sign;
  long logarithm = 0;
  for (long i = 0; i < n; ++i) {
    determinant *= f.rows[i][i];
    for (; std::abs(determinant) >= 10.0; ++logarithm) determinant /= 10.0;
    for (; std::abs(determinant) < 1.0; --logarithm) determinant *= 10.0;
  }
  fmt::print("{} equations, determinant {:.6f}e{}\n", n, determinant, logarithm);
  fmt::print("solution {:.6f} {:.6f} {:.6f}\n", x[0], x[n / 2], x[n - 1]);
  double residual = 0;
  for (long i = 0; i < n; ++i) {
    double total = 0;
    for (long j = 0; j < n; ++j) total += matrix[i][j] * x[j];
    residual = std::max(residual, std::abs(total - right[i]));
  }
  fmt::print("{}\n", residual < 1e-8 ? "solved" : "not solved");
  Matrix columns;
  for (long j = 0; j < n; ++j) {
    Vector unit(n);
    unit[j] = 1.0;
    columns.push_back(solve(f, unit));
  }
  double off = 0;
  for (long i = 0; i < n; i += 7) {
    for (long j = 0; j < n; ++j) {
      double entry = 0;
      for (long k = 0; k < n; ++k) entry += matrix[i][k] * columns[j][k];
      off = std::max(off, std::abs(entry - (i == j ? 1.0 : 0.0)));
    }
  }
  fmt::print("{}\n", off < 1e-8 ? "inverted" : "not inverted");
}
