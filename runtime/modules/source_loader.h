// What replaces a part of the library's importlib: reading and writing the bytecode cache.
#pragma once

#include "runtime/exec/errors.h"

namespace typhon {

struct Code;
struct Module;

// Adapts _frozen_importlib_external when it has been run: the magic number is Typhon's, and SourceFileLoader.get_code is the one
// below (subclasses and patched loaders keep the library's).
bool adaptExternalImportlibPy(Thread* t, Module* external);

// The code of a library file as a frozen module, from the user's cache if it is there and current; `filename` becomes
// co_filename.
Code* libraryCodePy(Thread* t, const std::string& source, const std::string& filename);

}  // namespace typhon
