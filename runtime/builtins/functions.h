// The tables of built-in functions, by file.
#pragma once

#include <span>

#include "runtime/exec/errors.h"
#include "runtime/object/native.h"

namespace typhon {

struct Str;

std::span<const NativeDef> objectFunctions();       // objects.cpp: attributes, classes, numbers, text
std::span<const NativeDef> iterationFunctions();    // iteration.cpp
std::span<const NativeDef> codeFunctions();         // code.cpp: compile, eval, exec, namespaces, imports, classes
std::span<const NativeDef> inputOutputFunctions();  // input_output.cpp

// "attribute name must be string, not 'int'".
Str* attributeNameOf(Thread* t, Value v);

// id(v): equal for values that `is` takes for identical.
Value idOf(Thread* t, Value v);

}  // namespace typhon
