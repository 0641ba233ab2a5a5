// Allocation of instances: base layout and attribute tail as the type's shape says.
#include "runtime/memory/heap.h"
#include "runtime/memory/weak.h"
#include "runtime/object/type.h"

namespace typhon {

Object* allocateInstance(Thread* t, Type* type, size_t baseBytes) {
  const Shape* s = type->rootShape;
  uint32_t words = tailWords(s);
  size_t offset = (baseBytes + 7) & ~size_t{7};
  Object* o = allocateObject(t, words ? offset + words * sizeof(Value) : baseBytes, type->instanceKind, s->id);
  if (!o) return nullptr;
  if (words) {
    assert(!s->tailOffset || s->tailOffset == offset);
    Value* tail = reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + offset);
    // They are few: what unrolled loops do first would cost more.
#pragma clang loop vectorize(disable) unroll(disable)
    for (uint32_t i = 0; i < words; ++i) tail[i] = Value::unbound();
  }
  if (type->slots.finalize) [[unlikely]] {
    if (!registerFinalizable(t, o)) return nullptr;
  }
  return o;
}

}  // namespace typhon
