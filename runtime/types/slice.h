// slice objects, and slices resolved against a length.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"

namespace typhon {

struct Slice : Object {
  Value start, stop, step;  // anything; usually ints and None
};
Value makeSlice(Thread* t, Value start, Value stop, Value step);

// A slice against a sequence: the items start, start + step ... `count` of them.
struct SliceBounds {
  int64_t start, stop, step, count;
};
// The three members as numbers, clamped to 64 bits but not yet to a length (unpack), which may run Python code; then, with the
// length read afterwards, the bounds (adjust). ValueError "slice step cannot be zero"; TypeError "slice indices must be
// integers or None or have an __index__ method".
bool sliceUnpackPy(Thread* t, Value start, Value stop, Value step, SliceBounds* bounds);
inline bool sliceUnpackPy(Thread* t, const Slice* s, SliceBounds* bounds) {
  return sliceUnpackPy(t, s->start, s->stop, s->step, bounds);
}
// A start or stop argument of index(): TypeError "slice indices must be integers or have an __index__ method" for None, too.
Maybe<int64_t> sliceIndexNotNonePy(Thread* t, Value v);
void sliceAdjust(SliceBounds* bounds, int64_t length);

}  // namespace typhon
