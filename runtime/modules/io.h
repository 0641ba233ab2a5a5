// The _io module, as other C++ code uses it.
#pragma once

#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/object/value.h"

namespace typhon {

struct Module;

// The module, imported if need be.
Module* ioModulePy(Thread* t);

// sys.stdin (fd 0), sys.stdout and sys.stderr as CPython makes them: a TextIOWrapper over a buffered FileIO, None when
// the descriptor is closed. `encoding` and `errors` as in PYTHONIOENCODING, "" for the defaults; `unbuffered` is -u.
Value makeStandardStreamPy(Thread* t, int fd, std::string_view encoding, std::string_view errors, bool unbuffered);

// io.open(); null arguments take their defaults.
Value ioOpenPy(Thread* t, Value file, const char* mode, int buffering = -1, const char* encoding = nullptr,
               const char* errors = nullptr, const char* newline = nullptr);

// Text to a stream that is known to be a TextIOWrapper (print's fast path): what its write() does. False: exception.
bool textWritePy(Thread* t, Value stream, Str* text);
// Whether `stream` is exactly a TextIOWrapper whose write() is the built-in one.
bool isPlainTextIO(Value stream);

}  // namespace typhon
