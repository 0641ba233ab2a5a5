// Shape (hidden class): which attribute of an instance is in which slot. Implies the type.
//
// The shape table is indexed by the 32-bit id in an object's header; ids are not reused while compiled code or feedback
// may refer to them. Instances start with their type's root shape; adding an attribute follows or makes a transition.
// Deleting an attribute, __dict__ being asked for, or more than kMaxShapeSlots attributes turn the instance to its type's
// dictionary shape: its overflow word then holds a Dict with all attributes.
#pragma once

#include <cstdint>

#include "runtime/object/object.h"

namespace typhon {

struct Str;
struct Dict;
struct ValueArray;

inline constexpr uint32_t kMaxShapeSlots = 128;

struct Shape : Object {
  uint32_t id;
  uint32_t slotCount;  // attributes described
  Type* type;
  Shape* parent;         // null for root and dictionary shapes
  Str* lastName;         // the attribute that this shape adds to its parent
  ValueArray* table;     // names in slot order with an open-addressing index, built when first looked up; or null
  Value transitions;     // Unbound, one Shape, or a Dict from name to Shape
  uint32_t tailOffset;   // bytes from the object's start to its tail; 0 if it has to be computed (variable-size kinds)
  uint16_t memberCount;  // __slots__ members at the start of the tail
  uint16_t inlineCount;  // inline attribute slots at its end
  bool hasDictionary;    // instances have a __dict__: there is an overflow word
  bool isDictionary;     // attributes are in the Dict in the overflow word
};

// Table of all shapes by id; grows, never moves while a thread runs compiled code (it is reserved address space).
extern Shape** shapeTable;
inline Shape* shapeOf(const Object* o) { return shapeTable[o->shape]; }

// Words in the tail of an object of this shape.
inline uint32_t tailWords(const Shape* s) { return s->memberCount + (s->hasDictionary ? 1u + s->inlineCount : 0u); }
// First word of the object's tail. Undefined for objects without one.
Value* tailOf(Object* o, const Shape* s);

// Slot of the attribute, or -1. `name` is interned.
int shapeLookup(Shape* s, Str* name);
// The shape with `name` (interned) added; null with MemoryError pending. The caller has seen that it is not there.
Shape* shapeWith(Thread* t, Shape* s, Str* name);

}  // namespace typhon
