// Collections that native functions ask for.
#pragma once

#include <cstddef>

#include "runtime/exec/thread.h"
#include "runtime/object/native.h"

namespace typhon {

// Collects while the native function `fn` runs. Where an instruction of Python code calls it directly, what stale words of the
// interpreter's C++ frame refer to dies as well (collectGarbageExactly): `fn` has to root whatever it still needs.
size_t collectWithin(Thread* t, NativeFn fn);

}  // namespace typhon
