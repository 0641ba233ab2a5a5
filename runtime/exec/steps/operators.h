// The rest of the operator protocols, for instructions that a special method written in Python has not completed.
#pragma once

#include "runtime/ops/ops.h"

namespace typhon::steps {

// Interned name of an operator's special method: 0 left, 1 reflected, 2 in-place.
Str* operatorName(BinaryOp op, int which);
Value compareAfterLeft(Thread* t, CompareOp op, Value a, Value b);
Raised unsupportedOperands(Thread* t, BinaryOp op, bool inplace, Value a, Value b);

}  // namespace typhon::steps
