// Value: one Python reference in 64 bits, self-tagged.
//
//   bit 1 set            an immediate float: rotl(bits of the double, 4) - 1
//   low two bits 00      a 62-bit integer, shifted left by two
//   low three bits 001   a heap pointer plus one (the displacement of a load absorbs the tag)
//   low three bits 101   None, True, False, Unbound, the error mark
//
// Zeros, infinities and NaN are immediate floats; only magnitudes near 1e-231..1e-77 and 1e77..1e231 are boxed
// (Float in runtime/types/float.h). Zeroed memory is the integer 0, so Unbound has to be filled in explicitly.
// Measured against other encodings in docs/object-model.md.
#pragma once

#include <bit>
#include <cassert>
#include <cstdint>

namespace typhon {

struct Object;

class Value {
 public:
  static constexpr int64_t kSmallIntMax = (int64_t{1} << 61) - 1;
  static constexpr int64_t kSmallIntMin = -(int64_t{1} << 61);

  constexpr Value() : bits_(kUnboundBits) {}
  Value(const Object* object) : bits_(reinterpret_cast<uint64_t>(object) + 1) {}  // never null
  static constexpr Value fromBits(uint64_t bits) { return Value(bits, 0); }
  static constexpr Value smallInt(int64_t i) { return Value(static_cast<uint64_t>(i) << 2, 0); }
  static constexpr Value boolean(bool b) { return Value(b ? kTrueBits : kFalseBits, 0); }
  static constexpr Value none() { return Value(kNoneBits, 0); }
  static constexpr Value unbound() { return Value(kUnboundBits, 0); }  // no value: unset local, omitted argument, empty cell
  static constexpr Value error() { return Value(kErrorBits, 0); }      // an exception is pending on the thread

  // Whether the double can be immediate; if not, box it (makeFloat in runtime/types/float.h does both).
  static bool floatFits(double d) { return encodeFloat(d) & 2; }
  static Value immediateFloat(double d) {
    assert(floatFits(d));
    return Value(encodeFloat(d), 0);
  }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool isSmallInt() const { return (bits_ & 3) == 0; }
  constexpr bool isImmediateFloat() const { return bits_ & 2; }
  constexpr bool isObject() const { return (bits_ & 7) == 1; }
  constexpr bool isSpecial() const { return (bits_ & 7) == 5; }
  constexpr bool isNone() const { return bits_ == kNoneBits; }
  constexpr bool isTrue() const { return bits_ == kTrueBits; }
  constexpr bool isFalse() const { return bits_ == kFalseBits; }
  constexpr bool isBool() const { return bits_ == kTrueBits || bits_ == kFalseBits; }
  constexpr bool isUnbound() const { return bits_ == kUnboundBits; }
  constexpr bool isError() const { return bits_ == kErrorBits; }

  constexpr int64_t asSmallInt() const {
    assert(isSmallInt());
    return static_cast<int64_t>(bits_) >> 2;
  }
  double asImmediateFloat() const {
    assert(isImmediateFloat());
    return std::bit_cast<double>(std::rotr(bits_ + 1, 4));
  }
  Object* asObject() const {
    assert(isObject());
    return reinterpret_cast<Object*>(bits_ - 1);
  }
  // Unchecked cast to an object's structure; the caller has looked at the kind.
  template <class T>
  T* as() const {
    return static_cast<T*>(asObject());
  }

  // Bit equality; Python's `is` is isIdentical() in runtime/ops/compare.h (boxed numbers compare by value there).
  friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

  static constexpr bool fitsSmallInt(int64_t i) { return i >= kSmallIntMin && i <= kSmallIntMax; }

  static constexpr uint64_t kNoneBits = 5, kTrueBits = 13, kFalseBits = 21, kUnboundBits = 29, kErrorBits = 37;

 private:
  constexpr Value(uint64_t bits, int) : bits_(bits) {}
  static uint64_t encodeFloat(double d) { return std::rotl(std::bit_cast<uint64_t>(d), 4) - 1; }
  uint64_t bits_;
};
static_assert(sizeof(Value) == 8);

}  // namespace typhon
