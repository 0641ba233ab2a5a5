// The attributes of an instance as pickling takes and gives them: at once, and without the dict that asking for
// __dict__ would make of them for good.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/value.h"

namespace typhon {

struct Dict;
struct Str;

// Whether the instance keeps its attributes in slots and its class does not say otherwise what __dict__ is. Runs no
// Python code.
bool keepsAttributesInSlots(Value v);
// For such an instance: a new dict of its attributes. Null with MemoryError pending.
Dict* copyAttributes(Thread* t, Value v);
// For such an instance: what storing into its __dict__ does. `name` is interned.
bool storeAttribute(Thread* t, Value v, Str* name, Value attribute);

}  // namespace typhon
