// math: functions of integers.
#include <bit>
#include <cmath>
#include <limits>

#include "runtime/modules/math_functions.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/gmp_memory.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"

namespace typhon::math {
namespace {

// A product's size in bits is known beforehand from the logarithm of the gamma function: results that cannot be held end
// before they are computed.
bool sizeAllowed(Thread* t, double bits) {
  if (bits > static_cast<double>(kMaxIntLimbs) * 64) return raiseMemory(t);
  return true;
}

double logFactorial(double n) {
  int sign;
  return lgamma_r(n + 1, &sign) / M_LN2;
}

// n (n-1) ... (n-k+1) by halving, so that factors of equal size meet.
Value fallingProduct(Thread* t, Value n, uint64_t from, uint64_t to) {
  if (to - from == 1) return intSubtract(t, n, TRY(makeUnsigned(t, from)));
  uint64_t middle = from + (to - from) / 2;
  Value a = TRY(fallingProduct(t, n, from, middle));
  Value b = TRY(fallingProduct(t, n, middle, to));
  return intMultiply(t, a, b);
}

Value nonNegative(Thread* t, Value v, const char* name) {
  Value i = TRY(indexPy(t, v));
  if (intSign(i) < 0) return raise(t, exc::ValueError, "{} must be a non-negative integer", name);
  return exactInt(t, i);
}

// n! without its factors of two, modulo 2^64, and its inverse: with these a binomial coefficient below 2^64 is two products and a
// shift (the power of two in n! is n less the number of bits set in n).
constexpr size_t kBinomialRows = 68;  // (67 over 33) is the largest central coefficient below 2^64
struct OddFactorials {
  uint64_t odd[kBinomialRows], inverse[kBinomialRows];
};
constexpr OddFactorials kOddFactorials = [] {
  OddFactorials table{};
  uint64_t product = 1;
  for (uint64_t n = 0; n < kBinomialRows; ++n) {
    if (n) product *= n >> std::countr_zero(n);
    uint64_t inverse = product;  // right modulo 8; each of Newton's steps doubles the number of bits
    for (int i = 0; i < 5; ++i) inverse *= 2 - product * inverse;
    table.odd[n] = product;
    table.inverse[n] = inverse;
  }
  return table;
}();

uint64_t smallBinomial(uint64_t n, uint64_t k) {
  const OddFactorials& f = kOddFactorials;
  return f.odd[n] * f.inverse[k] * f.inverse[n - k] << (std::popcount(k) + std::popcount(n - k) - std::popcount(n));
}

}  // namespace

Value gcdFunction(Thread* t, Value* args, size_t argc) {
  Value result = Value::smallInt(0);
  for (size_t i = 0; i < argc; ++i) {
    Value v = TRY(indexPy(t, args[i]));
    result = TRY(intGcd(t, result, v));
  }
  return result;
}

Value lcmFunction(Thread* t, Value* args, size_t argc) {
  Value result = Value::smallInt(1);
  for (size_t i = 0; i < argc; ++i) {
    Value v = TRY(indexPy(t, args[i]));
    if (intSign(v) == 0 || intSign(result) == 0) {
      result = Value::smallInt(0);
      continue;
    }
    Value divisor = TRY(intGcd(t, result, v));
    Value quotient = TRY(intFloorDivide(t, result, divisor));
    result = TRY(intMultiply(t, quotient, v));
    if (intSign(result) < 0) result = TRY(intNegate(t, result));
  }
  return result;
}

Value factorialFunction(Thread* t, Value* args, size_t) {
  Value n = TRY(indexPy(t, args[0]));
  if (intSign(n) < 0) return raise(t, exc::ValueError, "factorial() not defined for negative values");
  int64_t count;
  if (!fitsInt64(n, &count)) {
    return raise(t, exc::OverflowError, "factorial() argument should not exceed {}", std::numeric_limits<int64_t>::max());
  }
  if (!sizeAllowed(t, logFactorial(static_cast<double>(count)))) return Value::error();
  Value v;
  TRY(withGmp(t, [&] {
    Mpz result;
    mpz_fac_ui(result.z, static_cast<unsigned long>(count));
    v = intFromMpz(t, result.z);
  }));
  return v;
}

Value permFunction(Thread* t, Value* args, size_t) {
  if (args[1].isNone()) return factorialFunction(t, args, 1);
  Value n = TRY(indexPy(t, args[0]));
  Value k = TRY(indexPy(t, args[1]));
  n = TRY(nonNegative(t, n, "n"));
  k = TRY(nonNegative(t, k, "k"));
  if (intCompare(n, k) < 0) return Value::smallInt(0);
  int64_t count;
  if (!fitsInt64(k, &count)) return raise(t, exc::OverflowError, "k must not exceed {}", std::numeric_limits<int64_t>::max());
  if (count == 0) return Value::smallInt(1);
  int64_t small;
  double bits = static_cast<double>(count) * static_cast<double>(intBitLength(n));
  if (fitsInt64(n, &small) && static_cast<double>(small) < 1e15)
    bits = logFactorial(static_cast<double>(small)) - logFactorial(static_cast<double>(small - count));
  if (!sizeAllowed(t, bits)) return Value::error();
  return fallingProduct(t, n, 0, static_cast<uint64_t>(count));
}

Value combFunction(Thread* t, Value* args, size_t) {
  if (args[0].isSmallInt() && args[1].isSmallInt()) {
    int64_t n = args[0].asSmallInt(), k = args[1].asSmallInt();
    if (k >= 0 && k <= n && n < static_cast<int64_t>(kBinomialRows))
      return makeUnsigned(t, smallBinomial(static_cast<uint64_t>(n), static_cast<uint64_t>(k)));
  }
  Value n = TRY(indexPy(t, args[0]));
  Value k = TRY(indexPy(t, args[1]));
  n = TRY(nonNegative(t, n, "n"));
  k = TRY(nonNegative(t, k, "k"));
  Value rest = TRY(intSubtract(t, n, k));
  if (intSign(rest) < 0) return Value::smallInt(0);
  if (intCompare(rest, k) < 0) k = rest;
  int64_t count, small;
  if (!fitsInt64(k, &count))
    return raise(t, exc::OverflowError, "min(n - k, k) must not exceed {}", std::numeric_limits<int64_t>::max());
  double bits = static_cast<double>(count) * static_cast<double>(intBitLength(n));
  bool fits = fitsInt64(n, &small);
  if (fits && static_cast<double>(small) < 1e15)
    bits = logFactorial(static_cast<double>(small)) - logFactorial(static_cast<double>(count)) -
           logFactorial(static_cast<double>(small - count));
  if (!sizeAllowed(t, bits)) return Value::error();
  Value v;
  TRY(withGmp(t, [&] {
    Mpz result;
    if (fits) {
      mpz_bin_uiui(result.z, static_cast<unsigned long>(small), static_cast<unsigned long>(count));
    } else {
      IntView view(n);
      MpzView operand(view);
      mpz_bin_ui(result.z, operand.z, static_cast<unsigned long>(count));
    }
    v = intFromMpz(t, result.z);
  }));
  return v;
}

Value isqrtFunction(Thread* t, Value* args, size_t) {
  Value n = TRY(indexPy(t, args[0]));
  if (intSign(n) < 0) return raise(t, exc::ValueError, "isqrt() argument must be nonnegative");
  return intSqrtFloor(t, n);
}

}  // namespace typhon::math
