// module objects, and how native modules are declared (runtime/modules/modules.def lists them).
#pragma once

#include <span>

#include "runtime/object/native.h"
#include "runtime/object/object.h"

namespace typhon {

struct Str;
struct TypeSpec;
struct Dict;

struct Module : Object {
  Dict* dict;  // cell layout; replaced only by tricks with __dict__
};
Module* makeModule(Thread* t, Str* name);

// One native module. `init` (may be null) adds what the rows cannot say; it returns false with an exception pending.
struct ModuleSpec {
  const char* name;
  std::span<const NativeDef> functions;
  const char* doc;
  bool (*init)(Thread* t, Module* module);
};
bool moduleSet(Thread* t, Module* m, const char* name, Value v);
// Adds a native type as an attribute under its own name. Returns it, or null.
Type* moduleAddType(Thread* t, Module* m, const TypeSpec& spec);

}  // namespace typhon
