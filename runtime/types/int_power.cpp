// int: powers, with and without modulus, and integer square roots.
#include <cmath>
#include <cstring>

#include "runtime/exec/thread.h"
#include "runtime/types/float.h"
#include "runtime/types/float_arithmetic.h"
#include "runtime/types/gmp_memory.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"

namespace typhon {
namespace {

// Numbers of this many limbs take long enough for Ctrl-C to be looked at in between.
constexpr size_t kPollLimbs = 2000;

bool poll(Thread* t) { return !(t->poll.load(std::memory_order_relaxed) & kPollSignal) || handlePollPy(t); }

// base ** exponent for |base| >= 2, exponent >= 2.
Value powerOfMagnitude(Thread* t, const IntView& base, uint64_t exponent, bool negative) {
  // Trailing zero bits are shifted in at the end: powers of two cost nothing.
  mp_bitcnt_t zeros = mpn_scan1(base.gmp(), 0);
  size_t oddBits = base.bitLength() - zeros;
  unsigned __int128 bits = static_cast<unsigned __int128>(oddBits) * exponent;
  unsigned __int128 shift = static_cast<unsigned __int128>(zeros) * exponent;
  if ((bits + shift) / 64 > kMaxIntLimbs) return raiseMemory(t);
  auto finalWhole = static_cast<size_t>(shift / 64);
  auto finalBits = static_cast<unsigned>(shift % 64);
  size_t oddCount = base.count - zeros / 64;
  LimbBuffer oddBuffer(oddCount);
  if (!oddBuffer.data()) return raiseMemory(t);
  mp_limb_t* odd = oddBuffer.data();
  if (zeros % 64)
    mpn_rshift(odd, base.gmp() + zeros / 64, static_cast<mp_size_t>(oddCount), zeros % 64);
  else
    std::memcpy(odd, base.limbs + zeros / 64, oddCount * sizeof *odd);
  while (odd[oddCount - 1] == 0) --oddCount;

  size_t capacity = static_cast<size_t>(bits / 64) + oddCount + 3;
  LimbBuffer first(capacity), second(capacity);
  if (!first.data() || !second.data()) return raiseMemory(t);
  mp_limb_t *power = first.data(), *other = second.data();
  std::memcpy(power, odd, oddCount * sizeof *odd);
  size_t count = oddCount;
  if (!(oddCount == 1 && odd[0] == 1)) {
    for (int bit = 62 - __builtin_clzll(exponent); bit >= 0; --bit) {
      if (count > kPollLimbs && !poll(t)) return Value::error();
      TRY(withGmp(t, [&] { mpn_sqr(other, power, static_cast<mp_size_t>(count)); }, count));
      count *= 2;
      count -= other[count - 1] == 0;
      std::swap(power, other);
      if (!(exponent >> bit & 1)) continue;
      if (oddCount == 1) {
        mp_limb_t carry = mpn_mul_1(power, power, static_cast<mp_size_t>(count), odd[0]);
        if (carry) power[count++] = carry;
      } else {
        TRY(withGmp(
            t, [&] { mpn_mul(other, power, static_cast<mp_size_t>(count), odd, static_cast<mp_size_t>(oddCount)); }, count));
        count += oddCount;
        count -= other[count - 1] == 0;
        std::swap(power, other);
      }
    }
  }
  Int* r = TRY(newInt(t, count + finalWhole + 1));
  mp_limb_t* out = limbsOf(r) + finalWhole;
  if (finalBits)
    out[count] = mpn_lshift(out, power, static_cast<mp_size_t>(count), finalBits);
  else
    std::memcpy(out, power, count * sizeof *out);
  return finishInt(t, r, count + finalWhole + 1, negative);
}

uint64_t powerModulo(uint64_t base, uint64_t exponent, uint64_t modulus) {
  if (modulus >> 32 == 0) {
    uint64_t result = 1 % modulus;
    for (base %= modulus; exponent; exponent >>= 1) {
      if (exponent & 1) result = result * base % modulus;
      base = base * base % modulus;
    }
    return result;
  }
  unsigned __int128 result = 1 % modulus, b = base % modulus;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = result * b % modulus;
    b = b * b % modulus;
  }
  return static_cast<uint64_t>(result);
}

// Within withGmp().
Value powerWithMpz(Thread* t, const IntView& base, const IntView& exponent, const IntView& modulus) {
  MpzView x(base), e(exponent, true), mod(modulus, true);
  Mpz start, result;
  if (exponent.negative) {
    if (!mpz_invert(start.z, x.z, mod.z)) return raise(t, exc::ValueError, "base is not invertible for the given modulus");
  } else {
    mpz_set(start.z, x.z);
  }
  if (exponent.count > 16 && modulus.count > 64) {
    // In slices of the exponent, so that a signal is seen: some tenths of a second each.
    const size_t sliceLimbs = modulus.count > 1024 ? 1 : 8;
    Mpz slice, factor, step;
    mpz_set_ui(result.z, 1);
    mpz_set_ui(step.z, 1);
    mpz_mul_2exp(step.z, step.z, sliceLimbs * 64);
    for (size_t end = (exponent.count + sliceLimbs - 1) / sliceLimbs; end-- > 0;) {
      if (!poll(t)) return Value::error();
      size_t n = exponent.count - end * sliceLimbs < sliceLimbs ? exponent.count - end * sliceLimbs : sliceLimbs;
      mpz_t part;
      mpz_roinit_n(part, exponent.gmp() + end * sliceLimbs, static_cast<mp_size_t>(n));
      mpz_powm(result.z, result.z, step.z, mod.z);
      mpz_powm(factor.z, start.z, part, mod.z);
      mpz_mul(slice.z, result.z, factor.z);
      mpz_mod(result.z, slice.z, mod.z);
    }
  } else {
    mpz_powm(result.z, start.z, e.z, mod.z);
  }
  if (modulus.negative && mpz_sgn(result.z)) mpz_sub(result.z, result.z, mod.z);
  return intFromMpz(t, result.z);
}

Value powerWithModulus(Thread* t, Value a, Value b, Value m) {
  IntView base(a), exponent(b), modulus(m);
  if (modulus.isZero()) return raise(t, exc::ValueError, "pow() 3rd argument cannot be 0");
  if (modulus.count == 1 && modulus.limbs[0] == 1) return Value::smallInt(0);
  if (base.count <= 1 && exponent.count <= 1 && !exponent.negative && modulus.count == 1) {
    uint64_t mod = modulus.limbs[0];
    uint64_t x = base.count ? base.limbs[0] % mod : 0;
    if (base.negative && x) x = mod - x;
    uint64_t r = powerModulo(x, exponent.count ? exponent.limbs[0] : 0, mod);
    if (modulus.negative && r) r = mod - r;
    return intFromLimbs(t, &r, 1, modulus.negative);
  }
  Value v;
  TRY(withGmp(t, [&] { v = powerWithMpz(t, base, exponent, modulus); }));
  return v;
}

}  // namespace

