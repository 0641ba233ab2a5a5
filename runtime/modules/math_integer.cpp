// math: functions of integers.
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
