// The sys module as C++ code uses it.
#pragma once

#include "runtime/object/object.h"

namespace typhon {

struct Thread;
struct Dict;
struct Str;
struct Module;

// Makes the module and puts it and builtins into sys.modules; at start-up, after builtins. False after an exception.
bool initSys(Thread* t);
// Gives sys.stdin, stdout and stderr the encoding of PYTHONIOENCODING, as soon as the library's codecs can be imported. False
// with a LookupError pending where there is no such encoding. Runs Python code.
bool setStandardEncodingPy(Thread* t);
// sys.modules as the importer uses it (the dict, even if a program binds the name to something else).
Dict* sysModules(Thread* t);
// An attribute of sys as it is now; Unbound if a program has deleted it.
Value sysAttribute(Thread* t, Str* name);
Module* sysModule();

}  // namespace typhon
