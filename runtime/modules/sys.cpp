// The sys module: making it, and what C++ code reads of it.
#include "runtime/modules/sys.h"

#include "runtime/builtins/builtins.h"
#include "runtime/exec/config.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/sys_internal.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Module* sys = nullptr;
Dict* modules = nullptr;

bool addFunctions(Thread* t, std::span<const NativeDef> functions) {
  for (const NativeDef& def : functions) {
    Value f = TRY(makeNativeFunction(t, def, Value(sys), Value(names::sys)));
    TRY(moduleSet(t, sys, def.name, f));
  }
  return true;
}

bool addAlias(Thread* t, const char* name, const char* alias) {
  Str* key = TRY(internStr(t, name));
  return moduleSet(t, sys, alias, dictGetStr(sys->dict, key));
}

bool addBuiltinModuleNames(Thread* t) {
  List* all = TRY(makeList(t));
  for (const char* name : nativeModuleNames()) {
    Str* s = TRY(internStr(t, name));
    TRY(listAppend(t, all, Value(s)));
  }
  TRY(listAppend(t, all, Value(names::builtins)));
  TRY(listAppend(t, all, Value(names::sys)));
  TRY(listSortPy(t, all, Value::none(), false));
  Tuple* tuple = TRY(listToTuple(t, all));
  return moduleSet(t, sys, "builtin_module_names", Value(tuple));
}

}  // namespace

bool initSys(Thread* t) {
  addRoot(&sys);
  addRoot(&modules);
  sys = TRY(makeModule(t, names::sys));
  modules = TRY(makeDict(t));
  TRY(dictSetStr(t, modules, names::sys, Value(sys)));
  TRY(dictSetStr(t, modules, names::builtins, Value(builtinsModule())));
  TRY(moduleSet(t, sys, "modules", Value(modules)));
  Str* doc = TRY(makeStr(t,
                         "This module provides access to some objects used or maintained by the\n"
                         "interpreter and to functions that interact strongly with the interpreter."));
  TRY(moduleSet(t, sys, "__doc__", Value(doc)));
  TRY(addFunctions(t, sysFunctions()));
  TRY(addFunctions(t, sysHookFunctions()));
  TRY(addAlias(t, "displayhook", "__displayhook__"));
  TRY(addAlias(t, "excepthook", "__excepthook__"));
  TRY(addAlias(t, "breakpointhook", "__breakpointhook__"));
  TRY(addAlias(t, "unraisablehook", "__unraisablehook__"));
  TRY(addSysInformation(t, sys));
  TRY(addMonitoring(t, sys));
  TRY(addBuiltinModuleNames(t));
  return addStandardStreams(t, sys);
}

Module* sysModule() { return sys; }
Dict* sysModules(Thread*) { return modules; }
Value sysAttribute(Thread*, Str* name) { return dictGetStr(sys->dict, name); }

}  // namespace typhon
