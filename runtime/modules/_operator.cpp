// _operator: the operators as functions, and the callables itemgetter, attrgetter, methodcaller.
#include <string>

#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/buffer.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

struct ItemGetter : Object {
  Tuple* items;
};
struct AttrGetter : Object {
  Tuple* names;  // as given
  Tuple* paths;  // of each name, a tuple of interned parts
};
struct MethodCaller : Object {
  Str* name;  // interned
  Tuple* args;
  Dict* kwargs;  // null when there are none
};

size_t sizeOf_ItemGetter(const Object*) { return sizeof(ItemGetter); }
void trace_ItemGetter(Object* o, Tracer& tracer) { tracer.visit(static_cast<ItemGetter*>(o)->items); }
size_t sizeOf_AttrGetter(const Object*) { return sizeof(AttrGetter); }
void trace_AttrGetter(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<AttrGetter*>(o)->names);
  tracer.visit(static_cast<AttrGetter*>(o)->paths);
}
size_t sizeOf_MethodCaller(const Object*) { return sizeof(MethodCaller); }
void trace_MethodCaller(Object* o, Tracer& tracer) {
  auto m = static_cast<MethodCaller*>(o);
  tracer.visit(m->name);
  tracer.visit(m->args);
  tracer.visit(m->kwargs);
}

