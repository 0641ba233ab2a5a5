// An expression back as source text, spelled as CPython 3.12 spells annotations under
// `from __future__ import annotations`.
#pragma once

#include <string>

#include "frontend/ast/nodes.h"

namespace typhon::frontend::codegen {

std::string unparse(ast::Expr* node);

}  // namespace typhon::frontend::codegen
