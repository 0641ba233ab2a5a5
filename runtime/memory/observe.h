// Watching every allocation (tracemalloc).
#pragma once

#include <cstddef>

#include "runtime/object/object.h"

namespace typhon {

struct Thread;

// Called with every new object while set (null: none); all allocations take the slow path then. Must not allocate in the heap.
using AllocationObserver = void (*)(Thread* t, Object* o, size_t bytes);
void setAllocationObserver(AllocationObserver observer);

}  // namespace typhon
