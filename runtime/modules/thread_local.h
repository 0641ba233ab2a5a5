// _thread._local: an object whose attributes each thread has for itself.
#pragma once

#include "runtime/object/type.h"

namespace typhon {

extern const TypeSpec threadLocalSpec;

// The dicts of a thread that ends are forgotten.
void forgetThreadLocals(Thread* t);

}  // namespace typhon
