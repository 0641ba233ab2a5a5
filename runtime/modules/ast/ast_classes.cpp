// The classes of the _ast module.
#include "runtime/modules/ast/ast_classes.h"

#include <string>
#include <unordered_map>

#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::pyast {
namespace {

Type* classes[kClassCount];
Value instances[kClassCount];  // of constants without fields
// From classes (which live for ever) to what they stand for.
std::unordered_map<const Type*, int> indexes;

void traceClasses(Tracer& tracer) {
  for (Type* type : classes) tracer.visit(type);
  for (Value v : instances) tracer.visit(v);
}

// --- AST itself

Maybe<Tuple*> fieldsPy(Thread* t, Value self) {
  static Str* name = internStr(t, "_fields");
  Value fields = TRY(findAttrPy(t, Value(typeOf(self)), name));
  if (fields.isUnbound()) return emptyTuple();
  return TRY(toTuplePy(t, fields));
}

Value astInit(Thread* t, Value self, const Args& args) {
  Tuple* fields = TRY(fieldsPy(t, self));
  if (args.positional > fields->length) {
    return raise(t, exc::TypeError, "{} constructor takes at most {} positional argument{}", typeName(self), fields->length,
                 fields->length == 1 ? "" : "s");
  }
  for (size_t i = 0; i < args.positional; ++i) {
    if (!isa<Str>(fields->items[i]))
      return raise(t, exc::TypeError, "attribute name must be string, not '{}'", typeName(fields->items[i]));
    TRY(setAttrPy(t, self, fields->items[i].as<Str>(), args[i]));
  }
  for (size_t i = args.positional; i < args.total(); ++i) {
    auto* name = args.keywords->items[i - args.positional].as<Str>();
    for (size_t k = 0; k < args.positional; ++k) {
      if (isa<Str>(fields->items[k]) && equals(fields->items[k].as<Str>(), name))
        return raise(t, exc::TypeError, "{} got multiple values for argument '{}'", typeName(self), toUtf8(name));
    }
    TRY(setAttrPy(t, self, name, args[i]));
  }
  return Value::none();
}
bool astInitSlot(Thread* t, Value self, const Args& args) { return !astInit(t, self, args).isError(); }

Value astCreate(Thread* t, Type* cls, const Args&) { return TRY(allocateInstance(t, cls, sizeof(Instance))); }

Value astReduce(Thread* t, Value* args, size_t) {
  Value dict = TRY(instanceDict(t, args[0]));
  Value cls = typeOf(args[0]);
  return TRY(makeTuple(t, {cls, Value(emptyTuple()), dict}));
}

const NativeDef kMethods[] = {{"__reduce__", "(self, /)", astReduce, nullptr}};
const TypeSpec kAstSpec = {.name = "ast.AST",
                           .kind = Kind::Instance,
                           .flags = kBaseType | kHasInstanceDict | kWeakReferable,
                           .slots = {.create = astCreate, .init = astInitSlot},
                           .methods = kMethods};

// --- the rest: ordinary classes

struct Field {
  const char* name;
  const char* type;
  char quantity;  // of the docstring: 0, '?' or '*'
};

bool setClassAttribute(Thread* t, Type* type, const char* name, Value v) {
  Str* key = TRY(internStr(t, name));
  return setAttrPy(t, Value(type), key, v);
}

Tuple* namesTuple(Thread* t, const std::vector<Field>& fields) {
  Tuple* names = TRY(makeTuple(t, fields.size()));
  for (size_t i = 0; i < fields.size(); ++i) {
    names->items[i] = Value(TRY(internStr(t, fields[i].name)));
    writeBarrier(names);
  }
  return names;
}

// A class with its fields; `positions`: 1 it adds the attributes of place, 0 it has none, -1 it takes them from its base.
bool makeClassPy(Thread* t, Module* m, int index, const char* name, Type* base, const std::vector<Field>& fields, int positions,
                 const std::string& doc) {
  Str* nameStr = TRY(internStr(t, name));
  Tuple* bases = TRY(makeTuple(t, {Value(base)}));
  Dict* body = TRY(makeDict(t));
  Tuple* fieldNames = TRY(namesTuple(t, fields));
  Str* key = TRY(internStr(t, "_fields"));
  TRY(dictSetStr(t, body, key, Value(fieldNames)));
  key = TRY(internStr(t, "__match_args__"));
  TRY(dictSetStr(t, body, key, Value(fieldNames)));
  TRY(dictSetStr(t, body, names::__module__, Value(TRY(internStr(t, "ast")))));
  TRY(dictSetStr(t, body, names::__doc__, Value(TRY(makeStr(t, doc)))));
  Value cls = TRY(callPy(t, Value(types::type), {Value(nameStr), Value(bases), Value(body)}));
  Type* type = cls.as<Type>();
  classes[index] = type;
  indexes[type] = index;
  if (positions >= 0) {
    std::vector<Field> places;
    if (positions)
      places = {{"lineno", "int", 0}, {"col_offset", "int", 0}, {"end_lineno", "int", '?'}, {"end_col_offset", "int", '?'}};
    Tuple* attributes = TRY(namesTuple(t, places));
    TRY(setClassAttribute(t, type, "_attributes", Value(attributes)));
    if (positions) {
      TRY(setClassAttribute(t, type, "end_lineno", Value::none()));
      TRY(setClassAttribute(t, type, "end_col_offset", Value::none()));
    }
  }
  for (const Field& f : fields)
    if (f.quantity == '?') TRY(setClassAttribute(t, type, f.name, Value::none()));
  return moduleSet(t, m, name, cls);
}

// "Name(identifier id, expr_context ctx)"
std::string constructorText(const char* name, const std::vector<Field>& fields) {
  std::string text = name;
  for (size_t i = 0; i < fields.size(); ++i) {
    text += i ? ", " : "(";
    text += fields[i].type;
    if (fields[i].quantity) text += fields[i].quantity;
    text += std::string(" ") + fields[i].name;
  }
  return fields.empty() ? text : text + ")";
}

// The asdl name of each type of fields.
constexpr const char* asdlOf_Identifier = "identifier";
constexpr const char* asdlOf_String = "string";
constexpr const char* asdlOf_Int = "int";
constexpr const char* asdlOf_ConstantValue = "constant";
#define AST_ENUM(Enum, asdl) constexpr const char* asdlOf_##Enum = #asdl;
#define AST_SUM(Base, asdl, Root) constexpr const char* asdlOf_##Base = #asdl;
#include "frontend/ast/nodes.def"
// Products are types of fields too.
constexpr const char* asdlOf_Comprehension = "comprehension";
constexpr const char* asdlOf_Arguments = "arguments";
constexpr const char* asdlOf_Arg = "arg";
constexpr const char* asdlOf_Keyword = "keyword";
constexpr const char* asdlOf_Alias = "alias";
constexpr const char* asdlOf_WithItem = "withitem";
constexpr const char* asdlOf_MatchCase = "match_case";

constexpr char kQuantity_One = 0, kQuantity_Opt = '?', kQuantity_Seq = '*';

// The constructors of a sum, as its docstring lists them.
struct SumDoc {
  std::string text;
  // Constants without fields stand in one line.
  void addSimple(const char* constructor, const char* sum) {
    text += text.empty() ? std::string(sum) + " = " : " | ";
    text += constructor;
  }
  void add(const std::string& constructor, const char* sum) {
    std::string start = std::string(sum) + " = ";
    if (text.empty()) {
      text = start + constructor;
    } else {
      text += "\n" + std::string(start.size() - 2, ' ') + "| " + constructor;
    }
  }
};

using Fields = std::unordered_map<int, std::vector<Field>>;
Fields allFields() {
  Fields fields;
  int current = 0;
#define AST_NODE(Base, Struct, asdl) \
  current = kClass_Node_##Struct;    \
  fields[current];
#define AST_FIELD(Struct, Type, Quantity, field) fields[current].push_back({#field, asdlOf_##Type, kQuantity_##Quantity});
#include "frontend/ast/nodes.def"
  return fields;
}

template <class Base>
constexpr bool isRoot = std::is_same_v<Base, tree::Node> || std::is_same_v<Base, tree::PositionedNode>;

// The class index and asdl name of a sum.
template <class Base>
struct SumOf {
  static constexpr int index = kAstClass;
  static constexpr const char* name = "";
  static constexpr const char* key = "";
};
#define AST_SUM(Base, asdl, Root)               \
  template <>                                   \
  struct SumOf<tree::Base> {                    \
    static constexpr int index = kClass_##Base; \
    static constexpr const char* name = #asdl;  \
    static constexpr const char* key = #Base;   \
  };
#include "frontend/ast/nodes.def"

bool makeAllPy(Thread* t, Module* m) {
  Fields fields = allFields();
  std::unordered_map<std::string, SumDoc> docs;
#define AST_ENUM_VALUE(Enum, Value) docs[#Enum].addSimple(#Value, asdlOf_##Enum);
#define AST_NODE(Base, Struct, asdl) \
  if (!isRoot<tree::Base>)           \
    docs[SumOf<tree::Base>::key].add(constructorText(#asdl, fields[kClass_Node_##Struct]), SumOf<tree::Base>::name);
#include "frontend/ast/nodes.def"

  classes[kAstClass] = TRY(makeNativeType(t, kAstSpec));
  Type* root = classes[kAstClass];
  TRY(moduleSet(t, m, "AST", Value(root)));
  for (const char* name : {"_fields", "_attributes", "__match_args__"}) {
    Str* key = TRY(internStr(t, name));
    TRY(dictSetStr(t, root->dict, key, Value(emptyTuple())));
  }
  // Sums first: nodes.def uses some before it declares them.
#define AST_ENUM(Enum, asdl) TRY(makeClassPy(t, m, kClass_##Enum, #asdl, root, {}, 0, docs[#Enum].text));
#define AST_ENUM_VALUE(Enum, Value) \
  TRY(makeClassPy(t, m, kClass_##Enum##_##Value, #Value, classes[kClass_##Enum], {}, -1, #Value));
#define AST_SUM(Base, asdl, Root) \
  TRY(makeClassPy(t, m, kClass_##Base, #asdl, root, {}, std::is_same_v<tree::Root, tree::PositionedNode>, docs[#Base].text));
#include "frontend/ast/nodes.def"
#define AST_NODE(Base, Struct, asdl)                                                                                  \
  TRY(makeClassPy(t, m, kClass_Node_##Struct, #asdl, classes[SumOf<tree::Base>::index], fields[kClass_Node_##Struct], \
                  !isRoot<tree::Base> ? -1 : std::is_same_v<tree::Base, tree::PositionedNode>,                        \
                  constructorText(#asdl, fields[kClass_Node_##Struct])));
#include "frontend/ast/nodes.def"
#define AST_ENUM_VALUE(Enum, Name) \
  instances[kClass_##Enum##_##Name] = Value(TRY(allocateInstance(t, classes[kClass_##Enum##_##Name], sizeof(Instance))));
#include "frontend/ast/nodes.def"
  return true;
}

}  // namespace

bool makeClassesPy(Thread* t, Module* m) {
  addRootFunction(traceClasses);
  return makeAllPy(t, m);
}

Type* classAt(ClassIndex index) { return classes[index]; }

Type* classOfNode(tree::NodeKind kind) {
  static constexpr int kIndexes[] = {
#define AST_NODE(Base, Struct, asdl) kClass_Node_##Struct,
#include "frontend/ast/nodes.def"
  };
  return classes[kIndexes[static_cast<int>(kind)]];
}

namespace {

// The first of the module's classes along the MRO of v's class, or -1.
int indexOf(Value v) {
  Tuple* mro = typeOf(v)->mro;
  for (size_t i = 0; i < mro->length; ++i) {
    auto found = indexes.find(mro->items[i].as<Type>());
    if (found != indexes.end()) return found->second;
  }
  return -1;
}

}  // namespace

bool nodeKindOf(Value v, tree::NodeKind* kind) {
  switch (indexOf(v)) {
#define AST_NODE(Base, Struct, asdl) \
  case kClass_Node_##Struct:         \
    *kind = tree::NodeKind::Struct;  \
    return true;
#include "frontend/ast/nodes.def"
    default:
      return false;
  }
}

#define AST_ENUM(Enum, asdl)           \
  Value instanceOf(tree::Enum value) { \
    using E = tree::Enum;              \
    static constexpr struct {          \
      E value;                         \
      int index;                       \
    } kRows[] = {
#define AST_ENUM_VALUE(Enum, Name) {E::Name, kClass_##Enum##_##Name},
#define AST_ENUM_END(Enum)                                \
  }                                                       \
  ;                                                       \
  return instances[kRows[static_cast<int>(value)].index]; \
  }
#include "frontend/ast/nodes.def"

#define AST_ENUM(Enum, asdl)                     \
  bool enumValueOf(Value v, tree::Enum* value) { \
    using E = tree::Enum;                        \
    switch (indexOf(v)) {
#define AST_ENUM_VALUE(Enum, Name) \
  case kClass_##Enum##_##Name:     \
    *value = E::Name;              \
    return true;
#define AST_ENUM_END(Enum) \
  default:                 \
    return false;          \
    }                      \
    }
#include "frontend/ast/nodes.def"

}  // namespace typhon::pyast
