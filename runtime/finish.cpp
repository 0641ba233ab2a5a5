// The end of the runtime, in CPython's order (Py_FinalizeEx, finalize_modules): threads, atexit, then the modules go: first all
// that only sys.modules held, then the contents of the modules that something still refers to, at last those of sys and builtins.
#include "runtime/builtins/builtins.h"
#include "runtime/exec/blocking.h"
#include "runtime/exec/errors.h"
#include "runtime/exec/threads.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/stacks.h"
#include "runtime/memory/tuning.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/import_internal.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/sys.h"
#include "runtime/ops/ops.h"
#include "runtime/runtime.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

// module.function() if the module has been imported; exceptions are reported and dropped.
void callIfLoadedPy(Thread* t, const char* moduleName, const char* function) {
  Str* name = internStr(t, moduleName);
  Value module = name ? loadedModule(t, name) : Value::error();
  if (module.isError()) return clearPending(t);
  if (module.isUnbound() || module.isNone()) return;
  Value f = getAttrPy(t, module, function);
  if (f.isError() || callPy(t, f).isError()) writeUnraisablePy(t, f.isError() ? module : f);
}

// Whether flushing the stream worked.
bool flushStreamPy(Thread* t, Value stream, bool report) {
  if (stream.isUnbound() || stream.isNone() || stream.isError()) return true;
  Value closed = findAttrPy(t, stream, names::closed);
  if (closed.isError()) {
    clearPending(t);
    return true;
  }
  if (closed.isTrue()) return true;
  if (!callMethodPy(t, stream, names::flush).isError()) return true;
  if (report)
    writeUnraisablePy(t, stream);
  else
    clearPending(t);
  return false;
}

// Values that C++ code needs until the end: the collections at the end look at its stack from finishRuntimePy's caller on only,
// so that no forgotten word in it keeps a module.
Value standardOut, standardErr;
List* moduleReferences;

// What is finalized at the very end may warn: the stream that shows it must not be among what is closed. It is flushed after
// them.
void leaveOpenPy(Thread* t, Value stream) {
  for (const char* inner : {"buffer", "raw", ""}) {
    if (!stream.isObject() || !(typeOf(stream)->typeFlags & kNativeType)) return;
    stream.asObject()->flags = static_cast<uint8_t>(stream.asObject()->flags | kFinalized);
    if (!*inner) return;
    Str* name = internStr(t, inner);
    stream = name ? findAttrPy(t, stream, name) : Value::error();
    if (stream.isError()) return clearPending(t);
  }
}

void collectAndFinalizePy(Thread* t) {
  collectGarbageExactly(t);
  runPendingFinalizersPy(t);
}

bool pythonFinalizersRemain() {
  return finalizationOrderMatters([](Value) { return true; });
}

// What these names of sys refer to is not for finalizers: they get None, and the standard streams those of the start.
void resetSysNames(Thread* t) {
  static constexpr const char* kReset[] = {"path",       "argv",
                                           "ps1",        "ps2",
                                           "last_exc",   "last_type",
                                           "last_value", "last_traceback",
                                           "path_hooks", "path_importer_cache",
                                           "meta_path",  "__interactivehook__"};
  static constexpr const char* kStreams[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
  for (const char* name : kReset)
    if (!moduleSet(t, sysModule(), name, Value::none())) clearPending(t);
  for (auto [name, first] : kStreams) {
    Str* key = internStr(t, first);
    Value stream = key ? sysAttribute(t, key) : Value::unbound();
    if (!moduleSet(t, sysModule(), name, stream.isObject() ? stream : Value::none())) clearPending(t);
  }
}

// Every name gets None: first those with a single underscore in front, as programs are used to, then all but __builtins__.
void clearModule(Thread* t, Dict* d) {
  for (bool underscored : {true, false}) {
    size_t position = 0;
    Value key, value;
    while (dictNext(d, &position, &key, &value)) {
      if (value.isNone() || !isa<Str>(key)) continue;
      std::string name = toUtf8(key.as<Str>());
      bool single = name.starts_with('_') && !name.starts_with("__");
      if (underscored ? !single : name == "__builtins__") continue;
      if (!dictSetStr(t, d, key.as<Str>(), Value::none())) clearPending(t);
    }
  }
}

// Takes all modules out of sys.modules. Returns weak references to them, in order; null (nothing pending) without memory.
List* forgetModulesPy(Thread* t) {
  Value weak = importPy(t, "_weakref");
  Value ref = weak.isError() ? Value::error() : getAttrPy(t, weak, "ref");
  List* references = ref.isError() ? nullptr : makeList(t);
  if (!references) {
    clearPending(t);
    return nullptr;
  }
  Dict* modules = sysModules(t);
  size_t position = 0;
  Value name, module;
  while (dictNext(modules, &position, &name, &module)) {
    if (!isa<Module>(module) || module == Value(sysModule()) || module == Value(builtinsModule())) continue;
    Value reference = callPy(t, ref, {module});
    if (reference.isError() || !listAppend(t, references, reference)) clearPending(t);
  }
  dictClear(modules);
  return references;
}

void finalizeModulesPy(Thread* t) {
  resetSysNames(t);
  moduleReferences = forgetModulesPy(t);
  collectAndFinalizePy(t);
  if (!moduleReferences || !pythonFinalizersRemain()) return;
  for (size_t i = moduleReferences->length; i-- > 0;) {
    Value module = listItem(moduleReferences, i).as<WeakRef>()->referent;
    if (isa<Module>(module)) clearModule(t, module.as<Module>()->dict);
  }
  collectAndFinalizePy(t);
  if (!pythonFinalizersRemain()) return;
  clearModule(t, sysModule()->dict);
  clearModule(t, builtinsDict());
  collectAndFinalizePy(t);
}

}  // namespace

int finishRuntimePy(Thread* t, int status) {
  t->frame = nullptr;
  refuseNewThreads();
  callIfLoadedPy(t, "threading", "_shutdown");
  callIfLoadedPy(t, "atexit", "_run_exitfuncs");
  beginFinalization(t);
  engineStackTop = __builtin_frame_address(0);
  standardOut = sysAttribute(t, names::stdoutName);
  standardErr = sysAttribute(t, names::stderrName);
  addRoot(&standardOut);
  addRoot(&standardErr);
  addRoot(&moduleReferences);
  bool flushed = flushStreamPy(t, standardOut, true);
  flushStreamPy(t, standardErr, false);
  runPendingFinalizersPy(t);
  if (finalizationOrderMatters(isImportlibCallback)) finalizeModulesPy(t);
  // What is still alive is finalized as well: no file's contents are lost.
  Str* originalErr = internStr(t, "__stderr__");
  leaveOpenPy(t, standardErr);
  leaveOpenPy(t, originalErr ? sysAttribute(t, originalErr) : Value::unbound());
  queueFinalizersForExit();
  runPendingFinalizersPy(t);
  if (!flushStreamPy(t, standardOut, true)) flushed = false;
  flushStreamPy(t, standardErr, false);
  return flushed ? status : 120;
}

}  // namespace typhon
