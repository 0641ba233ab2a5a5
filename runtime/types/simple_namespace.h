// types.SimpleNamespace.
#pragma once

#include "runtime/object/value.h"

namespace typhon {

struct Thread;

// An empty one; the error mark with MemoryError pending.
Value makeSimpleNamespace(Thread* t);

}  // namespace typhon
