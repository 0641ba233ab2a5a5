// What the native modules share: exception classes and constants of a module.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/object/host_object.h"
#include "runtime/object/type.h"
#include "runtime/types/module.h"

namespace typhon {

// Makes the exception class "module.Name" (base null: Exception), adds it to the module as Name and returns it; null with an
// exception pending. The caller registers where it keeps it as a root.
Type* moduleAddException(Thread* t, Module* m, const char* qualifiedName, Type* base = nullptr, const char* doc = nullptr);

struct IntConstant {
  const char* name;
  int64_t value;
};
bool moduleSetInts(Thread* t, Module* m, std::span<const IntConstant> constants);
bool moduleSetText(Thread* t, Module* m, const char* name, std::string_view utf8);

// An imported module's attribute: importAttributePy(t, "copyreg", "dispatch_table").
Value importAttributePy(Thread* t, const char* module, const char* name);

}  // namespace typhon
