// Parts of the binary operators' protocol, for engines that enter special methods written in Python themselves.
#pragma once

#include "runtime/object/type.h"
#include "runtime/ops/ops.h"

namespace typhon {

// The slots of each operator, in BinaryOp order. Power's has another form, so that it has none here.
using BinarySlot = Slots::Binary Slots::*;
inline constexpr BinarySlot kBinarySlots[] = {
    &Slots::add,    &Slots::subtract, &Slots::multiply, &Slots::trueDivide, &Slots::floorDivide, &Slots::modulo, nullptr,
    &Slots::matmul, &Slots::lshift,   &Slots::rshift,   &Slots::and_,       &Slots::or_,         &Slots::xor_};
inline constexpr BinarySlot kInplaceSlots[] = {&Slots::inplaceAdd,        &Slots::inplaceSubtract,    &Slots::inplaceMultiply,
                                               &Slots::inplaceTrueDivide, &Slots::inplaceFloorDivide, &Slots::inplaceModulo,
                                               &Slots::inplacePower,      &Slots::inplaceMatmul,      &Slots::inplaceLshift,
                                               &Slots::inplaceRshift,     &Slots::inplaceAnd,         &Slots::inplaceOr,
                                               &Slots::inplaceXor};

// The rest of a binary operation whose left operand's method, written in Python, has answered NotImplemented.
Value binaryRightPy(Thread* t, BinaryOp op, bool inplace, Value a, Value b);
Str* reflectedName(BinaryOp op);  // names::__radd__ ...

}  // namespace typhon
