// What abstract classes know of others, for isinstance().
#pragma once

#include "runtime/object/type.h"

namespace typhon {

// Whether the caches of `cls` know if `v` is an instance of it (*answer), where `check`, the __instancecheck__ of its metaclass,
// is ABCMeta's and would do nothing but look there. Runs no Python code and raises nothing.
bool abcKnowsInstance(Thread* t, Type* cls, Value check, Value v, bool* answer);

}  // namespace typhon
