// Generic slot functions: what a class written in Python has in its slots where it (or a base) defines the special method. One
// function or template per calling shape; the table of rows made from slots.def.
#include "runtime/object/slot_wrappers.h"

#include <cstddef>

#include "runtime/exec/engine.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/method_cache.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/compare_numbers.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/python_buffer.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// The special method `name` of self's type as something to call: with self in front (*bind), or bound already. Unbound if absent.
inline Value findSpecialPy(Thread* t, Value self, Str* name, bool* bind) {
  Type* type = typeOf(self);
  Value found = typeLookupInline(type, name);
  *bind = isa<Function>(found);
  if (*bind || found.isUnbound()) return found;
  Type* kind = typeOf(found);
  if (kind->typeFlags & kMethodDescriptor) {
    *bind = true;
    return found;
  }
  if (kind->slots.descriptorGet) return kind->slots.descriptorGet(t, found, self, Value(type));
  return found;
}

constexpr size_t kMaxSpecialArguments = 4;

inline Value callFoundWithSelfPy(Thread* t, Value found, const Value* all, size_t count) {
  Args given{all, count, nullptr};
  return isa<Function>(found) ? callFunctionPy(t, found.as<Function>(), given) : callPy(t, found, given);
}

inline Value callFoundPy(Thread* t, Value found, bool bind, Value self, const Value* args, size_t count) {
  if (!bind) return callPy(t, found, Args{args, count, nullptr});
  if (count == 0) return callFoundWithSelfPy(t, found, &self, 1);
  if (count == 1) {
    Value both[] = {self, args[0]};
    return callFoundWithSelfPy(t, found, both, 2);
  }
  Value all[kMaxSpecialArguments + 1];
  all[0] = self;
  for (size_t i = 0; i < count; ++i) all[i + 1] = args[i];
  return callFoundWithSelfPy(t, found, all, count + 1);
}

// The method is there: the slot would not be generic otherwise; it can vanish while a base is being changed.
Value callRequiredPy(Thread* t, Value self, Str* name, std::initializer_list<Value> args) {
  Value v = callSpecialPy(t, self, name, args.begin(), args.size());
  if (v.isUnbound()) {
    Value argument(name);
    return raiseWith(t, exc::AttributeError, argument);
  }
  return v;
}

// --- one function per row of these shapes, so that a slot knows its name
template <Str** name>
Value unarySlot(Thread* t, Value self) {
  return callRequiredPy(t, self, *name, {});
}

// The same for methods that None disables: iter(x) and the like say so in their own words.
Value iterSlot(Thread* t, Value self) {
  bool bind;
  Value found = TRY(findSpecialPy(t, self, names::__iter__, &bind));
  if (found.isNone()) return raise(t, exc::TypeError, "'{}' object is not iterable", typeName(self));
  if (found.isUnbound()) return raise(t, exc::TypeError, "'{}' object is not iterable", typeName(self));
  return callFoundPy(t, found, bind, self, nullptr, 0);
}

bool hashSlot(Thread* t, Value self, int64_t* out) {
  bool bind;
  Value found = findSpecialPy(t, self, names::__hash__, &bind);
  if (found.isError()) {
    clearPending(t);
    return hashNotImplemented(t, self, out);
  }
  if (found.isNone() || found.isUnbound()) return hashNotImplemented(t, self, out);
  Value v = TRY(callFoundPy(t, found, bind, self, nullptr, 0));
  if (!isInt(v)) return raise(t, exc::TypeError, "__hash__ method should return an integer");
  int64_t hash;
  // Python's rule: what fits is taken as it is, larger ints by their own hash; -1 is never a hash.
  if (!fitsInt64(v, &hash)) hash = intHash(v);
  *out = hash == -1 ? -2 : hash;
  return true;
}

Value callSlot(Thread* t, Value self, const Args& args) {
  bool bind;
  Value found = TRY(findSpecialPy(t, self, names::__call__, &bind));
  if (found.isUnbound()) return raise(t, exc::TypeError, "'{}' object is not callable", typeName(self));
  NativeCall guard(t, " while calling a Python object");
  if (!guard.ok()) return Raised{};
  if (!bind) return callPy(t, found, args);
  size_t total = args.total();
  auto* all = static_cast<Value*>(alloca((total + 1) * sizeof(Value)));
  all[0] = self;
  for (size_t i = 0; i < total; ++i) all[i + 1] = args.values[i];
  return callPy(t, found, Args{all, args.positional + 1, args.keywords});
}

