// _functools: partial, reduce, cmp_to_key. (lru_cache's wrapper: lru_cache.cpp.)
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/lru_cache.h"
#include "runtime/object/type.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/direct.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

struct Partial : Object {
  Value function;
  Value args;      // tuple
  Value keywords;  // dict
};
struct KeyWrapper : Object {
  Value compare;
  Value object;  // Unbound in the factory that cmp_to_key() returns
};

size_t sizeOf_Partial(const Object*) { return sizeof(Partial); }
void trace_Partial(Object* o, Tracer& tracer) {
  auto p = static_cast<Partial*>(o);
  tracer.visit(p->function);
  tracer.visit(p->args);
  tracer.visit(p->keywords);
}
size_t sizeOf_KeyWrapper(const Object*) { return sizeof(KeyWrapper); }
void trace_KeyWrapper(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<KeyWrapper*>(o)->compare);
  tracer.visit(static_cast<KeyWrapper*>(o)->object);
}

namespace {

// --- partial

Type* partialType = nullptr;

Tuple* concatTuples(Thread* t, const Tuple* a, const Value* more, size_t count) {
  Tuple* all = TRY(makeTuple(t, a->length + count));
  for (size_t i = 0; i < a->length; ++i) all->items[i] = a->items[i];
  for (size_t i = 0; i < count; ++i) all->items[a->length + i] = more[i];
  return all;
}

Value partialNew(Thread* t, Value* args, size_t argc) {
  // cls, **keywords, *args
  if (argc < 3) return raise(t, exc::TypeError, "type 'partial' takes at least one argument");
  Value function = args[2];
  if (!isCallable(function)) return raise(t, exc::TypeError, "the first argument must be callable");
  auto keywords = args[1].as<Dict>();
  const Value* given = args + 3;
  size_t count = argc - 3;
  Tuple* positional;
  Value dict = Value::unbound();
  // A partial of a partial without attributes of its own is flattened.
  if (isa<Partial>(function) && typeOf(function) == partialType && args[0].as<Type>() == partialType) {
    dict = TRY(instanceDict(t, function));
    if (!dict.isUnbound() && isa<Dict>(dict) && dict.as<Dict>()->used == 0) {
      auto inner = function.as<Partial>();
      positional = TRY(concatTuples(t, inner->args.as<Tuple>(), given, count));
      Dict* merged = TRY(dictCopy(t, inner->keywords.as<Dict>()));
      if (!dictMergePy(t, merged, keywords)) return Value::error();
      keywords = merged;
      function = inner->function;
    } else {
      positional = TRY(makeTuple(t, given, count));
    }
  } else {
    positional = TRY(makeTuple(t, given, count));
  }
  Partial* p = TRY(allocate<Partial>(t, args[0].as<Type>()));
  p->function = function;
  p->args = positional;
  p->keywords = keywords;
  return p;
}

Value partialCall(Thread* t, Value self, const Args& args) {
  auto p = self.as<Partial>();
  auto bound = p->args.as<Tuple>();
  auto keywords = p->keywords.as<Dict>();
  if (keywords->used == 0) {
    // The given values go behind the bound ones; keyword names stay as they are.
    size_t total = bound->length + args.total();
    constexpr size_t kInline = 12;
    if (total <= kInline) {
      Value values[kInline];
      for (size_t i = 0; i < bound->length; ++i) values[i] = bound->items[i];
      for (size_t i = 0; i < args.total(); ++i) values[bound->length + i] = args[i];
      return callPy(t, p->function, Args{values, bound->length + args.positional, args.keywords});
    }
    Tuple* values = TRY(concatTuples(t, bound, args.values, args.total()));
    return callPy(t, p->function, Args{values->items, bound->length + args.positional, args.keywords});
  }
  Tuple* positional = TRY(concatTuples(t, bound, args.values, args.positional));
  if (args.keywords && args.keywords->length) {
    keywords = TRY(dictCopy(t, keywords));
    for (size_t i = 0; i < args.keywords->length; ++i)
      if (!dictSetPy(t, keywords, args.keywords->items[i], args[args.positional + i])) return Value::error();
  }
  return callExPy(t, p->function, positional, keywords);
}

Value partialRepr(Thread* t, Value self) {
  auto p = self.as<Partial>();
  ReprGuard guard(t, p);
  if (guard.nested()) {
    Str* dots = TRY(internStr(t, "..."));
    return dots;
  }
  StrBuilder builder(t);
  const char* name = typeOf(self) == partialType ? "functools.partial" : nullptr;
  if (name ? !builder.add(name) : !builder.add(typeOf(self)->qualifiedName)) return Value::error();
  Str* s = TRY(reprPy(t, p->function));
  if (!builder.add("(") || !builder.add(s)) return Value::error();
  auto args = p->args.as<Tuple>();
  for (size_t i = 0; i < args->length; ++i) {
    s = TRY(reprPy(t, args->items[i]));
    if (!builder.add(", ") || !builder.add(s)) return Value::error();
  }
  size_t position = 0;
  Value key, value;
  while (dictNext(p->keywords.as<Dict>(), &position, &key, &value)) {
    Str* keyText = TRY(strPy(t, key));
    s = TRY(reprPy(t, value));
    if (!builder.add(", ") || !builder.add(keyText) || !builder.add("=") || !builder.add(s)) return Value::error();
  }
  if (!builder.add(")")) return Value::error();
  s = TRY(builder.finish());
  return s;
}

Value partialReduce(Thread* t, Value* args, size_t) {
  auto p = args[0].as<Partial>();
  Value dict = TRY(instanceDict(t, args[0]));
  if (dict.isUnbound() || (isa<Dict>(dict) && dict.as<Dict>()->used == 0)) dict = Value::none();
  Tuple* constructorArgs = TRY(makeTuple(t, {p->function}));
  Tuple* state = TRY(makeTuple(t, {p->function, p->args, p->keywords, dict}));
  Tuple* result = TRY(makeTuple(t, {Value(typeOf(args[0])), Value(constructorArgs), Value(state)}));
  return result;
}

Value partialSetState(Thread* t, Value* args, size_t) {
  auto p = args[0].as<Partial>();
  auto state = dynCast<Tuple>(args[1]);
  if (!state || state->length != 4 || !isCallable(state->items[0]) || !isa<Tuple>(state->items[1]) ||
      !(state->items[2].isNone() || isa<Dict>(state->items[2])))
    return raise(t, exc::TypeError, "invalid partial state");
  Value positional = state->items[1], keywords = state->items[2], attributes = state->items[3];
  if (typeOf(positional) != types::tuple) positional = TRY(toTuplePy(t, positional));
  if (keywords.isNone())
    keywords = TRY(makeDict(t));
  else if (typeOf(keywords) != types::dict)
    keywords = TRY(dictCopy(t, keywords.as<Dict>()));
  // The state's dict replaces what is there.
  Dict* dict = TRY(makeDict(t));
  if (!attributes.isNone() && !dictUpdatePy(t, dict, attributes)) return Value::error();
  if (!setInstanceDict(t, args[0], Value(dict))) return Value::error();
  p->function = state->items[0];
  p->args = positional;
  p->keywords = keywords;
  writeBarrier(p);
  return Value::none();
}

Value classGetItem(Thread* t, Value* args, size_t) { return makeGenericAlias(t, args[0], args[1]); }

constexpr NativeDef kPartialNew = {"__new__", "(cls, /, *args, **keywords)", partialNew, ""};
constexpr NativeDef kPartialMethods[] = {
    {"__reduce__", "(self, /)", partialReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", partialSetState, "Restores a pickled state."},
    {"__class_getitem__", "(cls, item, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};
constexpr MemberDef kPartialMembers[] = {
    {"func", offsetof(Partial, function), MemberDef::kReadOnly, "the function that will be called"},
    {"args", offsetof(Partial, args), MemberDef::kReadOnly, "tuple of arguments to future partial calls"},
    {"keywords", offsetof(Partial, keywords), MemberDef::kReadOnly, "the keyword arguments that are set"},
};
const TypeSpec partialSpec = {
    .name = "functools.partial",
    .kind = Kind::Partial,
    .flags = kBaseType | kHasInstanceDict | kWeakReferable,
    .slots = {.repr = partialRepr, .call = partialCall},
    .methods = kPartialMethods,
    .members = kPartialMembers,
    .create = &kPartialNew,
    .doc = "partial(func, *args, **keywords): a function with the given arguments and keywords already applied.",
};

// --- cmp_to_key

Type* keyWrapperType = nullptr;

Value makeKeyWrapper(Thread* t, Value compare, Value object) {
  KeyWrapper* k = TRY(allocate<KeyWrapper>(t, keyWrapperType));
  k->compare = compare;
  k->object = object;
  return k;
}

Value keyWrapperCall(Thread* t, Value self, const Args& args) {
  bool keyword = args.keywords && args.keywords->length;
  if (keyword) {
    if (args.positional == 0 && args.keywords->length == 1 && equals(args.keywords->items[0].as<Str>(), "obj"))
      return makeKeyWrapper(t, self.as<KeyWrapper>()->compare, args[0]);
    if (args.positional + args.keywords->length > 1)
      return raise(t, exc::TypeError, "K() takes at most 1 argument ({} given)", args.positional + args.keywords->length);
    if (args.positional == 0) return raise(t, exc::TypeError, "K() missing required argument 'obj' (pos 1)");
    return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for K()", toUtf8(args.keywords->items[0].as<Str>()));
  }
  if (args.positional == 0) return raise(t, exc::TypeError, "K() missing required argument 'obj' (pos 1)");
  if (args.positional > 1) return raise(t, exc::TypeError, "K() takes at most 1 argument ({} given)", args.positional);
  return makeKeyWrapper(t, self.as<KeyWrapper>()->compare, args[0]);
}

Value keyWrapperCompare(Thread* t, Value self, Value other, CompareOp op) {
  if (!isa<KeyWrapper>(other)) return raise(t, exc::TypeError, "other argument must be K instance");
  auto a = self.as<KeyWrapper>(), b = other.as<KeyWrapper>();
  if (a->object.isUnbound() || b->object.isUnbound()) return raise(t, exc::AttributeError, "object");
  Value order = TRY(callPy(t, a->compare, {a->object, b->object}));
  return comparePy(t, op, order, Value::smallInt(0));
}

constexpr MemberDef kKeyWrapperMembers[] = {
    {"obj", offsetof(KeyWrapper, object), MemberDef::kWritable, "Value wrapped by a key function."},
};
const TypeSpec keyWrapperSpec = {
    .name = "functools.KeyWrapper",
    .kind = Kind::KeyWrapper,
    .flags = kDisallowNew,
    .slots = {.hash = hashNotImplemented, .call = keyWrapperCall, .compare = keyWrapperCompare},
    .members = kKeyWrapperMembers,
};

Value cmpToKey(Thread* t, Value* args, size_t) { return makeKeyWrapper(t, args[0], Value::unbound()); }

// --- reduce

Value reduceFunction(Thread* t, Value* args, size_t) {
  Value function = args[0], result = args[2];
  Value iterator = iterPy(t, args[1]);
  if (iterator.isError()) {
    if (pendingIs(t, exc::TypeError)) {
      clearPending(t);
      return raise(t, exc::TypeError, "reduce() arg 2 must support iteration");
    }
    return iterator;
  }
  for (;;) {
    if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
      TRY(handlePollPy(t));
    Value item = TRY(nextFastPy(t, iterator));
    if (item.isUnbound()) break;
    if (result.isUnbound()) {
      result = item;
      continue;
    }
    Value arguments[] = {result, item};
    result = TRY(callDirectPy(t, function, arguments, 2));
  }
  if (result.isUnbound()) return raise(t, exc::TypeError, "reduce() of empty iterable with no initial value");
  return result;
}

constexpr NativeDef kFunctions[] = {
    {"reduce", "(function, iterable, initial=<absent>, /)", reduceFunction,
     "Applies a function of two arguments to the items of an iterable from left to right, so that they\nare reduced to one "
     "value: reduce(lambda x, y: x+y, [1, 2, 3, 4]) is ((1+2)+3)+4.\n\ninitial: placed before the items, and the result for "
     "an empty iterable."},
    {"cmp_to_key", "(mycmp)", cmpToKey, "A key function made of a comparison function in the old style."},
};

bool init(Thread* t, Module* m) {
  addRoot(&partialType);
  addRoot(&keyWrapperType);
  partialType = TRY(moduleAddType(t, m, partialSpec));
  keyWrapperType = TRY(makeNativeType(t, keyWrapperSpec));
  return moduleAddType(t, m, lruCacheSpec) != nullptr;
}

}  // namespace

extern const ModuleSpec functoolsModule = {"_functools", kFunctions, "Tools that operate on functions.", init};

}  // namespace typhon
