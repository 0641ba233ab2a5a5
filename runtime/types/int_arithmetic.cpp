// int: addition, subtraction, multiplication, shifts, bitwise operations, negation.
#include <cstring>

#include "runtime/object/fixed_shapes.h"
#include "runtime/types/gmp_memory.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/int_limbs.h"

namespace typhon {
namespace {

inline mp_size_t sizeOf(const IntView& v) { return static_cast<mp_size_t>(v.count); }

// |a| + |b| with the sign given; |a| has at least as many limbs.
Value addMagnitudes(Thread* t, const IntView& a, const IntView& b, bool negative) {
  if (a.count <= 4) {
    mp_limb_t sum[5];
    sum[a.count] = b.count ? mpn_add(sum, a.gmp(), sizeOf(a), b.gmp(), sizeOf(b))
                           : (std::memcpy(sum, a.limbs, a.count * sizeof(mp_limb_t)), 0);
    return intFromLimbs(t, reinterpret_cast<uint64_t*>(sum), a.count + 1, negative);
  }
  Int* r = TRY(newInt(t, a.count + 1));
  mp_limb_t* out = limbsOf(r);
  if (b.count)
    out[a.count] = mpn_add(out, a.gmp(), sizeOf(a), b.gmp(), sizeOf(b));
  else
    std::memcpy(out, a.limbs, a.count * sizeof(mp_limb_t));
  return finishInt(t, r, a.count + 1, negative);
}

// ||a| - |b||; the sign given is that of the result if |a| > |b|.
Value subtractMagnitudes(Thread* t, const IntView& x, const IntView& y, bool negative) {
  const IntView *a = &x, *b = &y;
  int order = a->count != b->count ? (a->count < b->count ? -1 : 1) : a->count ? mpn_cmp(a->gmp(), b->gmp(), sizeOf(*a)) : 0;
  if (order == 0) return Value::smallInt(0);
  if (order < 0) {
    std::swap(a, b);
    negative = !negative;
  }
  if (a->count <= 4) {
    mp_limb_t difference[4];
    if (b->count)
      mpn_sub(difference, a->gmp(), sizeOf(*a), b->gmp(), sizeOf(*b));
    else
      std::memcpy(difference, a->limbs, a->count * sizeof(mp_limb_t));
    return intFromLimbs(t, reinterpret_cast<uint64_t*>(difference), a->count, negative);
  }
  Int* r = TRY(newInt(t, a->count));
  if (b->count)
    mpn_sub(limbsOf(r), a->gmp(), sizeOf(*a), b->gmp(), sizeOf(*b));
  else
    std::memcpy(r->limbs, a->limbs, a->count * sizeof(mp_limb_t));
  return finishInt(t, r, a->count, negative);
}

Value addSigned(Thread* t, const IntView& a, const IntView& b, bool bNegative) {
  if (a.negative == bNegative)
    return a.count >= b.count ? addMagnitudes(t, a, b, a.negative) : addMagnitudes(t, b, a, a.negative);
  return subtractMagnitudes(t, a, b, a.negative);
}

enum class Bitwise { And, Or, Xor };

inline uint64_t combine(Bitwise op, uint64_t x, uint64_t y) {
  return op == Bitwise::And ? x & y : op == Bitwise::Or ? x | y : x ^ y;
}

// Reads an int as an endless two's complement number, limb by limb.
class TwosComplement {
 public:
  explicit TwosComplement(const IntView& v) : view_(v), carry_(v.negative) {}
  uint64_t next() {
    uint64_t limb = at_ < view_.count ? view_.limbs[at_] : 0;
    ++at_;
    if (!view_.negative) return limb;
    limb = ~limb + (carry_ ? 1 : 0);
    carry_ = carry_ && limb == 0;
    return limb;
  }