Value getAttributeSlot(Thread* t, Value self, Str* name) {
  return callRequiredPy(t, self, names::__getattribute__, {Value(name)});
}

bool setAttributeSlot(Thread* t, Value self, Str* name, Value v) {
  Value r = v.isUnbound() ? callRequiredPy(t, self, names::__delattr__, {Value(name)})
                          : callRequiredPy(t, self, names::__setattr__, {Value(name), v});
  return !r.isError();
}

Value compareSlot(Thread* t, Value self, Value other, CompareOp op) {
  bool bind;
  Value found = findSpecialPy(t, self, specialMethodOf(op), &bind);
  // An error in a descriptor's __get__ counts as "there is no such method".
  if (found.isError()) clearPending(t);
  if (found.isError() || found.isUnbound()) return notImplemented;
  if (found.isNone()) return raise(t, exc::TypeError, "'NoneType' object is not callable");
  return callFoundPy(t, found, bind, self, &other, 1);
}

Value nextSlot(Thread* t, Value self) {
  Value v = callRequiredPy(t, self, names::__next__, {});
  if (v.isError() && pendingIs(t, exc::StopIteration)) {
    // One that carries a value stays, for those who ask for it (`yield from`).
    if (isa<Exception>(t->pending) && !t->pending.as<Exception>()->fields[0].isNone() &&
        !t->pending.as<Exception>()->fields[0].isUnbound())
      return v;
    clearPending(t);
    return Value::unbound();
  }
  return v;
}

Value descriptorGetSlot(Thread* t, Value self, Value instance, Value type) {
  Value args[] = {instance.isUnbound() ? Value::none() : instance, type.isUnbound() ? Value::none() : type};
  Value v = callSpecialPy(t, self, names::__get__, args, 2);
  return v.isUnbound() ? self : v;
}

bool descriptorSetSlot(Thread* t, Value self, Value instance, Value v) {
  Str* name = v.isUnbound() ? names::__delete__ : names::__set__;
  Value args[] = {instance, v};
  Value r = callSpecialPy(t, self, name, args, v.isUnbound() ? 1 : 2);
  if (r.isUnbound()) return raiseWith(t, exc::AttributeError, Value(name));
  return !r.isError();
}

bool initSlot(Thread* t, Value self, const Args& args) {
  bool bind;
  Value found = TRY(findSpecialPy(t, self, names::__init__, &bind));
  if (found.isUnbound()) return true;
  Value r;
  if (bind) {
    size_t total = args.total();
    auto* all = static_cast<Value*>(alloca((total + 1) * sizeof(Value)));
    all[0] = self;
    for (size_t i = 0; i < total; ++i) all[i + 1] = args.values[i];
    r = TRY(callPy(t, found, Args{all, args.positional + 1, args.keywords}));
  } else {
    r = TRY(callPy(t, found, args));
  }
  if (!r.isNone()) return raise(t, exc::TypeError, "__init__() should return None, not '{}'", typeName(r));
  return true;
}

void finalizeSlot(Thread* t, Value self) {
  PendingSaver saver(t);
  bool bind;
  Value found = findSpecialPy(t, self, names::__del__, &bind);
  if (found.isUnbound()) return;
  if (found.isError() || callFoundPy(t, found, bind, self, nullptr, 0).isError())
    writeUnraisablePy(t, found.isError() ? self : found);
}

// Binary operators: one generic function serves as left and right operand's slot (CPython's SLOT1BINFULL).
// Whether other's `name` is another method than self's (so that the reflected one has precedence). -1: exception pending.
int isOverloadedPy(Thread* t, Value self, Value other, Str* name) {
  if (typeLookup(typeOf(self), name) == typeLookup(typeOf(other), name)) return 0;
  Value a = findAttrPy(t, Value(typeOf(other)), name);
  if (a.isError()) return -1;
  if (a.isUnbound()) return 0;
  Value b = findAttrPy(t, Value(typeOf(self)), name);
  if (b.isError()) return -1;
  if (b.isUnbound()) return 1;
  if (a == b) return 0;
  Maybe<bool> same = equalPy(t, a, b);
  if (!same.ok()) return -1;
  return !*same;
}

Value callMaybePy(Thread* t, Value self, Str* name, const Value* args, size_t count) {
  Value v = callSpecialPy(t, self, name, args, count);
  return v.isUnbound() ? notImplemented : v;
}

