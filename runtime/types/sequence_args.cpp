// See sequence_args.h.
#include "runtime/types/sequence_args.h"

#include <climits>

#include "runtime/ops/ops.h"
#include "runtime/types/int.h"

namespace typhon {

Maybe<int64_t> sliceArgumentPy(Thread* t, Value v, int64_t ifNone) {
  if (v.isSmallInt()) return v.asSmallInt();
  if (v.isNone()) return ifNone;
  if (!isInt(v) && !typeOf(v)->slots.index)
    return raise(t, exc::TypeError, "slice indices must be integers or None or have an __index__ method");
  return indexClampedPy(t, v);
}

bool rangeArgumentsPy(Thread* t, Value start, Value end, int64_t* from, int64_t* to) {
  *from = TRY(sliceArgumentPy(t, start, 0));
  *to = TRY(sliceArgumentPy(t, end, INT64_MAX));
  return true;
}

Maybe<int64_t> countArgumentPy(Thread* t, Value v) {
  if (v.isSmallInt()) return v.asSmallInt();
  Value index = TRY(indexPy(t, v));
  int64_t result;
  if (!fitsInt64(index, &result)) return raise(t, exc::OverflowError, "Python int too large to convert to C ssize_t");
  return result;
}

Maybe<int> intArgumentPy(Thread* t, Value v) {
  Value index = v.isSmallInt() ? v : TRY(indexPy(t, v));
  int64_t result;
  if (!fitsInt64(index, &result) || result > INT_MAX || result < INT_MIN)
    return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  return static_cast<int>(result);
}

Value builtinPy(Thread* t, const char* name) {
  Value module = TRY(importNamePy(t, names::builtins, nullptr, Value::none(), Value::none(), Value::smallInt(0)));
  return getAttrPy(t, module, name);
}

}  // namespace typhon
