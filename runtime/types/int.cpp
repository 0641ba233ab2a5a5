// int: making them, conversions to and from C++ numbers and bytes, comparison, hash.
#include "runtime/types/int.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "runtime/base/hash.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/types/int_limbs.h"

namespace typhon {

size_t sizeOf_Int(const Object* o) {
  auto size = static_cast<const Int*>(o)->size;
  return sizeof(Int) + static_cast<size_t>(size < 0 ? -static_cast<int64_t>(size) : size) * sizeof(uint64_t);
}

bool isExactInt(Value v) { return v.isSmallInt() || (v.isObject() && v.asObject()->shape == kShapeOf_int_); }

Int* newInt(Thread* t, size_t count) {
  if (count > kMaxIntLimbs) return raiseMemory(t);
  return static_cast<Int*>(allocateObject(t, sizeof(Int) + count * sizeof(uint64_t), Kind::Int, kShapeOf_int_));
}

namespace {

// Whether the magnitude is that of a small int.
inline bool magnitudeIsSmall(uint64_t magnitude, bool negative) {
  return magnitude <= static_cast<uint64_t>(Value::kSmallIntMax) + (negative ? 1 : 0);
}

inline Value smallFromMagnitude(uint64_t magnitude, bool negative) {
  auto i = static_cast<int64_t>(magnitude);
  return Value::smallInt(negative ? -i : i);
}

}  // namespace

Value finishInt(Thread* t, Int* i, size_t count, bool negative) {
  size_t allocated = count;
  while (count && i->limbs[count - 1] == 0) --count;
  if (count == 0) return Value::smallInt(0);
  if (count == 1 && magnitudeIsSmall(i->limbs[0], negative)) return smallFromMagnitude(i->limbs[0], negative);
  if (allocated > 64 && count < allocated / 2) return intFromLimbs(t, i->limbs, count, negative);
  auto n = static_cast<int32_t>(count);
  i->size = negative ? -n : n;
  return i;
}

Value intFromLimbs(Thread* t, const uint64_t* limbs, size_t count, bool negative) {
  while (count && limbs[count - 1] == 0) --count;
  if (count == 0) return Value::smallInt(0);
  if (count == 1 && magnitudeIsSmall(limbs[0], negative)) return smallFromMagnitude(limbs[0], negative);
  Int* i = TRY(newInt(t, count));
  std::memcpy(i->limbs, limbs, count * sizeof(uint64_t));
  auto n = static_cast<int32_t>(count);
  i->size = negative ? -n : n;
  return i;
}

Value intFromMpz(Thread* t, const mpz_t z) {
  return intFromLimbs(t, reinterpret_cast<const uint64_t*>(mpz_limbs_read(z)), mpz_size(z), mpz_sgn(z) < 0);
}

Value makeInt(Thread* t, int64_t i) {
  if (Value::fitsSmallInt(i)) return Value::smallInt(i);
  uint64_t magnitude = i < 0 ? uint64_t{0} - static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
  return intFromLimbs(t, &magnitude, 1, i < 0);
}

Value makeUnsigned(Thread* t, uint64_t u) { return intFromLimbs(t, &u, 1, false); }

Value makeInt128(Thread* t, __int128 i) {
  auto magnitude = static_cast<unsigned __int128>(i);
  return intFromMagnitude(t, i < 0 ? 0 - magnitude : magnitude, i < 0);
}

Value intFromMagnitude(Thread* t, unsigned __int128 magnitude, bool negative) {
  auto low = static_cast<uint64_t>(magnitude), high = static_cast<uint64_t>(magnitude >> 64);
  if (high == 0 && magnitudeIsSmall(low, negative)) return smallFromMagnitude(low, negative);
  int32_t count = high ? 2 : 1;
  Int* r = TRY(newInt(t, static_cast<size_t>(count)));
  r->limbs[0] = low;
  if (high) r->limbs[1] = high;
  r->size = negative ? -count : count;
  return r;
}

Value exactInt(Thread* t, Value v) {
  if (v.isSmallInt()) return v;
  if (v.isBool()) return Value::smallInt(v.isTrue());
  if (v.asObject()->shape == kShapeOf_int_) return v;
  IntView view(v);
  return intFromLimbs(t, view.limbs, view.count, view.negative);
}

Value intFromDouble(Thread* t, double d) {
  if (std::isnan(d)) return raise(t, exc::ValueError, "cannot convert float NaN to integer");
  if (std::isinf(d)) return raise(t, exc::OverflowError, "cannot convert float infinity to integer");
  if (std::fabs(d) < 0x1p61) return Value::smallInt(static_cast<int64_t>(d));
  int exponent;
  double fraction = std::frexp(std::fabs(d), &exponent);
  auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
  unsigned shift = static_cast<unsigned>(exponent - 53);  // at least 9
  uint64_t limbs[18] = {};
  size_t at = shift / 64;
  limbs[at] = mantissa << shift % 64;
  if (shift % 64) limbs[at + 1] = mantissa >> (64 - shift % 64);
  return intFromLimbs(t, limbs, at + 2, d < 0);
}

bool fitsInt64(Value v, int64_t* out) {
  if (v.isSmallInt()) return *out = v.asSmallInt(), true;
  IntView view(v);
  if (view.count > 1) return false;
  uint64_t magnitude = view.count ? view.limbs[0] : 0;
  if (magnitude > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()) + (view.negative ? 1 : 0)) return false;
  *out = static_cast<int64_t>(view.negative ? uint64_t{0} - magnitude : magnitude);
  return true;
}

