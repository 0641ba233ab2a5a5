// int: floor division, remainder, true division (correctly rounded), rounding to powers of ten, greatest common divisor.
#include <cmath>
#include <cstring>

#include "runtime/types/float.h"
#include "runtime/types/gmp_memory.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/tuple.h"

namespace typhon {

bool intDivide(Thread* t, Value a, Value b, Value* quotient, Value* remainder, const char* message) {
  if (bothSmall(a, b)) {
    int64_t x = a.asSmallInt(), y = b.asSmallInt();
    if (y == 0) return raise(t, exc::ZeroDivisionError, "{}", message);
    int64_t q = x / y, r = x % y;
    if (r != 0 && ((r ^ y) < 0)) {
      --q;
      r += y;
    }
    if (quotient) *quotient = TRY(makeInt(t, q));
    if (remainder) *remainder = Value::smallInt(r);
    return true;
  }
  IntView x(a), y(b);
  if (y.isZero()) return raise(t, exc::ZeroDivisionError, "{}", message);
  bool oppositeSigns = x.negative != y.negative;
  bool smaller = x.count < y.count || (x.count == y.count && mpn_cmp(x.gmp(), y.gmp(), static_cast<mp_size_t>(x.count)) < 0);
  if (smaller) {
    bool adjust = oppositeSigns && !x.isZero();
    if (quotient) *quotient = Value::smallInt(adjust ? -1 : 0);
    if (remainder) *remainder = TRY(adjust ? intAdd(t, a, b) : exactInt(t, a));
    return true;
  }
  auto n = static_cast<mp_size_t>(x.count), d = static_cast<mp_size_t>(y.count);
  size_t quotientCount = x.count - y.count + 1;
  if (d == 1 && !quotient) {
    uint64_t limb = mpn_mod_1(x.gmp(), n, y.gmp()[0]);
    if (oppositeSigns && limb) limb = y.gmp()[0] - limb;
    *remainder = TRY(intFromLimbs(t, &limb, 1, y.negative));
    return true;
  }
  Int* q = TRY(newInt(t, quotientCount + 1));
  if (d == 1) {
    mp_limb_t rest = mpn_divrem_1(limbsOf(q), 0, x.gmp(), n, y.gmp()[0]);
    bool adjust = oppositeSigns && rest;
    if (adjust) {
      mpn_add_1(limbsOf(q), limbsOf(q), static_cast<mp_size_t>(quotientCount + 1), 1);
      rest = y.gmp()[0] - rest;
    }
    uint64_t limb = rest;
    if (remainder) *remainder = TRY(intFromLimbs(t, &limb, 1, y.negative));
  } else {
    Int* r = TRY(newInt(t, y.count));
    TRY(withGmp(t, [&] { mpn_tdiv_qr(limbsOf(q), limbsOf(r), 0, x.gmp(), n, y.gmp(), d); }, x.count));
    if (oppositeSigns && !mpn_zero_p(limbsOf(r), d)) {
      mpn_add_1(limbsOf(q), limbsOf(q), static_cast<mp_size_t>(quotientCount + 1), 1);
      mpn_sub_n(limbsOf(r), y.gmp(), limbsOf(r), d);
    }
    if (remainder) *remainder = TRY(finishInt(t, r, y.count, y.negative));
  }
  if (quotient) *quotient = TRY(finishInt(t, q, quotientCount + 1, oppositeSigns));
  return true;
}

Value intFloorDivide(Thread* t, Value a, Value b) {
  Value q;
  if (floorDivideSmall(a, b, &q)) return q;
  if (!intDivide(t, a, b, &q, nullptr)) return Value::error();
  return q;
}

Value intModulo(Thread* t, Value a, Value b) {
  Value r;
  if (moduloSmall(a, b, &r)) return r;
  if (!intDivide(t, a, b, nullptr, &r, "integer modulo by zero")) return Value::error();
  return r;
}

Value intDivmod(Thread* t, Value a, Value b) {
  Value q, r;
  if (!intDivide(t, a, b, &q, &r)) return Value::error();
  Tuple* pair = TRY(makeTuple(t, {q, r}));
  return pair;
}

// The quotient is computed as an integer with two or three bits more than a double has (fewer for subnormal results), the
// lowest of them sticky, and rounded once.
Value intTrueDivide(Thread* t, Value a, Value b) {
  IntView x(a), y(b);
  if (y.isZero()) return raise(t, exc::ZeroDivisionError, "division by zero");
  bool negative = x.negative != y.negative;
  constexpr uint64_t kExact = uint64_t{1} << 53;
  if (x.count <= 1 && y.count == 1 && (x.isZero() || x.limbs[0] <= kExact) && y.limbs[0] <= kExact) {
    double d = x.isZero() ? 0.0 : static_cast<double>(x.limbs[0]) / static_cast<double>(y.limbs[0]);
    return makeFloat(t, negative ? -d : d);
  }
  if (x.isZero()) return makeFloat(t, negative ? -0.0 : 0.0);
  auto xBits = static_cast<int64_t>(x.bitLength()), yBits = static_cast<int64_t>(y.bitLength());
  int64_t difference = xBits - yBits;
  if (difference > 1024) return raise(t, exc::OverflowError, "integer division result too large for a float");
  if (difference < -1075) return makeFloat(t, negative ? -0.0 : 0.0);
  // x / y == quotient * 2^shift; the quotient is to have at least 55 bits unless the result is subnormal.
  int64_t shift = (difference > -1021 ? difference : -1021) - 55;
  bool sticky = false;
  size_t count = shift <= 0 ? x.count + static_cast<size_t>(-shift) / 64 + 1 : x.count;
  LimbBuffer numerator(count + 1);
  if (!numerator.data()) return raiseMemory(t);
  mp_limb_t* n = numerator.data();
  if (shift <= 0) {
    auto whole = static_cast<size_t>(-shift) / 64;
    auto bits = static_cast<unsigned>(-shift % 64);
    std::memset(n, 0, whole * sizeof *n);
    n[count - 1] = 0;
    if (bits)
      n[count - 1] = mpn_lshift(n + whole, x.gmp(), static_cast<mp_size_t>(x.count), bits);
    else
      std::memcpy(n + whole, x.limbs, x.count * sizeof *n);
  } else {
    auto whole = static_cast<size_t>(shift) / 64;
    auto bits = static_cast<unsigned>(shift % 64);
    count = x.count - whole;
    sticky = mpn_scan1(x.gmp(), 0) < static_cast<mp_bitcnt_t>(shift);
    if (bits)
      mpn_rshift(n, x.gmp() + whole, static_cast<mp_size_t>(count), bits);
    else
      std::memcpy(n, x.limbs + whole, count * sizeof *n);
  }
  while (count && n[count - 1] == 0) --count;
  uint64_t quotient = 0;
  if (count >= y.count) {
    size_t quotientCount = count - y.count + 1;
    LimbBuffer q(quotientCount), r(y.count);
    if (!q.data() || !r.data()) return raiseMemory(t);
    TRY(withGmp(
        t,
        [&] { mpn_tdiv_qr(q.data(), r.data(), 0, n, static_cast<mp_size_t>(count), y.gmp(), static_cast<mp_size_t>(y.count)); },
        count));
    quotient = q.data()[0];  // at most 56 bits
    sticky |= !mpn_zero_p(r.data(), static_cast<mp_size_t>(y.count));
  } else {
    sticky |= count != 0;
  }
  // Drop the bits that the result has no room for, rounding half to even.
  int quotientBits = quotient ? 64 - __builtin_clzll(quotient) : 0;
  int64_t extra = (quotientBits > -1021 - shift ? quotientBits : -1021 - shift) - 53;
  if (extra > 0) {
    uint64_t half = uint64_t{1} << (extra - 1);
    uint64_t low = quotient & (2 * half - 1);
    quotient -= low;
    if (low > half || (low == half && (sticky || (quotient & (2 * half))))) quotient += 2 * half;
  }
  double d = std::ldexp(static_cast<double>(quotient), static_cast<int>(shift));
  if (std::isinf(d)) return raise(t, exc::OverflowError, "integer division result too large for a float");
  return makeFloat(t, negative ? -d : d);
}

Value intGcd(Thread* t, Value a, Value b) {
  if (bothSmall(a, b)) {
    int64_t i = a.asSmallInt(), j = b.asSmallInt();
    auto x = static_cast<uint64_t>(i < 0 ? -i : i), y = static_cast<uint64_t>(j < 0 ? -j : j);
    if (x == 0 || y == 0) return makeUnsigned(t, x | y);
    // One division brings numbers of different size together; then differences without branches that guess wrong.
    if (x > y) std::swap(x, y);
    y %= x;
    if (y == 0) return makeUnsigned(t, x);
    int common = __builtin_ctzll(x | y);
    x >>= __builtin_ctzll(x);
    while (y) {
      y >>= __builtin_ctzll(y);
      uint64_t difference = x > y ? x - y : y - x;
      x = x < y ? x : y;
      y = difference;
    }
    return makeUnsigned(t, x << common);
  }
  IntView x(a), y(b);
  MpzView p(x, true), q(y, true);
  Value result;
  TRY(withGmp(t, [&] {
    Mpz g;
    mpz_gcd(g.z, p.z, q.z);
    result = intFromMpz(t, g.z);
  }));
  return result;
}

Value intRoundToPowerOfTen(Thread* t, Value v, uint64_t digits) {
  // Numbers below half the power of ten become zero.
  if (static_cast<double>(intBitLength(v)) < static_cast<double>(digits) * 3.3219 - 2) return Value::smallInt(0);
  Value power = TRY(intPower(t, Value::smallInt(10), makeUnsigned(t, digits), Value::none()));
  Value remainder;
  if (!intDivide(t, v, power, nullptr, &remainder)) return Value::error();
  Value down = TRY(intSubtract(t, v, remainder));
  Value twice = TRY(intLshift(t, remainder, Value::smallInt(1)));
  int order = intCompare(twice, power);
  if (order == 0) {
    // A tie: the even multiple, by the last bit of down / power.
    Value quotient = TRY(intFloorDivide(t, down, power));
    IntView q(quotient);
    order = !q.isZero() && (q.limbs[0] & 1) ? 1 : -1;
  }
  return order < 0 ? down : intAdd(t, down, power);
}

}  // namespace typhon
