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

// The same for what the front end made already. `source` is the text of the file, for the errors that filters make of warnings;
// empty where it is not a file's.
Code* loadCompiledPy(Thread* t, const frontend::CompileResult& result, std::string_view filename, std::string_view source = {});
// Issues warnings of the front end. False when a filter turned one into an error: with SyntaxError in place of SyntaxWarning if
// the source is sound otherwise.
bool issueSourceWarningsPy(Thread* t, const std::vector<frontend::SourceWarning>& warnings, std::string_view filename, bool sound,
                           std::string_view source = {});

// Raises what the diagnostic describes.
Raised raiseDiagnosticPy(Thread* t, const frontend::SyntaxDiagnostic& error);

}  // namespace typhon
