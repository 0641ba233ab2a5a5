// From special methods to slots: which function each slot of a class gets, when a class is made and when one of its attributes
// changes (CPython's update_one_slot), and inheritance among native types.
#include <cstring>

#include "runtime/object/descriptors.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
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

// The rows by special method and by field, as chains through the table. Row numbers fit a byte; kNoRow ends a chain.
constexpr uint8_t kNoRow = 0xff;
constexpr size_t kMaxRows = 128, kIndexSize = 256;
struct RowIndex {
  uint8_t byName[kIndexSize];  // open addressing by the interned name: the first of its rows
  uint8_t sameName[kMaxRows], sameField[kMaxRows], firstOfField[kMaxRows];

  static size_t start(const Str* name) { return (reinterpret_cast<uintptr_t>(name) >> 4) * 0x9E3779B97F4A7C15u >> 56; }

  RowIndex() {
    assert(kSlotRowCount <= kMaxRows);
    std::memset(byName, kNoRow, sizeof byName);
    for (size_t i = kSlotRowCount; i-- > 0;) {
      size_t slot = start(*kSlotRows[i].interned);
      while (byName[slot] != kNoRow && *kSlotRows[byName[slot]].interned != *kSlotRows[i].interned)
        slot = (slot + 1) % kIndexSize;
      sameName[i] = byName[slot];
      byName[slot] = static_cast<uint8_t>(i);
    }
    for (size_t i = 0; i < kSlotRowCount; ++i) {
      sameField[i] = kNoRow;
      size_t first = 0;
      while (kSlotRows[first].field != kSlotRows[i].field) ++first;
      firstOfField[i] = static_cast<uint8_t>(first);
      if (first == i) continue;
      size_t last = first;
      while (sameField[last] != kNoRow) last = sameField[last];
      sameField[last] = static_cast<uint8_t>(i);
    }
  }

  // First row of the special method, or kNoRow. `name` is interned.
  uint8_t rowsOf(const Str* name) const {
    for (size_t slot = start(name);; slot = (slot + 1) % kIndexSize) {
      uint8_t row = byName[slot];
      if (row == kNoRow || *kSlotRows[row].interned == name) return row;
    }
  }
};

const RowIndex& rowIndex() {
  static const RowIndex index;
  return index;
}

bool looksSpecial(const Str* name) { return name->length > 4 && name->isAscii() && name->data[0] == '_' && name->data[1] == '_'; }

// Calls `visit` with the first row of each field that the special method (interned) concerns; returns whether there is one.
template <class F>
bool forEachFieldOf(const Str* name, F visit) {
  const RowIndex& index = rowIndex();
  uint8_t row = index.rowsOf(name);
  if (row == kNoRow) return false;
  for (; row != kNoRow; row = index.sameName[row]) visit(index.firstOfField[row]);
  return true;
}

// The function of the slot that a native method stands for although it is no wrapper (list.__getitem__, set.__contains__: in
// CPython METH_COEXIST); null for anything else.
void* coexistingSlot(const Type* type, Value method, const SlotRow& row) {
  if (typeOf(method) != types::methodDescriptor) return nullptr;
  auto* f = method.as<NativeFunction>();
  bool fits = f->def->flags & NativeDef::kCoexist && !std::strcmp(f->def->name, row.name) && isSubtype(type, f->owner);
  return fits ? slotAt(f->owner->slots, row.field) : nullptr;
}

