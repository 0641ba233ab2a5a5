// marshal for C++ code.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"

namespace typhon {

// Appends what marshal.dumps(v) gives. False with ValueError or MemoryError pending. Runs Python code of subclasses' iterators.
bool marshalDumpPy(Thread* t, Value v, std::string* out);
// As marshal.loads: EOFError, ValueError or TypeError for bad data.
Value marshalLoadPy(Thread* t, std::string_view bytes);

}  // namespace typhon
