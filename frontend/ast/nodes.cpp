// Names of nodes and operators, from nodes.def.
#include "frontend/ast/nodes.h"

namespace typhon::frontend::ast {

const char* nodeName(NodeKind kind) {
  static constexpr const char* kNames[] = {
#define AST_NODE(Base, Struct, asdl) #asdl,
#include "frontend/ast/nodes.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

#define AST_ENUM(Enum, asdl)         \
  const char* enumName(Enum value) { \
    static constexpr const char* kNames[] = {
#define AST_ENUM_VALUE(Enum, Value) #Value,
#define AST_ENUM_END(Enum)                   \
  }                                          \
  ;                                          \
  return kNames[static_cast<size_t>(value)]; \
  }
#include "frontend/ast/nodes.def"

}  // namespace typhon::frontend::ast
