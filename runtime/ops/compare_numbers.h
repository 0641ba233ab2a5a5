// The six comparisons: of two C++ numbers, how they mirror one another, what their special methods are called.
#pragma once

#include "runtime/object/type.h"
#include "runtime/object/well_known.h"

namespace typhon {

// Comparisons with a NaN are false, but Ne true.
template <class T>
inline bool compareNumbers(CompareOp op, T a, T b) {
  switch (op) {
    case CompareOp::Lt:
      return a < b;
    case CompareOp::Le:
      return a <= b;
    case CompareOp::Eq:
      return a == b;
    case CompareOp::Ne:
      return a != b;
    case CompareOp::Gt:
      return a > b;
    case CompareOp::Ge:
      return a >= b;
  }
  __builtin_unreachable();
}

// The comparison that says the same with the operands exchanged.
constexpr CompareOp reflected(CompareOp op) {
  constexpr CompareOp kReflected[] = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq, CompareOp::Ne, CompareOp::Lt, CompareOp::Le};
  return kReflected[static_cast<int>(op)];
}

// Interned.
inline Str* specialMethodOf(CompareOp op) {
  static Str* const* const kNames[] = {&names::__lt__, &names::__le__, &names::__eq__,
                                       &names::__ne__, &names::__gt__, &names::__ge__};
  return *kNames[static_cast<size_t>(op)];
}

}  // namespace typhon
