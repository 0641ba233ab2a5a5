// ast.dump(): a printer for each node, generated from nodes.def.
#include "frontend/ast/dump.h"

#include <type_traits>

namespace typhon::frontend::ast {

namespace {

// Python prints a node in one line when its arguments are simple (no nodes with arguments, no filled lists) and at most
// three. An argument is therefore formatted before it is known how its owner is.
class Dumper {
 public:
  std::string dump(const Mod* mod) {
    std::string out;
    format(mod, 0, out);
    return out;
  }

 private:
  struct ArgumentTexts {
    std::string text[16];
    int count = 0;
    bool allSimple = true;
  };

  // Each returns whether the value is simple.
  bool format(const Node* node, int level, std::string& out);
  bool format(Identifier name, int, std::string& out) {
    out += name ? stringRepr(name.view()) : "None";
    return true;
  }
  bool format(Int value, int, std::string& out) {
    out += std::to_string(value);
    return true;
  }
  bool format(const ConstantValue& value, int, std::string& out) {
    out += constantRepr(value);
    return true;
  }
  template <class T>
    requires std::is_enum_v<T>
  bool format(T value, int, std::string& out) {
    out += enumName(value);
    out += "()";
    return true;
  }
  template <class T>
  bool format(std::span<T> items, int level, std::string& out) {
    if (items.empty()) {
      out += "[]";
      return true;
    }
    ++level;
    out += '[';
    bool first = true;
    for (const T& item : items) {
      if (!first) out += ',';
      first = false;
      newLine(level, out);
      format(item, level, out);
    }
    out += ']';
    return false;
  }
  static void newLine(int level, std::string& out) {
    out += '\n';
    out.append(static_cast<size_t>(level), ' ');
  }

  static bool absent(const Node* node) { return !node; }
  static bool absent(Identifier name) { return !name; }
  static bool absent(Int) { return false; }
  static bool absent(const ConstantValue&) { return false; }
  template <class T>
    requires std::is_enum_v<T>
  static bool absent(T) {
    return false;
  }
  template <class T>
  static bool absent(std::span<T>) {
    return false;
  }

  template <class T>
  void argument(ArgumentTexts& arguments, const char* name, const T& value, bool optional, int level) {
    if (optional && absent(value)) return;
    std::string& text = arguments.text[arguments.count++];
    text = name;
    text += '=';
    if (!format(value, level, text)) arguments.allSimple = false;
  }
  void positions(ArgumentTexts& arguments, const PositionedNode* node, int level) {
    argument(arguments, "lineno", Int{node->lineno}, false, level);
    argument(arguments, "col_offset", Int{node->col_offset}, false, level);
    argument(arguments, "end_lineno", Int{node->end_lineno}, false, level);
    argument(arguments, "end_col_offset", Int{node->end_col_offset}, false, level);
  }
  void positions(ArgumentTexts&, const Node*, int) {}
};

bool Dumper::format(const Node* node, int level, std::string& out) {
  if (!node) {
    out += "None";
    return true;
  }
  ++level;
  ArgumentTexts arguments;
  constexpr bool One = false, Seq = false, Opt = true;
  switch (node->kind) {
#define AST_NODE(Base, Struct, asdl) \
  case NodeKind::Struct: {           \
    [[maybe_unused]] auto* self = static_cast<const Struct*>(node);
#define AST_FIELD(Struct, Type, Quantity, field) argument(arguments, #field, self->field, Quantity, level);
#define AST_END(Struct)              \
  positions(arguments, self, level); \
  break;                             \
  }
#include "frontend/ast/nodes.def"
  }
  static_cast<void>(One), static_cast<void>(Seq), static_cast<void>(Opt);
  bool oneLine = arguments.allSimple && arguments.count <= 3;
  out += nodeName(node->kind);
  out += '(';
  for (int i = 0; i < arguments.count; ++i) {
    if (oneLine) {
      if (i) out += ", ";
    } else {
      if (i) out += ',';
      newLine(level, out);
    }
    out += arguments.text[i];
  }
  out += ')';
  return arguments.count == 0;
}

}  // namespace

std::string dumpAst(const Mod* mod) { return Dumper().dump(mod); }

}  // namespace typhon::frontend::ast
