// From ast objects, which a program may have made, to the front end's tree.
#include <climits>

#include "runtime/modules/ast/ast_classes.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/set.h"

namespace typhon::pyast {
namespace {

template <class T>
struct AsdlName;
#define AST_SUM(Base, asdl, Root)              \
  template <>                                  \
  struct AsdlName<tree::Base> {                \
    static constexpr const char* text = #asdl; \
  };
#define AST_ENUM(Enum, asdl)                   \
  template <>                                  \
  struct AsdlName<tree::Enum> {                \
    static constexpr const char* text = #asdl; \
  };
#include "frontend/ast/nodes.def"

// What the attributes of place belong to in messages: the sum, or the product itself.
template <class Base>
constexpr bool isRoot = std::is_same_v<Base, tree::Node> || std::is_same_v<Base, tree::PositionedNode>;
template <class Base>
constexpr const char* placeOwner(const char* asdl) {
  if constexpr (isRoot<Base>) {
    return asdl;
  } else {
    return AsdlName<Base>::text;
  }
}

// The kind of a product, which is a type of fields by itself.
template <class T>
struct IsProduct : std::false_type {};
#define AST_NODE(Base, Struct, asdl) \
  template <>                        \
  struct IsProduct<tree::Struct> : std::bool_constant<isRoot<tree::Base>> {};
#include "frontend/ast/nodes.def"

class Reader {
 public:
  Reader(Thread* t, frontend::Arena& arena) : t_(t), arena_(arena) {}

