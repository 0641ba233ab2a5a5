// C++ twin of bench/programs/sieve.py.
#include <cmath>
#include <cstdint>

#include "bench/twins/common.h"

namespace {

std::vector<long> primesOdd(long limit) {
  long half = limit / 2;
  std::vector<uint8_t> flags(half, 1);
  flags[0] = 0;
  for (long i = 1; 2 * i * (i + 1) < half; ++i)
    if (flags[i])
      for (long j = 2 * i * (i + 1); j < half; j += 2 * i + 1) flags[j] = 0;
  std::vector<long> primes = {2};
  for (long i = 0; i < half; ++i)
    if (flags[i]) primes.push_back(2 * i + 1);
  return primes;
}

std::vector<long> primesAll(long limit) {
  std::vector<uint8_t> flags(limit, 1);
  flags[0] = flags[1] = 0;
  for (long p = 2; p <= static_cast<long>(std::sqrt(static_cast<double>(limit))); ++p)
    if (flags[p])
      for (long m = p * p; m < limit; m += p) flags[m] = 0;
  std::vector<long> primes;
  for (long i = 0; i < limit; ++i)
    if (flags[i]) primes.push_back(i);
  return primes;
}

long countSegmented(long limit, long segment) {
  std::vector<long> small = primesAll(static_cast<long>(std::sqrt(static_cast<double>(limit))) + 2), following;
  for (long p : small) following.push_back(p * p);
  long count = 0;
  for (long low = 2; low < limit; low += segment) {
    long high = std::min(low + segment, limit);
    std::vector<uint8_t> window(high - low, 1);
    for (size_t i = 0; i < small.size(); ++i)
      for (; following[i] < high; following[i] += small[i]) window[following[i] - low] = 0;
    for (uint8_t flag : window) count += flag;
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  long n = twin::size(argc, argv, 10000000);
  std::vector<long> primes = primesOdd(n), smaller = primesAll(n / 2);
  long count = countSegmented(n / 2, 16384), twins = 0, widest = 0, after = 0, sum = 0;
  for (size_t i = 0; i < primes.size(); ++i) {
    sum += primes[i];
    if (i + 1 == primes.size()) break;
    long gap = primes[i + 1] - primes[i];
    twins += gap == 2;
    if (gap >= widest) widest = gap, after = primes[i];
  }
  fmt::print("below {}: {} primes, the last one {}\n", n, primes.size(), primes.back());
  fmt::print("twins {}, widest gap {} after {}, sum {}\n", twins, widest, after, sum);
  bool agree = std::equal(smaller.begin(), smaller.end(), primes.begin()) && count == static_cast<long>(smaller.size());
  fmt::print("{}\n", agree ? "agree" : "disagree");
}
