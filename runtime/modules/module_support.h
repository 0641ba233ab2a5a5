// What the native modules share: exception classes and constants of a module, objects with state outside the heap.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/object/type.h"
#include "runtime/types/module.h"

namespace typhon {

// Makes the exception class "module.Name" (base null: Exception), adds it to the module as Name and returns it; null with an exception pending.
// The caller registers where it keeps it as a root.
Type* moduleAddException(Thread* t, Module* m, const char* qualifiedName, Type* base = nullptr, const char* doc = nullptr);

struct IntConstant {
  const char* name;
  int64_t value;
};
bool moduleSetInts(Thread* t, Module* m, std::span<const IntConstant> constants);
bool moduleSetText(Thread* t, Module* m, const char* name, std::string_view utf8);

// State of a native object that lives outside the heap (a zlib stream, an OpenSSL context): holds no references to heap objects.
struct HostState {
  virtual ~HostState() = default;
};

// An object with such a state, and a few fields for the objects it needs. Its methods know the state's class from the type.
struct HostObject : Object {
  static constexpr int kFields = 5;
  HostState* state;  // owned; null before it is made
  Value fields[kFields];

  template <class T>
  T* stateAs() const {
    return static_cast<T*>(state);
  }
};
// An instance of the type; all fields Unbound. Null with an exception pending.
HostObject* makeHostObject(Thread* t, Type* type, std::unique_ptr<HostState> state);

// An imported module's attribute: importAttributePy(t, "copyreg", "dispatch_table").
Value importAttributePy(Thread* t, const char* module, const char* name);

}  // namespace typhon
