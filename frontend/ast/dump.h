// Text forms of the tree and of tokens' constants, as Python prints them.
#pragma once

#include <string>
#include <string_view>

#include "frontend/ast/nodes.h"

namespace typhon::frontend::ast {

// What CPython 3.12 prints for ast.dump(tree, include_attributes=True, indent=1).
std::string dumpAst(const Mod* mod);

// repr() of a constant ("1.0", "'a\\n'", "(1, None)"). A str comes out as WTF-8, since lone surrogates are escaped that
// is always valid UTF-8.
std::string constantRepr(const ConstantValue& value);
// repr() of a str given as WTF-8.
std::string stringRepr(std::string_view wtf8);
// repr() of bytes.
std::string bytesRepr(std::string_view bytes);
// The decimal digits of a BigInt's text.
std::string bigIntegerDigits(std::string_view text);

}  // namespace typhon::frontend::ast
