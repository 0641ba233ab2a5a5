// The random numbers of generated programs: the same sequence for the same seed on every machine.
#pragma once

#include <cstdint>
#include <vector>

namespace typhon::validate {

class Rng {
 public:
  explicit Rng(uint64_t seed) : state_(seed) { state_ = next() ^ (next() << 1); }

  uint64_t next() {  // splitmix64
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 .. limit - 1
  size_t below(size_t limit) { return next() % limit; }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <typename T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  uint64_t state_;
};

}  // namespace typhon::validate
