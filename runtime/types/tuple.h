// tuple: immutable array of Values, inline.
#pragma once

#include <initializer_list>

#include "runtime/memory/heap.h"

namespace typhon {

enum class CompareOp : uint8_t;

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
// a op b of two tuples or instances of subclasses, item by item; NotImplemented if one of them is something else.
Value tupleComparePy(Thread* t, Value a, Value b, CompareOp op);
Value tupleSlice(Thread* t, Tuple* source, size_t start, size_t end);  // the whole of an exact tuple is itself

}  // namespace typhon
