// The _collections module: defaultdict, _tuplegetter, _count_elements. (deque: deque.cpp; OrderedDict: ordered_dict.cpp.)
#include "runtime/modules/collections.h"

#include "runtime/memory/roots.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/dict_views.h"
#include "runtime/types/function.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

size_t sizeOf_TupleGetter(const Object*) { return sizeof(TupleGetter); }
void trace_TupleGetter(Object* o, Tracer& tracer) { tracer.visit(static_cast<TupleGetter*>(o)->doc); }

namespace collections {

Type* defaultDictType;

namespace {

Dict* self(Value v) { return v.as<Dict>(); }

// The native function that an attribute of the class is, or null.
NativeFn nativeAttribute(Type* type, Str* name) {
  Value v = typeLookup(type, name);
  return isa<NativeFunction>(v) ? v.as<NativeFunction>()->def->fn : nullptr;
}

// --- defaultdict: a dict whose `extra` is the factory

Value factoryOf(Dict* d) { return d->extra.isUnbound() ? Value::none() : d->extra; }

Value defaultDictCreate(Thread* t, Type* cls, const Args&) {
  auto* d = TRY(allocate<Dict>(t, cls));
  d->extra = Value::unbound();
  return d;
}

bool defaultDictInit(Thread* t, Value v, const Args& args) {
  Dict* d = self(v);
  Value factory = Value::unbound();
  Args rest = args;
  if (args.positional) {
    factory = args[0];
    if (!factory.isNone() && !isCallable(factory)) return raise(t, exc::TypeError, "first argument must be callable or None");
    ++rest.values;
    --rest.positional;
  }
  d->extra = factory;
  writeBarrier(d);
  return types::dict->slots.init(t, v, rest);
}

Value defaultFor(Thread* t, Value v, Value key) {
  Dict* d = self(v);
  Value factory = factoryOf(d);
  if (factory.isNone()) return raiseWith(t, exc::KeyError, key);
  Value made = TRY(callPy(t, factory));
  TRY(setItemPy(t, v, key, made));
  return made;
}

Value missingMethod(Thread* t, Value* args, size_t) { return defaultFor(t, args[0], args[1]); }

Value defaultDictGetItem(Thread* t, Value v, Value key) {
  Value found = TRY(dictGetPy(t, self(v), key));
  if (!found.isUnbound()) return found;
  if (typeOf(v) == defaultDictType || hasPlainMissing(typeOf(v))) return defaultFor(t, v, key);
  Value missing = TRY(lookupSpecialPy(t, v, names::__missing__));
  if (missing.isUnbound()) return raiseWith(t, exc::KeyError, key);
  return callPy(t, missing, {key});
}

Value defaultDictRepr(Thread* t, Value v) {
  Value items = TRY(dictReprPy(t, v));
  StrBuilder out(t);
  TRY(out.add(typeOf(v)->name));
  TRY(out.add('('));
  {
    // A factory that shows the dict again (a bound method of it) is cut.
    Value factory = factoryOf(self(v));
    Object* marked = factory.isObject() ? factory.asObject() : v.asObject();
    ReprGuard guard(t, marked);
    if (guard.nested()) {
      TRY(out.add("..."));
    } else {
      Str* shown = TRY(reprPy(t, factory));
      TRY(out.add(shown));
    }
  }
  TRY(out.add(", "));
  TRY(out.add(items.as<Str>()));
  TRY(out.add(')'));
  return TRY(out.finish());
}

Value defaultDictCopy(Thread* t, Value* args, size_t) { return callPy(t, typeOf(args[0]), {factoryOf(self(args[0])), args[0]}); }

Value defaultDictReduce(Thread* t, Value* args, size_t) {
  Value factory = factoryOf(self(args[0]));
  Tuple* arguments = factory.isNone() ? emptyTuple() : TRY(makeTuple(t, {factory}));
  Value items = TRY(callMethodPy(t, args[0], names::items));
  Value iterator = TRY(iterPy(t, items));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments), Value::none(), Value::none(), iterator}));
}

