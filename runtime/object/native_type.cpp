// Types declared by C++: from TypeSpec to Type, and the first types of the process.
//
// The knot of the start (types need strings, tuples and dicts, which need types) is cut in two steps: allocateBuiltinTypes()
// makes a Type object and a root shape for each row of types.def, which is all that allocating instances needs;
// fillBuiltinTypes() gives them bases, MROs, slots and dicts.
#include <cstdio>
#include <cstring>

#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/signature.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

#define TYPE(name, spec) extern const TypeSpec spec;
#include "runtime/object/types.def"
#undef TYPE

namespace {

// Flags that a type passes on to those derived from it.
constexpr uint32_t kInheritedFlags =
    kSequencePattern | kMappingPattern | kMatchSelf | kHasInstanceDict | kWeakReferable | kExceptionType;

Type* baseOf(const TypeSpec& spec) { return spec.base ? *spec.base : types::object; }

// What allocating instances needs: kind, flags, shapes.
void prepareLayout(Type* type, const TypeSpec& spec, Type* base) {
  type->spec = &spec;
  type->instanceKind = spec.kind;
  type->typeFlags = spec.flags | kNativeType;
  type->base = base;
  if (base) {
    type->typeFlags |= base->typeFlags & kInheritedFlags;
    type->memberCount = base->memberCount;
  }
  type->subclasses = Value::unbound();
}

bool addOwn(Thread* t, Type* type, Str* name, Value v) { return dictSetStr(t, type->dict, name, v); }

bool addMethods(Thread* t, Type* type, std::span<const NativeDef> methods) {
  for (const NativeDef& def : methods) {
    Str* name = TRY(internStr(t, def.name));
    Value v;
    if (def.flags & NativeDef::kStatic) {
      Value f = TRY(makeNativeFunction(t, def, Value::unbound(), Value::unbound()));
      f.as<NativeFunction>()->self = Value(type);
      v = TRY(makeStaticMethod(t, f));
    } else {
      v = TRY(makeMethodDescriptor(t, def, type));
    }
    TRY(addOwn(t, type, name, v));
  }
  return true;
}

bool addGetSets(Thread* t, Type* type, std::span<const GetSetDef> getsets) {
  for (const GetSetDef& def : getsets) {
    Str* name = TRY(internStr(t, def.name));
    auto* d = TRY(allocate<GetSetDescriptor>(t, types::getsetDescriptor));
    d->def = &def;
    d->owner = type;
    d->name = name;
    TRY(addOwn(t, type, name, Value(d)));
  }
  return true;
}

bool addMembers(Thread* t, Type* type, std::span<const MemberDef> members) {
  for (const MemberDef& def : members) {
    Str* name = TRY(internStr(t, def.name));
    auto* d = TRY(allocate<MemberDescriptor>(t, types::memberDescriptor));
    d->owner = type;
    d->name = name;
    d->def = &def;
    TRY(addOwn(t, type, name, Value(d)));
  }
  return true;
}

// Wrappers for the slots that the type itself fills; called before slots are inherited.
bool addSlotWrappers(Thread* t, Type* type) {
  for (size_t i = 0; i < kSlotRowCount; ++i) {
    const SlotRow& row = kSlotRows[i];
    void* function = slotAt(type->slots, row.field);
    if (!function || *row.interned == names::__getattr__) continue;
    if (dictCell(type->dict, *row.interned)) continue;
    if (function == reinterpret_cast<void*>(&hashNotImplemented)) {
      TRY(addOwn(t, type, *row.interned, Value::none()));
      continue;
    }
    auto* w = TRY(allocate<WrapperDescriptor>(t, types::wrapperDescriptor));
    w->row = &row;
    w->owner = type;
    w->function = function;
    w->def = row.shape == WrapperShape::Init ? type->spec->init : nullptr;
    TRY(addOwn(t, type, *row.interned, Value(w)));
  }
  return true;
}

Value getInstanceDict(Thread* t, Value self) { return instanceDict(t, self); }
bool setInstanceDictAttr(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "cannot delete __dict__");
  return setInstanceDict(t, self, v);
}
const GetSetDef instanceDictGetSet[] = {
    {"__dict__", getInstanceDict, setInstanceDictAttr, nullptr},
};

