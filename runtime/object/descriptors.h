// Layouts of the descriptors that native types put into their dicts, and of the descriptor types of the language.
#pragma once

#include "runtime/object/native.h"
#include "runtime/object/object.h"
#include "runtime/object/slot_wrappers.h"

namespace typhon {

struct Str;
struct Type;

// wrapper_descriptor: a slot of a native type as a special method (int.__add__).
struct WrapperDescriptor : Object {
  const SlotRow* row;
  Type* owner;
  void* function;        // the slot's contents
  const NativeDef* def;  // __init__ of types that declare it with a signature; then `function` is unused
};

// method-wrapper: a slot wrapper bound to an instance ((1).__add__).
struct MethodWrapper : Object {
  WrapperDescriptor* descriptor;
  Value self;
};

struct GetSetDescriptor : Object {
  const GetSetDef* def;
  Type* owner;
  Str* name;
};

// Read-only members that are no Values: a pointer to an object (null shows as None), a double.
inline constexpr auto kReadOnlyObject = static_cast<MemberDef::Flags>(5);
inline constexpr auto kReadOnlyDouble = static_cast<MemberDef::Flags>(9);

// member_descriptor: a field of a native structure, or a member that __slots__ declared.
struct MemberDescriptor : Object {
  Type* owner;
  Str* name;
  const MemberDef* def;  // null for __slots__ members
  uint32_t index;        // word of the attribute tail, for __slots__ members
};

struct Property : Object {
  Value getter, setter, deleter, doc;  // None where absent
  Value name;                          // Unbound until __set_name__
  bool docFromGetter;
};

// staticmethod and classmethod: what they wrap.
struct WrappedCallable : Object {
  Value callable;
};

struct Super : Object {
  Value type;      // Type, or None before __init__
  Value self;      // or None when unbound
  Value selfType;  // Type, or None
};

struct MappingProxy : Object {
  Value mapping;
};

Value makeMappingProxy(Thread* t, Value mapping);
Value makeStaticMethod(Thread* t, Value callable);
Value makeClassMethod(Thread* t, Value callable);

// The value of a member of an instance, and storing it; Unbound deletes. Offsets count from the object's start. The owner's
// instance check has been made.
Value memberGet(Thread* t, MemberDescriptor* d, Object* o);
bool memberSet(Thread* t, MemberDescriptor* d, Object* o, Value v);

// Whether nativeAttributePy knows what to do with a descriptor.
inline bool isNativeAttribute(Value descriptor) {
  if (isa<GetSetDescriptor>(descriptor)) return descriptor.as<GetSetDescriptor>()->def->get != nullptr;
  return isa<MemberDescriptor>(descriptor) && descriptor.as<MemberDescriptor>()->def;
}
// The attribute that such a descriptor stands for, of an instance of its owner.
inline Value nativeAttributePy(Thread* t, Object* descriptor, Value instance) {
  if (descriptor->kind == Kind::GetSetDescriptor) return static_cast<GetSetDescriptor*>(descriptor)->def->get(t, instance);
  return memberGet(t, static_cast<MemberDescriptor*>(descriptor), instance.asObject());
}

}  // namespace typhon
