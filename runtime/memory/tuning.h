// What containers and the gc module tell the collector besides what every allocation needs (heap.h).
#pragma once

namespace typhon {

struct Object;

// Says that no object in the heap refers to `o` any more (a list's array that was replaced by a larger one): if it is large,
// the next collection of any kind frees it, unless a stack still refers to it. Null is fine.
void discard(Object* o);

// A line on stderr about every collection (gc.DEBUG_STATS).
void reportCollections(bool on);

}  // namespace typhon
