// tuple: making and slicing.
#include "runtime/types/tuple.h"

#include <cstring>

#include "runtime/memory/roots.h"
#include "runtime/types/container_support.h"

namespace typhon {

Tuple* emptyTuple() {
  static Tuple* empty = [] {
    auto* made = allocateExact<Tuple>(currentThread(), kShapeOf_tuple);
    addRoot(&empty);
    return made;
  }();
  return empty;
}

Tuple* makeTuple(Thread* t, size_t length) {
  if (length == 0) return emptyTuple();
  if (length > PTRDIFF_MAX / (2 * sizeof(Value))) return raiseMemory(t);
  Tuple* tuple = allocateExact<Tuple>(t, kShapeOf_tuple, length * sizeof(Value));
  if (!tuple) return nullptr;
  tuple->length = length;
  for (size_t i = 0; i < length; ++i) tuple->items[i] = Value::unbound();
  return tuple;
}

Tuple* makeTuple(Thread* t, const Value* items, size_t length) {
  if (length == 0) return emptyTuple();
  if (length > PTRDIFF_MAX / (2 * sizeof(Value))) return raiseMemory(t);
  Tuple* tuple = allocateExact<Tuple>(t, kShapeOf_tuple, length * sizeof(Value));
  if (!tuple) return nullptr;
  tuple->length = length;
  switch (length) {  // a call of memcpy would cost as much as the rest
    case 4:
      tuple->items[3] = items[3];
      [[fallthrough]];
    case 3:
      tuple->items[2] = items[2];
      [[fallthrough]];
    case 2:
      tuple->items[1] = items[1];
      [[fallthrough]];
    case 1:
      tuple->items[0] = items[0];
      break;
    default:
      memcpy(static_cast<void*>(tuple->items), items, length * sizeof(Value));
  }
  return tuple;
}

Tuple* makeTuple(Thread* t, std::initializer_list<Value> items) { return makeTuple(t, items.begin(), items.size()); }

Value tupleSlice(Thread* t, Tuple* source, size_t start, size_t end) {
  if (end > source->length) end = source->length;
  if (start >= end) return TRY(makeTuple(t, size_t{0}));
  if (start == 0 && end == source->length && isExact(source, kShapeOf_tuple)) return source;
  return TRY(makeTuple(t, source->items + start, end - start));
}

}  // namespace typhon
