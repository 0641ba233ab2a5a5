// From special methods to slots: which function each slot of a class gets, when a class is made and when one of its attributes
// changes (CPython's update_one_slot), and inheritance among native types.
#include <cstring>

#include "runtime/object/descriptors.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// The native type nearest along the layout chain whose __init__ is declared with a signature: initFromDefPy calls that one.
const Type* initDefOwner(const Type* type) {
  for (const Type* b = type; b; b = b->base)
    if (b->typeFlags & kNativeType && b->spec && b->spec->init) return b;
  return nullptr;
}

void updateField(Type* type, uint32_t field) {
  void* specific = nullptr;
  void* generic = nullptr;
  bool useGeneric = false;
  for (size_t i = 0; i < kSlotRowCount; ++i) {
    const SlotRow& row = kSlotRows[i];
    if (row.field != field) continue;
    Value found = typeLookup(type, *row.interned);
    if (found.isUnbound()) continue;
    if (auto* w = dynCast<WrapperDescriptor>(found); w && w->row->interned && *w->row->interned == *row.interned) {
      if (w->row->field != field) continue;  // list.__add__ is `concat`: nothing for `add`
      generic = row.generic;
      bool usable = (!specific || specific == w->function) && w->row->shape == row.shape && isSubtype(type, w->owner);
      if (usable && w->def) usable = initDefOwner(type) == w->owner;
      if (usable)
        specific = w->function;
      else
        useGeneric = true;
    } else if (found.isNone() && *row.interned == names::__hash__) {
      specific = reinterpret_cast<void*>(&hashNotImplemented);
    } else {
      useGeneric = true;
      generic = row.generic;
    }
  }
  slotAt(type->slots, field) = specific && !useGeneric ? specific : generic;
}

// The constructor: a native __new__ is called directly, anything else through the attribute.
void updateCreate(Type* type) {
  Value found = typeLookup(type, names::__new__);
  Type* owner = newFunctionOwner(found);
  if (!owner) {
    type->slots.create = found.isUnbound() ? nullptr : genericCreatePy;
    return;
  }
  const Type* native = type;
  while (native && !(native->typeFlags & kNativeType)) native = native->base;
  bool direct = native && native->slots.create == owner->slots.create && isSubtype(type, owner);
  type->slots.create = direct ? owner->slots.create : genericCreatePy;
}

void updateSubclasses(Type* type, Str* name, uint32_t* fields, size_t count, bool create) {
  forEachSubclass(type, [&](Type* sub) {
    // A subclass with the method of its own is not concerned.
    if (!typeGetOwn(sub, name).isUnbound()) return;
    if (!(sub->typeFlags & kNativeType)) {
      for (size_t i = 0; i < count; ++i) updateField(sub, fields[i]);
      if (create) updateCreate(sub);
      updateComputedFlags(sub);
    }
    updateSubclasses(sub, name, fields, count, create);
  });
}

}  // namespace

void updateSlots(Type* type) {
  // What has no special method comes from the layout.
  type->slots.buffer = type->base->slots.buffer;
  type->slots.releaseBuffer = type->base->slots.releaseBuffer;
  uint32_t done[128];
  size_t count = 0;
  for (size_t i = 0; i < kSlotRowCount; ++i) {
    bool seen = false;
    for (size_t k = 0; k < count; ++k) seen |= done[k] == kSlotRows[i].field;
    if (seen) continue;
    done[count++] = kSlotRows[i].field;
    updateField(type, kSlotRows[i].field);
  }
  updateCreate(type);
  updateComputedFlags(type);
}

bool updateSlotsFor(Type* type, Str* name) {
  uint32_t fields[4];
  size_t count = 0;
  for (size_t i = 0; i < kSlotRowCount; ++i)
    if (*kSlotRows[i].interned == name && count < 4) fields[count++] = kSlotRows[i].field;
  bool create = name == names::__new__;
  if (!count && !create) return false;
  if (!(type->typeFlags & kNativeType)) {
    for (size_t i = 0; i < count; ++i) updateField(type, fields[i]);
    if (create) updateCreate(type);
  }
  updateSubclasses(type, name, fields, count, create);
  return true;
}

void updateComputedFlags(Type* type) {
  uint32_t flags = type->typeFlags & ~uint32_t{kGetAttributePlain | kGetAttributeHooked | kSetAttributePlain | kHeapMetaclassCall | kTypeType};
  if (type->slots.getAttribute == genericGetAttrPy) flags |= kGetAttributePlain;
  if (type->slots.getAttribute == genericGetAttributeHookPy &&
      typeLookup(type, names::__getattribute__) == typeGetOwn(types::object, names::__getattribute__))
    flags |= kGetAttributeHooked;
  if (type->slots.setAttribute == genericSetAttrPy) flags |= kSetAttributePlain;
  for (size_t i = 1; i < type->mro->length; ++i) flags |= type->mro->items[i].as<Type>()->typeFlags & kExceptionType;
  if (isSubtype(type, types::type)) flags |= kTypeType;
  if (typeOf(type)->slots.call != types::type->slots.call) flags |= kHeapMetaclassCall;
  type->typeFlags = flags;
}

void inheritSlots(Type* type) {
  const Slots& base = type->base->slots;
  Slots& own = type->slots;
  bool ownCompare = own.compare, ownHash = own.hash, ownCreate = own.create;
  auto** to = reinterpret_cast<void**>(&own);
  auto* from = reinterpret_cast<void* const*>(&base);
  for (size_t i = 0; i < sizeof(Slots) / sizeof(void*); ++i)
    if (!to[i]) to[i] = from[i];
  // Equality without hash makes a type unhashable.
  if (ownCompare && !ownHash) own.hash = hashNotImplemented;
  if (!ownCreate && type->base == types::object) own.create = nullptr;
}

}  // namespace typhon