Value defaultDictOr(Thread* t, Value a, Value b) {
  // The class and factory of the left operand, or of the right one where only that is a defaultdict.
  Value model = isInstance(a, defaultDictType) ? a : b;
  if (!isa<Dict>(a) || !isa<Dict>(b)) return notImplemented;
  Value made = TRY(callPy(t, typeOf(model), {factoryOf(self(model)), a}));
  if (!isa<Dict>(made)) return raise(t, exc::TypeError, "unsupported operand");
  TRY(dictUpdatePy(t, self(made), b));
  return made;
}

const NativeDef kDefaultDictMethods[] = {
    {"__missing__", "(self, key, /)", missingMethod,
     "Called for a key that is not there: stores and returns what default_factory gives; KeyError without one."},
    {"copy", "(self, /)", defaultDictCopy, "A new defaultdict of the same items and factory."},
    {"__copy__", "(self, /)", defaultDictCopy, "A new defaultdict of the same items and factory."},
    {"__reduce__", "(self, /)", defaultDictReduce, "What pickle needs."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "defaultdict[str, int] as an annotation.", NativeDef::kClassMethod},
};
const MemberDef kDefaultDictMembers[] = {
    {"default_factory", offsetof(Dict, extra), MemberDef::kNoneIfUnbound, "What is called for the value of a missing key."},
};

// --- _tuplegetter

Value getterNew(Thread* t, Value* args, size_t) {
  int64_t index = TRY(countArgumentPy(t, args[1]));
  auto* g = TRY(allocate<TupleGetter>(t, args[0].as<Type>()));
  g->index = index;
  g->doc = args[2];
  return g;
}

Value getterGet(Thread* t, Value v, Value instance, Value) {
  auto* g = v.as<TupleGetter>();
  if (instance.isUnbound() || instance.isNone()) return v;
  if (!isa<Tuple>(instance))
    return raise(t, exc::TypeError, "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object", g->index,
                 typeName(instance));
  auto* tuple = instance.as<Tuple>();
  if (static_cast<uint64_t>(g->index) >= tuple->length) return raise(t, exc::IndexError, "tuple index out of range");
  return tuple->items[g->index];
}

bool getterSet(Thread* t, Value, Value, Value v) {
  return raise(t, exc::AttributeError, "{}", v.isUnbound() ? "can't delete attribute" : "can't set attribute");
}

Value getterRepr(Thread* t, Value v) {
  auto* g = v.as<TupleGetter>();
  Str* doc = TRY(reprPy(t, g->doc));
  StrBuilder out(t);
  TRY(out.add(typeOf(v)->name));
  TRY(out.add('('));
  TRY(out.add(std::to_string(g->index)));
  TRY(out.add(", "));
  TRY(out.add(doc));
  TRY(out.add(')'));
  return TRY(out.finish());
}

Value getterReduce(Thread* t, Value* args, size_t) {
  auto* g = args[0].as<TupleGetter>();
  Tuple* arguments = TRY(makeTuple(t, {Value::smallInt(g->index), g->doc}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments)}));
}

const NativeDef kGetterNew = {"__new__", "(cls, index, doc, /)", getterNew, nullptr};
const NativeDef kGetterMethods[] = {{"__reduce__", "(self, /)", getterReduce, "What pickle needs."}};
const MemberDef kGetterMembers[] = {{"__doc__", offsetof(TupleGetter, doc), MemberDef::kWritable, nullptr}};

// --- _count_elements

// A str that has been counted among strs, with a small number: looked up once. False: otherwise.
bool countOneMore(Dict* d, Value key) {
  if (!isExact(key, kShapeOf_str) || !d->table || !d->table->allStr || d->cells) return false;
  DictEntry* e = dictFindStr(d->table, key.as<Str>());
  if (!e || !e->value.isSmallInt() || e->value.asSmallInt() >= Value::kSmallIntMax) return false;
  e->value = Value::smallInt(e->value.asSmallInt() + 1);
  return true;
}

