// slots.def as a table, and the two directions between slots and special methods: wrapper objects that call a native slot, and
// generic slot functions that call the special method of a class written in Python.
#pragma once

#include "runtime/object/type.h"

namespace typhon {

// The calling shapes of slots.
enum class WrapperShape : uint8_t {
  Unary,
  Hash,
  Call,
  GetAttribute,
  SetAttribute,
  DelAttribute,
  Compare,
  Next,
  DescriptorGet,
  DescriptorSet,
  DescriptorDelete,
  Init,
  Finalize,
  BinaryLeft,
  BinaryRight,
  Binary,
  Power,
  PowerRight,
  InplacePower,
  Truth,
  Length,
  SetItem,
  DelItem,
  Repeat,
  Contains,
  Buffer,
  ReleaseBuffer
};

struct SlotRow {
  const char* name;
  Str** interned;  // the entry of kSlotNames for this row
  uint32_t field;  // byte offset in Slots
  WrapperShape shape;
  CompareOp op;  // of Compare rows
  const char* signature;
  const char* doc;
  void* generic;  // what classes written in Python get when they define the method; null: nothing
};
extern const SlotRow* const kSlotRows;
extern const size_t kSlotRowCount;

// Interns the names of the rows; once at start-up.
bool initSlotRows(Thread* t);

inline void*& slotAt(Slots& slots, uint32_t field) { return *reinterpret_cast<void**>(reinterpret_cast<char*>(&slots) + field); }
inline void* slotAt(const Slots& slots, uint32_t field) {
  return *reinterpret_cast<void* const*>(reinterpret_cast<const char*>(&slots) + field);
}

// Fills every slot of a class written in Python from what its MRO holds now, as CPython's fixup_slot_dispatchers.
void updateSlots(Type* type);
// The same for the fields that the special method `name` (interned) concerns, in the class and its subclasses. Returns whether
// the name is a special method of a slot.
bool updateSlotsFor(Type* type, Str* name);
// Sets the flags that are computed from slots and MRO (kGetAttributePlain ...).
void updateComputedFlags(Type* type);

// Calls a wrapper: args[0] is self.
struct WrapperDescriptor;
Value callWrapperPy(Thread* t, WrapperDescriptor* w, const Args& args);
// The same with self apart.
Value callWrapperOnPy(Thread* t, WrapperDescriptor* w, Value self, const Args& args);

// Adapters that types with a `create` or `init` definition (TypeSpec) get as slots.
Value createFromDefPy(Thread* t, Type* cls, const Args& args);
bool initFromDefPy(Thread* t, Value self, const Args& args);

// Calls the special method `name` of self's type with these arguments behind self. Unbound if the type has none.
Value callSpecialPy(Thread* t, Value self, Str* name, const Value* args, size_t count);

// The length that a __len__ written in Python has returned; negative with an exception pending.
int64_t lengthFromPy(Thread* t, Value v);

// The generic slot functions that others compare with.
Value genericGetAttributeHookPy(Thread* t, Value self, Str* name);
Value genericCreatePy(Thread* t, Type* cls, const Args& args);

}  // namespace typhon
