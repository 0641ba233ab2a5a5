// Parts of attribute access that the object model's files share.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/type.h"

namespace typhon {

struct Dict;

// genericGetAttrPy that gives Unbound where that raises its AttributeError. (A property may still raise one.)
Value findGenericAttrPy(Thread* t, Value v, Str* name);

// The attribute of the instance itself, not of its class: Unbound if absent.
Value ownAttribute(Value v, Str* name);

// AttributeError with its name and obj set; `message` is WTF-8.
Raised raiseAttribute(Thread* t, Value object, Str* name, std::string_view message);
// "'X' object has no attribute 'y'".
Raised raiseNoAttribute(Thread* t, Value object, Str* name);

// Completes a pending AttributeError that says neither name nor obj.
void giveAttributeContext(Thread* t, Value object, Str* name);

// type.__getattribute__ and type.__setattr__.
Value typeGetAttrPy(Thread* t, Value type, Str* name);
bool typeSetAttrPy(Thread* t, Value type, Str* name, Value v);
Value findTypeAttrPy(Thread* t, Value type, Str* name);
// module.__getattribute__.
Value moduleGetAttrPy(Thread* t, Value module, Str* name);
Value findModuleAttrPy(Thread* t, Value module, Str* name);

// instance.__dict__ = value (a dict), or del.
bool setInstanceDict(Thread* t, Value v, Value dict);

}  // namespace typhon
