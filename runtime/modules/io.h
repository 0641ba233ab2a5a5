// The _io module, as other C++ code uses it.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/value.h"

namespace typhon {

struct Module;

// The module, imported if need be.
Module* ioModulePy(Thread* t);

// io.open(); null arguments take their defaults.
Value ioOpenPy(Thread* t, Value file, const char* mode, int buffering = -1, const char* encoding = nullptr,
               const char* errors = nullptr, const char* newline = nullptr);

// Text to a stream that is known to be a TextIOWrapper (print's fast path): what its write() does. False: exception.
bool textWritePy(Thread* t, Value stream, Str* text);
// Whether `stream` is exactly a TextIOWrapper whose write() is the built-in one.
bool isPlainTextIO(Value stream);

}  // namespace typhon
