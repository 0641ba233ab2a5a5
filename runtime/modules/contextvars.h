// Contexts (PEP 567) as C++ code uses them.
#pragma once

#include "runtime/exec/thread.h"
#include "runtime/object/native.h"

namespace typhon {

// contextvars.copy_context().
Value copyContext(Thread* t);
bool isContext(Value v);
// context.run(callable, ...). Runs Python code.
Value callInContextPy(Thread* t, Value context, Value callable, const Args& args);

// A context variable of the runtime's own, its value in the thread's context (Unbound: none) and a way to set it.
Value makeContextVar(Thread* t, const char* name);
Value contextVarValue(Thread* t, Value var);
bool setContextVar(Thread* t, Value var, Value v);

}  // namespace typhon
