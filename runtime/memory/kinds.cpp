// The table of kinds, from kinds.def, and the kinds that have no other owner.
#include "runtime/memory/kinds.h"

namespace typhon {

size_t sizeOf_Instance(const Object*) { return sizeof(Object); }

namespace memory {

#define KIND_TRACED(name) trace_##name
#define KIND_LEAF(name) nullptr
#define KIND_DISPOSED(name) dispose_##name
#define KIND_PLAIN(name) nullptr
const KindInfo kKinds[static_cast<size_t>(Kind::kCount)] = {
#define KIND(name, traced, disposed) {#name, sizeOf_##name, KIND_##traced(name), KIND_##disposed(name)},
#include "runtime/object/kinds.def"
#undef KIND
};

size_t sizeOfObject(const Object* o) {
  const Shape* s = shapeOf(o);
  if (s) {
    if (uint32_t words = tailWords(s)) return tailOffsetOf(o, s) + words * sizeof(Value);
  }
  return kindOf(o).sizeOf(o);
}

}  // namespace memory
}  // namespace typhon