using BinarySlot = Slots::Binary Slots::*;
template <BinarySlot slot, Str** left, Str** right>
Value binarySlot(Thread* t, Value a, Value b) {
  Type* ta = typeOf(a);
  Type* tb = typeOf(b);
  Slots::Binary self = &binarySlot<slot, left, right>;
  bool doOther = ta != tb && tb->slots.*slot == self;
  if (ta->slots.*slot == self) {
    if (doOther && isSubtype(tb, ta)) {
      int overloaded = isOverloadedPy(t, a, b, *right);
      if (overloaded < 0) return Raised{};
      if (overloaded) {
        Value v = TRY(callMaybePy(t, b, *right, &a, 1));
        if (v != notImplemented) return v;
        doOther = false;
      }
    }
    Value v = TRY(callMaybePy(t, a, *left, &b, 1));
    if (v != notImplemented || ta == tb) return v;
  }
  if (doOther) return callMaybePy(t, b, *right, &a, 1);
  return notImplemented;
}

Value powerSlot(Thread* t, Value a, Value b, Value mod) {
  if (mod.isNone()) {
    Type* ta = typeOf(a);
    Type* tb = typeOf(b);
    bool doOther = ta != tb && tb->slots.power == powerSlot;
    if (ta->slots.power == powerSlot) {
      if (doOther && isSubtype(tb, ta)) {
        int overloaded = isOverloadedPy(t, a, b, names::__rpow__);
        if (overloaded < 0) return Raised{};
        if (overloaded) {
          Value v = TRY(callMaybePy(t, b, names::__rpow__, &a, 1));
          if (v != notImplemented) return v;
          doOther = false;
        }
      }
      Value v = TRY(callMaybePy(t, a, names::__pow__, &b, 1));
      if (v != notImplemented || ta == tb) return v;
    }
    if (doOther) return callMaybePy(t, b, names::__rpow__, &a, 1);
    return notImplemented;
  }
  // With a modulus only the left operand is asked.
  if (typeOf(a)->slots.power == powerSlot) {
    Value args[] = {b, mod};
    return callMaybePy(t, a, names::__pow__, args, 2);
  }
  return notImplemented;
}

template <Str** name>
Value inplaceSlot(Thread* t, Value self, Value other) {
  return callMaybePy(t, self, *name, &other, 1);
}

Value getItemSlot(Thread* t, Value self, Value key) { return callRequiredPy(t, self, names::__getitem__, {key}); }

bool setItemSlot(Thread* t, Value self, Value key, Value v) {
  if (!v.isUnbound()) {
    // Of a class that has only a __delitem__ of its own, such as Counter.
    auto* inherited = dynCast<WrapperDescriptor>(typeLookup(typeOf(self), names::__setitem__));
    if (inherited && inherited->row->shape == WrapperShape::SetItem && isInstance(self, inherited->owner))
      return reinterpret_cast<decltype(Slots::setItem)>(inherited->function)(t, self, key, v);
  }
  Value r =
      v.isUnbound() ? callRequiredPy(t, self, names::__delitem__, {key}) : callRequiredPy(t, self, names::__setitem__, {key, v});
  return !r.isError();
}

int truthSlot(Thread* t, Value self) {
  bool bind;
  Value found = findSpecialPy(t, self, names::__bool__, &bind);
  if (found.isError()) return -1;
  bool usingLength = false;
  if (found.isUnbound()) {
    found = findSpecialPy(t, self, names::__len__, &bind);
    if (found.isError()) return -1;
    if (found.isUnbound()) return 1;
    usingLength = true;
  }
  Value v = callFoundPy(t, found, bind, self, nullptr, 0);
  if (v.isError()) return -1;
  if (usingLength) {
    int64_t n = lengthFromPy(t, v);
    return n < 0 ? -1 : n > 0;
  }
  if (!v.isBool()) return raise(t, exc::TypeError, "__bool__ should return bool, returned {}", typeName(v));
  return v.isTrue();
}

int64_t lengthSlot(Thread* t, Value self) {
  Value v = TRY(callRequiredPy(t, self, names::__len__, {}));
  return lengthFromPy(t, v);
}

int containsSlot(Thread* t, Value self, Value item) {
  bool bind;
  Value found = findSpecialPy(t, self, names::__contains__, &bind);
  if (found.isError()) return -1;
  if (found.isNone()) return raise(t, exc::TypeError, "'{}' object is not a container", typeName(self));
  if (found.isUnbound()) {
    Value iterator = iterPy(t, self);
    if (iterator.isError()) return -1;
    for (;;) {
      Value v = nextPy(t, iterator);
      if (v.isError()) return -1;
      if (v.isUnbound()) return 0;
      Maybe<bool> same = equalPy(t, v, item);
      if (!same.ok()) return -1;
      if (*same) return 1;
    }
  }
  Value v = callFoundPy(t, found, bind, self, &item, 1);
  if (v.isError()) return -1;
  Maybe<bool> truth = truthPy(t, v);
  return truth.ok() ? *truth : -1;
}

