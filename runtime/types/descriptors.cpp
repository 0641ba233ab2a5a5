// getset_descriptor and member_descriptor: computed attributes and fields of native structures, and __slots__ members.
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

bool checkOwner(Thread* t, Value instance, Type* owner, Str* name) {
  if (owner == types::object || isInstance(instance, owner)) return true;
  return raise(t, exc::TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", toUtf8(name),
               typeName(owner), typeName(instance));
}

Value qualifiedName(Thread* t, Type* owner, Str* name) {
  Str* s = TRY(makeStr(t, toUtf8(owner->qualifiedName) + "." + toUtf8(name)));
  return Value(s);
}

Value reduceAttribute(Thread* t, Type* owner, Str* name) {
  Value getattr = TRY(getBuiltin(t, "getattr"));
  Tuple* inner = TRY(makeTuple(t, {Value(owner), Value(name)}));
  Tuple* outer = TRY(makeTuple(t, {getattr, Value(inner)}));
  return Value(outer);
}

Value docText(Thread* t, const char* doc) {
  if (!doc) return Value::none();
  Str* s = TRY(makeStr(t, doc));
  return Value(s);
}

// --- getset_descriptor

Value getsetGet(Thread* t, Value self, Value instance, Value) {
  auto* d = self.as<GetSetDescriptor>();
  if (instance.isUnbound()) return self;
  TRY(checkOwner(t, instance, d->owner, d->name));
  if (!d->def->get)
    return raiseAttribute(t, instance, d->name,
                          fmt::format("attribute '{}' of '{}' objects is not readable", toUtf8(d->name), typeName(d->owner)));
  return d->def->get(t, instance);
}

bool getsetSet(Thread* t, Value self, Value instance, Value v) {
  auto* d = self.as<GetSetDescriptor>();
  TRY(checkOwner(t, instance, d->owner, d->name));
  if (!d->def->set)
    return raise(t, exc::AttributeError, "attribute '{}' of '{}' objects is not writable", toUtf8(d->name), typeName(d->owner));
  return d->def->set(t, instance, v);
}

Value getsetRepr(Thread* t, Value self) {
  auto* d = self.as<GetSetDescriptor>();
  Str* s = TRY(makeStr(t, fmt::format("<attribute '{}' of '{}' objects>", toUtf8(d->name), typeName(d->owner))));
  return Value(s);
}
Value getsetName(Thread*, Value self) { return Value(self.as<GetSetDescriptor>()->name); }
Value getsetQualifiedName(Thread* t, Value self) {
  return qualifiedName(t, self.as<GetSetDescriptor>()->owner, self.as<GetSetDescriptor>()->name);
}
Value getsetOwner(Thread*, Value self) { return Value(self.as<GetSetDescriptor>()->owner); }
Value getsetDoc(Thread* t, Value self) { return docText(t, self.as<GetSetDescriptor>()->def->doc); }
Value getsetReduce(Thread* t, Value* args, size_t) {
  return reduceAttribute(t, args[0].as<GetSetDescriptor>()->owner, args[0].as<GetSetDescriptor>()->name);
}

const NativeDef getsetMethods[] = {{"__reduce__", "(self, /)", getsetReduce, nullptr}};
const GetSetDef getsetGetSets[] = {
    {"__name__", getsetName, nullptr, nullptr},
    {"__qualname__", getsetQualifiedName, nullptr, nullptr},
    {"__objclass__", getsetOwner, nullptr, nullptr},
    {"__doc__", getsetDoc, nullptr, nullptr},
};

// --- member_descriptor

Value* memberPlace(MemberDescriptor* d, Object* o) {
  if (d->def) return reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + d->def->offset);
  return tailOf(o, shapeOf(o)) + d->index;
}

Value memberGetSlot(Thread* t, Value self, Value instance, Value) {
  auto* d = self.as<MemberDescriptor>();
  if (instance.isUnbound()) return self;
  TRY(checkOwner(t, instance, d->owner, d->name));
  return memberGet(t, d, instance.asObject());
}

