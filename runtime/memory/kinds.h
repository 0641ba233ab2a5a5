// What the collector knows about each kind of object (runtime/object/kinds.def): size, references, disposal.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/object/shape.h"

namespace typhon {

// Defined by the owner of each type; see kinds.def.
#define KIND_TRACED(name) void trace_##name(Object* o, Tracer& tracer);
#define KIND_LEAF(name)
#define KIND_DISPOSED(name) void dispose_##name(Object* o);
#define KIND_PLAIN(name)
#define KIND(name, traced, disposed)     \
  size_t sizeOf_##name(const Object* o); \
  KIND_##traced(name) KIND_##disposed(name)
#include "runtime/object/kinds.def"
#undef KIND
#undef KIND_TRACED
#undef KIND_LEAF
#undef KIND_DISPOSED
#undef KIND_PLAIN

namespace memory {

struct KindInfo {
  const char* name;
  size_t (*sizeOf)(const Object*);
  void (*trace)(Object*, Tracer&);  // null for leaves
  void (*dispose)(Object*);         // null for plain ones
};
extern const KindInfo kKinds[static_cast<size_t>(Kind::kCount)];
inline const KindInfo& kindOf(const Object* o) { return kKinds[static_cast<size_t>(o->kind)]; }

// Bytes of the object with its attribute tail.
size_t sizeOfObject(const Object* o);
// Where the tail begins, for an object whose shape has one.
inline size_t tailOffsetOf(const Object* o, const Shape* s) {
  return s->tailOffset ? s->tailOffset : (kindOf(o).sizeOf(o) + 7) & ~size_t{7};
}

}  // namespace memory
}  // namespace typhon
