// From source text to a code object: the front end's result as runtime objects.
#pragma once

#include <string_view>

#include "frontend/compile.h"
#include "runtime/exec/errors.h"

namespace typhon {

struct Code;

// Compiles and loads. Null with SyntaxError (or the exception the diagnostic names) pending; warnings of the front end go through
// the warnings module, which may turn them into errors. Runs Python code (warnings).
Code* compileSourcePy(Thread* t, std::string_view source, std::string_view filename, const frontend::CompileOptions& options);

// Raises what the diagnostic describes.
Raised raiseDiagnosticPy(Thread* t, const frontend::SyntaxDiagnostic& error);

}  // namespace typhon
