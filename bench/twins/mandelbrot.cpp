// C++ twin of bench/programs/mandelbrot.py.
#include <cmath>
#include <cstdint>

#include "bench/twins/common.h"

namespace {

constexpr int kLimit = 60;

int escapeTime(double cr, double ci) {
  double zr = 0, zi = 0, zr2 = 0, zi2 = 0;
  for (int step = 0; step < kLimit; ++step) {
    zi = 2.0 * zr * zi + ci;
    zr = zr2 - zi2 + cr;
    zr2 = zr * zr;
    zi2 = zi * zi;
    if (zr2 + zi2 > 4.0) return step;
  }
  return kLimit;
}

int escapeTimeComplex(double cr, double ci) {
  double zr = 0, zi = 0;
  for (int step = 0; step < kLimit; ++step) {
    double re = zr * zr - zi * zi + cr;
    zi = zr * zi + zi * zr + ci;
    zr = re;
    if (std::hypot(zr, zi) > 2.0) return step;
  }
  return kLimit;
}

}  // namespace

int main(int argc, char** argv) {
  int size = static_cast<int>(twin::size(argc, argv, 760));
  std::vector<long> histogram(kLimit + 1), other(kLimit + 1);
  uint32_t checksum = 1;
  long inside = 0, points = 0;
  for (int y = 0; y < size; ++y) {
    double ci = 2.0 * y / size - 1.0;
    std::vector<uint8_t> row((size + 7) / 8);
    for (int x = 0; x < size; ++x) {
      int steps = escapeTime(3.0 * x / size - 2.0, ci);
      ++histogram[steps];
      ++points;
      if (steps == kLimit) row[x >> 3] |= 0x80 >> (x & 7), ++inside;
    }
    for (uint8_t byte : row) checksum = checksum * 31 + byte;
  }
  fmt::print("{}x{} points, {} inside, picture {:08x}\nescape times: {}\n", size, size, inside, checksum,
             twin::list(histogram, 12));
  int half = size / 2;
  for (int y = 0; y < half; ++y)
    for (int x = 0; x < half; ++x) ++other[escapeTimeComplex(3.0 * x / half - 2.0, 2.0 * y / half - 1.0)];
  fmt::print("with complex: {}\n{}\n", twin::list(other, 12),
             inside == histogram[kLimit] && points == long(size) * size ? "consistent" : "wrong");
}