// --- the table

Str* slotNames[128];

constexpr CompareOp compareOpOf(std::string_view name) {
  if (name == "__lt__") return CompareOp::Lt;
  if (name == "__le__") return CompareOp::Le;
  if (name == "__ne__") return CompareOp::Ne;
  if (name == "__gt__") return CompareOp::Gt;
  if (name == "__ge__") return CompareOp::Ge;
  return CompareOp::Eq;
}

template <class F>
void* address(F* f) {
  return reinterpret_cast<void*>(f);
}

#define UNARY(method) address(&unarySlot<&names::method>)
#define BINARY(field, left, right) address(&binarySlot<&Slots::field, &names::left, &names::right>)
#define INPLACE(method) address(&inplaceSlot<&names::method>)

// What a class written in Python gets in the slot that this row's method concerns.
void* genericFor(std::string_view field, std::string_view name) {
  struct Entry {
    const char* field;
    void* function;
  };
  static const Entry entries[] = {
      {"repr", UNARY(__repr__)},
      {"str", UNARY(__str__)},
      {"hash", address(&hashSlot)},
      {"call", address(&callSlot)},
      {"getAttribute", address(&genericGetAttributeHookPy)},
      {"setAttribute", address(&setAttributeSlot)},
      {"compare", address(&compareSlot)},
      {"iter", address(&iterSlot)},
      {"next", address(&nextSlot)},
      {"descriptorGet", address(&descriptorGetSlot)},
      {"descriptorSet", address(&descriptorSetSlot)},
      {"init", address(&initSlot)},
      {"finalize", address(&finalizeSlot)},
      {"await", UNARY(__await__)},
      {"aiter", UNARY(__aiter__)},
      {"anext", UNARY(__anext__)},
      {"add", BINARY(add, __add__, __radd__)},
      {"subtract", BINARY(subtract, __sub__, __rsub__)},
      {"multiply", BINARY(multiply, __mul__, __rmul__)},
      {"modulo", BINARY(modulo, __mod__, __rmod__)},
      {"divmod", BINARY(divmod, __divmod__, __rdivmod__)},
      {"power", address(&powerSlot)},
      {"negate", UNARY(__neg__)},
      {"positive", UNARY(__pos__)},
      {"absolute", UNARY(__abs__)},
      {"truth", address(&truthSlot)},
      {"invert", UNARY(__invert__)},
      {"lshift", BINARY(lshift, __lshift__, __rlshift__)},
      {"rshift", BINARY(rshift, __rshift__, __rrshift__)},
      {"and_", BINARY(and_, __and__, __rand__)},
      {"xor_", BINARY(xor_, __xor__, __rxor__)},
      {"or_", BINARY(or_, __or__, __ror__)},
      {"toInt", UNARY(__int__)},
      {"toFloat", UNARY(__float__)},
      {"inplaceAdd", INPLACE(__iadd__)},
      {"inplaceSubtract", INPLACE(__isub__)},
      {"inplaceMultiply", INPLACE(__imul__)},
      {"inplaceModulo", INPLACE(__imod__)},
      {"inplacePower", INPLACE(__ipow__)},
      {"inplaceLshift", INPLACE(__ilshift__)},
      {"inplaceRshift", INPLACE(__irshift__)},
      {"inplaceAnd", INPLACE(__iand__)},
      {"inplaceXor", INPLACE(__ixor__)},
      {"inplaceOr", INPLACE(__ior__)},
      {"floorDivide", BINARY(floorDivide, __floordiv__, __rfloordiv__)},
      {"trueDivide", BINARY(trueDivide, __truediv__, __rtruediv__)},
      {"inplaceFloorDivide", INPLACE(__ifloordiv__)},
      {"inplaceTrueDivide", INPLACE(__itruediv__)},
      {"index", UNARY(__index__)},
      {"matmul", BINARY(matmul, __matmul__, __rmatmul__)},
      {"inplaceMatmul", INPLACE(__imatmul__)},
      {"length", address(&lengthSlot)},
      {"getItem", address(&getItemSlot)},
      {"setItem", address(&setItemSlot)},
      {"contains", address(&containsSlot)},
      {"buffer", address(&pythonBufferPy)},
      {"releaseBuffer", address(&releasePythonBuffer)},
  };
  for (const Entry& e : entries)
    if (field == e.field) return e.function;
  return nullptr;  // concat, repeat and their in-place forms: __add__ and the others go to the number slots
}

