// The six comparisons of two C++ numbers.
#pragma once

#include "runtime/object/type.h"

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

}  // namespace typhon
