// C++ twin of bench/programs/fannkuch.py: prefix reversals over all permutations, in the order of Heap's algorithm.
#include <algorithm>

#include "bench/twins/common.h"

namespace {

int flipsNeeded(const std::vector<int>& permutation, std::vector<int>& stack) {
  if (permutation[0] == 0) return 0;
  stack = permutation;
  int count = 0;
  while (int first = stack[0]) {
    std::reverse(stack.begin(), stack.begin() + first + 1);
    ++count;
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  int n = static_cast<int>(twin::size(argc, argv, 10));
  std::vector<int> permutation(n), counters(n), stack, best;
  for (int i = 0; i < n; ++i) permutation[i] = i;
  best = permutation;
  int most = 0, sign = 1, i = 1;
  long checksum = 0, visited = 1, factorial = 1;
  for (int k = 2; k <= n; ++k) factorial *= k;
  while (i < n) {
    if (counters[i] < i) {
      std::swap(permutation[i & 1 ? counters[i] : 0], permutation[i]);
      sign = -sign;
      ++visited;
      int flips = flipsNeeded(permutation, stack);
      checksum += sign * flips;
      if (flips > most) most = flips, best = permutation;
      ++counters[i];
      i = 1;
    } else {
      counters[i++] = 0;
    }
  }
  fmt::print("permutations of {}: {}\nmost flips {}, checksum {}\nfirst to need them: {}\n", n, visited, most, checksum,
             fmt::join(best, ""));
  fmt::print("{}\n", visited == factorial && flipsNeeded(best, stack) == most ? "complete" : "wrong");
}
