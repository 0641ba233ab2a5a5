// Backing stores and cells.
#include "runtime/types/value_array.h"

#include <cstring>

#include "runtime/object/fixed_shapes.h"

#include "runtime/exec/errors.h"
#include "runtime/memory/kinds.h"
#include "runtime/memory/tuning.h"
#include "runtime/types/dict.h"

namespace typhon {

size_t sizeOf_ValueArray(const Object* o) {
  return sizeof(ValueArray) + static_cast<const ValueArray*>(o)->capacity * sizeof(Value);
}
void trace_ValueArray(Object* o, Tracer& tracer) {
  ValueArray* a = static_cast<ValueArray*>(o);
  tracer.visitRange(a->items, a->capacity);
}

ValueArray* makeValueArray(Thread* t, size_t capacity) {
  if (capacity > (size_t{PTRDIFF_MAX} / 2 - sizeof(ValueArray)) / sizeof(Value)) return raiseMemory(t);
  ValueArray* a = allocateInternal<ValueArray>(t, capacity * sizeof(Value));
  if (!a) return nullptr;
  a->capacity = capacity;
  for (size_t i = 0; i < capacity; ++i) a->items[i] = Value::unbound();
  return a;
}

size_t sizeOf_ByteStore(const Object* o) { return sizeof(ByteStore) + static_cast<const ByteStore*>(o)->capacity; }

ByteStore* makeByteStore(Thread* t, size_t capacity) {
  if (capacity > size_t{PTRDIFF_MAX} / 2 - sizeof(ByteStore)) return raiseMemory(t);
  ByteStore* b = allocateInternal<ByteStore>(t, capacity);
  if (!b) return nullptr;
  b->capacity = capacity;
  return b;
}

bool extendByteStore(ByteStore* store, size_t capacity) {
  if (capacity <= store->capacity || !extendInPlace(store, sizeof(ByteStore) + capacity)) return false;
  std::memset(store->bytes + store->capacity, 0, capacity - store->capacity);
  store->capacity = capacity;
  return true;
}

size_t sizeOf_Cell(const Object*) { return sizeof(Cell); }
void trace_Cell(Object* o, Tracer& tracer) {
  Cell* c = static_cast<Cell*>(o);
  tracer.visit(c->value);
  tracer.visit(c->owner);
  tracer.visit(c->fallback);
}

Cell* makeCell(Thread* t, Value value) {
  auto* c = static_cast<Cell*>(allocateObject(t, sizeof(Cell), Kind::Cell, kShapeOf_cell));  // __closure__ shows them
  if (!c) return nullptr;
  c->value = value;
  return c;
}

void (*cellDependencyHook)(Cell*) = nullptr;

void storeCell(Cell* cell, Value value) {
  if (cell->state == Cell::Constant && cell->value != value) {
    // The first value an empty cell gets is its constant; any later change is for ever.
    if (!cell->value.isUnbound()) cell->state = Cell::Mutable;
    if (cell->dependents && cellDependencyHook) cellDependencyHook(cell);
  }
  cell->value = value;
  writeBarrier(cell);
}

}  // namespace typhon
