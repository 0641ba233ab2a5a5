// _weakref: references, proxies, and what the weakref module of the library needs besides. The collector's side is
// runtime/memory/weak.h.
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

Type *refType = nullptr, *proxyType = nullptr, *callableProxyType = nullptr;

bool isProxy(Value v) { return isa<WeakRef>(v) && (typeOf(v) == proxyType || typeOf(v) == callableProxyType); }
bool isRef(Value v) { return isa<WeakRef>(v) && isSubtype(typeOf(v), refType); }

bool checkReferable(Thread* t, Value v) {
  if (v.isObject() && typeOf(v)->typeFlags & kWeakReferable) return true;
  return raise(t, exc::TypeError, "cannot create weak reference to '{}' object", typeName(v));
}

// A reference of this type without callback that already exists, to be shared; or null.
WeakRef* findShared(Value referent, Type* type) {
  for (WeakRef* r = weakReferencesOf(referent.asObject()); r; r = r->next) {
    if (typeOf(r) == type && r->callback.isNone()) return r;
  }
  return nullptr;
}

Value makeReference(Thread* t, Type* type, Value referent, Value callback) {
  TRY(checkReferable(t, referent));
  if (callback.isNone() && (type == refType || type == proxyType || type == callableProxyType)) {
    if (WeakRef* shared = findShared(referent, type)) return Value(shared);
  }
  WeakRef* r = TRY(allocate<WeakRef>(t, type));
  r->referent = referent;
  r->callback = callback;
  r->hash = Value::unbound();
  if (!addWeakReference(t, r)) {
    r->referent = Value::unbound();
    return Raised{};
  }
  return Value(r);
}

// --- ref

bool countArguments(Thread* t, const char* function, size_t given, size_t least, size_t most) {
  if (given < least)
    return raise(t, exc::TypeError, "{} expected at least {} argument{}, got {}", function, least, least == 1 ? "" : "s", given);
  if (given > most)
    return raise(t, exc::TypeError, "{} expected at most {} argument{}, got {}", function, most, most == 1 ? "" : "s", given);
  return true;
}

Value refCreate(Thread* t, Type* cls, const Args& args) {
  TRY(countArguments(t, "__new__", args.positional, 1, 2));
  return makeReference(t, cls, args[0], args.positional > 1 ? args[1] : Value::none());
}

bool refInit(Thread* t, Value self, const Args& args) {
  if (args.keywords && args.keywords->length) return raise(t, exc::TypeError, "ref() takes no keyword arguments");
  return countArguments(t, "__init__", args.positional, 1, 2);
}

Value refCall(Thread* t, Value self, const Args& args) {
  if (args.keywords && args.keywords->length) return raise(t, exc::TypeError, "weakref() takes no keyword arguments");
  if (args.positional) return raise(t, exc::TypeError, "weakref expected 0 arguments, got {}", args.positional);
  Value v = self.as<WeakRef>()->referent;
  return v.isUnbound() ? Value::none() : v;
}

bool refHash(Thread* t, Value self, int64_t* out) {
  WeakRef* r = self.as<WeakRef>();
  if (r->hash.isUnbound()) {
    if (r->referent.isUnbound()) return raise(t, exc::TypeError, "weak object has gone away");
    int64_t h = TRY(hashPy(t, r->referent));
    r = self.as<WeakRef>();
    r->hash = TRY(makeInt(t, h));
    writeBarrier(r);
  }
  return fitsInt64(r->hash, out);
}

Value refCompare(Thread* t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isRef(self) || !isRef(other)) return notImplemented;
  Value a = self.as<WeakRef>()->referent, b = other.as<WeakRef>()->referent;
  if (a.isUnbound() || b.isUnbound()) return Value::boolean((self == other) == (op == CompareOp::Eq));
  return comparePy(t, op, a, b);
}

std::string address(Value v) { return fmt::format("{:#x}", v.bits() & ~uint64_t{7}); }

