// float: immediate for almost all magnitudes, boxed otherwise (object/value.h). complex: always boxed.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"

namespace typhon {

struct Float : Object {
  double value;
};
struct Complex : Object {
  double real, imaginary;
};

Value boxFloat(Thread* t, double d);
inline Value makeFloat(Thread* t, double d) {
  uint64_t bits = std::rotl(std::bit_cast<uint64_t>(d), 4) - 1;
  return (bits & 2) ? Value::fromBits(bits) : boxFloat(t, d);
}
inline bool isFloat(Value v) { return v.isImmediateFloat() || isa<Float>(v); }
inline double asDouble(Value v) { return v.isImmediateFloat() ? v.asImmediateFloat() : v.as<Float>()->value; }

// float(v) as C code wants it: floats, ints, objects with __float__ or __index__; TypeError "must be real number, not x".
Maybe<double> toDoublePy(Thread* t, Value v);

Value makeComplex(Thread* t, double real, double imaginary);

}  // namespace typhon
