#include "tests/validate/tree.h"

namespace typhon::validate {
namespace {

void renderExpression(const Node& node, std::string* out) {
  size_t child = 0;
  for (char c : node.text) {
    if (c == '\x01')
      renderExpression(node.children[child++], out);
    else
      out->push_back(c);
  }
}

void renderStatement(const Node& node, int indent, std::string* out);

void renderBlock(const Node& block, int indent, std::string* out) {
  if (block.children.empty()) out->append(static_cast<size_t>(indent) * 4, ' ').append("pass\n");
  for (const Node& statement : block.children) renderStatement(statement, indent, out);
}

// Lines of a statement's template begin with tabs for the levels they lie deeper than the statement.
void renderStatement(const Node& node, int indent, std::string* out) {
  size_t child = 0;
  size_t start = 0;
  while (start < node.text.size()) {
    size_t end = node.text.find('\n', start);
    if (end == std::string::npos) end = node.text.size();
    int level = indent;
    while (start < end && node.text[start] == '\t') ++start, ++level;
    if (end - start == 1 && node.text[start] == '\x01' && node.children[child].kind == Node::Kind::Block) {
      renderBlock(node.children[child++], level, out);
    } else {
      out->append(static_cast<size_t>(level) * 4, ' ');
      for (; start < end; ++start) {
        if (node.text[start] == '\x01')
          renderExpression(node.children[child++], out);
        else
          out->push_back(node.text[start]);
      }
      out->push_back('\n');
    }
    start = end + 1;
  }
}

}  // namespace

size_t Node::size() const {
  size_t n = kind == Kind::Block ? 0 : 1;
  for (const Node& child : children) n += child.size();
  return n;
}

std::string render(const Node& node, int indent) {
  std::string out;
  switch (node.kind) {
    case Node::Kind::Expression:
      renderExpression(node, &out);
      break;
    case Node::Kind::Statement:
      renderStatement(node, indent, &out);
      break;
    case Node::Kind::Block:
      renderBlock(node, indent, &out);
      break;
  }
  return out;
}

const char* simplest(Type type) {
  switch (type) {
    case Type::Int:
      return "1";
    case Type::Float:
      return "1.5";
    case Type::Bool:
      return "True";
    case Type::Str:
      return "'x'";
    case Type::Bytes:
      return "b'x'";
    case Type::List:
      return "[1]";
    case Type::Tuple:
      return "(1,)";
    case Type::Dict:
      return "{1: 2}";
    case Type::Set:
      return "{1}";
    case Type::Object:
      return "Base()";
    case Type::Any:
      return "None";
  }
  return "None";
}

}  // namespace typhon::validate
