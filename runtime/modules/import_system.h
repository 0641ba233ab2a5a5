// The importer behind builtins.__import__: sys.modules, the native modules of modules.def, and source files on sys.path.
#pragma once

#include "runtime/object/object.h"

namespace typhon {

struct Thread;
struct Str;
struct Dict;

// Whether the value is the built-in __import__ itself.
bool isDefaultImport(Value import);
// import name (with `level` leading dots relative to the package that `globals` belong to). Returns what __import__ returns: the top
// package, or the module itself when `fromlist` is not empty. ModuleNotFoundError, ImportError; runs the module's code.
Value importModulePy(Thread* t, Str* name, Value globalsOrNone, Value fromlist, int64_t level);
// sys.modules[name], Unbound if it is not there.
Value loadedModule(Thread* t, Str* fullName);

}  // namespace typhon
