// The length of the sequences that programs ask most for theirs.
#pragma once

#include "runtime/object/fixed_shapes.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

// Of an exact list, tuple or str; false for all others.
inline bool exactLength(Value v, int64_t* length) {
  if (!v.isObject()) return false;
  switch (v.asObject()->shape) {
    case kShapeOf_list:
      *length = static_cast<int64_t>(v.as<List>()->length);
      return true;
    case kShapeOf_tuple:
      *length = static_cast<int64_t>(v.as<Tuple>()->length);
      return true;
    case kShapeOf_str:
      *length = static_cast<int64_t>(v.as<Str>()->length);
      return true;
    default:
      return false;
  }
}

}  // namespace typhon
