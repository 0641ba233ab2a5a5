// The parser's interface: source text in, syntax tree or diagnostic out.
#pragma once

#include <cstdint>
#include <string_view>

#include "frontend/ast/arena.h"
#include "frontend/ast/nodes.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend {

enum class ParseMode : uint8_t {
  Exec,          // a module: ast::Module
  Eval,          // one expression: ast::Expression
  Single,        // one interactive statement: ast::Interactive
  FunctionType,  // a type comment of a function, `(int, *str) -> bool`: ast::FunctionType
};

constexpr int kFeatureVersion = 12;  // the language is that of Python 3.12

struct ParseOptions {
  // The source is a Python str (already UTF-8, no encoding declaration obeyed, no BOM), not the bytes of a file.
  bool sourceIsText = false;
  // The source is a script that is run, for which CPython words errors of its encoding differently.
  bool sourceIsFile = false;
  // Single mode: incomplete input is reported as CPython reports it to `codeop` ("incomplete input").
  bool allowIncompleteInput = false;
  // Do not imply a DEDENT at the end of the input (PyCF_DONT_IMPLY_DEDENT).
  bool dontImplyDedent = false;
  // `from __future__ import barry_as_FLUFL` is in force.
  bool barryAsBdfl = false;
  // Comments that give types become part of the tree (PyCF_TYPE_COMMENTS).
  bool typeComments = false;
  // What came into the language after Python 3.N is an error.
  int featureVersion = kFeatureVersion;
  // Decimal literals of more digits are errors (sys.set_int_max_str_digits); 0: no limit.
  size_t maxIntegerDigits = 4300;
};

// Parses a whole source text. Returns the tree, in the arena, or null with `diagnostics` holding the error. The source
// text may be freed afterwards. Never throws; nesting that is too deep is an error like others.
ast::Mod* parse(Arena& arena, Diagnostics& diagnostics, std::string_view source, std::string_view filename,
                ParseMode mode = ParseMode::Exec, const ParseOptions& options = {});

}  // namespace typhon::frontend
