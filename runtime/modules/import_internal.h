// What the files of the import system share.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/object/object.h"

namespace typhon {

struct Code;
struct Module;
struct Str;

// --- the import lock: recursive, owned by a thread (import_lock.cpp)
void acquireImportLock(Thread* t);
bool releaseImportLock(Thread* t);  // false: this thread does not hold it
bool importLockIsHeld();

// --- native modules (import_system.cpp)
// The one module object of a native module, made when it is first asked for; not put into sys.modules. The error mark with an
// exception pending. May run Python code (a module's init).
Value nativeModulePy(Thread* t, const std::string& name);

// --- importlib and zipimport, which the library's own files supply as frozen modules (importlib_boot.cpp)
struct FrozenModule {
  const char* name;      // in sys.modules
  const char* original;  // its name in the library
  const char* file;      // below the library's folder
};
std::span<const FrozenModule> frozenModules();
// Null: not frozen, or there is no library.
const FrozenModule* findFrozenModule(std::string_view name);
// Its code, with `<frozen NAME>` as its file name.
Code* frozenModuleCodePy(Thread* t, const FrozenModule& module);
// builtins.__import__ as it was at the start, whatever programs have put in its place.
Value defaultImport();
// The module _frozen_importlib once it works; null before and when there is no library.
Module* importlibModule();
// Whether a weak reference's callback is one of importlib's, which tidy up its table of locks.
bool isImportlibCallback(Value callback);

// Cuts the frames of importlib out of the pending exception's traceback, as CPython does: all of them for ImportError, else the
// runs that end in _call_with_frames_removed (import_traceback.cpp).
void removeImportlibFrames(Thread* t);

}  // namespace typhon
