// Shape ids of the root shapes of the types in types.def, known at compile time: an object has exactly type X (and no attribute
// tail) if its header says kShapeOf_X. Id 0 belongs to internal objects without a type.
#pragma once

#include <cstdint>

namespace typhon {

enum FixedShape : uint32_t {
  kNoShape = 0,
#define TYPE(name, spec) kShapeOf_##name,
#include "runtime/object/types.def"
#undef TYPE
  kFixedShapeCount
};

}  // namespace typhon
