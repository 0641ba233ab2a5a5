// Complex arithmetic in the order of operations that CPython uses, so that rounding and special cases agree.
#pragma once

#include <cmath>

#include "runtime/types/float.h"

namespace typhon {

struct ComplexNumber {
  double real, imaginary;
};

inline ComplexNumber complexProduct(ComplexNumber a, ComplexNumber b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}
// False for a division by zero.
bool complexQuotient(ComplexNumber a, ComplexNumber b, ComplexNumber* out);
// a ** b. ZeroDivisionError "0.0 to a negative or complex power", OverflowError "complex exponentiation".
Value complexPower(Thread* t, ComplexNumber a, ComplexNumber b);

// complex(v) as C code wants it: complex, __complex__, then as toDoublePy. Runs Python code.
Maybe<ComplexNumber> toComplexPy(Thread* t, Value v);

}  // namespace typhon
