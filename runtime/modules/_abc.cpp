// _abc: what abc.ABCMeta does natively: abstract methods, registries, caches of subclass checks. Follows CPython's _abc.c.
//
// Registries and caches hold classes weakly: dicts from the address of a class to an internal weak reference to it. An entry
// whose class has died is empty, and is taken for absent.
#include "frontend/bytecode/code_unit.h"
#include "runtime/exec/frame.h"
#include "runtime/exec/tracing.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/abc_cache.h"
#include "runtime/modules/import_system.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/native_function.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

struct AbcData : Object {
  Dict* registry;
  Dict* cache;
  Dict* negativeCache;
  uint64_t negativeVersion;
};

namespace {

uint64_t invalidationCounter = 0;
Type* dataType = nullptr;
Str* implName = nullptr;  // "_abc_impl"

// ABCMeta.__instancecheck__, once it has called _abc_instancecheck and was found to do nothing else: what isinstance() need not
// call where the caches know the answer.
Code* instanceCheckCode = nullptr;
Dict* instanceCheckGlobals = nullptr;
Cell* instanceCheckCell = nullptr;  // the global that it calls

// What a class knows, where nothing but its own attribute can stand behind the name; else null.
AbcData* plainDataOf(Type* cls) {
  Value v = typeLookup(cls, implName);
  if (!isa<AbcData>(v) || typeOf(cls)->slots.getAttribute != types::type->slots.getAttribute) return nullptr;
  return typeLookup(typeOf(cls), implName).isUnbound() ? v.as<AbcData>() : nullptr;
}

AbcData* dataOf(Thread* t, Value cls) {
  if (isa<Type>(cls))
    if (AbcData* data = plainDataOf(cls.as<Type>())) return data;
  Value v = TRY(getAttrPy(t, cls, implName));
  if (!isa<AbcData>(v)) return raise(t, exc::TypeError, "_abc_impl is set to a wrong type");
  return v.as<AbcData>();
}

Value keyOf(Value cls) { return Value::smallInt(static_cast<int64_t>(cls.bits() >> 3)); }

bool contains(Thread* t, Dict* set, Value cls, bool* found) {
  *found = false;
  if (!set || !cls.isObject()) return true;
  Value v = TRY(dictGetPy(t, set, keyOf(cls)));
  *found = !v.isUnbound() && v.as<WeakRef>()->referent == cls;
  return true;
}

bool add(Thread* t, AbcData* owner, Dict*& set, Value cls) {
  if (!set) {
    Dict* made = TRY(makeDict(t));
    set = made;
    writeBarrier(owner);
  }
  WeakRef* ref = TRY(makePlainWeakReference(t, cls.asObject()));
  return dictSetPy(t, set, keyOf(cls), Value(ref));
}

bool addResult(Thread* t, AbcData* data, Value cls, bool positive) {
  return add(t, data, positive ? data->cache : data->negativeCache, cls);
}

// The living classes of a registry.
List* living(Thread* t, Dict* set) {
  List* out = TRY(makeList(t));
  size_t position = 0;
  Value key, v;
  while (set && dictNext(set, &position, &key, &v)) {
    Value referent = v.as<WeakRef>()->referent;
    if (!referent.isUnbound()) TRY(listAppend(t, out, referent));
  }
  return out;
}

// --- abstract methods

bool computeAbstractMethods(Thread* t, Value self) {
  Set* abstracts = TRY(makeSet(t, true));
  Value ns = TRY(getAttrPy(t, self, names::__dict__));
  Value items = TRY(callMethodPy(t, ns, names::items));
  List* pairs = TRY(toListPy(t, items));
  for (size_t i = 0; i < pairs->length; ++i) {
    auto* pair = listItem(pairs, i).as<Tuple>();
    bool abstract;
    if (!isAbstractObjectPy(t, pair->items[1], &abstract)) return false;
    if (abstract) TRY(setAddPy(t, abstracts, pair->items[0]));
  }
  Value bases = TRY(getAttrPy(t, self, names::__bases__));
  if (!isa<Tuple>(bases)) return raise(t, exc::TypeError, "__bases__ is not tuple");
  for (size_t i = 0; i < bases.as<Tuple>()->length; ++i) {
    Value inherited = TRY(findAttrPy(t, bases.as<Tuple>()->items[i], names::__abstractmethods__));
    if (inherited.isUnbound()) continue;
    List* keys = TRY(toListPy(t, inherited));
    for (size_t k = 0; k < keys->length; ++k) {
      Value key = listItem(keys, k);
      if (!isa<Str>(key)) continue;
      Value v = TRY(findAttrPy(t, self, key.as<Str>()));
      if (v.isUnbound()) continue;
      bool abstract;
      if (!isAbstractObjectPy(t, v, &abstract)) return false;
      if (abstract) TRY(setAddPy(t, abstracts, key));
    }
  }
  return setAttrPy(t, self, names::__abstractmethods__, Value(abstracts));
}

constexpr int64_t kSequenceFlag = 1 << 5, kMappingFlag = 1 << 6;

// Pattern matching looks at the flag: classes registered with Sequence or Mapping get it, and what derives from them.
void setPatternFlag(Type* type, uint32_t flags) {
  if (type->typeFlags & flags) return;
  if (type->typeFlags & kNativeType) return;
  type->typeFlags = (type->typeFlags & ~uint32_t{kSequencePattern | kMappingPattern}) | flags;
  forEachSubclass(type, [&](Type* sub) { setPatternFlag(sub, flags); });
}

Value abcInit(Thread* t, Value* args, size_t) {
  Value self = args[0];
  TRY(computeAbstractMethods(t, self));
  auto* data = TRY(allocate<AbcData>(t, dataType));
  data->negativeVersion = invalidationCounter;
  TRY(setAttrPy(t, self, implName, Value(data)));
  if (!isa<Type>(self)) return Value::none();
  Type* cls = self.as<Type>();
  Str* flagsName = TRY(internStr(t, "__abc_tpflags__"));
  Value flags = typeGetOwn(cls, flagsName);
  if (!flags.isUnbound()) {
    if (flags.isSmallInt()) {
      int64_t bits = flags.asSmallInt() & (kSequenceFlag | kMappingFlag);
      if (bits == (kSequenceFlag | kMappingFlag))
        return raise(t, exc::TypeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
      if (bits) setPatternFlag(cls, bits == kSequenceFlag ? kSequencePattern : kMappingPattern);
    }
    TRY(typeSetOwn(t, cls, flagsName, Value::unbound()));
  }
  return Value::none();
}

Value abcRegister(Thread* t, Value* args, size_t) {
  Value self = args[0], subclass = args[1];
  if (!isa<Type>(subclass)) return raise(t, exc::TypeError, "Can only register classes");
  if (TRY(isSubclassPy(t, subclass, self))) return subclass;
  if (TRY(isSubclassPy(t, self, subclass))) return raise(t, exc::RuntimeError, "Refusing to create an inheritance cycle");
  AbcData* data = TRY(dataOf(t, self));
  TRY(add(t, data, data->registry, subclass));
  ++invalidationCounter;
  if (isa<Type>(self)) {
    uint32_t flags = self.as<Type>()->typeFlags & (kSequencePattern | kMappingPattern);
    if (flags) setPatternFlag(subclass.as<Type>(), flags);
  }
  return subclass;
}

// --- checks

Value subclassCheck(Thread* t, Value self, Value subclass) {
  if (!isa<Type>(subclass)) return raise(t, exc::TypeError, "issubclass() arg 1 must be a class");
  AbcData* data = TRY(dataOf(t, self));
  bool found;
  TRY(contains(t, data->cache, subclass, &found));
  if (found) return Value::boolean(true);
  if (data->negativeVersion < invalidationCounter) {
    if (data->negativeCache) dictClear(data->negativeCache);
    data->negativeVersion = invalidationCounter;
  } else {
    TRY(contains(t, data->negativeCache, subclass, &found));
    if (found) return Value::boolean(false);
  }
  Value answer = TRY(callMethodPy(t, self, names::__subclasshook__, {subclass}));
  if (answer.isBool()) {
    TRY(addResult(t, data, subclass, answer.isTrue()));
    return answer;
  }
  if (answer != notImplemented)
    return raise(t, exc::AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
  if (isa<Type>(self) && isSubtype(subclass.as<Type>(), self.as<Type>())) {
    TRY(addResult(t, data, subclass, true));
    return Value::boolean(true);
  }
  List* registered = TRY(living(t, data->registry));
  for (size_t i = 0; i < registered->length; ++i) {
    if (!TRY(isSubclassPy(t, subclass, listItem(registered, i)))) continue;
    TRY(addResult(t, data, subclass, true));
    return Value::boolean(true);
  }
  Str* subclassesName = TRY(internStr(t, "__subclasses__"));
  Value subclasses = TRY(callMethodPy(t, self, subclassesName));
  if (!isa<List>(subclasses)) return raise(t, exc::TypeError, "__subclasses__() must return a list");
  for (size_t i = 0; i < subclasses.as<List>()->length; ++i) {
    if (!TRY(isSubclassPy(t, subclass, listItem(subclasses.as<List>(), i)))) continue;
    TRY(addResult(t, data, subclass, true));
    return Value::boolean(true);
  }
  TRY(addResult(t, data, subclass, false));
  return Value::boolean(false);
}
Value abcSubclassCheck(Thread* t, Value* args, size_t) { return subclassCheck(t, args[0], args[1]); }

// Whether `v.__class__` is its type for certain.
bool hasPlainClass(Value v) {
  Type* type = typeOf(v);
  return type->slots.getAttribute == types::object->slots.getAttribute &&
         typeLookup(type, names::__class__) == typeLookup(types::object, names::__class__);
}

// Whether the code is that of `def f(cls, instance): return _abc_instancecheck(cls, instance)`.
bool forwardsToInstanceCheck(const Code* code) {
  using bytecode::Op;
  constexpr Op kBody[] = {Op::ENTER, Op::LOAD_GLOBAL, Op::MOVE, Op::MOVE, Op::CALL, Op::RETURN};
  const bytecode::CodeUnit& unit = **code->unit;
  if (!code->simpleArguments || code->argCount != 2 || code->localCount != 2) return false;
  size_t n = 0;
  uint32_t callee = 0;
  for (uint32_t pc = 0; pc < unit.code.size(); ++n) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    if (n == std::size(kBody) || d.op != kBody[n]) return false;
    uint32_t first = callee + bytecode::kFrameHeaderWords;
    if (n == 1) callee = d.a;
    if (n == 2 && (d.a != first || d.b != 0)) return false;
    if (n == 3 && (d.a != first + 1 || d.b != 1)) return false;
    if (n == 4 && (d.b != callee || d.c != 2)) return false;
    pc += d.words;
  }
  return n == std::size(kBody);
}

bool isInstanceCheck(Value v);  // the native function itself

// Notes the function that has called _abc_instancecheck.
void noteInstanceCheck(const Frame* caller) {
  if (instanceCheckCode || !caller || !caller->function || !forwardsToInstanceCheck(caller->code)) return;
  Dict* globals = caller->function->globals;
  Cell* cell = globals->cells ? dictCell(globals, caller->code->names->items[0].as<Str>()) : nullptr;
  if (!cell || !isInstanceCheck(cell->value)) return;
  instanceCheckCode = caller->code;
  instanceCheckGlobals = globals;
  instanceCheckCell = cell;
}

Value abcInstanceCheck(Thread* t, Value* args, size_t) {
  Value self = args[0], instance = args[1];
  noteInstanceCheck(t->frame);
  AbcData* data = TRY(dataOf(t, self));
  Value subclass = hasPlainClass(instance) ? Value(typeOf(instance)) : TRY(getAttrPy(t, instance, names::__class__));
  bool found;
  TRY(contains(t, data->cache, subclass, &found));
  if (found) return Value::boolean(true);
  Value subtype(typeOf(instance));
  if (subtype == subclass) {
    if (data->negativeVersion == invalidationCounter) {
      TRY(contains(t, data->negativeCache, subclass, &found));
      if (found) return Value::boolean(false);
    }
    return callMethodPy(t, self, names::__subclasscheck__, {subclass});
  }
  Value answer = TRY(callMethodPy(t, self, names::__subclasscheck__, {subclass}));
  if (TRY(truthPy(t, answer))) return answer;
  return callMethodPy(t, self, names::__subclasscheck__, {subtype});
}

bool isInstanceCheck(Value v) { return isa<NativeFunction>(v) && v.as<NativeFunction>()->def->fn == abcInstanceCheck; }

// --- tools

Value getCacheToken(Thread* t, Value*, size_t) { return makeUnsigned(t, invalidationCounter); }

Value resetRegistry(Thread* t, Value* args, size_t) {
  AbcData* data = TRY(dataOf(t, args[0]));
  if (data->registry) dictClear(data->registry);
  return Value::none();
}
Value resetCaches(Thread* t, Value* args, size_t) {
  AbcData* data = TRY(dataOf(t, args[0]));
  if (data->cache) dictClear(data->cache);
  if (data->negativeCache) dictClear(data->negativeCache);
  return Value::none();
}

// A set of real weak references.
Value referenceSet(Thread* t, Dict* classes) {
  Str* name = TRY(internStr(t, "_weakref"));
  Value module = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
  Value ref = TRY(getAttrPy(t, module, "ref"));
  Set* out = TRY(makeSet(t));
  List* all = TRY(living(t, classes));
  for (size_t i = 0; i < all->length; ++i) {
    Value r = TRY(callPy(t, ref, {listItem(all, i)}));
    TRY(setAddPy(t, out, r));
  }
  return Value(out);
}
Value getDump(Thread* t, Value* args, size_t) {
  AbcData* data = TRY(dataOf(t, args[0]));
  Value registry = TRY(referenceSet(t, data->registry));
  Value cache = TRY(referenceSet(t, data->cache));
  Value negative = TRY(referenceSet(t, data->negativeCache));
  Value version = TRY(makeUnsigned(t, data->negativeVersion));
  Tuple* out = TRY(makeTuple(t, {registry, cache, negative, version}));
  return Value(out);
}

Value dataCreate(Thread* t, Type* cls, const Args&) {
  auto* data = TRY(allocate<AbcData>(t, cls));
  data->negativeVersion = invalidationCounter;
  return Value(data);
}
const TypeSpec dataSpec = {
    .name = "_abc._abc_data",
    .kind = Kind::AbcData,
    .slots = {.create = dataCreate},
    .doc = "Internal state held by ABC machinery.",
};

const NativeDef functions[] = {
    {"get_cache_token", "()", getCacheToken,
     "The present cache token: an object that compares unequal to earlier ones after any class has registered a virtual "
     "subclass."},
    {"_abc_init", "(self, /)", abcInit, "Sets up the registry and caches of a new abstract class (for the abc module only)."},
    {"_abc_register", "(self, subclass, /)", abcRegister, "Registers a virtual subclass (for the abc module only)."},
    {"_abc_instancecheck", "(self, instance, /)", abcInstanceCheck,
     "isinstance() for an abstract class (for the abc module only)."},
    {"_abc_subclasscheck", "(self, subclass, /)", abcSubclassCheck,
     "issubclass() for an abstract class (for the abc module only)."},
    {"_get_dump", "(self, /)", getDump,
     "What is known of a class: its registry, its two caches and the version of the negative one, as copies. "
     "ABC._dump_registry() prints it."},
    {"_reset_registry", "(self, /)", resetRegistry, "Forgets the registry of a class; meant for tests."},
    {"_reset_caches", "(self, /)", resetCaches, "Forgets both caches of a class; meant for tests."},
};

bool initAbc(Thread* t, Module* m) {
  dataType = TRY(moduleAddType(t, m, dataSpec));
  implName = TRY(internStr(t, "_abc_impl"));
  addRoot(&dataType);
  addRoot(&implName);
  addRoot(&instanceCheckCode);
  addRoot(&instanceCheckGlobals);
  addRoot(&instanceCheckCell);
  return true;
}

}  // namespace

bool abcKnowsInstance(Thread* t, Type* cls, Value check, Value v, bool* answer) {
  if (!isa<Function>(check) || !instanceCheckCode) return false;
  auto* f = check.as<Function>();
  if (f->code != instanceCheckCode || f->globals != instanceCheckGlobals || !isInstanceCheck(instanceCheckCell->value) ||
      isTraced(t))
    return false;
  AbcData* data = plainDataOf(cls);
  if (!data || !hasPlainClass(v)) return false;
  Value type(typeOf(v));
  if (!contains(t, data->cache, type, answer)) return false;
  if (*answer) return true;
  bool found = false;
  if (data->negativeVersion == invalidationCounter && !contains(t, data->negativeCache, type, &found)) return false;
  return found;
}

extern const ModuleSpec abcModule;
const ModuleSpec abcModule = {"_abc", functions, "What abc.ABCMeta needs in native code.", initAbc};

size_t sizeOf_AbcData(const Object*) { return sizeof(AbcData); }
void trace_AbcData(Object* o, Tracer& tracer) {
  auto* data = static_cast<AbcData*>(o);
  tracer.visit(data->registry);
  tracer.visit(data->cache);
  tracer.visit(data->negativeCache);
}

}  // namespace typhon
