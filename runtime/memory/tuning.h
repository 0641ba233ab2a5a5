// What containers and the gc module tell the collector besides what every allocation needs (heap.h).
#pragma once

#include <cstddef>

namespace typhon {

struct Object;
struct Thread;

// Says that no object in the heap refers to `o` any more (a list's array that was replaced by a larger one): if it is large,
// the next collection of any kind frees it, unless a stack still refers to it. Null is fine.
void discard(Object* o);

// collectGarbage for gc.collect() called by an interpreter's instruction itself: all that counts of the engine activation that is
// running is in its VM frame, so the C++ stack is looked through only from where that activation was entered. What stale words of
// the interpreter's own C++ frame refer to dies.
size_t collectGarbageExactly(Thread* t);

// A line on stderr about every collection (gc.DEBUG_STATS).
void reportCollections(bool on);

}  // namespace typhon