  tree::Node* build(tree::NodeKind kind, Value v) {
    NativeCall guard(t_, " during ast construction");
    if (!guard.ok()) return nullptr;
    switch (kind) {
#define AST_NODE(Base, Struct, asdl)                                     \
  case tree::NodeKind::Struct: {                                         \
    auto* s = arena_.make<tree::Struct>();                               \
    [[maybe_unused]] const char* where = #asdl;                          \
    [[maybe_unused]] const char* family = placeOwner<tree::Base>(#asdl); \
    if (!IsProduct<tree::Struct>::value) TRY(place(v, family, s));
#define AST_FIELD(Struct, Type, Quantity, field)          \
  {                                                       \
    static Str* name = internStr(t_, #field);             \
    isString_ = std::string_view(#Type) == "String";      \
    TRY(get##Quantity(v, name, #field, where, s->field)); \
  }
#define AST_END(Struct)                                         \
  if (IsProduct<tree::Struct>::value) TRY(place(v, family, s)); \
  return s;                                                     \
  }
#include "frontend/ast/nodes.def"
    }
    return nullptr;
  }

 private:
  Raised missing(const char* name, const char* where) {
    return raise(t_, exc::TypeError, "required field \"{}\" missing from {}", name, where);
  }
  Raised unexpected(const char* asdl, Value v) {
    std::string shown = TRY(reprTextPy(t_, v));
    return raise(t_, exc::TypeError, "expected some sort of {}, but got {}", asdl, shown);
  }

  template <class T>
  static constexpr bool kMayBeNone = std::is_pointer_v<T> || std::is_same_v<T, frontend::Identifier>;

  template <class T>
  bool getOne(Value v, Str* name, const char* text, const char* where, T& out) {
    Value f = TRY(findAttrPy(t_, v, name));
    if (f.isUnbound()) return missing(text, where);
    if constexpr (kMayBeNone<T>) {
      if (f.isNone()) return raise(t_, exc::ValueError, "field '{}' is required for {}", text, where);
    }
    return read(f, out);
  }
  template <class T>
  bool getOpt(Value v, Str* name, const char*, const char*, T& out) {
    Value f = TRY(findAttrPy(t_, v, name));
    return f.isUnbound() || f.isNone() || read(f, out);
  }
  template <class T>
  bool getSeq(Value v, Str* name, const char* text, const char* where, std::span<T>& out) {
    Value f = TRY(findAttrPy(t_, v, name));
    if (f.isUnbound()) return true;  // a list that is missing is empty
    if (!isa<List>(f)) return raise(t_, exc::TypeError, "{} field \"{}\" must be a list, not a {}", where, text, typeName(f));
    auto* list = f.as<List>();
    size_t length = list->length;
    out = arena_.makeSequence<T>(length);
    for (size_t i = 0; i < length; ++i) {
      Value item = listItem(list, i);
      if (!(kMayBeNone<T> && item.isNone()) && !read(item, out[i])) return false;
      if (list->length != length)
        return raise(t_, exc::RuntimeError, "{} field \"{}\" changed size during iteration", where, text);
    }
    return true;
  }

  bool place(Value, const char*, tree::Node*) { return true; }
  bool place(Value v, const char* family, tree::PositionedNode* n) {
    static Str* const names[] = {internStr(t_, "lineno"), internStr(t_, "col_offset"), internStr(t_, "end_lineno"),
                                 internStr(t_, "end_col_offset")};
    TRY(getOne(v, names[0], "lineno", family, n->lineno));
    TRY(getOne(v, names[1], "col_offset", family, n->col_offset));
    n->end_lineno = n->lineno;
    n->end_col_offset = n->col_offset;
    return getOpt(v, names[2], "", "", n->end_lineno) && getOpt(v, names[3], "", "", n->end_col_offset);
  }

  // --- values of fields

  template <class T>
  bool read(Value v, T*& out) {
    tree::NodeKind kind;
    bool known = nodeKindOf(v, &kind);
    if constexpr (IsProduct<T>::value) {
      kind = T::kKind;  // CPython takes whatever has the attributes
    } else {
      if (!known || !belongs<T>(kind)) return unexpected(AsdlName<T>::text, v);
    }
    out = static_cast<T*>(build(kind, v));
    return out != nullptr;
  }
  template <class T>
  static bool belongs(tree::NodeKind kind) {
    switch (kind) {
#define AST_NODE(Base, Struct, asdl) \
  case tree::NodeKind::Struct:       \
    return std::is_base_of_v<T, tree::Struct>;
#include "frontend/ast/nodes.def"
    }
    return false;
  }
  template <class T>
    requires std::is_enum_v<T>
  bool read(Value v, T& out) {
    return enumValueOf(v, &out) ? true : unexpected(AsdlName<T>::text, v);
  }
  bool read(Value v, frontend::Identifier& out) {
    if (!isExactStr(v)) return raise(t_, exc::TypeError, "AST {} must be of type str", isString_ ? "string" : "identifier");
    out = arena_.intern(toUtf8(v.as<Str>()));
    return true;
  }
  bool read(Value v, tree::Int& out) {
    if (!isInt(v)) {
      std::string shown = TRY(reprTextPy(t_, v));
      return raise(t_, exc::ValueError, "invalid integer value: {}", shown);
    }
    int64_t i = TRY(toInt64(t_, v, "int"));
    if (i < INT_MIN || i > INT_MAX) return raise(t_, exc::OverflowError, "Python int too large to convert to C int");
    out = static_cast<tree::Int>(i);
    return true;
  }
  bool read(Value v, tree::ConstantValue& out) {
    using C = tree::ConstantValue;
    if (v.isNone()) {
      out = C::none();
    } else if (v == ellipsis) {
      out = C::ellipsis();
    } else if (v.isBool()) {
      out = C::boolean(v.isTrue());
    } else if (isExactInt(v)) {
      int64_t i;
      if (fitsInt64(v, &i)) {
        out = C::integer(i);
      } else {
        std::string digits = intToText(v, 16);
        digits.insert(digits.starts_with('-') ? 1 : 0, "0x");
        out = C::bigInteger(arena_.copyText(digits));
      }
    } else if (isFloat(v) && typeOf(v) == types::float_) {
      out = C::floating(asDouble(v));
    } else if (isExact(v, kShapeOf_complex)) {
      out = C::complex(v.as<Complex>()->real, v.as<Complex>()->imaginary);
    } else if (isExactStr(v)) {
      out = C::str(arena_.copyText(toUtf8(v.as<Str>())));
    } else if (isExactBytes(v)) {
      out = C::bytes(arena_.copyText(v.as<Bytes>()->view()));
    } else if (isExact(v, kShapeOf_tuple) || isExact(v, kShapeOf_frozenset)) {
      NativeCall guard(t_, " during compilation");
      if (!guard.ok()) return false;
      bool isTuple = isExact(v, kShapeOf_tuple);
      List* items = TRY(toListPy(t_, v));
      auto values = arena_.makeSequence<C>(items->length);
      for (size_t i = 0; i < values.size(); ++i) TRY(read(listItem(items, i), values[i]));
      out = isTuple ? C::tuple(values) : C::frozenSet(values);
    } else {
      return raise(t_, exc::TypeError, "got an invalid type in Constant: {}", typeName(v));
    }
    return true;
  }

  Thread* t_;
  frontend::Arena& arena_;
  bool isString_ = false;  // whether the field being read is a string, not an identifier
};

}  // namespace

tree::Mod* fromObjectsPy(Thread* t, frontend::Arena& arena, Value object, tree::NodeKind wanted) {
  tree::NodeKind kind;
  if (!nodeKindOf(object, &kind) || kind != wanted)
    return raise(t, exc::TypeError, "expected {} node, got {}", tree::nodeName(wanted), typeName(object));
  return static_cast<tree::Mod*>(Reader(t, arena).build(kind, object));
}

}  // namespace typhon::pyast
