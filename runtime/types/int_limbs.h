// The limbs of ints: for the files that implement int and for native modules that need all bits of a number (marshal,
// struct, random, ...). Nothing here runs Python code.
#pragma once

#include <gmp.h>

#include <cstdlib>

#include "runtime/types/int.h"

namespace typhon {

static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0);

// Larger results end in MemoryError before anything is computed: 2 GiB, 1.7e10 bits.
inline constexpr size_t kMaxIntLimbs = size_t{1} << 28;

// Sign and magnitude of any int (isInt), without a leading zero limb; zero has no limbs. Not to be copied: the limb of a
// small int lies in the view itself. A view of a heap object keeps it alive, as an interior pointer.
class IntView {
 public:
  explicit IntView(Value v) {
    if (v.isSmallInt()) {
      int64_t i = v.asSmallInt();
      set(i < 0 ? uint64_t{0} - static_cast<uint64_t>(i) : static_cast<uint64_t>(i), i < 0);
    } else if (v.isBool()) {
      set(v.isTrue(), false);
    } else {
      auto big = v.as<Int>();
      negative = big->size < 0;
      count = static_cast<size_t>(negative ? -static_cast<int64_t>(big->size) : big->size);
      limbs = big->limbs;
    }
  }
  IntView(const IntView&) = delete;
  IntView& operator=(const IntView&) = delete;

  size_t bitLength() const { return count ? count * 64 - static_cast<size_t>(__builtin_clzll(limbs[count - 1])) : 0; }
  bool isZero() const { return count == 0; }
  const mp_limb_t* gmp() const { return reinterpret_cast<const mp_limb_t*>(limbs); }

  const uint64_t* limbs;
  size_t count;
  bool negative;

 private:
  void set(uint64_t magnitude, bool isNegative) {
    one_ = magnitude;
    limbs = &one_;
    count = magnitude != 0;
    negative = isNegative;
  }
  uint64_t one_ = 0;
};

// The int of a magnitude of up to two limbs. Error mark with MemoryError pending.
Value intFromMagnitude(Thread* t, unsigned __int128 magnitude, bool negative);

// An int whose magnitude has one limb at most, as a number: the operations on such ints, hashes and random numbers of 64 bits
// among them, need no limb arithmetic. False for larger ones.
inline bool oneLimb(Value v, __int128* out) {
  if (v.isSmallInt()) return *out = v.asSmallInt(), true;
  if (!v.isObject()) return *out = v.isTrue(), true;
  auto big = v.as<Int>();
  if (big->size == 1) return *out = big->limbs[0], true;
  if (big->size == -1) return *out = -static_cast<__int128>(big->limbs[0]), true;
  return false;
}

// Scratch limbs: on the stack when few. data() is null when memory is short.
class LimbBuffer {
 public:
  explicit LimbBuffer(size_t count)
      : data_(count <= kInline ? inline_ : static_cast<mp_limb_t*>(std::malloc(count * sizeof(mp_limb_t)))) {}
  ~LimbBuffer() {
    if (data_ != inline_) std::free(data_);
  }
  LimbBuffer(const LimbBuffer&) = delete;
  LimbBuffer& operator=(const LimbBuffer&) = delete;
  mp_limb_t* data() { return data_; }

 private:
  static constexpr size_t kInline = 40;
  mp_limb_t* data_;
  mp_limb_t inline_[kInline];
};

// A GMP integer of the mpz layer, for the operations that mpn does not offer.
class Mpz {
 public:
  Mpz() { mpz_init(z); }
  ~Mpz() { mpz_clear(z); }
  Mpz(const Mpz&) = delete;
  Mpz& operator=(const Mpz&) = delete;
  mpz_t z;
};
// Read-only mpz operand over a view.
class MpzView {
 public:
  explicit MpzView(const IntView& v, bool absolute = false) {
    auto n = static_cast<mp_size_t>(v.count);
    mpz_roinit_n(z, v.gmp(), v.negative && !absolute ? -n : n);
  }
  mpz_t z;
};
Value intFromMpz(Thread* t, const mpz_t z);

// An exact int with room for `count` limbs, all zero; MemoryError above kMaxIntLimbs. Not a valid int until finished.
Int* newInt(Thread* t, size_t count);
// Makes it valid: strips leading zero limbs (of the first `count`), sets the sign; the Value is small where it fits.
Value finishInt(Thread* t, Int* i, size_t count, bool negative);
inline mp_limb_t* limbsOf(Int* i) { return reinterpret_cast<mp_limb_t*>(i->limbs); }

// The value of an int as an exact int (instances of subclasses and bools are converted).
Value exactInt(Thread* t, Value v);

// Quotient and remainder, floored. ZeroDivisionError with `message`. Either output may be null.
bool intDivide(Thread* t, Value a, Value b, Value* quotient, Value* remainder,
               const char* message = "integer division or modulo by zero");
Value intGcd(Thread* t, Value a, Value b);
Value intSqrtFloor(Thread* t, Value v);  // v must not be negative
int64_t intBitCount(Value v);            // ones in the magnitude
// v rounded to a multiple of 10**digits, ties to even.
Value intRoundToPowerOfTen(Thread* t, Value v, uint64_t digits);

// Compares an int with a double exactly. False if d is NaN, else *out is negative, zero or positive.
bool compareIntDouble(Value i, double d, int* out);

// The limbs behind sign and magnitude as `length` bytes of two's complement. False if it does not fit (the caller raises).
bool intToBytes(Value v, uint8_t* out, size_t length, bool littleEndian, bool isSigned);
Value intFromBytes(Thread* t, const uint8_t* bytes, size_t length, bool littleEndian, bool isSigned);

}  // namespace typhon
