// The syntax tree: one struct per constructor of nodes.def, allocated in an Arena, with a kind and static casts instead
// of virtual functions.
//
//   if (auto* name = ast::dynCast<ast::Name>(expr)) use(name->id);
//   switch (stmt->kind) { case ast::NodeKind::If: return visit(ast::cast<ast::If>(stmt)); ... }
//
// Positions: lines count from 1, columns are bytes of the UTF-8 source line and count from 0, as Python's `ast` has
// them.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>

#include "frontend/ast/arena.h"
#include "frontend/ast/constant.h"

namespace typhon::frontend::ast {

using frontend::Identifier;
using String = frontend::Identifier;  // a text that is no name (type comments, Constant.kind); may be absent
using Int = int32_t;

enum class NodeKind : uint8_t {
#define AST_NODE(Base, Struct, asdl) Struct,
#include "frontend/ast/nodes.def"
};

#define AST_ENUM(Enum, asdl) enum class Enum : uint8_t {
#define AST_ENUM_VALUE(Enum, Value) Value,
#define AST_ENUM_END(Enum) \
  }                        \
  ;
#include "frontend/ast/nodes.def"

struct Position {
  int32_t lineno = 0;
  int32_t col_offset = 0;
  int32_t end_lineno = 0;
  int32_t end_col_offset = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

struct Node {
  NodeKind kind;

 protected:
  explicit Node(NodeKind nodeKind) : kind(nodeKind) {}
};

// A node with the attributes lineno, col_offset, end_lineno and end_col_offset.
struct PositionedNode : Node {
  int32_t lineno = 0;
  int32_t col_offset = 0;
  int32_t end_lineno = 0;
  int32_t end_col_offset = 0;

  Position position() const { return {lineno, col_offset, end_lineno, end_col_offset}; }
  void setPosition(const Position& at) {
    lineno = at.lineno;
    col_offset = at.col_offset;
    end_lineno = at.end_lineno;
    end_col_offset = at.end_col_offset;
  }

 protected:
  using Node::Node;
};

#define AST_SUM(Base, asdl, Root) \
  struct Base : Root {            \
   protected:                     \
    using Root::Root;             \
  };
#define AST_NODE(Base, Struct, asdl) struct Struct;
#include "frontend/ast/nodes.def"

namespace detail {
// How a field of a type is kept: nodes by pointer, the rest by value.
template <class T>
struct Storage {
  using type = T*;
};
template <>
struct Storage<Identifier> {
  using type = Identifier;
};
template <>
struct Storage<Int> {
  using type = Int;
};
template <>
struct Storage<ConstantValue> {
  using type = ConstantValue;
};
#define AST_ENUM(Enum, asdl) \
  template <>                \
  struct Storage<Enum> {     \
    using type = Enum;       \
  };
#include "frontend/ast/nodes.def"
}  // namespace detail

template <class T>
using One = typename detail::Storage<T>::type;
template <class T>
using Opt = typename detail::Storage<T>::type;  // null pointer, absent identifier or 0 when absent
template <class T>
using Seq = std::span<typename detail::Storage<T>::type>;

#define AST_NODE(Base, Struct, asdl)                    \
  struct Struct : Base {                                \
    static constexpr NodeKind kKind = NodeKind::Struct; \
    Struct() : Base(kKind) {}
#define AST_FIELD(Struct, Type, Quantity, field) Quantity<Type> field{};
#define AST_END(Struct) \
  }                     \
  ;
#include "frontend/ast/nodes.def"

// Whether the node is a T.
template <class T>
bool isa(const Node* node) {
  return node->kind == T::kKind;
}

// The node as a T, which it must be.
template <class T>
T* cast(Node* node) {
  assert(isa<T>(node));
  return static_cast<T*>(node);
}
template <class T>
const T* cast(const Node* node) {
  assert(isa<T>(node));
  return static_cast<const T*>(node);
}

// The node as a T, or null when it is something else (or null).
template <class T>
T* dynCast(Node* node) {
  return node && isa<T>(node) ? static_cast<T*>(node) : nullptr;
}
template <class T>
const T* dynCast(const Node* node) {
  return node && isa<T>(node) ? static_cast<const T*>(node) : nullptr;
}

// Python's name of a node class ("FunctionDef", "arguments").
const char* nodeName(NodeKind kind);
#define AST_ENUM(Enum, asdl) const char* enumName(Enum value);
#include "frontend/ast/nodes.def"

// A new node of the arena at a position.
template <class T>
T* makeNode(Arena& arena, const Position& at) {
  T* node = arena.make<T>();
  node->setPosition(at);
  return node;
}

}  // namespace typhon::frontend::ast
