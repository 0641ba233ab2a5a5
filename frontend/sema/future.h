// `from __future__ import ...` at the head of a module.
#pragma once

#include <cstdint>
#include <string_view>

#include "frontend/ast/nodes.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend::sema {

struct FutureFeatures {
  uint32_t flags = 0;     // bytecode::CodeFlags
  int32_t lastLine = -1;  // line of the last such import
};

// Collects the features; false when `diagnostics` has got an error (unknown feature, braces).
bool findFutures(Diagnostics& diagnostics, std::string_view filename, ast::Mod* tree, FutureFeatures& out);

}  // namespace typhon::frontend::sema