namespace {

// --- operators

template <BinaryOp op>
Value binaryFunction(Thread* t, Value* args, size_t) {
  Value result;
  if constexpr (op == BinaryOp::Add) {
    if (addSmall(args[0], args[1], &result)) return result;
  } else if constexpr (op == BinaryOp::Subtract) {
    if (subtractSmall(args[0], args[1], &result)) return result;
  } else if constexpr (op == BinaryOp::Multiply) {
    if (multiplySmall(args[0], args[1], &result)) return result;
  }
  return binaryPy(t, op, args[0], args[1]);
}
template <BinaryOp op>
Value inplaceFunction(Thread* t, Value* args, size_t) {
  return inplacePy(t, op, args[0], args[1]);
}
template <CompareOp op>
Value compareFunction(Thread* t, Value* args, size_t) {
  return comparePy(t, op, args[0], args[1]);
}
template <Value (*operation)(Thread*, Value)>
Value unaryFunction(Thread* t, Value* args, size_t) {
  return operation(t, args[0]);
}

// An int of a subclass counts as the int it is.
Value indexFunction(Thread* t, Value* args, size_t) { return exactInt(t, TRY(indexPy(t, args[0]))); }

Value notFunction(Thread* t, Value* args, size_t) {
  bool truth = TRY(truthPy(t, args[0]));
  return Value::boolean(!truth);
}
Value truthFunction(Thread* t, Value* args, size_t) {
  bool truth = TRY(truthPy(t, args[0]));
  return Value::boolean(truth);
}
Value isFunction(Thread*, Value* args, size_t) { return Value::boolean(isIdentical(args[0], args[1])); }
Value isNotFunction(Thread*, Value* args, size_t) { return Value::boolean(!isIdentical(args[0], args[1])); }

bool isSequence(Value v) {
  const Slots& slots = typeOf(v)->slots;
  return slots.getItem && !isa<Dict>(v);
}

template <bool inplace>
Value concatFunction(Thread* t, Value* args, size_t) {
  const Slots& slots = typeOf(args[0])->slots;
  if (inplace && slots.inplaceConcat) return slots.inplaceConcat(t, args[0], args[1]);
  if (slots.concat) return slots.concat(t, args[0], args[1]);
  if (isSequence(args[0]) && isSequence(args[1]))
    return inplace ? inplacePy(t, BinaryOp::Add, args[0], args[1]) : binaryPy(t, BinaryOp::Add, args[0], args[1]);
  return raise(t, exc::TypeError, "'{:.200}' object can't be concatenated", typeName(args[0]));
}

Value containsFunction(Thread* t, Value* args, size_t) {
  bool found = TRY(containsPy(t, args[0], args[1]));
  return Value::boolean(found);
}
Value getItemFunction(Thread* t, Value* args, size_t) { return getItemPy(t, args[0], args[1]); }
Value setItemFunction(Thread* t, Value* args, size_t) {
  if (!setItemPy(t, args[0], args[1], args[2])) return Value::error();
  return Value::none();
}
Value deleteItemFunction(Thread* t, Value* args, size_t) {
  if (!setItemPy(t, args[0], args[1], Value::unbound())) return Value::error();
  return Value::none();
}

Value searchIterator(Thread* t, Value v) {
  const Slots& slots = typeOf(v)->slots;
  if (!slots.iter && !slots.getItem) return raise(t, exc::TypeError, "argument of type '{:.200}' is not iterable", typeName(v));
  return iterPy(t, v);
}

Value countOf(Thread* t, Value* args, size_t) {
  Value iterator = TRY(searchIterator(t, args[0]));
  int64_t count = 0;
  for (;;) {
    Value item = TRY(nextPy(t, iterator));
    if (item.isUnbound()) return Value::smallInt(count);
    count += TRY(equalPy(t, item, args[1])) ? 1 : 0;
  }
}

Value indexOf(Thread* t, Value* args, size_t) {
  Value iterator = TRY(searchIterator(t, args[0]));
  for (int64_t i = 0;; ++i) {
    Value item = TRY(nextPy(t, iterator));
    if (item.isUnbound()) return raise(t, exc::ValueError, "sequence.index(x): x not in sequence");
    bool equal = TRY(equalPy(t, item, args[1]));
    if (equal) return Value::smallInt(i);
  }
}

Value lengthHint(Thread* t, Value* args, size_t) {
  if (!isInt(args[1])) return raise(t, exc::TypeError, "'{:.200}' object cannot be interpreted as an integer", typeName(args[1]));
  int64_t fallback = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  int64_t hint = TRY(lengthHintPy(t, args[0], fallback));
  return makeInt(t, hint);
}

Value callFunction(Thread* t, Value* args, size_t argc) {
  auto keywords = args[1].as<Dict>();
  Tuple* positional = TRY(makeTuple(t, args + 2, argc - 2));
  return callExPy(t, args[0], positional, keywords->used ? keywords : nullptr);
}

// Compares in a time that depends on the length of `b` only.
bool equalInConstantTime(std::string_view a, std::string_view b) {
  volatile const char* right = b.data();
  volatile const char* left = a.size() == b.size() ? a.data() : b.data();
  volatile unsigned char difference = a.size() != b.size();
  for (size_t i = 0; i < b.size(); ++i) difference = difference | static_cast<unsigned char>(left[i] ^ right[i]);
  return difference == 0;
}

Value compareDigest(Thread* t, Value* args, size_t) {
  if (isa<Str>(args[0]) && isa<Str>(args[1])) {
    if (!args[0].as<Str>()->isAscii() || !args[1].as<Str>()->isAscii())
      return raise(t, exc::TypeError, "comparing strings with non-ASCII characters is not supported");
    return Value::boolean(equalInConstantTime(args[0].as<Str>()->ascii(), args[1].as<Str>()->ascii()));
  }
  if (!hasBuffer(args[0]) && !hasBuffer(args[1])) {
    return raise(t, exc::TypeError, "unsupported operand types(s) or combination of types: '{:.100}' and '{:.100}'",
                 typeName(args[0]), typeName(args[1]));
  }
  BufferHolder a, b;
  if (!a.acquirePy(t, args[0]) || !b.acquirePy(t, args[1])) return Value::error();
  if (a.view.dimensions > 1 || b.view.dimensions > 1) return raise(t, exc::BufferError, "Buffer must be single dimension");
  return Value::boolean(equalInConstantTime(a.bytes(), b.bytes()));
}

// --- itemgetter, attrgetter, methodcaller

// The one positional argument of a call to a getter.
bool oneArgument(Thread* t, const char* name, const Args& args) {
  if (args.keywords && args.keywords->length) return raise(t, exc::TypeError, "{}() takes no keyword arguments", name);
  if (args.positional != 1) return raise(t, exc::TypeError, "{} expected 1 argument, got {}", name, args.positional);
  return true;
}

// "operator.itemgetter(1, 'a')"
Value reprWithArguments(Thread* t, Value self, const char* name, Tuple* items, Str* first, Dict* keywords) {
  ReprGuard guard(t, self.asObject());
  StrBuilder builder(t);
  if (guard.nested()) {
    if (!builder.add(name) || !builder.add("(...)")) return Value::error();
    Str* s = TRY(builder.finish());
    return s;
  }
  bool any = false;
  auto separate = [&]() {
    bool was = any;
    any = true;
    return !was || builder.add(", ");
  };
  if (!builder.add(name) || !builder.add("(")) return Value::error();
  if (first) {
    Str* s = TRY(reprPy(t, first));
    if (!separate() || !builder.add(s)) return Value::error();
  }
  for (size_t i = 0; i < items->length; ++i) {
    Str* s = TRY(reprPy(t, items->items[i]));
    if (!separate() || !builder.add(s)) return Value::error();
  }
  if (keywords) {
    size_t position = 0;
    Value key, value;
    while (dictNext(keywords, &position, &key, &value)) {
      Str* s = TRY(reprPy(t, value));
      if (!separate() || !builder.add(key.as<Str>()) || !builder.add("=") || !builder.add(s)) return Value::error();
    }
  }
  if (!builder.add(")")) return Value::error();
  Str* s = TRY(builder.finish());
  return s;
}

Value itemGetterNew(Thread* t, Value* args, size_t argc) {
  if (args[1].isUnbound()) return raise(t, exc::TypeError, "itemgetter expected 1 argument, got 0");
  Tuple* items = TRY(makeTuple(t, argc - 1));
  items->items[0] = args[1];
  for (size_t i = 2; i < argc; ++i) items->items[i - 1] = args[i];
  ItemGetter* g = TRY(allocate<ItemGetter>(t, args[0].as<Type>()));
  g->items = items;
  return g;
}

// getItemPy with places in tuples and lists inline.
inline Value itemOfPy(Thread* t, Value object, Value index) {
  if (index.isSmallInt()) [[likely]] {
    auto place = static_cast<uint64_t>(index.asSmallInt());
    if (isExact(object, kShapeOf_tuple) && place < object.as<Tuple>()->length) return object.as<Tuple>()->items[place];
    if (isExact(object, kShapeOf_list) && place < object.as<List>()->length) return listItem(object.as<List>(), place);
  }
  return getItemPy(t, object, index);
}

[[gnu::noinline]] Value itemsOfPy(Thread* t, Value object, Tuple* items) {
  if (items->length <= 4) {
    Value few[4];
    for (size_t i = 0; i < items->length; ++i) few[i] = TRY(itemOfPy(t, object, items->items[i]));
    return TRY(makeTuple(t, few, items->length));
  }
  RootedVector results(t);
  for (size_t i = 0; i < items->length; ++i) {
    Value v = TRY(itemOfPy(t, object, items->items[i]));
    if (!results.push(v)) return Value::error();
  }
  return TRY(makeTuple(t, results.data(), results.size()));
}

Value itemGetterCall(Thread* t, Value self, const Args& args) {
  if (args.positional != 1 || args.keywords) [[unlikely]]
    TRY(oneArgument(t, "itemgetter", args));
  Tuple* items = self.as<ItemGetter>()->items;
  return items->length == 1 ? itemOfPy(t, args[0], items->items[0]) : itemsOfPy(t, args[0], items);
}

Value itemGetterRepr(Thread* t, Value self) {
  return reprWithArguments(t, self, "operator.itemgetter", self.as<ItemGetter>()->items, nullptr, nullptr);
}

Value pairOf(Thread* t, Value a, Value b) {
  Tuple* pair = TRY(makeTuple(t, {a, b}));
  return pair;
}

Value itemGetterReduce(Thread* t, Value* args, size_t) { return pairOf(t, typeOf(args[0]), args[0].as<ItemGetter>()->items); }

// "a.b.c" as a tuple of interned parts.
Value pathOf(Thread* t, Str* name) {
  RootedVector parts(t);
  size_t start = 0;
  for (size_t i = 0; i <= name->length; ++i) {
    if (i < name->length && name->at(i) != '.') continue;
    Str* part = TRY(substring(t, name, start, i));
    part = TRY(internStr(t, part));
    if (!parts.push(part)) return Value::error();
    start = i + 1;
  }
  Tuple* tuple = TRY(makeTuple(t, parts.data(), parts.size()));
  return tuple;
}

Value attrGetterNew(Thread* t, Value* args, size_t argc) {
  if (args[1].isUnbound()) return raise(t, exc::TypeError, "attrgetter expected 1 argument, got 0");
  Tuple* names = TRY(makeTuple(t, args + 1, argc - 1));
  RootedVector paths(t);
  for (size_t i = 0; i < names->length; ++i) {
    if (!isa<Str>(names->items[i])) return raise(t, exc::TypeError, "attribute name must be a string");
    Value path = TRY(pathOf(t, names->items[i].as<Str>()));
    if (!paths.push(path)) return Value::error();
  }
  Tuple* pathTuple = TRY(makeTuple(t, paths.data(), paths.size()));
  AttrGetter* g = TRY(allocate<AttrGetter>(t, args[0].as<Type>()));
  g->names = names;
  g->paths = pathTuple;
  return g;
}

Value getPath(Thread* t, Value object, Tuple* path) {
  for (size_t i = 0; i < path->length; ++i) object = TRY(getAttrPy(t, object, path->items[i].as<Str>()));
  return object;
}

Value attrGetterCall(Thread* t, Value self, const Args& args) {
  if (!oneArgument(t, "attrgetter", args)) return Value::error();
  Tuple* paths = self.as<AttrGetter>()->paths;
  Value object = args[0];
  if (paths->length == 1) return getPath(t, object, paths->items[0].as<Tuple>());
  RootedVector results(t);
  for (size_t i = 0; i < paths->length; ++i) {
    Value v = TRY(getPath(t, object, paths->items[i].as<Tuple>()));
    if (!results.push(v)) return Value::error();
  }
  Tuple* tuple = TRY(makeTuple(t, results.data(), results.size()));
  return tuple;
}

Value attrGetterRepr(Thread* t, Value self) {
  return reprWithArguments(t, self, "operator.attrgetter", self.as<AttrGetter>()->names, nullptr, nullptr);
}
Value attrGetterReduce(Thread* t, Value* args, size_t) { return pairOf(t, typeOf(args[0]), args[0].as<AttrGetter>()->names); }

Value methodCallerNew(Thread* t, Value* args, size_t argc) {
  // cls, **kwargs, *args
  if (argc < 3) return raise(t, exc::TypeError, "methodcaller needs at least one argument, the method name");
  if (!isa<Str>(args[2])) return raise(t, exc::TypeError, "method name must be a string");
  auto keywords = args[1].as<Dict>();
  Str* name = TRY(internStr(t, args[2].as<Str>()));
  Tuple* positional = TRY(makeTuple(t, args + 3, argc - 3));
  MethodCaller* m = TRY(allocate<MethodCaller>(t, args[0].as<Type>()));
  m->name = name;
  m->args = positional;
  m->kwargs = keywords->used ? keywords : nullptr;
  return m;
}

Value methodCallerCall(Thread* t, Value self, const Args& args) {
  if (!oneArgument(t, "methodcaller", args)) return Value::error();
  auto m = self.as<MethodCaller>();
  Value receiver, method = TRY(getMethodPy(t, args[0], m->name, &receiver));
  bool hasSelf = !receiver.isUnbound();
  Tuple* positional = m->args;
  if (hasSelf) {
    Tuple* extended = TRY(makeTuple(t, m->args->length + 1));
    extended->items[0] = receiver;
    for (size_t i = 0; i < m->args->length; ++i) extended->items[i + 1] = m->args->items[i];
    positional = extended;
  }
  if (m->kwargs) return callExPy(t, method, positional, m->kwargs);
  return callPy(t, method, Args{positional->items, positional->length, nullptr});
}

Value methodCallerRepr(Thread* t, Value self) {
  auto m = self.as<MethodCaller>();
  return reprWithArguments(t, self, "operator.methodcaller", m->args, m->name, m->kwargs);
}

Value methodCallerReduce(Thread* t, Value* args, size_t) {
  auto m = args[0].as<MethodCaller>();
  if (!m->kwargs) {
    Tuple* all = TRY(makeTuple(t, m->args->length + 1));
    all->items[0] = m->name;
    for (size_t i = 0; i < m->args->length; ++i) all->items[i + 1] = m->args->items[i];
    return pairOf(t, typeOf(args[0]), all);
  }
  Str* moduleName = TRY(internStr(t, "functools"));
  Value module = TRY(importNamePy(t, moduleName, nullptr, Value::none(), Value::none(), Value::smallInt(0)));
  Value partial = TRY(getAttrPy(t, module, "partial"));
  Tuple* positional = TRY(makeTuple(t, {Value(typeOf(args[0])), Value(m->name)}));
  Value constructor = TRY(callExPy(t, partial, positional, m->kwargs));
  return pairOf(t, constructor, m->args);
}

constexpr NativeDef kItemGetterNew = {"__new__", "(cls, item=<absent>, /, *items)", itemGetterNew, ""};
constexpr NativeDef kItemGetterMethods[] = {{"__reduce__", "(self, /)", itemGetterReduce, "What pickle needs."}};
const TypeSpec itemGetterSpec = {
    .name = "operator.itemgetter",
    .kind = Kind::ItemGetter,
    .slots = {.repr = itemGetterRepr, .call = itemGetterCall},
    .methods = kItemGetterMethods,
    .create = &kItemGetterNew,
    .doc =
        "A callable that gets items from its operand.\n\nAfter f = itemgetter(2), f(r) is r[2]; after g = itemgetter(2, 5, "
        "3), g(r) is (r[2], r[5], r[3]).",
};
constexpr NativeDef kAttrGetterNew = {"__new__", "(cls, attr=<absent>, /, *attrs)", attrGetterNew, ""};
constexpr NativeDef kAttrGetterMethods[] = {{"__reduce__", "(self, /)", attrGetterReduce, "What pickle needs."}};
const TypeSpec attrGetterSpec = {
    .name = "operator.attrgetter",
    .kind = Kind::AttrGetter,
    .slots = {.repr = attrGetterRepr, .call = attrGetterCall},
    .methods = kAttrGetterMethods,
    .create = &kAttrGetterNew,
    .doc =
        "A callable that gets attributes from its operand.\n\nAfter f = attrgetter('name'), f(r) is r.name; after g = "
        "attrgetter('name', 'date'), g(r) is\n(r.name, r.date). Names may have dots.",
};
constexpr NativeDef kMethodCallerNew = {"__new__", "(cls, /, *args, **kwargs)", methodCallerNew, ""};
constexpr NativeDef kMethodCallerMethods[] = {{"__reduce__", "(self, /)", methodCallerReduce, "What pickle needs."}};
const TypeSpec methodCallerSpec = {
    .name = "operator.methodcaller",
    .kind = Kind::MethodCaller,
    .slots = {.repr = methodCallerRepr, .call = methodCallerCall},
    .methods = kMethodCallerMethods,
    .create = &kMethodCallerNew,
    .doc =
        "A callable that calls a method of its operand.\n\nAfter f = methodcaller('name', 'foo', bar=1), f(r) is "
        "r.name('foo', bar=1).",
};

constexpr NativeDef kFunctions[] = {
    {"truth", "(a, /)", truthFunction, "True if a is true, False if not."},
    {"contains", "(a, b, /)", containsFunction, "b in a (mind the order)."},
    {"indexOf", "(a, b, /)", indexOf, "The first index of b in a."},
    {"countOf", "(a, b, /)", countOf, "Number of items of a that are, or are equal to, b."},
    {"is_", "(a, b, /)", isFunction, "a is b."},
    {"is_not", "(a, b, /)", isNotFunction, "a is not b."},
    {"add", "(a, b, /)", binaryFunction<BinaryOp::Add>, "a + b."},
    {"sub", "(a, b, /)", binaryFunction<BinaryOp::Subtract>, "a - b."},
    {"mul", "(a, b, /)", binaryFunction<BinaryOp::Multiply>, "a * b."},
    {"matmul", "(a, b, /)", binaryFunction<BinaryOp::Matmul>, "a @ b."},
    {"floordiv", "(a, b, /)", binaryFunction<BinaryOp::FloorDivide>, "a // b."},
    {"truediv", "(a, b, /)", binaryFunction<BinaryOp::TrueDivide>, "a / b."},
    {"mod", "(a, b, /)", binaryFunction<BinaryOp::Modulo>, "a % b."},
    {"pow", "(a, b, /)", binaryFunction<BinaryOp::Power>, "a ** b."},
    {"lshift", "(a, b, /)", binaryFunction<BinaryOp::Lshift>, "a << b."},
    {"rshift", "(a, b, /)", binaryFunction<BinaryOp::Rshift>, "a >> b."},
    {"and_", "(a, b, /)", binaryFunction<BinaryOp::And>, "a & b."},
    {"xor", "(a, b, /)", binaryFunction<BinaryOp::Xor>, "a ^ b."},
    {"or_", "(a, b, /)", binaryFunction<BinaryOp::Or>, "a | b."},
    {"neg", "(a, /)", unaryFunction<negatePy>, "-a."},
    {"pos", "(a, /)", unaryFunction<positivePy>, "+a."},
    {"abs", "(a, /)", unaryFunction<absolutePy>, "abs(a)."},
    {"inv", "(a, /)", unaryFunction<invertPy>, "~a."},
    {"invert", "(a, /)", unaryFunction<invertPy>, "~a."},
    {"index", "(a, /)", indexFunction, "a.__index__()."},
    {"not_", "(a, /)", notFunction, "not a."},
    {"iadd", "(a, b, /)", inplaceFunction<BinaryOp::Add>, "a += b."},
    {"isub", "(a, b, /)", inplaceFunction<BinaryOp::Subtract>, "a -= b."},
    {"imul", "(a, b, /)", inplaceFunction<BinaryOp::Multiply>, "a *= b."},
    {"imatmul", "(a, b, /)", inplaceFunction<BinaryOp::Matmul>, "a @= b."},
    {"ifloordiv", "(a, b, /)", inplaceFunction<BinaryOp::FloorDivide>, "a //= b."},
    {"itruediv", "(a, b, /)", inplaceFunction<BinaryOp::TrueDivide>, "a /= b."},
    {"imod", "(a, b, /)", inplaceFunction<BinaryOp::Modulo>, "a %= b."},
    {"ipow", "(a, b, /)", inplaceFunction<BinaryOp::Power>, "a **= b."},
    {"ilshift", "(a, b, /)", inplaceFunction<BinaryOp::Lshift>, "a <<= b."},
    {"irshift", "(a, b, /)", inplaceFunction<BinaryOp::Rshift>, "a >>= b."},
    {"iand", "(a, b, /)", inplaceFunction<BinaryOp::And>, "a &= b."},
    {"ixor", "(a, b, /)", inplaceFunction<BinaryOp::Xor>, "a ^= b."},
    {"ior", "(a, b, /)", inplaceFunction<BinaryOp::Or>, "a |= b."},
    {"concat", "(a, b, /)", concatFunction<false>, "a + b, for sequences."},
    {"iconcat", "(a, b, /)", concatFunction<true>, "a += b, for sequences."},
    {"getitem", "(a, b, /)", getItemFunction, "a[b]."},
    {"setitem", "(a, b, c, /)", setItemFunction, "a[b] = c."},
    {"delitem", "(a, b, /)", deleteItemFunction, "del a[b]."},
    {"lt", "(a, b, /)", compareFunction<CompareOp::Lt>, "a < b."},
    {"le", "(a, b, /)", compareFunction<CompareOp::Le>, "a <= b."},
    {"eq", "(a, b, /)", compareFunction<CompareOp::Eq>, "a == b."},
    {"ne", "(a, b, /)", compareFunction<CompareOp::Ne>, "a != b."},
    {"gt", "(a, b, /)", compareFunction<CompareOp::Gt>, "a > b."},
    {"ge", "(a, b, /)", compareFunction<CompareOp::Ge>, "a >= b."},
    {"length_hint", "(obj, default=0, /)", lengthHint,
     "An estimate of the number of items, for preallocation: len(), __length_hint__() or the default."},
    {"call", "(obj, /, *args, **kwargs)", callFunction, "obj(*args, **kwargs)."},
    {"_compare_digest", "(a, b, /)", compareDigest,
     "a == b in a time that does not tell where they differ, for bytes-like objects and ASCII strings."},
};

bool init(Thread* t, Module* m) {
  return moduleAddType(t, m, itemGetterSpec) && moduleAddType(t, m, attrGetterSpec) && moduleAddType(t, m, methodCallerSpec);
}

}  // namespace

extern const ModuleSpec operatorModule = {"_operator", kFunctions, "Python's operators as functions.", init};

}  // namespace typhon
