// The builtins module: its dict, constants, exception classes and types; the functions are in the other files of this folder.
#include "runtime/builtins/builtins.h"

#include <string>

#include "runtime/builtins/functions.h"
#include "runtime/exec/config.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Module* module = nullptr;

bool addFunctions(Thread* t, std::span<const NativeDef> functions) {
  for (const NativeDef& def : functions) {
    Value f = TRY(makeNativeFunction(t, def, Value(module), Value(names::builtins)));
    TRY(moduleSet(t, module, def.name, f));
  }
  return true;
}

bool addTypes(Thread* t) {
  for (Type* type : {types::object,   types::type,      types::bool_,        types::bytearray, types::bytes,  types::classmethod,
                     types::complex,  types::dict,      types::enumerate,    types::filter,    types::float_, types::frozenset,
                     types::property, types::int_,      types::list,         types::map,       types::range,  types::reversed,
                     types::set,      types::slice,     types::staticmethod, types::str,       types::super_, types::tuple,
                     types::zip,      types::memoryview})
    TRY(dictSetStr(t, module->dict, type->name, Value(type)));
  return true;
}

bool addExceptions(Thread* t) {
#define EXCEPTION(name, base, layout, doc) TRY(moduleSet(t, module, #name, Value(exc::name)));
#include "runtime/object/exceptions.def"
#undef EXCEPTION
  return moduleSet(t, module, "EnvironmentError", Value(exc::OSError)) && moduleSet(t, module, "IOError", Value(exc::OSError));
}

}  // namespace

bool initBuiltins(Thread* t) {
  addRoot(&module);
  module = TRY(makeModule(t, names::builtins));
  Str* doc =
      TRY(makeStr(t,
                  "Built-in functions, types, exceptions, and other objects.\n\n"
                  "This module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\n"
                  "the full name for the built-in function len().\n\n"
                  "This module is not normally accessed explicitly by most\napplications, but can be useful in modules that "
                  "provide\nobjects with the same name as a builtin and in which the\nbuilt-in of that name is needed."));
  TRY(dictSetStr(t, module->dict, names::__doc__, Value(doc)));
  TRY(addFunctions(t, objectFunctions()));
  TRY(addFunctions(t, iterationFunctions()));
  TRY(addFunctions(t, codeFunctions()));
  TRY(addFunctions(t, inputOutputFunctions()));
  TRY(addTypes(t));
  TRY(addExceptions(t));
  TRY(moduleSet(t, module, "Ellipsis", ellipsis));
  TRY(moduleSet(t, module, "NotImplemented", notImplemented));
  TRY(moduleSet(t, module, "None", Value::none()));
  TRY(moduleSet(t, module, "True", Value::boolean(true)));
  TRY(moduleSet(t, module, "False", Value::boolean(false)));
  return moduleSet(t, module, "__debug__", Value::boolean(config().optimize == 0));
}

Module* builtinsModule() { return module; }
Dict* builtinsDict() { return module->dict; }

Value getBuiltin(Thread* t, const char* name) {
  Str* key = TRY(internStr(t, name));
  Value v = dictGetStr(module->dict, key);
  if (v.isUnbound()) return raise(t, exc::AttributeError, "module 'builtins' has no attribute '{}'", name);
  return v;
}

}  // namespace typhon
