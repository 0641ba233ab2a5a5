// marshal for C++ code.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"

namespace typhon {

// Appends what marshal.dumps(v) gives. False with ValueError or MemoryError pending. Runs Python code of subclasses' iterators.
bool marshalDumpPy(Thread* t, Value v, std::string* out);
// As marshal.loads: EOFError, ValueError or TypeError for bad data. `verified`: the bytes are known to be what marshalDumpPy made
// of compiled code, so the verifier need not look at it.
Value marshalLoadPy(Thread* t, std::string_view bytes, bool verified = false);
// The same for what stands from `from` to the end of a file's content, which code that is loaded keeps.
Value marshalLoadFilePy(Thread* t, std::string content, size_t from, bool verified);

}  // namespace typhon