// mapping[item] += 1 for the items of the iterable.
Value countElements(Thread* t, Value* args, size_t) {
  Value mapping = args[0];
  Iteration it(t);
  if (!it.startPy(args[1])) return Value::error();
  Type* type = typeOf(mapping);
  static NativeFn dictGet = nullptr;
  if (!dictGet) dictGet = nativeAttribute(types::dict, names::get);
  // The method, not the slot, which a class that only has a __delitem__ (Counter) replaces as well.
  bool plain = isa<Dict>(mapping) && typeLookup(type, names::__setitem__) == typeLookup(types::dict, names::__setitem__) &&
               nativeAttribute(type, names::get) == dictGet;
  Value one = Value::smallInt(1);
  Value get;
  if (!plain) get = TRY(getAttrPy(t, mapping, names::get));
  while (true) {
    Value key = TRY(it.nextPy());
    if (key.isUnbound()) return Value::none();
    if (plain && countOneMore(self(mapping), key)) continue;
    if (plain) {
      int64_t hash = TRY(hashFastPy(t, key));
      Value old = TRY(dictGetHashedPy(t, self(mapping), key, hash));
      Value count = old.isUnbound()                                              ? one
                    : old.isSmallInt() && old.asSmallInt() < Value::kSmallIntMax ? Value::smallInt(old.asSmallInt() + 1)
                                                                                 : TRY(binaryPy(t, BinaryOp::Add, old, one));
      TRY(dictSetHashedPy(t, self(mapping), key, count, hash));
    } else {
      Value old = TRY(callPy(t, get, {key, Value::smallInt(0)}));
      Value count = TRY(binaryPy(t, BinaryOp::Add, old, one));
      TRY(setItemPy(t, mapping, key, count));
    }
  }
}

const NativeDef kFunctions[] = {
    {"_count_elements", "(mapping, iterable, /)", countElements, "Count the items of the iterable in the mapping."},
};

bool initModule(Thread* t, Module* m) {
  struct Row {
    const TypeSpec& spec;
    Type** type;
    bool visible;
  };
  static Type* tupleGetterType;
  const Row rows[] = {
      {dequeSpec, &dequeType, true},
      {defaultDictSpec, &defaultDictType, true},
      {orderedDictSpec, &orderedDictType, true},
      {dequeIteratorSpec, &dequeIteratorType, true},
      {dequeReverseIteratorSpec, &dequeReverseIteratorType, true},
      {tupleGetterSpec, &tupleGetterType, true},
      {orderedKeysSpec, &orderedKeysType, false},
      {orderedValuesSpec, &orderedValuesType, false},
      {orderedItemsSpec, &orderedItemsType, false},
      {orderedIteratorSpec, &orderedIteratorType, false},
  };
  static bool rooted = false;
  if (!rooted) {
    for (const Row& row : rows) addRoot(row.type);
    rooted = true;
  }
  for (const Row& row : rows) {
    Type* type = row.visible ? TRY(moduleAddType(t, m, row.spec)) : TRY(makeNativeType(t, row.spec));
    *row.type = type;
  }
  return true;
}

}  // namespace

bool hasPlainMissing(Type* type) { return nativeAttribute(type, names::__missing__) == missingMethod; }

const TypeSpec defaultDictSpec = {
    .name = "collections.defaultdict",
    .base = &types::dict,
    .kind = Kind::Dict,
    .flags = kBaseType | kWeakReferable,
    .slots = {.repr = defaultDictRepr,
              .create = defaultDictCreate,
              .init = defaultDictInit,
              .or_ = defaultDictOr,
              .getItem = defaultDictGetItem},
    .methods = kDefaultDictMethods,
    .members = kDefaultDictMembers,
    .doc =
        "defaultdict(default_factory=None, /, [...])\n\nDict that calls default_factory for the value of a key that is not "
        "there. The other "
        "arguments are those of dict.",
};
const TypeSpec tupleGetterSpec = {
    .name = "collections._tuplegetter",
    .kind = Kind::TupleGetter,
    .slots = {.repr = getterRepr, .descriptorGet = getterGet, .descriptorSet = getterSet},
    .methods = kGetterMethods,
    .members = kGetterMembers,
    .create = &kGetterNew,
};

}  // namespace collections

extern const ModuleSpec collectionsModule = {"_collections", collections::kFunctions,
                                             "Native container types of the collections module.", collections::initModule};

}  // namespace typhon
