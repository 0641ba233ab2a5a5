// Hash functions with CPython 3.12's results, so that programs that print sets print the same for the same seed.
// hash() results never are -1; every function here that yields a final hash has already replaced it (by -2 or as
// noted).
#pragma once
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace typhon::base {

// Key of the string hash. PYTHONHASHSEED=0 gives {0, 0}, another number a key derived with CPython's generator,
// "random" bytes from the system.
struct HashKey {
  uint64_t k0 = 0;
  uint64_t k1 = 0;
};
HashKey hashKeyFromSeed(uint32_t seed);
HashKey randomHashKey();
// The key of this process; set once at start, before anything is hashed.
void setProcessHashKey(HashKey key);
HashKey processHashKey();

// SipHash-1-3.
uint64_t sipHash13(HashKey key, const void* data, size_t size);
// hash() of bytes, and of a str by its PEP 393 storage; 0 for nothing.
int64_t hashBytes(const void* data, size_t size);

constexpr int kNumericHashBits = 61;
constexpr uint64_t kNumericHashModulus = (uint64_t{1} << kNumericHashBits) - 1;
constexpr int64_t kHashInfinity = 314159;
constexpr int64_t kHashImaginary = 1000003;

inline int64_t fixHash(int64_t h) { return h == -1 ? -2 : h; }

// hash(int) for an integer that fits into a word.
inline int64_t hashInt(int64_t value) {
  uint64_t magnitude = value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  magnitude = (magnitude & kNumericHashModulus) + (magnitude >> kNumericHashBits);
  if (magnitude >= kNumericHashModulus) magnitude -= kNumericHashModulus;
  auto h = static_cast<int64_t>(magnitude);
  return fixHash(value < 0 ? -h : h);
}
// hash(int) for limbs, least significant first.
int64_t hashLimbs(const uint64_t* limbs, size_t count, bool negative);
// hash(float); a NaN is hashed by identity and must not come here.
int64_t hashDouble(double value);
inline int64_t hashPointer(const void* p) { return fixHash(static_cast<int64_t>(std::rotr(reinterpret_cast<uint64_t>(p), 4))); }

// hash(tuple): feed the elements' hashes in order.
class TupleHash {
 public:
  void add(int64_t elementHash) {
    state_ += static_cast<uint64_t>(elementHash) * kPrime2;
    state_ = std::rotl(state_, 31) * kPrime1;
  }
  int64_t finish(size_t length) const {
    uint64_t h = state_ + (length ^ (kPrime5 ^ 3527539u));
    return h == UINT64_MAX ? 1546275796 : static_cast<int64_t>(h);
  }

 private:
  static constexpr uint64_t kPrime1 = 11400714785074694791u, kPrime2 = 14029467366897019727u, kPrime5 = 2870177450012600261u;
  uint64_t state_ = kPrime5;
};

// hash(frozenset): feed the elements' hashes in any order.
class FrozenSetHash {
 public:
  void add(int64_t elementHash) {
    auto h = static_cast<uint64_t>(elementHash);
    state_ ^= ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
  }
  int64_t finish(size_t length) const {
    uint64_t h = state_ ^ (length + 1) * 1927868237u;
    h ^= (h >> 11) ^ (h >> 25);
    h = h * 69069u + 907133923u;
    return h == UINT64_MAX ? 590923713 : static_cast<int64_t>(h);
  }

 private:
  uint64_t state_ = 0;
};

}  // namespace typhon::base
