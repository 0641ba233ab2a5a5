// Warnings issued by C++ code.
#pragma once

#include <string_view>

#include "runtime/exec/errors.h"

namespace typhon {

// warnings.warn(message, category, stacklevel): false with an exception pending when a filter turns it into one. Runs Python
// code. (runtime/modules/_warnings.cpp)
[[nodiscard]] bool warnPy(Thread* t, Type* category, std::string_view message, int stackLevel = 1);

// warnings.warn_explicit(message, category, filename, line), for warnings of the compiler.
[[nodiscard]] bool warnExplicitPy(Thread* t, Type* category, std::string_view message, std::string_view filename, int line);

// The DeprecationWarning of throw() and its kin called with (type, value, traceback): `args` are those of the method, self first.
[[nodiscard]] bool warnOfThrowPy(Thread* t, const Value* args, const char* method);

}  // namespace typhon
