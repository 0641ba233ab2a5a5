// types.GenericAlias: list[int] and its like (PEP 585).
#pragma once

#include "runtime/object/value.h"

namespace typhon {

struct Thread;

// origin[args]: `args` a tuple or one item. The error mark with MemoryError pending.
Value makeGenericAlias(Thread* t, Value origin, Value args);

// __class_getitem__ of generic built-in classes: a row with signature "(cls, object, /)" and NativeDef::kClassMethod.
inline Value classGetItem(Thread* t, Value* args, size_t) { return makeGenericAlias(t, args[0], args[1]); }

}  // namespace typhon
