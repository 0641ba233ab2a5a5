// Arguments that the methods of str, bytes and bytearray take alike: positions, counts, slices.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/type.h"

namespace typhon {

// A start or end argument: None gives `ifNone`; ints and objects with __index__ are clamped to 64 bits. TypeError
// "slice indices must be integers or None or have an __index__ method".
Maybe<int64_t> sliceArgumentPy(Thread* t, Value v, int64_t ifNone);

// Both at once, clamped into [0, size] as for a slice (start may be beyond size).
bool rangeArgumentsPy(Thread* t, Value start, Value end, int64_t* from, int64_t* to);

// An integer parameter (`n` of PyArg_Parse): TypeError "'x' object cannot be interpreted as an integer", OverflowError
// "Python int too large to convert to C ssize_t".
Maybe<int64_t> countArgumentPy(Thread* t, Value v);
// The same for a C int parameter ("Python int too large to convert to C int").
Maybe<int> intArgumentPy(Thread* t, Value v);

// Name of an argument's type in "... must be str, not X": None stands for itself.
inline const char* argumentTypeName(Value v) { return v.isNone() ? "None" : typeName(v); }

// builtins.<name>, for the results of __reduce__.
Value builtinPy(Thread* t, const char* name);

}  // namespace typhon
