// Constant folding on the tree, before symbol analysis, with the limits of CPython 3.12's AST optimiser: operators on
// constants, tuples of constants, `in [..]`, `not a in b`, `"..%s.." % (..)` as an f-string, __debug__.
#pragma once

#include <string_view>

#include "frontend/ast/nodes.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend::sema {

// Rewrites the tree in place. False when it is nested too deeply (the error is in `diagnostics`).
bool foldConstants(Arena& arena, Diagnostics& diagnostics, ast::Mod* tree, int optimize, bool futureAnnotations);

// Applies an operator to constants as Python would; false when it would raise, or is too large, or is better left to run
// time.
bool foldBinary(Arena& arena, ast::BinaryOperator op, const ast::ConstantValue& left, const ast::ConstantValue& right,
                ast::ConstantValue& result);
bool foldUnary(Arena& arena, ast::UnaryOperator op, const ast::ConstantValue& operand, ast::ConstantValue& result);
bool foldSubscript(Arena& arena, const ast::ConstantValue& container, const ast::ConstantValue& index,
                   ast::ConstantValue& result);

// Truth value of a constant.
bool constantTruth(const ast::ConstantValue& value);

// The string constant that is the docstring of a body, or null.
ast::Constant* docstringOf(std::span<ast::Stmt*> body);

}  // namespace typhon::frontend::sema
