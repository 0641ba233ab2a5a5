// The builtins module.
#pragma once

#include "runtime/exec/errors.h"

namespace typhon {

struct Dict;
struct Module;

// Makes the module with everything in it; at start-up, after types and exceptions.
bool initBuiltins(Thread* t);
// The module of the process and its dict (cells).
Module* builtinsModule();
Dict* builtinsDict();

}  // namespace typhon
