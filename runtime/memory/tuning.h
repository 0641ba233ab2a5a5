// What containers and the gc module tell the collector besides what every allocation needs (heap.h).
#pragma once

#include <cstddef>

namespace typhon {

struct Object;
struct Thread;

// Says that no object in the heap refers to `o` any more (a list's array that was replaced by a larger one): if it is large,
// the next collection of any kind frees it, unless a stack still refers to it. Null is fine.
void discard(Object* o);

// Says that nothing at all refers to `o` any more, no stack either: if it is large it is freed at once, as a rule. Null is fine.
void release(Object* o);

// Makes the memory of a large object longer where it is, to `bytes` in all, without a collection; false if `o` is not large or
// something lies behind it. What is added is not cleared. The caller says in the object how long it is now before anything is
// allocated.
bool extendInPlace(Object* o, size_t bytes);

// Gives back what a large object has behind its first `bytes`; the object says already that it has no more. Nothing happens to
// others.
void shortenInPlace(Object* o, size_t bytes);

// collectGarbage for gc.collect() called by an interpreter's instruction itself: all that counts of the engine activation that is
// running is in its VM frame, so the C++ stack is looked through only from where that activation was entered. What stale words of
// the interpreter's own C++ frame refer to dies.
size_t collectGarbageExactly(Thread* t);

// A line on stderr about every collection (gc.DEBUG_STATS).
void reportCollections(bool on);

}  // namespace typhon
