// range objects. (Their iterators: iterators.h.)
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"

namespace typhon {

struct Range : Object {
  Value start, stop, step;  // ints (exact), of any size
  Value length;             // int
};
// Of ints; null with ValueError "range() arg 3 must not be zero" pending.
Range* makeRange(Thread* t, Value start, Value stop, Value step);
// The iterator of a range: RangeIterator or LongRangeIterator.
Value rangeIter(Thread* t, Range* r);

}  // namespace typhon
