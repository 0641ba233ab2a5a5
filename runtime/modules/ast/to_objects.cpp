// From the front end's tree to ast objects.
#include "runtime/modules/ast/ast_classes.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::pyast {
namespace {

Value bigInteger(Thread* t, std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  int base = 10;
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    base = 16;
  }
  Value v = TRY(intFromDigits(t, text, base));
  return negative ? intNegate(t, v) : v;
}

Value constant(Thread* t, const tree::ConstantValue& c) {
  switch (c.kind()) {
    case tree::ConstantKind::None:
      return Value::none();
    case tree::ConstantKind::True:
      return Value::boolean(true);
    case tree::ConstantKind::False:
      return Value::boolean(false);
    case tree::ConstantKind::Ellipsis:
      return ellipsis;
    case tree::ConstantKind::Int:
      return makeInt(t, c.integer());
    case tree::ConstantKind::BigInt:
      return bigInteger(t, c.text());
    case tree::ConstantKind::Float:
      return makeFloat(t, c.real());
    case tree::ConstantKind::Complex:
      return makeComplex(t, c.real(), c.imag());
    case tree::ConstantKind::Str:
      return Value(TRY(makeStr(t, c.text())));
    case tree::ConstantKind::Bytes:
      return Value(TRY(makeBytes(t, c.text())));
    case tree::ConstantKind::Tuple: {
      Tuple* items = TRY(makeTuple(t, c.items().size()));
      for (size_t i = 0; i < c.items().size(); ++i) {
        Value item = TRY(constant(t, c.items()[i]));
        items->items[i] = item;
        writeBarrier(items);
      }
      return Value(items);
    }
    case tree::ConstantKind::FrozenSet: {
      Set* items = TRY(makeSet(t, true));
      for (const auto& c1 : c.items()) {
        Value item = TRY(constant(t, c1));
        TRY(setAddPy(t, items, item));
      }
      return Value(items);
    }
  }
  return Value::none();
}

class Maker {
 public:
  explicit Maker(Thread* t) : t_(t) {}

  Value node(const tree::Node* n) {
    if (!n) return Value::none();
    NativeCall guard(t_, " during ast construction");
    if (!guard.ok()) return Raised{};
    Value o = TRY(allocateInstance(t_, classOfNode(n->kind), sizeof(Instance)));
    switch (n->kind) {
#define AST_NODE(Base, Struct, asdl) \
  case tree::NodeKind::Struct: {     \
    [[maybe_unused]] auto* s = static_cast<const tree::Struct*>(n);
#define AST_FIELD(Struct, Type, Quantity, field) \
  {                                              \
    static Str* name = internStr(t_, #field);    \
    TRY(set(o, name, convert(s->field)));        \
  }
#define AST_END(Struct) \
  TRY(place(o, s));     \
  return o;             \
  }
#include "frontend/ast/nodes.def"
    }
    return o;
  }

 private:
  bool set(Value o, Str* name, Value v) {
    TRY(v);
    return genericSetAttrPy(t_, o, name, v);
  }
  bool place(Value, const tree::Node*) { return true; }
  bool place(Value o, const tree::PositionedNode* n) {
    static Str* const names[] = {internStr(t_, "lineno"), internStr(t_, "col_offset"), internStr(t_, "end_lineno"),
                                 internStr(t_, "end_col_offset")};
    return set(o, names[0], Value::smallInt(n->lineno)) && set(o, names[1], Value::smallInt(n->col_offset)) &&
           set(o, names[2], Value::smallInt(n->end_lineno)) && set(o, names[3], Value::smallInt(n->end_col_offset));
  }

  Value convert(const tree::Node* n) { return node(n); }
  Value convert(frontend::Identifier id) { return id ? Value(TRY(internStr(t_, id.view()))) : Value::none(); }
  Value convert(tree::Int i) { return Value::smallInt(i); }
  Value convert(const tree::ConstantValue& c) { return constant(t_, c); }
#define AST_ENUM(Enum, asdl) \
  Value convert(tree::Enum value) { return instanceOf(value); }
#include "frontend/ast/nodes.def"
  template <class T>
  Value convert(std::span<T> items) {
    List* list = TRY(makeList(t_));
    for (const auto& item : items) {
      Value v = TRY(convert(item));
      TRY(listAppend(t_, list, v));
    }
    return list;
  }

  Thread* t_;
};

}  // namespace

Value toObjectsPy(Thread* t, const tree::Mod* mod) { return Maker(t).node(mod); }

}  // namespace typhon::pyast
