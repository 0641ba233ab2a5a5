// The import system as C++ code uses it: what builtins.__import__ does. Finding and loading is importlib's work, which the
// library supplies in Python (importlib_boot.cpp); without a library there are native modules only.
#pragma once

#include "runtime/object/object.h"

namespace typhon {

struct Thread;
struct Str;
struct Dict;

// Whether the value is the built-in __import__ itself.
bool isDefaultImport(Value import);
// import name (with `level` leading dots relative to the package that `globals` belong to). Returns what __import__ returns: the
// top package, or the module itself when `fromlist` is not empty. ModuleNotFoundError, ImportError; runs the module's code.
Value importModulePy(Thread* t, Str* name, Value globalsOrNone, Value fromlist, int64_t level);
// The module with this absolute name itself ("a.b" gives b).
Value importPy(Thread* t, const char* name);
// sys.modules[name], Unbound if it is not there.
Value loadedModule(Thread* t, Str* fullName);

// Starts importlib from the library's files; after initSys. True without a library. False with an exception pending.
bool initImportPy(Thread* t);

}  // namespace typhon
