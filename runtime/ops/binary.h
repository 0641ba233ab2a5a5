// Parts of the binary operators' protocol, for engines that enter special methods written in Python themselves.
#pragma once

#include "runtime/ops/ops.h"

namespace typhon {

// The rest of a binary operation whose left operand's method, written in Python, has answered NotImplemented.
Value binaryRightPy(Thread* t, BinaryOp op, bool inplace, Value a, Value b);
Str* reflectedName(BinaryOp op);  // names::__radd__ ...

}  // namespace typhon
