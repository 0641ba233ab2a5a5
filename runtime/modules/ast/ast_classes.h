// The classes of the _ast module, made from frontend/ast/nodes.def, and the conversions between their instances and the tree.
#pragma once

#include "frontend/ast/nodes.h"
#include "runtime/exec/errors.h"
#include "runtime/object/value.h"

namespace typhon {

struct Dict;
struct Module;

namespace pyast {

namespace tree = frontend::ast;

enum ClassIndex : int {
  kAstClass,
#define AST_ENUM(Enum, asdl) kClass_##Enum,
#define AST_ENUM_VALUE(Enum, Value) kClass_##Enum##_##Value,
#define AST_SUM(Base, asdl, Root) kClass_##Base,
#define AST_NODE(Base, Struct, asdl) kClass_Node_##Struct,
#include "frontend/ast/nodes.def"
  kClassCount
};

// Makes all classes and adds them to the module (each once per process).
bool makeClassesPy(Thread* t, Module* m);
Type* classAt(ClassIndex index);
Type* classOfNode(tree::NodeKind kind);
// The kind of node that an instance of one of the classes stands for; false if v is none.
bool nodeKindOf(Value v, tree::NodeKind* kind);
// The one instance that the parser uses for a constant without fields (Load, Add ...).
#define AST_ENUM(Enum, asdl)          \
  Value instanceOf(tree::Enum value); \
  bool enumValueOf(Value v, tree::Enum* value);  // false: v is no instance of such a class
#include "frontend/ast/nodes.def"

// The tree as ast objects. Runs Python code only where somebody replaced the classes' __setattr__.
Value toObjectsPy(Thread* t, const tree::Mod* mod);
// The tree that ast objects stand for, of kind Module, Expression or Interactive; null with an exception pending.
tree::Mod* fromObjectsPy(Thread* t, frontend::Arena& arena, Value object, tree::NodeKind wanted);

}  // namespace pyast
}  // namespace typhon
