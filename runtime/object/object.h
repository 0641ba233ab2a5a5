// Object: the header of everything in the heap, kinds, and the attribute tail.
//
// An object is [header | base layout of its kind | attribute tail]. The tail exists in instances of classes written in
// Python (and of built-in types whose instances have a __dict__): first the type's member slots (__slots__), then, if
// instances have a __dict__, one overflow word (Unbound; a ValueArray with the attributes that have no inline slot; or the
// Dict that replaced the shape), then the inline attribute slots. All of it is Values. The Shape tells the counts.
#pragma once

#include <cstddef>

#include "runtime/object/value.h"

namespace typhon {

class Tracer;
struct Type;
struct Shape;
struct Thread;

enum class Kind : uint16_t {
#define KIND(name, traced, disposed) name,
#include "runtime/object/kinds.def"
#undef KIND
  kCount
};

enum ObjectFlags : uint8_t {
  kHasWeakReferences = 1,  // a weak reference to it may exist (runtime/memory/weak.h)
  kHasFinalizer = 2,       // its type has __del__ (or a native finalizer) that has not run yet
  kFinalized = 4,          // it has run
  kImmortal = 8,           // never collected
};

// Bits of Object::gc, owned by runtime/memory.
enum GcFlags : uint8_t {
  kOldUnlogged = 1,  // old and not in the log: a store into it must call the barrier
};

struct Object {
  uint32_t shape;  // Shape id; implies the type
  Kind kind;
  uint8_t gc;
  uint8_t flags;
};
static_assert(sizeof(Object) == 8);

// The structure of an instance of a class whose layout comes from `object`: only a tail.
struct Instance : Object {};

// Whether the value is a heap object of the kind whose structure is T (subclasses included): isa<List>(v).
template <class T>
struct KindOf;
#define KIND(name, traced, disposed)          \
  struct name;                                \
  template <>                                 \
  struct KindOf<name> {                       \
    static constexpr Kind value = Kind::name; \
  };
#include "runtime/object/kinds.def"
#undef KIND

template <class T>
inline bool isa(const Object* o) {
  return o->kind == KindOf<T>::value;
}
template <class T>
inline bool isa(Value v) {
  return v.isObject() && isa<T>(v.asObject());
}
// The object as T, or null if it is something else.
template <class T>
inline T* dynCast(Value v) {
  return isa<T>(v) ? v.as<T>() : nullptr;
}

}  // namespace typhon
