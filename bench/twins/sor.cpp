// C++ twin of bench/programs/sor.py.
#include <algorithm>
#include <cmath>

#include "bench/twins/common.h"

namespace {

using Grid = std::vector<std::vector<double>>;

Grid plate(long n) {
  Grid grid(n, std::vector<double>(n));
  for (long j = 0; j < n; ++j) grid[0][j] = 100.0;
  for (long i = 0; i < n; ++i) grid[i][n - 1] = 100.0 * static_cast<double>(n - 1 - i) / static_cast<double>(n - 1);
  return grid;
}

int relax(Grid& grid, double omega, double tolerance) {
  size_t n = grid.size();
  double quarter = omega * 0.25, keep = 1.0 - omega, change = tolerance + 1.0;
  int sweeps = 0;
  for (; change > tolerance; ++sweeps) {
    change = 0.0;
    for (size_t i = 1; i < n - 1; ++i) {
      for (size_t j = 1; j < n - 1; ++j) {
        double old = grid[i][j];
        double next = quarter * (grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]) + keep * old;
        grid[i][j] = next;
        change = std::max(change, std::abs(next - old));
      }
    }
  }
  return sweeps;
}

Grid jacobi(Grid grid, int sweeps) {
  size_t n = grid.size();
  for (int s = 0; s < sweeps; ++s) {
    Grid next = grid;
    for (size_t i = 1; i < n - 1; ++i)
      for (size_t j = 1; j < n - 1; ++j) next[i][j] = 0.25 * (grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]);
    grid = std::move(next);
  }
  return grid;
}

double mean(const Grid& grid) {
  double total = 0;
  for (const auto& row : grid) {
    double sum = 0;
    for (double x : row) sum += x;
    total += sum;
  }
  return total / static_cast<double>(grid.size() * grid.size());
}

}  // namespace

int main(int argc, char** argv) {
  long n = twin::size(argc, argv, 120);
  Grid grid = plate(n);
  int sweeps = relax(grid, 2.0 / (1.0 + 3.141592653589793 / static_cast<double>(n)), 1e-10);
  fmt::print("{}x{} grid, {} sweeps, mean {:.6f}, centre {:.6f}\n", n, n, sweeps, mean(grid), grid[n / 2][n / 2]);
  Grid smoothed = jacobi(grid, 60);
  double drift = 0;
  for (long i = 0; i < n; ++i)
    for (long j = 0; j < n; ++j) drift = std::max(drift, std::abs(grid[i][j] - smoothed[i][j]));
  fmt::print("{}\n", drift < 1e-6 ? "steady" : "drifts");
  fmt::print("Jacobi after 150: mean {:.6f}\n", mean(jacobi(plate(n), 150)));
}