Value refRepr(Thread* t, Value self) {
  Value v = self.as<WeakRef>()->referent;
  if (v.isUnbound()) return Value(TRY(makeStr(t, fmt::format("<weakref at {}; dead>", address(self)))));
  Value name = TRY(findAttrPy(t, v, names::__name__));
  std::string text = fmt::format("<weakref at {}; to '{}' at {}", address(self), typeName(v), address(v));
  if (!name.isUnbound() && isa<Str>(name)) text += " (" + toUtf8(name.as<Str>()) + ")";
  return Value(TRY(makeStr(t, text + ">")));
}

Value getCallback(Thread*, Value self) {
  WeakRef* r = self.as<WeakRef>();
  return r->referent.isUnbound() ? Value::none() : r->callback;
}

const NativeDef kRefMethods[] = {
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};
const GetSetDef kRefGetSets[] = {{"__callback__", getCallback, nullptr, nullptr}};

const TypeSpec refSpec = {
    .name = "weakref.ReferenceType",
    .kind = Kind::WeakRef,
    .flags = kBaseType,
    .slots =
        [] {
          Slots s;
          s.create = refCreate;
          s.init = refInit;
          s.call = refCall;
          s.hash = refHash;
          s.compare = refCompare;
          s.repr = refRepr;
          return s;
        }(),
    .methods = kRefMethods,
    .getsets = kRefGetSets,
};

// --- proxies: every operation goes to the referent

// The referent if `v` is a proxy, else `v`; the error mark for a proxy whose referent is gone.
Value unwrap(Thread* t, Value v) {
  if (!isProxy(v)) return v;
  Value referent = v.as<WeakRef>()->referent;
  if (referent.isUnbound()) return raise(t, exc::ReferenceError, "weakly-referenced object no longer exists");
  return referent;
}

template <Value (*operation)(Thread*, Value)>
Value unary(Thread* t, Value self) {
  Value v = TRY(unwrap(t, self));
  return operation(t, v);
}
template <BinaryOp op>
Value binary(Thread* t, Value left, Value right) {
  Value a = TRY(unwrap(t, left)), b = TRY(unwrap(t, right));
  return binaryPy(t, op, a, b);
}
template <BinaryOp op>
Value inplace(Thread* t, Value left, Value right) {
  Value a = TRY(unwrap(t, left)), b = TRY(unwrap(t, right));
  return inplacePy(t, op, a, b);
}
Value divmodBinary(Thread* t, Value left, Value right) {
  Value a = TRY(unwrap(t, left)), b = TRY(unwrap(t, right));
  return divmodPy(t, a, b);
}
Value proxyPower(Thread* t, Value left, Value right, Value mod) {
  Value a = TRY(unwrap(t, left)), b = TRY(unwrap(t, right)), m = TRY(unwrap(t, mod));
  return m.isNone() ? binaryPy(t, BinaryOp::Power, a, b) : powerPy(t, a, b, m);
}
Value callSpecialPy(Thread* t, Value v, const char* name) {
  Str* interned = TRY(internStr(t, name));
  return callMethodPy(t, v, interned);
}
Value toIntPy(Thread* t, Value v) { return callPy(t, Value(types::int_), {v}); }
Value toFloatPy(Thread* t, Value v) { return callPy(t, Value(types::float_), {v}); }
Value strValuePy(Thread* t, Value v) { return Value(TRY(strPy(t, v))); }

