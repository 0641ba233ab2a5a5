// Audit events (PEP 578): what happens is told to the hooks of sys.addaudithook(), which may forbid it by raising.
#pragma once

#include <initializer_list>

#include "runtime/exec/errors.h"

namespace typhon {

// Set when the first hook is added.
extern bool auditHooksExist;
// Calls the hooks with the event and a tuple of its arguments. False with an exception pending: one of them raised.
bool callAuditHooksPy(Thread* t, const char* event, std::initializer_list<Value> args);

// Tells of an event whose arguments are at hand. Where they have to be made, ask auditHooksExist first.
inline bool auditPy(Thread* t, const char* event, std::initializer_list<Value> args = {}) {
  return !auditHooksExist || callAuditHooksPy(t, event, args);
}

// The event of an attribute that the language itself looks at: object.__setattr__(object, name, value).
bool auditSetAttributePy(Thread* t, Value object, const char* name, Value value);

}  // namespace typhon
