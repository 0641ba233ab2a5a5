// Small-integer arithmetic on tagged bits, for the interpreters' handlers and the slots of int. Each function answers
// whether it applies (both operands small, the result small); if not, the general operation has to be called. None of
// them allocates, raises or runs Python code.
#pragma once

#include "runtime/object/type.h"
#include "runtime/object/value.h"

namespace typhon {

inline bool bothSmall(Value a, Value b) { return ((a.bits() | b.bits()) & 3) == 0; }

// The bits of a small int are the number times four, so sums and differences of tagged bits are tagged results, and
// overflow of the 64-bit operation is overflow of the 62-bit number.
inline bool addSmall(Value a, Value b, Value* out) {
  int64_t r;
  if (!bothSmall(a, b) || __builtin_add_overflow(static_cast<int64_t>(a.bits()), static_cast<int64_t>(b.bits()), &r)) [[unlikely]]
    return false;
  *out = Value::fromBits(static_cast<uint64_t>(r));
  return true;
}

inline bool subtractSmall(Value a, Value b, Value* out) {
  int64_t r;
  if (!bothSmall(a, b) || __builtin_sub_overflow(static_cast<int64_t>(a.bits()), static_cast<int64_t>(b.bits()), &r)) [[unlikely]]
    return false;
  *out = Value::fromBits(static_cast<uint64_t>(r));
  return true;
}

inline bool multiplySmall(Value a, Value b, Value* out) {
  int64_t r;
  if (!bothSmall(a, b) || __builtin_mul_overflow(static_cast<int64_t>(a.bits()), b.asSmallInt(), &r)) [[unlikely]]
    return false;
  *out = Value::fromBits(static_cast<uint64_t>(r));
  return true;
}

// For exponents below 64 that are not negative.
inline bool powerSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b) || b.asSmallInt() < 0 || b.asSmallInt() >= 64) return false;
  int64_t base = a.asSmallInt(), result = 1;
  for (int64_t exponent = b.asSmallInt();;) {
    if (exponent & 1 && __builtin_mul_overflow(result, base, &result)) return false;
    exponent >>= 1;
    if (exponent == 0) break;
    if (__builtin_mul_overflow(base, base, &base)) return false;
  }
  if (!Value::fitsSmallInt(result)) return false;
  *out = Value::smallInt(result);
  return true;
}

// Quotient and remainder with the remainder's sign that of the divisor. Not for a zero divisor.
inline bool floorDivideSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b) || b.bits() == 0) [[unlikely]]
    return false;
  int64_t x = a.asSmallInt(), y = b.asSmallInt();
  int64_t q = x / y;
  if ((x % y != 0) && ((x ^ y) < 0)) --q;
  if (!Value::fitsSmallInt(q)) [[unlikely]]
    return false;
  *out = Value::smallInt(q);
  return true;
}

inline bool moduloSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b) || b.bits() == 0) [[unlikely]]
    return false;
  int64_t x = a.asSmallInt(), y = b.asSmallInt();
  int64_t r;
  if (static_cast<uint64_t>(x | y) >> 32 == 0) {
    r = static_cast<int64_t>(static_cast<uint32_t>(x) % static_cast<uint32_t>(y));
  } else {
    r = x % y;
    if (r != 0 && ((r ^ y) < 0)) r += y;
  }
  *out = Value::smallInt(r);
  return true;
}

inline bool lshiftSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b) || b.bits() > (uint64_t{61} << 2)) [[unlikely]]
    return false;
  auto x = static_cast<int64_t>(a.bits());
  int64_t n = b.asSmallInt();
  auto r = static_cast<int64_t>(static_cast<uint64_t>(x) << n);
  if ((r >> n) != x) [[unlikely]]
    return false;
  *out = Value::fromBits(static_cast<uint64_t>(r));
  return true;
}

inline bool rshiftSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b) || static_cast<int64_t>(b.bits()) < 0) [[unlikely]]
    return false;
  int64_t n = b.asSmallInt();
  *out = Value::smallInt(a.asSmallInt() >> (n > 63 ? 63 : n));
  return true;
}

inline bool andSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b)) [[unlikely]]
    return false;
  *out = Value::fromBits(a.bits() & b.bits());
  return true;
}
inline bool orSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b)) [[unlikely]]
    return false;
  *out = Value::fromBits(a.bits() | b.bits());
  return true;
}
inline bool xorSmall(Value a, Value b, Value* out) {
  if (!bothSmall(a, b)) [[unlikely]]
    return false;
  *out = Value::fromBits(a.bits() ^ b.bits());
  return true;
}

inline bool negateSmall(Value a, Value* out) {
  int64_t r;
  if (!a.isSmallInt() || __builtin_sub_overflow(int64_t{0}, static_cast<int64_t>(a.bits()), &r)) [[unlikely]]
    return false;
  *out = Value::fromBits(static_cast<uint64_t>(r));
  return true;
}
inline bool invertSmall(Value a, Value* out) {
  if (!a.isSmallInt()) [[unlikely]]
    return false;
  *out = Value::smallInt(~a.asSmallInt());
  return true;
}

// The tagged bits are in the order of the numbers.
inline bool compareBits(CompareOp op, int64_t x, int64_t y) {
  switch (op) {
    case CompareOp::Lt:
      return x < y;
    case CompareOp::Le:
      return x <= y;
    case CompareOp::Eq:
      return x == y;
    case CompareOp::Ne:
      return x != y;
    case CompareOp::Gt:
      return x > y;
    case CompareOp::Ge:
      return x >= y;
  }
  __builtin_unreachable();
}
inline bool compareSmall(CompareOp op, Value a, Value b, bool* out) {
  if (!bothSmall(a, b)) [[unlikely]]
    return false;
  *out = compareBits(op, static_cast<int64_t>(a.bits()), static_cast<int64_t>(b.bits()));
  return true;
}

}  // namespace typhon