Value proxyRepr(Thread* t, Value self) {
  Value v = self.as<WeakRef>()->referent;
  if (v.isUnbound()) v = Value::none();
  return Value(TRY(makeStr(t, fmt::format("<weakproxy at {} to {} at {}>", address(self), typeName(v), address(v)))));
}
Value proxyGetAttribute(Thread* t, Value self, Str* name) {
  Value v = TRY(unwrap(t, self));
  return getAttrPy(t, v, name);
}
bool proxySetAttribute(Thread* t, Value self, Str* name, Value value) {
  Value v = TRY(unwrap(t, self));
  return setAttrPy(t, v, name, value);
}
Value proxyCompare(Thread* t, Value self, Value other, CompareOp op) {
  Value a = TRY(unwrap(t, self)), b = TRY(unwrap(t, other));
  return comparePy(t, op, a, b);
}
Value proxyNext(Thread* t, Value self) {
  Value v = TRY(unwrap(t, self));
  if (!typeOf(v)->slots.next) return raise(t, exc::TypeError, "Weakref proxy referenced a non-iterator '{}' object", typeName(v));
  return nextPy(t, v);
}
int proxyTruth(Thread* t, Value self) {
  Value v = TRY(unwrap(t, self));
  return TRY(truthPy(t, v));
}
int64_t proxyLength(Thread* t, Value self) {
  Value v = TRY(unwrap(t, self));
  return TRY(lengthPy(t, v));
}
Value proxyGetItem(Thread* t, Value self, Value key) {
  Value v = TRY(unwrap(t, self)), k = TRY(unwrap(t, key));
  return getItemPy(t, v, k);
}
bool proxySetItem(Thread* t, Value self, Value key, Value value) {
  Value v = TRY(unwrap(t, self));
  return setItemPy(t, v, key, value);
}
int proxyContains(Thread* t, Value self, Value item) {
  Value v = TRY(unwrap(t, self));
  return TRY(containsPy(t, v, item));
}
Value proxyCall(Thread* t, Value self, const Args& args) {
  Value v = TRY(unwrap(t, self));
  return callPy(t, v, args);
}
Value proxyBytes(Thread* t, Value* args, size_t) {
  Value v = TRY(unwrap(t, args[0]));
  return callSpecialPy(t, v, "__bytes__");
}
Value proxyReversed(Thread* t, Value* args, size_t) {
  Value v = TRY(unwrap(t, args[0]));
  return callSpecialPy(t, v, "__reversed__");
}

Slots proxySlots(bool callable) {
  Slots s;
  s.repr = proxyRepr;
  s.str = unary<strValuePy>;
  s.hash = hashNotImplemented;
  s.getAttribute = proxyGetAttribute;
  s.setAttribute = proxySetAttribute;
  s.compare = proxyCompare;
  s.iter = unary<iterPy>;
  s.next = proxyNext;
  if (callable) s.call = proxyCall;
  s.add = binary<BinaryOp::Add>;
  s.subtract = binary<BinaryOp::Subtract>;
  s.multiply = binary<BinaryOp::Multiply>;
  s.modulo = binary<BinaryOp::Modulo>;
  s.divmod = divmodBinary;
  s.lshift = binary<BinaryOp::Lshift>;
  s.rshift = binary<BinaryOp::Rshift>;
  s.and_ = binary<BinaryOp::And>;
  s.xor_ = binary<BinaryOp::Xor>;
  s.or_ = binary<BinaryOp::Or>;
  s.floorDivide = binary<BinaryOp::FloorDivide>;
  s.trueDivide = binary<BinaryOp::TrueDivide>;
  s.matmul = binary<BinaryOp::Matmul>;
  s.power = proxyPower;
  s.negate = unary<negatePy>;
  s.positive = unary<positivePy>;
  s.absolute = unary<absolutePy>;
  s.invert = unary<invertPy>;
  s.truth = proxyTruth;
  s.toInt = unary<toIntPy>;
  s.toFloat = unary<toFloatPy>;
  s.index = unary<indexPy>;
  s.inplaceAdd = inplace<BinaryOp::Add>;
  s.inplaceSubtract = inplace<BinaryOp::Subtract>;
  s.inplaceMultiply = inplace<BinaryOp::Multiply>;
  s.inplaceModulo = inplace<BinaryOp::Modulo>;
  s.inplaceLshift = inplace<BinaryOp::Lshift>;
  s.inplaceRshift = inplace<BinaryOp::Rshift>;
  s.inplaceAnd = inplace<BinaryOp::And>;
  s.inplaceXor = inplace<BinaryOp::Xor>;
  s.inplaceOr = inplace<BinaryOp::Or>;
  s.inplaceFloorDivide = inplace<BinaryOp::FloorDivide>;
  s.inplaceTrueDivide = inplace<BinaryOp::TrueDivide>;
  s.inplaceMatmul = inplace<BinaryOp::Matmul>;
  s.inplacePower = inplace<BinaryOp::Power>;
  s.length = proxyLength;
  s.getItem = proxyGetItem;
  s.setItem = proxySetItem;
  s.contains = proxyContains;
  return s;
}