bool fitsUint64(Value v, uint64_t* out) {
  IntView view(v);
  if (view.count > 1 || (view.negative && view.count)) return false;
  *out = view.count ? view.limbs[0] : 0;
  return true;
}

Maybe<int64_t> toInt64(Thread* t, Value v, const char* cType) {
  int64_t i;
  if (!fitsInt64(v, &i)) return raise(t, exc::OverflowError, "Python int too large to convert to C {}", cType);
  return i;
}

int intSign(Value v) {
  if (v.isSmallInt()) return v.asSmallInt() < 0 ? -1 : v.asSmallInt() > 0;
  IntView view(v);
  return view.count == 0 ? 0 : view.negative ? -1 : 1;
}

int64_t intBitLength(Value v) { return static_cast<int64_t>(IntView(v).bitLength()); }

int64_t intBitCount(Value v) {
  IntView view(v);
  return view.count ? static_cast<int64_t>(mpn_popcount(view.gmp(), static_cast<mp_size_t>(view.count))) : 0;
}

double intToDouble(Value v) {
  if (v.isSmallInt()) return static_cast<double>(v.asSmallInt());
  IntView view(v);
  double magnitude;
  if (view.count <= 1) {
    magnitude = view.count ? static_cast<double>(view.limbs[0]) : 0.0;
  } else {
    size_t bits = view.bitLength();
    if (bits > 1025) return view.negative ? -HUGE_VAL : HUGE_VAL;
    // The top 64 bits; what lies below only matters as not being zero.
    unsigned used = static_cast<unsigned>(bits % 64);
    uint64_t top = view.limbs[view.count - 1], below = view.limbs[view.count - 2];
    bool sticky = false;
    if (used) {
      top = top << (64 - used) | below >> used;
      sticky = (below & ((uint64_t{1} << used) - 1)) != 0;
      if (view.count > 2) sticky |= mpn_zero_p(view.gmp(), static_cast<mp_size_t>(view.count - 2)) == 0;
    } else {
      sticky = mpn_zero_p(view.gmp(), static_cast<mp_size_t>(view.count - 1)) == 0;
    }
    magnitude = std::ldexp(static_cast<double>(top | (sticky ? 1 : 0)), static_cast<int>(bits - 64));
  }
  return view.negative ? -magnitude : magnitude;
}

Maybe<double> intToDoubleChecked(Thread* t, Value v) {
  double d = intToDouble(v);
  if (std::isinf(d)) return raise(t, exc::OverflowError, "int too large to convert to float");
  return d;
}

int64_t intHash(Value v) {
  if (v.isSmallInt()) return base::hashInt(v.asSmallInt());
  IntView view(v);
  return base::hashLimbs(view.limbs, view.count, view.negative);
}

int intCompare(Value a, Value b) {
  if (a.isSmallInt() && b.isSmallInt()) {
    auto x = static_cast<int64_t>(a.bits()), y = static_cast<int64_t>(b.bits());
    return x < y ? -1 : x > y;
  }
  IntView x(a), y(b);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  int order;
  if (x.count != y.count) {
    order = x.count < y.count ? -1 : 1;
  } else {
    order = x.count ? mpn_cmp(x.gmp(), y.gmp(), static_cast<mp_size_t>(x.count)) : 0;
  }
  return x.negative ? -order : order;
}