void updateField(Type* type, uint8_t firstRow) {
  const RowIndex& index = rowIndex();
  uint32_t field = kSlotRows[firstRow].field;
  void* specific = nullptr;
  void* generic = nullptr;
  bool useGeneric = false;
  for (uint8_t i = firstRow; i != kNoRow; i = index.sameField[i]) {
    const SlotRow& row = kSlotRows[i];
    Value found = typeLookup(type, *row.interned);
    if (found.isUnbound()) continue;
    if (auto* w = dynCast<WrapperDescriptor>(found); w && w->row->interned && *w->row->interned == *row.interned) {
      if (w->row->field != field) {
        // list.__add__ is `concat`: nothing for `add`, unless the type has no other slot by that name (an int with str.__add__).
        Slots& inherited = type->base->slots;
        if (slotAt(inherited, field) && !slotAt(inherited, w->row->field)) {
          useGeneric = true;
          generic = row.generic;
        }
        continue;
      }
      generic = row.generic;
      bool usable = (!specific || specific == w->function) && w->row->shape == row.shape && isSubtype(type, w->owner);
      if (usable && w->def) usable = initDefOwner(type) == w->owner;
      if (usable)
        specific = w->function;
      else
        useGeneric = true;
    } else if (void* native = coexistingSlot(type, found, row)) {
      generic = row.generic;
      if (specific && specific != native)
        useGeneric = true;
      else
        specific = native;
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

void updateOwn(Type* type, Str* name) {
  if (type->typeFlags & kNativeType) return;
  forEachFieldOf(name, [&](uint8_t row) { updateField(type, row); });
  if (name == names::__new__) updateCreate(type);
}

void updateSubclasses(Type* type, Str* name) {
  forEachSubclass(type, [&](Type* sub) {
    // A subclass with the method of its own is not concerned.
    if (!typeGetOwn(sub, name).isUnbound()) return;
    if (!(sub->typeFlags & kNativeType)) {
      updateOwn(sub, name);
      updateComputedFlags(sub);
    }
    updateSubclasses(sub, name);
  });
}

// Whether the base's MRO stands in the type's in the same order (C3 sees to that; a metaclass's mro() need not).
bool keepsOrderOfBase(const Type* type) {
  const Tuple* order = type->base->mro;
  size_t kept = 0;
  for (size_t i = 0; i < type->mro->length && kept < order->length; ++i) kept += type->mro->items[i] == order->items[kept];
  return kept == order->length;
}

}  // namespace

void updateSlots(Type* type) {
  if (keepsOrderOfBase(type)) {
    // A slot can differ from the base's only where a class that is none of the base's defines the special method.
    type->slots = type->base->slots;
    bool done[kMaxRows] = {};
    const Tuple* order = type->base->mro;
    for (size_t i = 0, next = 0; i < type->mro->length; ++i) {
      if (next < order->length && type->mro->items[i] == order->items[next]) {
        ++next;
        continue;
      }
      size_t position = 0;
      Value key, v;
      while (dictNext(type->mro->items[i].as<Type>()->dict, &position, &key, &v)) {
        if (!isa<Str>(key) || !looksSpecial(key.as<Str>())) continue;
        Str* name = findInterned(key.as<Str>());
        if (!name) continue;
        forEachFieldOf(name, [&](uint8_t row) {
          if (!done[row]) updateField(type, row);
          done[row] = true;
        });
      }
    }
  } else {
    // What has no special method comes from the layout.
    type->slots.buffer = type->base->slots.buffer;
    type->slots.releaseBuffer = type->base->slots.releaseBuffer;
    for (size_t i = 0; i < kSlotRowCount; ++i)
      if (rowIndex().firstOfField[i] == i) updateField(type, static_cast<uint8_t>(i));
  }
  updateCreate(type);
  updateComputedFlags(type);
}

bool updateSlotsFor(Type* type, Str* name) {
  if (rowIndex().rowsOf(name) == kNoRow && name != names::__new__) return false;
  updateOwn(type, name);
  updateSubclasses(type, name);
  return true;
}

void updateComputedFlags(Type* type) {
  uint32_t flags =
      type->typeFlags & ~uint32_t{kGetAttributePlain | kGetAttributeHooked | kSetAttributePlain | kHeapMetaclassCall | kTypeType};
  if (type->slots.getAttribute == genericGetAttrPy) flags |= kGetAttributePlain;
  if (type->slots.getAttribute == genericGetAttributeHookPy) {
    auto* own = dynCast<WrapperDescriptor>(typeLookup(type, names::__getattribute__));
    if (own && own->function == reinterpret_cast<void*>(&genericGetAttrPy) && isSubtype(type, own->owner))
      flags |= kGetAttributeHooked;
  }
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