bool memberSetSlot(Thread* t, Value self, Value instance, Value v) {
  auto* d = self.as<MemberDescriptor>();
  TRY(checkOwner(t, instance, d->owner, d->name));
  return memberSet(t, d, instance.asObject(), v);
}

Value memberRepr(Thread* t, Value self) {
  auto* d = self.as<MemberDescriptor>();
  Str* s = TRY(makeStr(t, fmt::format("<member '{}' of '{}' objects>", toUtf8(d->name), typeName(d->owner))));
  return Value(s);
}
Value memberName(Thread*, Value self) { return Value(self.as<MemberDescriptor>()->name); }
Value memberQualifiedName(Thread* t, Value self) {
  return qualifiedName(t, self.as<MemberDescriptor>()->owner, self.as<MemberDescriptor>()->name);
}
Value memberOwner(Thread*, Value self) { return Value(self.as<MemberDescriptor>()->owner); }
Value memberDoc(Thread* t, Value self) {
  auto* d = self.as<MemberDescriptor>();
  return docText(t, d->def ? d->def->doc : nullptr);
}
Value memberReduce(Thread* t, Value* args, size_t) {
  return reduceAttribute(t, args[0].as<MemberDescriptor>()->owner, args[0].as<MemberDescriptor>()->name);
}

const NativeDef memberMethods[] = {{"__reduce__", "(self, /)", memberReduce, nullptr}};
const GetSetDef memberGetSets[] = {
    {"__name__", memberName, nullptr, nullptr},
    {"__qualname__", memberQualifiedName, nullptr, nullptr},
    {"__objclass__", memberOwner, nullptr, nullptr},
    {"__doc__", memberDoc, nullptr, nullptr},
};

}  // namespace

Value memberGet(Thread* t, MemberDescriptor* d, Object* o) {
  if (d->def && d->def->flags == kReadOnlyDouble) return makeFloat(t, *reinterpret_cast<double*>(memberPlace(d, o)));
  if (d->def && d->def->flags == kReadOnlyObject) {
    Object* member = *reinterpret_cast<Object**>(memberPlace(d, o));
    return member ? Value(member) : Value::none();
  }
  Value v = *memberPlace(d, o);
  if (!v.isUnbound()) return v;
  if (d->def && d->def->flags & MemberDef::kNoneIfUnbound) return Value::none();
  return raiseNoAttribute(t, Value(o), d->name);
}

bool memberSet(Thread* t, MemberDescriptor* d, Object* o, Value v) {
  if (d->def && d->def->flags & MemberDef::kReadOnly) return raise(t, exc::AttributeError, "readonly attribute");
  Value* place = memberPlace(d, o);
  if (v.isUnbound() && place->isUnbound()) return raise(t, exc::AttributeError, "{}", toUtf8(d->name));
  *place = v;
  writeBarrier(o);
  return true;
}

extern const TypeSpec getsetDescriptorSpec = {
    .name = "getset_descriptor",
    .kind = Kind::GetSetDescriptor,
    .slots = {.repr = getsetRepr, .descriptorGet = getsetGet, .descriptorSet = getsetSet},
    .methods = getsetMethods,
    .getsets = getsetGetSets,
};

extern const TypeSpec memberDescriptorSpec = {
    .name = "member_descriptor",
    .kind = Kind::MemberDescriptor,
    .slots = {.repr = memberRepr, .descriptorGet = memberGetSlot, .descriptorSet = memberSetSlot},
    .methods = memberMethods,
    .getsets = memberGetSets,
};

size_t sizeOf_GetSetDescriptor(const Object*) { return sizeof(GetSetDescriptor); }
void trace_GetSetDescriptor(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<GetSetDescriptor*>(o)->owner);
  tracer.visit(static_cast<GetSetDescriptor*>(o)->name);
}
size_t sizeOf_MemberDescriptor(const Object*) { return sizeof(MemberDescriptor); }
void trace_MemberDescriptor(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<MemberDescriptor*>(o)->owner);
  tracer.visit(static_cast<MemberDescriptor*>(o)->name);
}

}  // namespace typhon
