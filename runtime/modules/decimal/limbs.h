// Natural numbers in radix 10^19, least significant limb first: the coefficients of decimal numbers. Shifting and
// rounding by decimal digits, which is most of the work at usual precisions, is linear in this radix; large products go
// through GMP. Nothing here raises: functions that may need memory return false without it.
#pragma once

#include <gmp.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace typhon::decimal {

using Limb = uint64_t;
using DoubleLimb = unsigned __int128;
inline constexpr int kLimbDigits = 19;
inline constexpr Limb kRadix = 10'000'000'000'000'000'000u;
extern const Limb kPowersOfTen[kLimbDigits + 1];

// n / d for a divisor with its top bit set and n < d * 2^64, by the divisor's reciprocal (Möller and Granlund 2011).
constexpr Limb reciprocalOf(Limb d) { return static_cast<Limb>((~DoubleLimb{0} - (static_cast<DoubleLimb>(d) << 64)) / d); }
inline Limb divideByReciprocal(DoubleLimb n, Limb d, Limb reciprocal, Limb* rest) {
  DoubleLimb estimate = static_cast<DoubleLimb>(reciprocal) * static_cast<Limb>(n >> 64) + n;
  Limb quotient = static_cast<Limb>(estimate >> 64) + 1;
  Limb remainder = static_cast<Limb>(n) - quotient * d;
  if (remainder > static_cast<Limb>(estimate)) {
    --quotient;
    remainder += d;
  }
  if (remainder >= d) [[unlikely]] {
    ++quotient;
    remainder -= d;
  }
  *rest = remainder;
  return quotient;
}
// high:low / d for high < d.
inline Limb divideWide(Limb high, Limb low, Limb d, Limb* rest) {
#if defined(__x86_64__)
  Limb quotient;
  asm("divq %4" : "=a"(quotient), "=d"(*rest) : "a"(low), "d"(high), "r"(d) : "cc");
  return quotient;
#else
  DoubleLimb n = static_cast<DoubleLimb>(high) << 64 | low;
  *rest = static_cast<Limb>(n % d);
  return static_cast<Limb>(n / d);
#endif
}
// high:low / 10^19 for high < 10^19.
inline Limb divideByRadix(Limb high, Limb low, Limb* rest) {
  return divideByReciprocal(static_cast<DoubleLimb>(high) << 64 | low, kRadix, reciprocalOf(kRadix), rest);
}

// Decimal digits of a limb; 0 has none.
inline int digitsOf(Limb limb) {
  if (!limb) return 0;
  int guess = ((64 - __builtin_clzll(limb)) * 1233) >> 12;  // log10(2)
  return guess + (limb >= kPowersOfTen[guess]);
}

// A growing array of limbs; few of them lie in the object itself.
class Limbs {
 public:
  Limbs() = default;
  ~Limbs();
  Limbs(const Limbs&) = delete;
  Limbs& operator=(const Limbs&) = delete;

  // New limbs are not set. False without memory; the contents then are as before.
  [[nodiscard]] bool resize(size_t size) {
    if (size > capacity_ && !grow(size)) return false;
    size_ = size;
    return true;
  }
  [[nodiscard]] bool assign(const Limb* limbs, size_t size);
  void swap(Limbs& other);
  // Drops leading zero limbs.
  void trim() {
    while (size_ && !data_[size_ - 1]) --size_;
  }
  Limb* data() { return data_; }
  const Limb* data() const { return data_; }
  size_t size() const { return size_; }
  Limb& operator[](size_t i) { return data_[i]; }

 private:
  bool grow(size_t size);
  static constexpr size_t kInline = 8;
  Limb* data_ = inline_;
  size_t size_ = 0, capacity_ = kInline;
  Limb inline_[kInline];
};

// A natural number that lies elsewhere.
struct LimbView {
  const Limb* data = nullptr;
  size_t size = 0;  // no leading zero limb; 0 has no limbs
  LimbView() = default;
  LimbView(const Limb* data, size_t size) : data(data), size(size) {}
  LimbView(const Limbs& l) : data(l.data()), size(l.size()) {}
};

inline int64_t digitsOf(LimbView a) {
  return a.size ? static_cast<int64_t>(a.size - 1) * kLimbDigits + digitsOf(a.data[a.size - 1]) : 0;
}
int compareLimbs(LimbView a, LimbView b);
// The results of all of these are trimmed; *out may not be an operand's storage unless said.
bool addLimbs(Limbs* out, LimbView a, LimbView b);
bool subtractLimbs(Limbs* out, LimbView a, LimbView b);  // a >= b
bool multiplyLimbs(Limbs* out, LimbView a, LimbView b);
bool divideLimbs(Limbs* quotient, Limbs* rest, LimbView a, LimbView b);  // b not 0; neither may be null
bool incrementLimbs(Limbs* a);                                           // a += 1
// a * 10^digits.
bool shiftLeft(Limbs* out, LimbView a, int64_t digits);
// floor(a / 10^digits). *dropped tells what was cut: its leading digit, but 1 and 6 for 0 and 5 that are followed by
// others than zeros, so that it tells how to round. `out` may hold `a` itself.
bool shiftRight(Limbs* out, LimbView a, int64_t digits, int* dropped);
// a mod 10^digits. `out` may hold `a` itself.
bool keepLowDigits(Limbs* out, LimbView a, int64_t digits);
bool isPowerOfTen(LimbView a);
int64_t trailingZeros(LimbView a);            // of a number that is not 0
int trailingZeros(Limb limb);                 // the same
int digitAt(LimbView a, int64_t position);    // 0: the lowest
bool limbsFromMpz(Limbs* out, mpz_srcptr z);  // of the magnitude
void mpzFromLimbs(mpz_ptr z, LimbView a);
// Appends the digits, without leading zeros ("" for 0).
void appendDigits(std::string* out, LimbView a);
// From decimal digits, all of them ASCII.
bool limbsFromDigits(Limbs* out, const char* digits, size_t count);

}  // namespace typhon::decimal
