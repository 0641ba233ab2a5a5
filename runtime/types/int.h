// int: 62-bit integers are immediate (Value::smallInt); larger ones are Int objects with GMP limbs in them. bool values are
// Value::boolean; in arithmetic they are 0 and 1.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"

namespace typhon {

struct Int : Object {
  int32_t size;  // limbs; negative for negative numbers; never fits Value::smallInt when exact
  uint32_t padding;
  uint64_t limbs[];  // magnitude, least significant first, no leading zero limb
};
// An int subclass instance is an Int too (of any magnitude, 0 included), so that it can have attributes.

// Whether v is an int, bool included (subclasses too).
inline bool isInt(Value v) { return v.isSmallInt() || isa<Int>(v) || v.isBool(); }
// Whether v is exactly of type int.
bool isExactInt(Value v);

Value makeInt(Thread* t, int64_t i);
Value makeUnsigned(Thread* t, uint64_t u);
Value makeInt128(Thread* t, __int128 i);
// Truncates towards zero; OverflowError or ValueError for infinities and NaN ("cannot convert float infinity to integer").
Value intFromDouble(Thread* t, double d);
// Digits in base 2..36 with optional sign, already stripped of prefix and underscores; Unbound when malformed.
Value intFromDigits(Thread* t, std::string_view digits, int base);
// From limbs (least significant first) and sign.
Value intFromLimbs(Thread* t, const uint64_t* limbs, size_t count, bool negative);

// An int's value in 64 bits. `v` must be an int (isInt). Without raising: false if it does not fit.
bool fitsInt64(Value v, int64_t* out);
bool fitsUint64(Value v, uint64_t* out);
// Raising OverflowError "Python int too large to convert to C ..." when it does not fit.
Maybe<int64_t> toInt64(Thread* t, Value v, const char* cType = "long");
int intSign(Value v);         // -1, 0, 1
double intToDouble(Value v);  // correctly rounded; infinite when too large
// OverflowError "int too large to convert to float".
Maybe<double> intToDoubleChecked(Thread* t, Value v);
int64_t intHash(Value v);
int intCompare(Value a, Value b);          // negative, zero, positive
std::string intToText(Value v, int base);  // lower case, no prefix; no digit limit
Str* intRepr(Thread* t, Value v);          // with the limit of sys.set_int_max_str_digits
int64_t intBitLength(Value v);

// Arithmetic on ints (any isInt operands), exactly Python's. Results are small where they fit.
Value intAdd(Thread* t, Value a, Value b);
Value intSubtract(Thread* t, Value a, Value b);
Value intMultiply(Thread* t, Value a, Value b);
Value intFloorDivide(Thread* t, Value a, Value b);  // ZeroDivisionError
Value intModulo(Thread* t, Value a, Value b);
Value intDivmod(Thread* t, Value a, Value b);  // tuple
Value intTrueDivide(Thread* t, Value a, Value b);
Value intPower(Thread* t, Value a, Value b, Value modOrNone);
Value intLshift(Thread* t, Value a, Value b);
Value intRshift(Thread* t, Value a, Value b);
Value intAnd(Thread* t, Value a, Value b);
Value intOr(Thread* t, Value a, Value b);
Value intXor(Thread* t, Value a, Value b);
Value intNegate(Thread* t, Value a);
Value intInvert(Thread* t, Value a);

}  // namespace typhon
