// Arithmetic of floats by Python's rules, for the slots of float and the interpreters' handlers.
#pragma once

#include <cmath>
#include <string_view>

#include "runtime/object/type.h"
#include "runtime/types/float.h"

namespace typhon {

// a % b and a // b for b other than zero (which raises ZeroDivisionError "float modulo", "float floor division by zero").
inline double floatModulo(double a, double b) {
  double r = std::fmod(a, b);
  if (r == 0) return std::copysign(0.0, b);
  return (b < 0) != (r < 0) ? r + b : r;
}
// Both at once; the quotient is corrected for the rounding of the division.
inline double floatDivmod(double a, double b, double* remainder) {
  double r = std::fmod(a, b), quotient = (a - r) / b;
  if (r != 0) {
    if ((b < 0) != (r < 0)) {
      r += b;
      quotient -= 1;
    }
  } else {
    r = std::copysign(0.0, b);
  }
  *remainder = r;
  if (quotient == 0) return std::copysign(0.0, a / b);
  double floored = std::floor(quotient);
  return quotient - floored > 0.5 ? floored + 1 : floored;
}
inline double floatFloorDivide(double a, double b) {
  double r;
  return floatDivmod(a, b, &r);
}

// a ** b: complex for a negative base with a fractional exponent; ZeroDivisionError, OverflowError.
Value floatPower(Thread* t, double a, double b);
// OverflowError(34, 'Numerical result out of range').
Raised raiseFloatOverflow(Thread* t);

// round(d, digits): correctly rounded, ties to even. OverflowError "rounded value too large to represent".
Value floatRound(Thread* t, double d, int64_t digits);
// round(d) as a double.
inline double roundHalfEven(double d) {
  double rounded = std::round(d);
  return std::fabs(d - rounded) == 0.5 ? 2.0 * std::round(d / 2.0) : rounded;
}

int doubleOperandOfInt(Thread* t, Value v, double* out);
// The value of a float or an int as a double: 1; 0 if v is something else; -1 with OverflowError pending.
inline int doubleOperand(Thread* t, Value v, double* out) {
  if (isFloat(v)) return *out = asDouble(v), 1;
  if (v.isSmallInt()) return *out = static_cast<double>(v.asSmallInt()), 1;
  return doubleOperandOfInt(t, v, out);
}

// float(v) for any object: __float__, __index__, text. Runs Python code.
Value toFloatPy(Thread* t, Value v);
// float(text): 1 and *out, or 0 when malformed (the text is already ASCII).
bool parseFloatText(std::string_view text, double* out);

}  // namespace typhon
