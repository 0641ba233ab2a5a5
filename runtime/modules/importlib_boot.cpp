// Starting importlib: the library's importlib/_bootstrap.py, importlib/_bootstrap_external.py and zipimport.py run as the frozen
// modules that they are in CPython.
#include "runtime/builtins/builtins.h"
#include "runtime/exec/engine.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/import_internal.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/library.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/source_loader.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

constexpr FrozenModule kFrozen[] = {
    {"_frozen_importlib", "importlib._bootstrap", "importlib/_bootstrap.py"},
    {"_frozen_importlib_external", "importlib._bootstrap_external", "importlib/_bootstrap_external.py"},
    {"zipimport", "zipimport", "zipimport.py"},
};

Module* importlib = nullptr;
Value importFunction = Value::unbound();

// Runs importlib._bootstrap and lets it install its first two finders.
bool startBootstrapPy(Thread* t) {
  Str* name = TRY(internStr(t, kFrozen[0].name));
  Module* module = TRY(makeModule(t, name));
  TRY(moduleSet(t, module, "__builtins__", Value(builtinsModule())));
  // importlib looks up where it came from and takes the mark away.
  TRY(moduleSet(t, module, "__origname__", Value(TRY(makeStr(t, kFrozen[0].original)))));
  Dict* modules = sysModules(t);
  TRY(dictSetStr(t, modules, name, Value(module)));
  Code* code = TRY(frozenModuleCodePy(t, kFrozen[0]));
  TRY(runCodePy(t, code, module->dict, Value(module->dict)));
  Str* impName = TRY(internStr(t, "_imp"));
  Value imp = TRY(nativeModulePy(t, "_imp"));
  TRY(dictSetStr(t, modules, impName, imp));
  // Without threads importlib has locks that do nothing.
  Str* threadName = TRY(internStr(t, "_thread"));
  bool threads = findNativeModule("_thread");
  if (!threads) TRY(dictSetStr(t, modules, threadName, Value::none()));
  TRY(callPy(t, TRY(getAttrPy(t, Value(module), "_install")), {Value(sysModule()), imp}));
  if (!threads) dictDeleteStr(t, modules, threadName);
  importlib = module;
  return true;
}

bool startPy(Thread* t) {
  TRY(startBootstrapPy(t));
  TRY(callPy(t, TRY(getAttrPy(t, Value(importlib), "_install_external_importers"))));
  Value external = TRY(getAttrPy(t, Value(importlib), "_bootstrap_external"));
  if (!isa<Module>(external)) return raise(t, exc::ImportError, "importlib is incomplete");
  TRY(adaptExternalImportlibPy(t, external.as<Module>()));
  // Archives come before folders.
  Value zipimport = TRY(importPy(t, "zipimport"));
  Value zipimporter = TRY(getAttrPy(t, zipimport, "zipimporter"));
  Value hooks = sysAttribute(t, names::path_hooks);
  if (isa<List>(hooks)) TRY(listInsert(t, hooks.as<List>(), 0, zipimporter));
  return true;
}

}  // namespace

std::span<const FrozenModule> frozenModules() { return kFrozen; }

const FrozenModule* findFrozenModule(std::string_view name) {
  if (!library().found()) return nullptr;
  for (const FrozenModule& module : kFrozen)
    if (name == module.name) return &module;
  return nullptr;
}

Code* frozenModuleCodePy(Thread* t, const FrozenModule& module) {
  return libraryCodePy(t, library().directory + "/" + module.file, std::string("<frozen ") + module.original + ">");
}

Value defaultImport() { return importFunction; }

Module* importlibModule() { return importlib; }

bool isImportlibCallback(Value callback) {
  auto* f = dynCast<Function>(callback);
  return f && importlib && f->globals == importlib->dict;
}

bool initImportPy(Thread* t) {
  addRoot(&importlib);
  addRoot(&importFunction);
  importFunction = TRY(getBuiltin(t, "__import__"));
  return !library().found() || startPy(t);
}

}  // namespace typhon
