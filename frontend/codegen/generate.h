// The code generator's door.
#pragma once

#include <memory>
#include <string_view>

#include "frontend/ast/nodes.h"
#include "frontend/bytecode/code_unit.h"
#include "frontend/compile.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend::codegen {

// Folds, analyses and compiles a tree (rewriting it in the process). Null when `diagnostics` has got an error.
std::shared_ptr<bytecode::CodeUnit> generate(Arena& arena, Diagnostics& diagnostics, ast::Mod* tree, std::string_view filename,
                                             const CompileOptions& options);

}  // namespace typhon::frontend::codegen
