// tuple: immutable array of Values, inline.
#pragma once

#include <initializer_list>

#include "runtime/memory/heap.h"

namespace typhon {

struct Tuple : Object {
  uint64_t length;
  Value items[];
};
// Items Unbound, for the caller to fill at once; the empty tuple is shared.
Tuple* makeTuple(Thread* t, size_t length);
Tuple* makeTuple(Thread* t, const Value* items, size_t length);
Tuple* makeTuple(Thread* t, std::initializer_list<Value> items);
Tuple* emptyTuple();
// An instance of tuple or a subclass of it.
Value makeTupleOf(Thread* t, Type* cls, const Value* items, size_t length);
Value tupleSlice(Thread* t, Tuple* source, size_t start, size_t end);  // the whole of an exact tuple is itself

}  // namespace typhon
