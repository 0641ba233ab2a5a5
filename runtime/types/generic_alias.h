// types.GenericAlias: list[int] and its like (PEP 585).
#pragma once

#include "runtime/object/value.h"

namespace typhon {

struct Thread;

// origin[args]: `args` a tuple or one item. The error mark with MemoryError pending.
Value makeGenericAlias(Thread* t, Value origin, Value args);

}  // namespace typhon
