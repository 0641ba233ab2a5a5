// Hash functions: SipHash, its key, and the numeric hash modulo 2**61 - 1.
#include "runtime/base/hash.h"

#include <cstring>

#include "runtime/base/os.h"

namespace typhon::base {

namespace {

HashKey processKey;

struct SipState {
  uint64_t v0, v1, v2, v3;
  void round() {
    v0 += v1, v2 += v3;
    v1 = std::rotl(v1, 13) ^ v0;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 = std::rotl(v0, 32);
    v2 += v1, v0 += v3;
    v1 = std::rotl(v1, 17) ^ v2;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 = std::rotl(v2, 32);
  }
};

uint64_t reduce(uint64_t x) {
  x = (x & kNumericHashModulus) + (x >> kNumericHashBits);
  return x >= kNumericHashModulus ? x - kNumericHashModulus : x;
}

}  // namespace

HashKey hashKeyFromSeed(uint32_t seed) {
  if (seed == 0) return {};
  uint8_t secret[16];
  uint32_t x = seed;
  for (uint8_t& byte : secret) {
    x = x * 214013u + 2531011u;
    byte = static_cast<uint8_t>(x >> 16);
  }
  HashKey key;
  std::memcpy(&key.k0, secret, 8);
  std::memcpy(&key.k1, secret + 8, 8);
  return key;
}

HashKey randomHashKey() {
  HashKey key;
  randomBytes(&key, sizeof key);
  return key;
}

void setProcessHashKey(HashKey key) { processKey = key; }
HashKey processHashKey() { return processKey; }

uint64_t sipHash13(HashKey key, const void* data, size_t size) {
  SipState s{key.k0 ^ 0x736f6d6570736575u, key.k1 ^ 0x646f72616e646f6du, key.k0 ^ 0x6c7967656e657261u,
             key.k1 ^ 0x7465646279746573u};
  auto p = static_cast<const uint8_t*>(data);
  uint64_t last = static_cast<uint64_t>(size) << 56;
  while (size >= 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    s.v3 ^= word;
    s.round();
    s.v0 ^= word;
    p += 8, size -= 8;
  }
  for (size_t i = 0; i < size; ++i) last |= static_cast<uint64_t>(p[i]) << (8 * i);
  s.v3 ^= last;
  s.round();
  s.v0 ^= last;
  s.v2 ^= 0xff;
  s.round();
  s.round();
  s.round();
  return (s.v0 ^ s.v1) ^ (s.v2 ^ s.v3);
}

int64_t hashBytes(const void* data, size_t size) {
  if (size == 0) return 0;
  return fixHash(static_cast<int64_t>(sipHash13(processKey, data, size)));
}

int64_t hashLimbs(const uint64_t* limbs, size_t count, bool negative) {
  uint64_t x = 0;
  for (size_t i = count; i-- > 0;) {
    // x * 2**64 is x * 8 modulo 2**61 - 1.
    uint64_t shifted = (x << 3 & kNumericHashModulus) | x >> (kNumericHashBits - 3);
    x = reduce(shifted + reduce(limbs[i]));
  }
  auto h = static_cast<int64_t>(x);
  return fixHash(negative ? -h : h);
}

int64_t hashDouble(double value) {
  if (std::isinf(value)) return value > 0 ? kHashInfinity : -kHashInfinity;
  int exponent;
  double fraction = std::frexp(value, &exponent);
  bool negative = fraction < 0;
  if (negative) fraction = -fraction;
  // 28 bits at a time: the fraction has 53.
  uint64_t x = 0;
  while (fraction != 0) {
    x = (x << 28 & kNumericHashModulus) | x >> (kNumericHashBits - 28);
    fraction *= 268435456.0;
    exponent -= 28;
    auto part = static_cast<uint64_t>(fraction);
    fraction -= static_cast<double>(part);
    x += part;
    if (x >= kNumericHashModulus) x -= kNumericHashModulus;
  }
  exponent = exponent >= 0 ? exponent % kNumericHashBits : kNumericHashBits - 1 - (-1 - exponent) % kNumericHashBits;
  x = (x << exponent & kNumericHashModulus) | x >> (kNumericHashBits - exponent);
  auto h = static_cast<int64_t>(x);
  return fixHash(negative ? -h : h);
}

}  // namespace typhon::base