bool fillNativeType(Thread* t, Type* type, const TypeSpec& spec) {
  const char* dot = strrchr(spec.name, '.');
  // A collection may come with each allocation, and the type be old since one before.
  type->name = TRY(internStr(t, dot ? dot + 1 : spec.name));
  type->qualifiedName = type->name;
  writeBarrier(type);
  type->dict = TRY(makeCellDict(t));
  writeBarrier(type);
  type->bases = type->base ? TRY(makeTuple(t, {Value(type->base)})) : emptyTuple();
  writeBarrier(type);
  Value order = TRY(defaultMro(t, type));
  type->mro = TRY(listToTuple(t, order.as<List>()));
  writeBarrier(type);
  if (!type->rootShape || type->typeFlags & kHasInstanceDict) TRY(makeTypeShapes(t, type));

  type->slots = spec.slots;
  if (spec.create) type->slots.create = createFromDefPy;
  if (spec.init) type->slots.init = initFromDefPy;
  if (type->slots.compare && !type->slots.hash) type->slots.hash = hashNotImplemented;
  // As in CPython each native type that extends object has the way to its attributes of its own: messages name the type.
  if (!type->slots.getAttribute && type->base == types::object) type->slots.getAttribute = genericGetAttrPy;
  TRY(addMethods(t, type, spec.methods));
  TRY(addSlotWrappers(t, type));
  if (type->slots.create) {
    Value f = TRY(makeNewFunction(t, type));
    if (!dictCell(type->dict, names::__new__)) TRY(addOwn(t, type, names::__new__, f));
  } else if (type->base == types::object && type != types::object) {
    // Instances with nothing of their own, of a class to be derived from, are object's to make (typing.Generic).
    if (spec.kind == Kind::Instance && spec.flags & kBaseType)
      type->slots.create = types::object->slots.create;
    else
      type->typeFlags |= kDisallowNew;
  }
  if (type->typeFlags & kHasInstanceDict && !(type->base && type->base->typeFlags & kHasInstanceDict))
    TRY(addGetSets(t, type, instanceDictGetSet));
  TRY(addGetSets(t, type, spec.getsets));
  TRY(addMembers(t, type, spec.members));
  // The types of the builtins module have none: it would show as an attribute of their instances.
  if (dot && !dictCell(type->dict, names::__module__)) {
    Str* module = TRY(internStr(t, std::string_view(spec.name, static_cast<size_t>(dot - spec.name))));
    TRY(addOwn(t, type, names::__module__, Value(module)));
  }
  if (!dictCell(type->dict, names::__doc__)) {
    Value doc = Value::none();
    if (spec.doc) {
      Str* text = TRY(makeStr(t, spec.doc));
      doc = Value(text);
    }
    TRY(addOwn(t, type, names::__doc__, doc));
  }
  if (type->base) {
    inheritSlots(type);
    TRY(addSubclass(t, type->base, type));
  }
  updateComputedFlags(type);
  typeChanged(type);
  return true;
}

}  // namespace

bool allocateBuiltinTypes(Thread* t) {
  struct Row {
    Type** type;
    const TypeSpec* spec;
    uint32_t shape;
  };
  static const Row rows[] = {
#define TYPE(name, spec) {&types::name, &spec, kShapeOf_##name},
#include "runtime/object/types.def"
#undef TYPE
  };
  for (const Row& row : rows) {
    auto* type = static_cast<Type*>(allocateObject(t, sizeof(Type), Kind::Type, kShapeOf_type));
    if (!type) return false;
    *row.type = type;
    addRoot(row.type);
    prepareLayout(type, *row.spec, row.shape == kShapeOf_object ? nullptr : baseOf(*row.spec));
    TRY(makeFixedRootShape(t, type, row.shape));
  }
  return true;
}

bool fillBuiltinTypes(Thread* t) {
#define TYPE(name, spec) TRY(fillNativeType(t, types::name, spec));
#include "runtime/object/types.def"
#undef TYPE
  return true;
}

Type* makeNativeType(Thread* t, const TypeSpec& spec) {
  auto* type = static_cast<Type*>(allocateObject(t, sizeof(Type), Kind::Type, kShapeOf_type));
  if (!type) return nullptr;
  prepareLayout(type, spec, baseOf(spec));
  TRY(fillNativeType(t, type, spec));
  return type;
}

// --- adapters of constructors with a signature

namespace {

const Type* defOwner(const Type* type, const NativeDef* TypeSpec::* def) {
  for (; type; type = type->base)
    if (type->typeFlags & kNativeType && type->spec->*def) return type;
  return nullptr;
}

std::string constructorShownName(const void* context) {
  const char* name = static_cast<const Type*>(context)->spec->name;
  const char* dot = strrchr(name, '.');
  return std::string(dot ? dot + 1 : name) + "()";
}

// A row may say how messages call the constructor where that is not the type's name.
CalleeName constructorName(const Type* owner, const NativeDef& def) {
  if (def.name[0] != '_') return {def.name, constructorShownName, owner, true};
  const char* dot = strrchr(owner->spec->name, '.');
  return {dot ? dot + 1 : owner->spec->name, constructorShownName, owner, true};
}

}  // namespace

bool sameConstructor(const Type* a, const Type* b) {
  if (a->slots.create != b->slots.create) return false;
  return a->slots.create != createFromDefPy || defOwner(a, &TypeSpec::create) == defOwner(b, &TypeSpec::create);
}

Value createFromDefPy(Thread* t, Type* cls, const Args& args) {
  const Type* owner = defOwner(cls, &TypeSpec::create);
  const NativeDef& def = *owner->spec->create;
  const Signature& s = *signatureOf(t, def);
  if (Value made; callPositionalPy(t, def, s, Value(cls), args, &made)) return made;
  // Keywords that the constructor does not know may be meant for a subclass's __init__.
  if (!s.acceptsKeywords && args.keywords && cls->slots.init != owner->slots.init)
    return callBoundPy(t, def, s, Value(cls), Args{args.values, args.positional, nullptr}, constructorName(owner, def));
  return callBoundPy(t, def, s, Value(cls), args, constructorName(owner, def));
}

bool initFromDefPy(Thread* t, Value self, const Args& args) {
  const Type* owner = defOwner(typeOf(self), &TypeSpec::init);
  const NativeDef& def = *owner->spec->init;
  const Signature& s = *signatureOf(t, def);
  Value r;
  if (!callPositionalPy(t, def, s, self, args, &r)) r = callBoundPy(t, def, s, self, args, constructorName(owner, def));
  return !r.isError();
}

}  // namespace typhon