bool compareIntDouble(Value i, double d, int* out) {
  if (std::isnan(d)) return false;
  if (i.isSmallInt()) {
    int64_t n = i.asSmallInt();
    if (n >= -(int64_t{1} << 53) && n <= (int64_t{1} << 53)) {
      auto x = static_cast<double>(n);
      *out = x < d ? -1 : x > d;
      return true;
    }
  }
  if (std::isinf(d)) {
    *out = d > 0 ? -1 : 1;
    return true;
  }
  IntView view(i);
  int sign = view.count == 0 ? 0 : view.negative ? -1 : 1;
  int doubleSign = d > 0 ? 1 : d < 0 ? -1 : 0;
  if (sign != doubleSign) {
    *out = sign < doubleSign ? -1 : 1;
    return true;
  }
  if (sign == 0) {
    *out = 0;
    return true;
  }
  // |d| as limbs of its integral part, and whether there is a fraction.
  double magnitude = std::fabs(d), whole = std::floor(magnitude);
  uint64_t limbs[18] = {};
  size_t count = 0;
  if (whole < 0x1p63) {
    limbs[0] = static_cast<uint64_t>(whole);
    count = limbs[0] != 0;
  } else {
    int exponent;
    auto mantissa = static_cast<uint64_t>(std::ldexp(std::frexp(whole, &exponent), 53));
    unsigned shift = static_cast<unsigned>(exponent - 53);
    size_t at = shift / 64;
    limbs[at] = mantissa << shift % 64;
    if (shift % 64) limbs[at + 1] = mantissa >> (64 - shift % 64);
    count = at + 2;
    while (limbs[count - 1] == 0) --count;
  }
  int order;
  if (view.count != count) {
    order = view.count < count ? -1 : 1;
  } else {
    order = mpn_cmp(view.gmp(), reinterpret_cast<mp_limb_t*>(limbs), static_cast<mp_size_t>(count));
    if (order == 0 && whole != magnitude) order = -1;
  }
  *out = sign < 0 ? -order : order;
  return true;
}

bool intToBytes(Value v, uint8_t* out, size_t length, bool littleEndian, bool isSigned) {
  if (v.isSmallInt()) {
    int64_t i = v.asSmallInt();
    if (i < 0 && !isSigned) return false;
    // What a shorter field cuts off must repeat its sign (or be zero).
    if (length < 8 && i != 0 && i != -1 && (length == 0 || (i >> (8 * length - isSigned)) != (i < 0 ? -1 : 0))) return false;
    if (length == 8) {
      uint64_t word = littleEndian ? static_cast<uint64_t>(i) : __builtin_bswap64(static_cast<uint64_t>(i));
      std::memcpy(out, &word, 8);
      return true;
    }
    for (size_t k = 0; k < length; ++k, i >>= 8) out[littleEndian ? k : length - 1 - k] = static_cast<uint8_t>(i);
    return true;
  }
  IntView view(v);
  if (view.negative && !isSigned) return false;
  size_t bits = view.bitLength();
  if (isSigned) {
    // Positive numbers need a sign bit; so do negative ones, except powers of two.
    bool powerOfTwo = view.negative && mpn_scan1(view.gmp(), 0) == bits - 1;
    bool minusOne = view.negative && bits == 1;  // nothing but sign bits
    if (bits + (powerOfTwo ? 0 : 1) > length * 8 && bits != 0 && !minusOne) return false;
  } else if (bits > length * 8) {
    return false;
  }
  bool carry = true;
  for (size_t i = 0; i < length; ++i) {
    size_t limb = i / 8;
    auto byte = limb < view.count ? static_cast<uint8_t>(view.limbs[limb] >> (i % 8 * 8)) : uint8_t{0};
    if (view.negative) {
      byte = static_cast<uint8_t>(~byte + (carry ? 1 : 0));
      carry = carry && byte == 0;
    }
    out[littleEndian ? i : length - 1 - i] = byte;
  }
  return true;
}

Value intFromBytes(Thread* t, const uint8_t* bytes, size_t length, bool littleEndian, bool isSigned) {
  auto at = [&](size_t i) { return bytes[littleEndian ? i : length - 1 - i]; };
  bool negative = isSigned && length && (at(length - 1) & 0x80);
  // Sign extension carries no information.
  uint8_t filler = negative ? 0xFF : 0;
  while (length && (littleEndian ? bytes[length - 1] : bytes[0]) == filler) {
    --length;
    if (!littleEndian) ++bytes;
  }
  if (length <= 7) {
    uint64_t bits = negative ? UINT64_MAX : 0;
    for (size_t i = length; i-- > 0;) bits = bits << 8 | at(i);
    return makeInt(t, static_cast<int64_t>(bits));
  }
  size_t count = length / 8 + 1;
  Int* result = TRY(newInt(t, count));
  for (size_t i = 0; i < count * 8; ++i)
    result->limbs[i / 8] |= static_cast<uint64_t>(i < length ? at(i) : filler) << (i % 8 * 8);
  if (negative) mpn_neg(limbsOf(result), limbsOf(result), static_cast<mp_size_t>(count));
  return finishInt(t, result, count, negative);
}

}  // namespace typhon
