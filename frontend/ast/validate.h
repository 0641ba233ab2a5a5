// Checks of a tree that did not come from the parser: what the code generator takes for granted.
#pragma once

#include <string>

#include "frontend/ast/nodes.h"

namespace typhon::frontend::ast {

struct ValidationError {
  bool isTypeError = false;  // else a ValueError
  std::string message;       // CPython's words; empty: the tree is sound
  explicit operator bool() const { return !message.empty(); }
};

ValidationError validate(const Mod* tree);

}  // namespace typhon::frontend::ast
