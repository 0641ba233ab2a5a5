// The truth of the values that conditions meet most, in line.
#pragma once

#include "runtime/object/fixed_shapes.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

// Whether v is a small int or an exact str, list, tuple, dict or set; then *out is its truth.
inline bool isTruthKnown(Value v, bool* out) {
  if (v.isSmallInt()) return *out = v.asSmallInt() != 0, true;
  if (!v.isObject()) return false;
  switch (v.asObject()->shape) {
    case kShapeOf_str:
      return *out = v.as<Str>()->length != 0, true;
    case kShapeOf_list:
      return *out = v.as<List>()->length != 0, true;
    case kShapeOf_tuple:
      return *out = v.as<Tuple>()->length != 0, true;
    case kShapeOf_set:
      return *out = v.as<Set>()->used != 0, true;
    case kShapeOf_dict:
      // In one that holds cells some may be empty.
      return *out = v.as<Dict>()->used != 0, !v.as<Dict>()->cells;
    default:
      return false;
  }
}

}  // namespace typhon
