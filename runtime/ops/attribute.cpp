// Attribute access: object's own rules (data descriptors of the class, the instance, the class), those of types and modules,
// method lookup, super, instance dicts. Follows CPython's object.c and typeobject.c.
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/method_cache.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/instance_state.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {
namespace {

inline Str* internedName(Thread* t, Str* name) { return name->isInterned() ? name : internStr(t, name); }

// The dict in the structure of modules and functions; null for other objects, or while a function has none.
Dict* structuralDict(const Object* o) {
  switch (o->kind) {
    case Kind::Module:
      return static_cast<const Module*>(o)->dict;
    case Kind::Function:
      return static_cast<const Function*>(o)->attributes;
    default:
      return nullptr;
  }
}
bool hasStructuralDict(const Object* o) { return o->kind == Kind::Module || o->kind == Kind::Function; }

// Stores (Unbound: deletes) in the instance itself. 1 done; 0 the instance has no dict, or nothing to delete (*noDict tells
// which); -1 exception pending.
int storeOwn(Thread* t, Value v, Str* name, Value value, bool* noDict) {
  *noDict = false;
  if (v.isObject()) {
    Object* o = v.asObject();
    if (hasStructuralDict(o)) {
      Dict* d = structuralDict(o);
      if (value.isUnbound()) return d && dictDeleteStr(t, d, name) ? 1 : 0;
      if (!d) {
        Value made = instanceDict(t, v);
        if (made.isError()) return -1;
        d = made.as<Dict>();
      }
      return dictSetStr(t, d, name, value) ? 1 : -1;
    }
    Shape* s = shapeOf(o);
    if (s->hasDictionary) {
      if (value.isUnbound()) return shapeDelete(t, o, s, name);
      return shapeSet(t, o, s, name, value) ? 1 : -1;
    }
  }
  *noDict = true;
  return 0;
}

Value bindThrough(Thread* t, Value descriptor, Value instance, Type* type) {
  auto get = typeOf(descriptor)->slots.descriptorGet;
  return get ? get(t, descriptor, instance, Value(type)) : descriptor;
}

// Whether `v`'s AttributeError says nothing more than "not there": then Unbound takes its place.
Value swallowAttributeError(Thread* t, Value v) {
  if (v.isError() && pendingIs(t, exc::AttributeError)) {
    clearPending(t);
    return Value::unbound();
  }
  return v;
}

}  // namespace

// --- errors

Raised raiseAttribute(Thread* t, Value object, Str* name, std::string_view message) {
  Str* text = makeStr(t, message);
  if (!text) return Raised{};
  Value argument(text);
  Value e = makeExceptionPy(t, exc::AttributeError, &argument, 1);
  if (e.isError()) return Raised{};
  auto* exception = e.as<Exception>();
  exception->fields[0] = Value(name);
  exception->fields[1] = object;
  writeBarrier(exception);
  return raiseValue(t, e);
}

Raised raiseNoAttribute(Thread* t, Value object, Str* name) {
  return raiseAttribute(t, object, name, fmt::format("'{}' object has no attribute '{}'", typeName(object), toUtf8(name)));
}

// --- instances

Value ownAttribute(Value v, Str* name) {
  if (!v.isObject()) return Value::unbound();
  Object* o = v.asObject();
  if (hasStructuralDict(o)) {
    Dict* d = structuralDict(o);
    return d ? dictGetStr(d, name) : Value::unbound();
  }
  Shape* s = shapeOf(o);
  return s->hasDictionary ? shapeGet(o, s, name) : Value::unbound();
}

Value findGenericAttrPy(Thread* t, Value v, Str* name) {
  name = TRY(internedName(t, name));
  Type* type = typeOf(v);
  Value found = typeLookupInline(type, name);
  if (!found.isUnbound()) {
    const Slots& s = typeOf(found)->slots;
    if (s.descriptorGet && s.descriptorSet) return s.descriptorGet(t, found, v, Value(type));
  }
  Value own = ownAttribute(v, name);
  if (!own.isUnbound()) return own;
  return found.isUnbound() ? found : bindThrough(t, found, v, type);
}

Value genericGetAttrPy(Thread* t, Value v, Str* name) {
  Value found = findGenericAttrPy(t, v, name);
  if (found.isUnbound()) return raiseNoAttribute(t, v, name);
  return found;
}

bool genericSetAttrPy(Thread* t, Value v, Str* name, Value value) {
  name = TRY(internedName(t, name));
  Value found = typeLookupInline(typeOf(v), name);
  if (!found.isUnbound())
    if (auto set = typeOf(found)->slots.descriptorSet) return set(t, found, v, value);
  bool noDict;
  int done = storeOwn(t, v, name, value, &noDict);
  if (done != 0) return done > 0;
  if (noDict && !found.isUnbound())
    return raise(t, exc::AttributeError, "'{}' object attribute '{}' is read-only", typeName(v), toUtf8(name));
  // Unlike where an attribute is read, 3.12 does not note object and name.
  return raise(t, exc::AttributeError, "'{}' object has no attribute '{}'", typeName(v), toUtf8(name));
}

Value instanceDict(Thread* t, Value v) {
  if (!v.isObject()) return Value::unbound();
  Object* o = v.asObject();
  if (o->kind == Kind::Module) return Value(v.as<Module>()->dict);
  if (o->kind == Kind::Function) {
    auto* f = v.as<Function>();
    if (!f->attributes) {
      f->attributes = TRY(makeDict(t));
      writeBarrier(f);
    }
    return Value(f->attributes);
  }
  if (!shapeOf(o)->hasDictionary) return Value::unbound();
  Dict* d = TRY(shapeMaterialise(t, o));
  return Value(d);
}

bool keepsAttributesInSlots(Value v) {
  if (!v.isObject()) return false;
  Object* o = v.asObject();
  const Shape* s = shapeOf(o);
  if (!s || !s->hasDictionary || s->isDictionary || o->kind == Kind::Module || o->kind == Kind::Function) return false;
  if (s->type->slots.getAttribute != types::object->slots.getAttribute) return false;
  return isa<GetSetDescriptor>(typeLookup(s->type, names::__dict__));
}

Dict* copyAttributes(Thread* t, Value v) {
  Object* o = v.asObject();
  Shape* s = shapeOf(o);
  return shapeAttributes(t, o, s);
}

bool storeAttribute(Thread* t, Value v, Str* name, Value attribute) {
  return shapeSet(t, v.asObject(), shapeOf(v.asObject()), name, attribute);
}

bool setInstanceDict(Thread* t, Value v, Value value) {
  if (!value.isUnbound() && !isa<Dict>(value))
    return raise(t, exc::TypeError, "__dict__ must be set to a dictionary, not a '{}'", typeName(value));
  Object* o = v.asObject();
  if (o->kind == Kind::Function) {
    if (value.isUnbound()) return raise(t, exc::TypeError, "cannot delete __dict__");
    v.as<Function>()->attributes = value.as<Dict>();
    writeBarrier(o);
    return true;
  }
  if (o->kind == Kind::Module) return raiseAttribute(t, v, names::__dict__, "readonly attribute");
  if (!shapeOf(o)->hasDictionary) return raiseAttribute(t, v, names::__dict__, "This object has no __dict__");
  Dict* d = value.isUnbound() ? TRY(makeDict(t)) : value.as<Dict>();
  return shapeReplaceDict(t, o, d);
}

// --- types

Value findTypeAttrPy(Thread* t, Value v, Str* name) {
  name = TRY(internedName(t, name));
  Type* type = v.as<Type>();
  Type* meta = typeOf(type);
  Value metaFound = typeLookup(meta, name);
  auto metaGet = metaFound.isUnbound() ? nullptr : typeOf(metaFound)->slots.descriptorGet;
  if (metaGet && typeOf(metaFound)->slots.descriptorSet) return metaGet(t, metaFound, v, Value(meta));
  Value found = typeLookup(type, name);
  if (!found.isUnbound()) return bindThrough(t, found, Value::unbound(), type);
  if (metaGet) return metaGet(t, metaFound, v, Value(meta));
  return metaFound;
}

Value typeGetAttrPy(Thread* t, Value v, Str* name) {
  Value found = findTypeAttrPy(t, v, name);
  if (found.isUnbound())
    return raiseAttribute(t, v, name,
                          fmt::format("type object '{}' has no attribute '{}'", toUtf8(v.as<Type>()->name), toUtf8(name)));
  return found;
}

bool typeSetAttrPy(Thread* t, Value v, Str* name, Value value) {
  Type* type = v.as<Type>();
  if (type->typeFlags & kNativeType)
    return raise(t, exc::TypeError, "cannot set '{}' attribute of immutable type '{}'", toUtf8(name), typeName(type));
  name = TRY(internedName(t, name));
  Value metaFound = typeLookup(typeOf(type), name);
  if (!metaFound.isUnbound())
    if (auto set = typeOf(metaFound)->slots.descriptorSet) return set(t, metaFound, v, value);
  if (!typeSetOwn(t, type, name, value)) {
    if (value.isUnbound() && t->pending.isUnbound())
      return raiseAttribute(t, v, name, fmt::format("type object '{}' has no attribute '{}'", toUtf8(type->name), toUtf8(name)));
    return false;
  }
  return true;
}

// --- modules

namespace {

// Whether the module's import has not ended yet (its spec says so).
Maybe<bool> isInitialisingPy(Thread* t, Dict* d) {
  Value spec = dictGetStr(d, names::__spec__);
  if (spec.isUnbound() || spec.isNone()) return false;
  Str* name = TRY(internStr(t, "_initializing"));
  Value v = TRY(findAttrPy(t, spec, name));
  if (v.isUnbound()) return false;
  return truthPy(t, v);
}

// Whether the import of the submodule `name` has begun and not ended (the parent's spec says so).
Maybe<bool> isSubmoduleInitialisingPy(Thread* t, Dict* d, Str* name) {
  Value spec = dictGetStr(d, names::__spec__);
  if (spec.isUnbound() || spec.isNone()) return false;
  Value submodules = TRY(findAttrPy(t, spec, TRY(internStr(t, "_uninitialized_submodules"))));
  if (submodules.isUnbound()) return false;
  return containsPy(t, submodules, Value(name));
}

}  // namespace

Value findModuleAttrPy(Thread* t, Value v, Str* name) {
  name = TRY(internedName(t, name));
  Value found = TRY(findGenericAttrPy(t, v, name));
  if (!found.isUnbound()) return found;
  Dict* d = v.as<Module>()->dict;
  Value hook = dictGetStr(d, names::__getattr__);
  if (hook.isUnbound()) return hook;
  return callPy(t, hook, {Value(name)});
}

Value moduleGetAttrPy(Thread* t, Value v, Str* name) {
  Value found = TRY(findModuleAttrPy(t, v, name));
  if (!found.isUnbound()) return found;
  Dict* d = v.as<Module>()->dict;
  Value moduleName = dictGetStr(d, names::__name__);
  if (!isa<Str>(moduleName)) return raiseAttribute(t, v, name, fmt::format("module has no attribute '{}'", toUtf8(name)));
  std::string shown = toUtf8(moduleName.as<Str>());
  if (TRY(isInitialisingPy(t, d)))
    return raiseAttribute(
        t, v, name,
        fmt::format("partially initialized module '{}' has no attribute '{}' (most likely due to a circular import)", shown,
                    toUtf8(name)));
  if (TRY(isSubmoduleInitialisingPy(t, d, name)))
    return raiseAttribute(
        t, v, name,
        fmt::format("cannot access submodule '{}' of module '{}' (most likely due to a circular import)", toUtf8(name), shown));
  return raiseAttribute(t, v, name, fmt::format("module '{}' has no attribute '{}'", shown, toUtf8(name)));
}

// --- any object

void giveAttributeContext(Thread* t, Value object, Str* name) {
  if (!pendingIs(t, exc::AttributeError)) return;
  Exception* e = t->pending.as<Exception>();
  if (!e->fields[kAttributeName].isUnbound() || !e->fields[kAttributeObject].isUnbound()) return;
  e->fields[kAttributeName] = Value(name);
  e->fields[kAttributeObject] = object;
  writeBarrier(e);
}

Value getAttrPy(Thread* t, Value v, Str* name) {
  auto get = typeOf(v)->slots.getAttribute;
  Value found = get(t, v, name);
  if (found.isError()) [[unlikely]]
    giveAttributeContext(t, v, name);
  return found;
}

Value getAttrPy(Thread* t, Value v, const char* name) {
  Str* s = TRY(internStr(t, name));
  return getAttrPy(t, v, s);
}

Value findAttrPy(Thread* t, Value v, Str* name) {
  auto get = typeOf(v)->slots.getAttribute;
  Value found = get == genericGetAttrPy  ? findGenericAttrPy(t, v, name)
                : get == typeGetAttrPy   ? findTypeAttrPy(t, v, name)
                : get == moduleGetAttrPy ? findModuleAttrPy(t, v, name)
                                         : get(t, v, name);
  return swallowAttributeError(t, found);
}

bool setAttrPy(Thread* t, Value v, Str* name, Value value) { return typeOf(v)->slots.setAttribute(t, v, name, value); }

Value lookupSpecialPy(Thread* t, Value v, Str* name) {
  Type* type = typeOf(v);
  Value found = typeLookupInline(type, name);
  return found.isUnbound() ? found : bindThrough(t, found, v, type);
}

Value getMethodPy(Thread* t, Value v, Str* name, Value* self) {
  *self = Value::unbound();
  Type* type = typeOf(v);
  bool hooked = type->typeFlags & kGetAttributeHooked;
  if (type->slots.getAttribute != genericGetAttrPy && !hooked) return getAttrPy(t, v, name);
  name = TRY(internedName(t, name));
  Value found = typeLookupInline(type, name);
  // __getattr__ sees what is missing, and the AttributeErrors of descriptors.
  if (hooked && (found.isUnbound() || !(typeOf(found)->typeFlags & kMethodDescriptor))) return getAttrPy(t, v, name);
  bool method = false;
  if (!found.isUnbound()) {
    Type* kind = typeOf(found);
    method = kind->typeFlags & kMethodDescriptor;
    if (!method && kind->slots.descriptorGet && kind->slots.descriptorSet)
      return kind->slots.descriptorGet(t, found, v, Value(type));
  }
  Value own = ownAttribute(v, name);
  if (!own.isUnbound()) return own;
  if (method) {
    *self = v;
    return found;
  }
  if (!found.isUnbound()) return bindThrough(t, found, v, type);
  return raiseNoAttribute(t, v, name);
}

}  // namespace typhon
