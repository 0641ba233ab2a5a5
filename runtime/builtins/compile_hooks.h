// How compile() reaches the ast module, which sets these when it is imported.
#pragma once

#include <string>
#include <string_view>

#include "frontend/compile.h"
#include "runtime/object/value.h"

namespace typhon {

struct Thread;

// Source text to a tree of ast nodes (PyCF_ONLY_AST), with type comments, in the language of Python 3.featureVersion
// (negative: today's).
extern Value (*compileToAstPy)(Thread* t, std::string_view source, std::string_view filename, std::string_view mode,
                               const frontend::CompileOptions& options, bool typeComments, int featureVersion);
// A tree to a code object.
extern Value (*compileAstPy)(Thread* t, Value tree, std::string_view filename, const frontend::CompileOptions& options);
// Whether v is an ast node (of a kind that compile() takes).
extern bool (*isAstNodePy)(Thread* t, Value v);

// The bytes of a source argument (*isText: it was a str) of a function that takes `what`, and those of a file's name.
bool sourceTextPy(Thread* t, Value source, const char* function, const char* what, std::string* out, bool* isText);
bool sourceNamePy(Thread* t, Value name, std::string* out);

}  // namespace typhon
