// The front end's one door for the runtime: source text in, code unit or diagnostic out. Knows no runtime object, runs no
// Python code, keeps no state between calls.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/bytecode/code_unit.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend {

enum class Mode : uint8_t { Exec, Eval, Single };

struct CompileOptions {
  Mode mode = Mode::Exec;
  size_t maxIntegerDigits = 4300;     // of decimal literals (sys.set_int_max_str_digits); 0: no limit
  int optimize = 0;                   // 0, 1 (-O: no assert, __debug__ False), 2 (-OO: no docstrings either)
  uint32_t futureFlags = 0;           // CodeFlags of __future__ features inherited from the calling code
  bool sourceIsText = false;          // the source came from a str: encoding declarations in it are ignored
  bool sourceIsFile = false;          // a script that is run: errors of its encoding are worded as for one
  bool allowIncompleteInput = false;  // PyCF_ALLOW_INCOMPLETE_INPUT, for the prompt
  bool dontImplyDedent = false;       // PyCF_DONT_IMPLY_DEDENT
  bool topLevelAwait = false;         // PyCF_ALLOW_TOP_LEVEL_AWAIT
};

struct CompileResult {
  std::shared_ptr<const bytecode::CodeUnit> unit;  // null when `error` is set
  std::unique_ptr<SyntaxDiagnostic> error;
  std::vector<SourceWarning> warnings;  // in source order; the caller decides what to do with them
};

// Compiles `source` (bytes as read from a file, or UTF-8/WTF-8 of a str) named `filename` in messages.
CompileResult compile(std::string_view source, std::string_view filename, const CompileOptions& options);

class Arena;
namespace ast {
struct Mod;
}
// The same for a tree that exists already (made from Python's `ast` objects); rewrites the tree.
CompileResult compileTree(Arena& arena, ast::Mod* tree, std::string_view filename, const CompileOptions& options);

}  // namespace typhon::frontend
