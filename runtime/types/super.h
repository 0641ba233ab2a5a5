// super: attribute lookup behind a class in the MRO of another.
#pragma once

#include "runtime/object/type.h"

namespace typhon {

// The class whose MRO super(type, v) searches: v itself if it is a class derived from `type`, else v's class. TypeError
// "super(type, obj): obj must be an instance or subtype of type".
Type* superStartPy(Thread* t, Type* type, Value v);
// Attribute `name` behind `type` in the MRO of `start`, bound to `self` (Unbound result: not there).
Value superFindPy(Thread* t, Type* type, Value self, Type* start, Str* name);

}  // namespace typhon
