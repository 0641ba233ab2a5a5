// property.
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Raised missingAccessor(Thread* t, Property* p, Value instance, const char* what) {
  std::string type = toUtf8(typeOf(instance)->qualifiedName);
  if (p->name.isUnbound() || p->name.isNone())
    return raise(t, exc::AttributeError, "property of '{}' object has no {}", type, what);
  std::string name = TRY(reprTextPy(t, p->name));
  return raise(t, exc::AttributeError, "property {} of '{}' object has no {}", name, type, what);
}

Value propertyGet(Thread* t, Value self, Value instance, Value) {
  if (instance.isUnbound() || instance.isNone()) return self;
  auto* p = self.as<Property>();
  if (p->getter.isNone()) return missingAccessor(t, p, instance, "getter");
  return callPy(t, p->getter, {instance});
}

bool propertySet(Thread* t, Value self, Value instance, Value v) {
  auto* p = self.as<Property>();
  Value function = v.isUnbound() ? p->deleter : p->setter;
  if (function.isNone()) return missingAccessor(t, p, instance, v.isUnbound() ? "deleter" : "setter");
  Value r = v.isUnbound() ? callPy(t, function, {instance}) : callPy(t, function, {instance, v});
  return !r.isError();
}

Value propertyCreate(Thread* t, Type* cls, const Args&) {
  auto* p = TRY(allocate<Property>(t, cls));
  p->getter = p->setter = p->deleter = p->doc = Value::none();
  p->name = Value::unbound();
  return Value(p);
}

Value propertyInit(Thread* t, Value* args, size_t) {
  auto* p = args[0].as<Property>();
  p->getter = args[1];
  p->setter = args[2];
  p->deleter = args[3];
  p->doc = args[4];
  p->name = Value::unbound();
  p->docFromGetter = false;
  writeBarrier(p);
  if (p->doc.isNone() && !p->getter.isNone()) {
    Value doc = TRY(findAttrPy(t, p->getter, names::__doc__));
    if (!doc.isUnbound() && !doc.isNone()) {
      p->doc = doc;
      p->docFromGetter = true;
      writeBarrier(p);
    }
  }
  // A subclass has a __doc__ of its own that hides this one. Where its instances can have none, what was given is dropped; only
  // what comes from the getter is missed.
  if (typeOf(p) == types::property) return Value::none();
  Value doc = p->doc;
  p->doc = Value::none();
  if (setAttrPy(t, args[0], names::__doc__, doc)) return Value::none();
  if (p->docFromGetter || !pendingIs(t, exc::AttributeError)) return Value::error();
  clearPending(t);
  return Value::none();
}
const NativeDef initDef = {"__init__", "(self, fget=None, fset=None, fdel=None, doc=None)", propertyInit, nullptr};

Value copyWith(Thread* t, Property* p, Value getter, Value setter, Value deleter) {
  // A docstring that came from the getter is taken from the new getter.
  Value doc = p->docFromGetter && !getter.isNone() ? Value::none() : p->doc;
  Value copy = TRY(callPy(t, Value(typeOf(p)), {getter, setter, deleter, doc}));
  if (isa<Property>(copy)) {
    copy.as<Property>()->name = p->name;
    writeBarrier(copy.asObject());
  }
  return copy;
}
Value propertyGetter(Thread* t, Value* args, size_t) {
  auto* p = args[0].as<Property>();
  return copyWith(t, p, args[1], p->setter, p->deleter);
}
Value propertySetter(Thread* t, Value* args, size_t) {
  auto* p = args[0].as<Property>();
  return copyWith(t, p, p->getter, args[1], p->deleter);
}
Value propertyDeleter(Thread* t, Value* args, size_t) {
  auto* p = args[0].as<Property>();
  return copyWith(t, p, p->getter, p->setter, args[1]);
}
Value propertySetName(Thread* t, Value* args, size_t count) {
  if (count != 3) return raise(t, exc::TypeError, "__set_name__() takes 2 positional arguments but {} were given", count - 1);
  args[0].as<Property>()->name = args[2];
  writeBarrier(args[0].asObject());
  return Value::none();
}

Value isAbstract(Thread* t, Value self) {
  auto* p = self.as<Property>();
  for (Value f : {p->getter, p->setter, p->deleter}) {
    bool abstract = false;
    if (!isAbstractObjectPy(t, f, &abstract)) return Raised{};
    if (abstract) return Value::boolean(true);
  }
  return Value::boolean(false);
}

const NativeDef propertyMethods[] = {
    {"getter", "(self, fget, /)", propertyGetter, "The same property with another function for reading."},
    {"setter", "(self, fset, /)", propertySetter, "The same property with another function for setting."},
    {"deleter", "(self, fdel, /)", propertyDeleter, "The same property with another function for deletion."},
    {"__set_name__", "(self, /, *args)", propertySetName, "Method to set name of a property."},
};
const MemberDef propertyMembers[] = {
    {"fget", offsetof(Property, getter), MemberDef::kReadOnly, nullptr},
    {"fset", offsetof(Property, setter), MemberDef::kReadOnly, nullptr},
    {"fdel", offsetof(Property, deleter), MemberDef::kReadOnly, nullptr},
    {"__doc__", offsetof(Property, doc), MemberDef::kNoneIfUnbound, nullptr},
};
const GetSetDef propertyGetSets[] = {{"__isabstractmethod__", isAbstract, nullptr, nullptr}};

}  // namespace

extern const TypeSpec propertySpec = {
    .name = "property",
    .kind = Kind::Property,
    .flags = kBaseType,
    .slots = {.descriptorGet = propertyGet, .descriptorSet = propertySet, .create = propertyCreate},
    .methods = propertyMethods,
    .getsets = propertyGetSets,
    .members = propertyMembers,
    .init = &initDef,
    .doc =
        "An attribute whose reading, setting and deletion call functions: fget, fset and fdel. doc is its docstring.\n"
        "\n"
        "    class Circle:\n"
        "        @property\n"
        "        def radius(self): return self._radius\n"
        "        @radius.setter\n"
        "        def radius(self, value): self._radius = value",
};

// Whether v.__isabstractmethod__ is true. False with an exception pending.
bool isAbstractObjectPy(Thread* t, Value v, bool* result) {
  *result = false;
  if (v.isNone()) return true;
  Value flag = TRY(findAttrPy(t, v, names::__isabstractmethod__));
  if (flag.isUnbound()) return true;
  *result = TRY(truthPy(t, flag));
  return true;
}

size_t sizeOf_Property(const Object*) { return sizeof(Property); }
void trace_Property(Object* o, Tracer& tracer) {
  auto* p = static_cast<Property*>(o);
  tracer.visit(p->getter);
  tracer.visit(p->setter);
  tracer.visit(p->deleter);
  tracer.visit(p->doc);
  tracer.visit(p->name);
}

}  // namespace typhon