constexpr size_t kRows = 0
#define SLOT(field, name, wrapper, signature, doc) +1
#include "runtime/object/slots.def"
#undef SLOT
    ;

}  // namespace

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Winvalid-offsetof"
SlotRow slotRowTable[kRows] = {
#define SLOT(field, name, wrapper, signature, doc) \
  {name, nullptr, offsetof(Slots, field), WrapperShape::wrapper, compareOpOf(name), signature, doc, nullptr},
#include "runtime/object/slots.def"
#undef SLOT
};
#pragma clang diagnostic pop

const SlotRow* const kSlotRows = slotRowTable;
const size_t kSlotRowCount = kRows;

bool initSlotRows(Thread* t) {
  static const char* const fields[kRows] = {
#define SLOT(field, name, wrapper, signature, doc) #field,
#include "runtime/object/slots.def"
#undef SLOT
  };
  static_assert(kRows <= std::size(slotNames));
  for (size_t i = 0; i < kRows; ++i) {
    slotNames[i] = TRY(internStr(t, slotRowTable[i].name));
    slotRowTable[i].interned = &slotNames[i];
    slotRowTable[i].generic = genericFor(fields[i], slotRowTable[i].name);
  }
  return true;
}

Value callSpecialPy(Thread* t, Value self, Str* name, const Value* args, size_t count) {
  bool bind;
  Value found = TRY(findSpecialPy(t, self, name, &bind));
  if (found.isUnbound()) return found;
  return callFoundPy(t, found, bind, self, args, count);
}

// Tells an AttributeError that says nothing of its object what was looked for: suggestions need it.
Value withAttributeContext(Thread* t, Value result, Value self, Str* name) {
  if (result.isError()) giveAttributeContext(t, self, name);
  return result;
}

// __getattribute__, and __getattr__ behind it (CPython's slot_tp_getattr_hook).
Value genericGetAttributeHookPy(Thread* t, Value self, Str* name) {
  Type* type = typeOf(self);
  Value getattribute = typeLookup(type, names::__getattribute__);
  Value hook = typeLookup(type, names::__getattr__);
  Value v;
  if (isa<WrapperDescriptor>(getattribute) && getattribute.as<WrapperDescriptor>()->row->shape == WrapperShape::GetAttribute &&
      isSubtype(type, getattribute.as<WrapperDescriptor>()->owner)) {
    auto native = reinterpret_cast<Value (*)(Thread*, Value, Str*)>(getattribute.as<WrapperDescriptor>()->function);
    if (native == genericGetAttrPy && !hook.isUnbound()) {
      v = findGenericAttrPy(t, self, name);
      if (!v.isUnbound()) {
        if (!v.isError() || !pendingIs(t, exc::AttributeError)) return v;
        clearPending(t);
      }
      return withAttributeContext(t, callRequiredPy(t, self, names::__getattr__, {Value(name)}), self, name);
    }
    v = native(t, self, name);
  } else {
    v = getAttributeSlot(t, self, name);
  }
  if (!v.isError() || !pendingIs(t, exc::AttributeError)) return v;
  if (hook.isUnbound()) return withAttributeContext(t, v, self, name);
  clearPending(t);
  return withAttributeContext(t, callRequiredPy(t, self, names::__getattr__, {Value(name)}), self, name);
}

// type.__call__ for classes with a __new__ of their own.
Value genericCreatePy(Thread* t, Type* cls, const Args& args) {
  Value found = TRY(getAttrPy(t, Value(cls), names::__new__));
  size_t total = args.total();
  auto* all = static_cast<Value*>(alloca((total + 1) * sizeof(Value)));
  all[0] = Value(cls);
  for (size_t i = 0; i < total; ++i) all[i + 1] = args.values[i];
  return callPy(t, found, Args{all, args.positional + 1, args.keywords});
}

int64_t lengthFromPy(Thread* t, Value v) {
  if (v.isSmallInt() && v.asSmallInt() >= 0) return v.asSmallInt();
  v = TRY(indexPy(t, v));
  if (intSign(v) < 0) return raise(t, exc::ValueError, "__len__() should return >= 0");
  int64_t n;
  if (!fitsInt64(v, &n)) return raise(t, exc::OverflowError, "cannot fit 'int' into an index-sized integer");
  return n;
}

}  // namespace typhon