Value intPower(Thread* t, Value a, Value b, Value modOrNone) {
  if (!modOrNone.isNone()) return powerWithModulus(t, a, b, modOrNone);
  if (intSign(b) < 0) {
    double x = TRY(intToDoubleChecked(t, a));
    double y = TRY(intToDoubleChecked(t, b));
    return floatPower(t, x, y);
  }
  IntView base(a), exponent(b);
  if (exponent.isZero()) return Value::smallInt(1);
  bool negative = base.negative && (exponent.limbs[0] & 1);
  if (base.isZero()) return Value::smallInt(0);
  if (base.count == 1 && base.limbs[0] == 1) return Value::smallInt(negative ? -1 : 1);
  if (exponent.count > 1) return raiseMemory(t);
  uint64_t e = exponent.limbs[0];
  if (base.count == 1) {
    uint64_t power = 1, square = base.limbs[0];
    bool fits = true;
    for (uint64_t rest = e;;) {
      if (rest & 1) fits = !__builtin_mul_overflow(power, square, &power);
      rest >>= 1;
      if (!fits || rest == 0) break;
      fits = !__builtin_mul_overflow(square, square, &square);
      if (!fits) break;
    }
    if (fits) return intFromLimbs(t, &power, 1, negative);
  }
  if (e == 1) return exactInt(t, a);
  return powerOfMagnitude(t, base, e, negative);
}

Value intSqrtFloor(Thread* t, Value v) {
  IntView x(v);
  if (x.isZero()) return Value::smallInt(0);
  if (x.count == 1) {
    uint64_t n = x.limbs[0];
    auto root = static_cast<uint64_t>(std::sqrt(static_cast<double>(n)));
    // The double is off by one at most; 2^32 squared does not fit.
    while (root > UINT32_MAX || root * root > n) --root;
    while (root < UINT32_MAX && (root + 1) * (root + 1) <= n) ++root;
    return makeUnsigned(t, root);
  }
  Int* root = TRY(newInt(t, (x.count + 1) / 2));
  TRY(withGmp(t, [&] { mpn_sqrtrem(limbsOf(root), nullptr, x.gmp(), static_cast<mp_size_t>(x.count)); }, x.count));
  return finishInt(t, root, (x.count + 1) / 2, false);
}

}  // namespace typhon
