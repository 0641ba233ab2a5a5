// Generated programs as trees of templates, so that they can be reduced without parsing Python.
#pragma once

#include <string>
#include <vector>

namespace typhon::validate {

// What an expression is meant to evaluate to; the letter that stands for it in grammar.cpp.
enum class Type : char {
  Int = 'i',
  Float = 'f',
  Bool = 'b',
  Str = 's',
  Bytes = 'y',
  List = 'l',
  Tuple = 't',
  Dict = 'd',
  Set = 'e',
  Object = 'o',
  Any = 'a'
};

struct Node {
  enum class Kind : unsigned char { Expression, Statement, Block } kind = Kind::Expression;
  Type type = Type::Any;       // of an expression
  std::string text;            // "\x01" stands for the next child; a statement may have several lines
  std::vector<Node> children;  // of a block: its statements

  // The number of statements and expressions.
  size_t size() const;
};

// Python text of the tree; statements are indented by `indent` levels and end in a newline.
std::string render(const Node& node, int indent = 0);

// The simplest expression of the type.
const char* simplest(Type type);

}  // namespace typhon::validate
