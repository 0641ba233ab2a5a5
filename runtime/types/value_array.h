// Backing stores: arrays of Values or bytes that belong to one owner (list items, dict tables, overflow attributes).
#pragma once

#include "runtime/memory/heap.h"

namespace typhon {

struct ValueArray : Object {
  uint64_t capacity;
  Value items[];
};
// All Unbound. Null with MemoryError pending.
ValueArray* makeValueArray(Thread* t, size_t capacity);

// Bytes without references.
struct ByteStore : Object {
  uint64_t capacity;
  uint8_t bytes[];
};
ByteStore* makeByteStore(Thread* t, size_t capacity);
// Gives it that capacity where it lies, if there is room behind it; what is added is zero. Never collects.
bool extendByteStore(ByteStore* store, size_t capacity);

// The box of a closure variable, of a module's global or of a class attribute (docs/object-model.md, "Cells"). Engines may
// treat a cell in state Constant as a constant after registering with it; the first change makes it Mutable for ever.
struct Cell : Object {
  enum State : uint32_t { Constant = 0, Mutable = 1 };
  Value value;     // Unbound: empty
  Dict* owner;     // the globals or class dict it belongs to; null for closure cells
  Cell* fallback;  // globals: the builtins' cell of the same name while this one is empty; or null
  uint32_t state;
  uint32_t dependents;  // compiled code depends on it being constant
};
Cell* makeCell(Thread* t, Value value);
// Stores into the cell with barrier and state change (invalidating compiled code that took it for a constant).
void storeCell(Cell* cell, Value value);
// Called when a cell with dependents stops being constant, before the new value is in it; an engine that compiles sets it.
extern void (*cellDependencyHook)(Cell*);

}  // namespace typhon