 private:
  const IntView& view_;
  size_t at_ = 0;
  bool carry_;
};

// A magnitude of at most two limbs.
inline unsigned __int128 twoLimbs(const IntView& v) {
  if (v.count == 0) return 0;
  return v.count == 2 ? static_cast<unsigned __int128>(v.limbs[1]) << 64 | v.limbs[0] : v.limbs[0];
}

Value bitwiseGeneral(Thread* t, Bitwise op, Value x, Value y) {
  if (__int128 p, q; oneLimb(x, &p) && oneLimb(y, &q))
    return makeInt128(t, op == Bitwise::And ? p & q : op == Bitwise::Or ? p | q : p ^ q);
  IntView a(x), b(y);
  size_t longer = a.count > b.count ? a.count : b.count, shorter = a.count < b.count ? a.count : b.count;
  if (longer <= 2 && !a.negative && !b.negative) {
    unsigned __int128 p = twoLimbs(a), q = twoLimbs(b);
    return intFromMagnitude(t, op == Bitwise::And ? p & q : op == Bitwise::Or ? p | q : p ^ q, false);
  }
  if (!a.negative && !b.negative) {
    size_t count = op == Bitwise::And ? shorter : longer;
    Int* r = TRY(newInt(t, count));
    for (size_t i = 0; i < shorter; ++i) r->limbs[i] = combine(op, a.limbs[i], b.limbs[i]);
    const IntView& rest = a.count > b.count ? a : b;
    if (count > shorter) std::memcpy(r->limbs + shorter, rest.limbs + shorter, (count - shorter) * sizeof(uint64_t));
    return finishInt(t, r, count, false);
  }
  bool negative = combine(op, a.negative, b.negative);
  size_t count = longer + 1;
  Int* r = TRY(newInt(t, count));
  TwosComplement p(a), q(b);
  for (size_t i = 0; i < count; ++i) r->limbs[i] = combine(op, p.next(), q.next());
  if (negative) mpn_neg(limbsOf(r), limbsOf(r), static_cast<mp_size_t>(count));
  return finishInt(t, r, count, negative);
}

// An int that is not negative, as the unsigned word it is: what computing modulo 2**64 meets at every step. With `low` the word
// may be the lowest of several. False for other ints.
inline bool asWord(Value v, uint64_t* out, bool low = false) {
  if (v.isSmallInt()) return *out = static_cast<uint64_t>(v.asSmallInt()), v.asSmallInt() >= 0;
  if (!v.isObject()) return false;
  auto big = v.as<Int>();
  if (low ? big->size <= 0 : big->size != 1) return false;
  return *out = big->limbs[0], true;
}

inline Value fromWord(Thread* t, uint64_t word) {
  if (word <= static_cast<uint64_t>(Value::kSmallIntMax)) return Value::smallInt(static_cast<int64_t>(word));
  auto i = static_cast<Int*>(TRY(allocateObject(t, sizeof(Int) + sizeof(uint64_t), Kind::Int, kShapeOf_int_)));
  i->size = 1;
  i->limbs[0] = word;
  return i;
}

inline Value bitwise(Thread* t, Bitwise op, Value x, Value y) {
  if (uint64_t p, q; asWord(y, &q) && asWord(x, &p, op == Bitwise::And)) [[likely]]
    return fromWord(t, combine(op, p, q));
  return bitwiseGeneral(t, op, x, y);
}

}  // namespace

Value intAdd(Thread* t, Value a, Value b) {
  Value fast;
  if (addSmall(a, b, &fast)) return fast;
  if (uint64_t u, v, sum; asWord(a, &u) && asWord(b, &v) && !__builtin_add_overflow(u, v, &sum)) return fromWord(t, sum);
  __int128 p, q;
  if (oneLimb(a, &p) && oneLimb(b, &q)) return makeInt128(t, p + q);
  IntView x(a), y(b);
  return addSigned(t, x, y, y.negative);
}

Value intSubtract(Thread* t, Value a, Value b) {
  Value fast;
  if (subtractSmall(a, b, &fast)) return fast;
  __int128 p, q;
  if (oneLimb(a, &p) && oneLimb(b, &q)) return makeInt128(t, p - q);
  IntView x(a), y(b);
  return addSigned(t, x, y, !y.negative);
}

Value intMultiply(Thread* t, Value a, Value b) {
  Value fast;
  if (multiplySmall(a, b, &fast)) return fast;
  __int128 p, q;
  if (oneLimb(a, &p) && oneLimb(b, &q)) {
    auto u = static_cast<unsigned __int128>(p < 0 ? -p : p), v = static_cast<unsigned __int128>(q < 0 ? -q : q);
    return intFromMagnitude(t, u * v, (p < 0) != (q < 0));
  }
  IntView x(a), y(b);
  if (x.isZero() || y.isZero()) return Value::smallInt(0);
  const IntView &u = x.count >= y.count ? x : y, &v = x.count >= y.count ? y : x;
  bool negative = x.negative != y.negative;
  size_t count = u.count + v.count;
  if (count <= 8) {
    mp_limb_t product[8];
    mpn_mul(product, u.gmp(), sizeOf(u), v.gmp(), sizeOf(v));
    return intFromLimbs(t, reinterpret_cast<uint64_t*>(product), count, negative);
  }
  Int* r = TRY(newInt(t, count));
  auto multiply = [&] {
    if (u.limbs == v.limbs && u.count == v.count)
      mpn_sqr(limbsOf(r), u.gmp(), sizeOf(u));
    else
      mpn_mul(limbsOf(r), u.gmp(), sizeOf(u), v.gmp(), sizeOf(v));
  };
  TRY(withGmp(t, multiply, count));
  return finishInt(t, r, count, negative);
}

Value intNegate(Thread* t, Value a) {
  Value fast;
  if (negateSmall(a, &fast)) return fast;
  IntView x(a);
  return intFromLimbs(t, x.limbs, x.count, !x.negative);
}

Value intInvert(Thread* t, Value a) {
  Value fast;
  if (invertSmall(a, &fast)) return fast;
  return intSubtract(t, Value::smallInt(-1), a);
}

Value intLshift(Thread* t, Value a, Value b) {
  Value fast;
  if (lshiftSmall(a, b, &fast)) return fast;
  __int128 p;
  if (b.isSmallInt() && static_cast<uint64_t>(b.asSmallInt()) < 64 && oneLimb(a, &p)) {
    auto magnitude = static_cast<unsigned __int128>(p < 0 ? -p : p);
    return intFromMagnitude(t, magnitude << b.asSmallInt(), p < 0);
  }
  if (intSign(b) < 0) return raise(t, exc::ValueError, "negative shift count");
  IntView x(a);
  if (x.isZero()) return Value::smallInt(0);
  int64_t shift;
  if (!fitsInt64(b, &shift)) {
    // CPython counts digits of 30 bits in a signed word.
    Value digits = TRY(intFloorDivide(t, b, Value::smallInt(30)));
    if (!fitsInt64(digits, &shift)) return raise(t, exc::OverflowError, "too many digits in integer");
    return raiseMemory(t);
  }
  if (static_cast<uint64_t>(shift) / 64 > kMaxIntLimbs) return raiseMemory(t);
  auto whole = static_cast<size_t>(shift) / 64;
  auto bits = static_cast<unsigned>(shift % 64);
  size_t count = x.count + whole + 1;
  if (count <= 8) {
    mp_limb_t shifted[8] = {};
    if (bits)
      shifted[count - 1] = mpn_lshift(shifted + whole, x.gmp(), sizeOf(x), bits);
    else
      std::memcpy(shifted + whole, x.limbs, x.count * sizeof(uint64_t));
    return intFromLimbs(t, reinterpret_cast<uint64_t*>(shifted), count, x.negative);
  }
  Int* r = TRY(newInt(t, count));
  if (bits)
    r->limbs[count - 1] = mpn_lshift(limbsOf(r) + whole, x.gmp(), sizeOf(x), bits);
  else
    std::memcpy(r->limbs + whole, x.limbs, x.count * sizeof(uint64_t));
  return finishInt(t, r, count, x.negative);
}

Value intRshift(Thread* t, Value a, Value b) {
  Value fast;
  if (rshiftSmall(a, b, &fast)) return fast;
  if (uint64_t word; b.isSmallInt() && static_cast<uint64_t>(b.asSmallInt()) < 64 && asWord(a, &word))
    return fromWord(t, word >> b.asSmallInt());
  __int128 p;
  if (b.isSmallInt() && static_cast<uint64_t>(b.asSmallInt()) < 64 && oneLimb(a, &p)) return makeInt128(t, p >> b.asSmallInt());
  if (intSign(b) < 0) return raise(t, exc::ValueError, "negative shift count");
  IntView x(a);
  if (x.count == 2 && !x.negative && b.isSmallInt() && b.asSmallInt() < 128)
    return intFromMagnitude(t, twoLimbs(x) >> b.asSmallInt(), false);
  Value below = Value::smallInt(x.negative ? -1 : 0);
  int64_t shift;
  if (!fitsInt64(b, &shift)) return x.isZero() ? Value::smallInt(0) : below;
  auto whole = static_cast<size_t>(shift) / 64;
  auto bits = static_cast<unsigned>(shift % 64);
  if (whole >= x.count) return x.isZero() ? Value::smallInt(0) : below;
  size_t count = x.count - whole;
  // Floor: a negative number with a bit shifted out goes one further down.
  bool lost = false;
  if (x.negative) lost = mpn_scan1(x.gmp(), 0) < static_cast<mp_bitcnt_t>(shift);
  Int* r = TRY(newInt(t, count + 1));
  if (bits)
    mpn_rshift(limbsOf(r), x.gmp() + whole, static_cast<mp_size_t>(count), bits);
  else
    std::memcpy(r->limbs, x.limbs + whole, count * sizeof(uint64_t));
  if (lost) mpn_add_1(limbsOf(r), limbsOf(r), static_cast<mp_size_t>(count + 1), 1);
  return finishInt(t, r, count + 1, x.negative);
}

Value intAnd(Thread* t, Value a, Value b) {
  Value fast;
  return andSmall(a, b, &fast) ? fast : bitwise(t, Bitwise::And, a, b);
}
Value intOr(Thread* t, Value a, Value b) {
  Value fast;
  return orSmall(a, b, &fast) ? fast : bitwise(t, Bitwise::Or, a, b);
}
Value intXor(Thread* t, Value a, Value b) {
  Value fast;
  return xorSmall(a, b, &fast) ? fast : bitwise(t, Bitwise::Xor, a, b);
}

}  // namespace typhon