const NativeDef kProxyMethods[] = {
    {"__bytes__", "(self, /)", proxyBytes, nullptr},
    {"__reversed__", "(self, /)", proxyReversed, nullptr},
};
const TypeSpec proxySpec = {.name = "weakref.ProxyType",
                            .kind = Kind::WeakRef,
                            .flags = kDisallowNew,
                            .slots = proxySlots(false),
                            .methods = kProxyMethods};
const TypeSpec callableProxySpec = {.name = "weakref.CallableProxyType",
                                    .kind = Kind::WeakRef,
                                    .flags = kDisallowNew,
                                    .slots = proxySlots(true),
                                    .methods = std::span(kProxyMethods, 1)};

// --- functions

Value proxyFunction(Thread* t, Value* args, size_t) {
  TRY(checkReferable(t, args[0]));
  return makeReference(t, isCallable(args[0]) ? callableProxyType : proxyType, args[0], args[1]);
}

// Visible references to v: the shared ones first, the others newest first, as CPython lists them.
bool collectReferences(Thread* t, Value v, RootedVector* out) {
  if (!v.isObject()) return true;
  for (int pass = 0; pass < 3; ++pass) {
    for (WeakRef* r = weakReferencesOf(v.asObject()); r; r = r->next) {
      bool proxy = isProxy(Value(r));
      if (!proxy && !isRef(Value(r))) continue;  // of the runtime's own
      bool shared = r->callback.isNone() && (proxy || typeOf(r) == refType);
      int wanted = !shared ? 2 : proxy ? 1 : 0;
      if (wanted == pass) TRY(out->push(Value(r)));
    }
  }
  return true;
}

Value getWeakRefs(Thread* t, Value* args, size_t) {
  RootedVector found(t);
  TRY(collectReferences(t, args[0], &found));
  return Value(TRY(makeList(t, found.data(), found.size())));
}

Value getWeakRefCount(Thread* t, Value* args, size_t) {
  RootedVector found(t);
  TRY(collectReferences(t, args[0], &found));
  return Value::smallInt(static_cast<int64_t>(found.size()));
}

Value removeDead(Thread* t, Value* args, size_t) {
  Dict* d = dynCast<Dict>(args[0]);
  if (!d) return raise(t, exc::TypeError, "_remove_dead_weakref() argument 1 must be dict, not {}", argumentTypeName(args[0]));
  Value v = TRY(dictGetPy(t, d, args[1]));
  if (v.isUnbound()) return Value::none();
  if (!isa<WeakRef>(v)) return raise(t, exc::TypeError, "not a weakref");
  if (!v.as<WeakRef>()->referent.isUnbound()) return Value::none();
  if (dictDeletePy(t, d, args[1]) < 0) return Raised{};
  return Value::none();
}

const NativeDef kFunctions[] = {
    {"getweakrefcount", "(object, /)", getWeakRefCount, "How many weak references there are to an object."},
    {"getweakrefs", "(object, /)", getWeakRefs, "The weak references to an object, as a list."},
    {"proxy", "(object, callback=None, /)", proxyFunction,
     "A stand-in for an object that does not keep it alive; callback(proxy) is called when the object goes."},
    {"_remove_dead_weakref", "(dct, key, /)", removeDead,
     "Takes the key out of the dict if its value is a weak reference to something dead."},
};

bool init(Thread* t, Module* m) {
  refType = TRY(moduleAddType(t, m, refSpec));
  proxyType = TRY(moduleAddType(t, m, proxySpec));
  callableProxyType = TRY(moduleAddType(t, m, callableProxySpec));
  addRoot(&refType);
  addRoot(&proxyType);
  addRoot(&callableProxyType);
  return moduleSet(t, m, "ref", Value(refType));
}

}  // namespace

extern const ModuleSpec weakrefModule = {"_weakref", kFunctions, "Weak-reference support module.", init};

}  // namespace typhon
