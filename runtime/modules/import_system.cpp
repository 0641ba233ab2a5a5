// The import statement's half in C++ (CPython's import.c): names, sys.modules, what __import__ returns. importlib finds and
// loads.
#include "runtime/exec/audit.h"
#include "runtime/modules/import_system.h"

#include <cstdio>
#include <unordered_map>

#include "runtime/base/os.h"
#include "runtime/builtins/builtins.h"
#include "runtime/exec/config.h"
#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/import_internal.h"
#include "runtime/modules/library.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"

namespace typhon {

Value loadedModule(Thread* t, Str* fullName) {
  // A program may bind sys.modules to something else: then that counts, as in CPython.
  Value modules = sysAttribute(t, names::modules);
  if (modules.isUnbound()) return raise(t, exc::RuntimeError, "unable to get sys.modules");
  if (typeOf(modules) == types::dict) return dictGetPy(t, modules.as<Dict>(), Value(fullName));
  Value found = getItemPy(t, modules, Value(fullName));
  if (found.isError() && pendingIs(t, exc::KeyError)) {
    clearPending(t);
    return Value::unbound();
  }
  return found;
}

Value nativeModulePy(Thread* t, const std::string& name) {
  static Dict* made = nullptr;
  if (!made) {
    made = TRY(makeDict(t));
    addRoot(&made);
  }
  if (name == "sys") return Value(sysModule());
  if (name == "builtins") return Value(builtinsModule());
  Str* key = TRY(internStr(t, name));
  Value there = TRY(dictGetPy(t, made, Value(key)));
  if (!there.isUnbound()) return there;
  const ModuleSpec* spec = findNativeModule(name);
  if (!spec) return raise(t, exc::ImportError, "no built-in module named {}", name);
  Value module = Value(TRY(makeNativeModule(t, *spec)));
  TRY(dictSetPy(t, made, Value(key), module));
  return module;
}

namespace {

Value notFound(Thread* t, const std::string& name, const std::string& hint = "") {
  Value v = Value(TRY(makeStr(t, name)));
  return raiseImportError(t, exc::ModuleNotFoundError, "No module named '" + name + "'" + hint, v, Value::none());
}

// Before importlib has started, and without a library.
Value importNativePy(Thread* t, Str* fullName) {
  std::string name = toUtf8(fullName);
  if (!findNativeModule(name)) {
    if (library().found()) return notFound(t, name);
    return notFound(
        t, name,
        " (no standard library was found: install libpython3.11-stdlib, or name one with TYPHON_STDLIB=.../lib/python3.12)");
  }
  Value module = TRY(nativeModulePy(t, name));
  TRY(dictSetPy(t, sysModules(t), Value(fullName), module));
  return module;
}

// -X importtime: time spent in nested imports is not the outer one's own.
class ImportTimer {
 public:
  explicit ImportTimer(Str* name) : name_(name) {
    if (!config().importTime) return;
    if (!headerPrinted_) std::fputs("import time: self [us] | cumulative | imported package\n", stderr);
    headerPrinted_ = true;
    ++depth_;
    outer_ = nested_;
    nested_ = 0;
    start_ = base::monotonicNs();
  }
  ~ImportTimer() {
    if (!config().importTime) return;
    int64_t total = base::monotonicNs() - start_;
    --depth_;
    std::fprintf(stderr, "import time: %9ld | %10ld | %*s%s\n", microseconds(total - nested_), microseconds(total), depth_ * 2,
                 "", toUtf8(name_).c_str());
    nested_ = outer_ + total;
  }

 private:
  static long microseconds(int64_t ns) { return static_cast<long>((ns + 999) / 1000); }
  static inline int depth_ = 0;
  static inline bool headerPrinted_ = false;
  static inline int64_t nested_ = 0;
  Str* name_;
  int64_t start_ = 0, outer_ = 0;
};

// The module with the absolute name, imported if it is not there.
Value importAbsolutePy(Thread* t, Str* fullName) {
  Value there = TRY(loadedModule(t, fullName));
  Module* importlib = importlibModule();
  if (!there.isUnbound() && !there.isNone()) {
    // Another thread may be in the middle of importing it.
    Value spec = TRY(findAttrPy(t, there, names::__spec__));
    if (spec.isUnbound() || spec.isNone() || !importlib) return there;
    Value flag = TRY(findAttrPy(t, spec, names::_initializing));
    if (!flag.isUnbound() && TRY(truthPy(t, flag))) {
      Value wait = TRY(getAttrPy(t, Value(importlib), names::_lock_unlock_module));
      TRY(callPy(t, wait, {Value(fullName)}));
    }
    return there;
  }
  if (!importlib) return importNativePy(t, fullName);
  ImportTimer timer(fullName);
  if (auditHooksExist) {
    Value about[3];
    for (size_t i = 0; const char* name : {"path", "meta_path", "path_hooks"}) {
      Str* attribute = TRY(internStr(t, name));
      Value v = TRY(sysAttribute(t, attribute));
      about[i++] = v.isUnbound() ? Value::none() : v;
    }
    TRY(callAuditHooksPy(t, "import", {Value(fullName), Value::none(), about[0], about[1], about[2]}));
  }
  Value load = TRY(getAttrPy(t, Value(importlib), names::_find_and_load));
  return callPy(t, load, {Value(fullName), defaultImport()});
}

Raised noParent(Thread* t) { return raise(t, exc::ImportError, "attempted relative import with no known parent package"); }

// The name of the package that a module with these globals is in (or is).
Str* packageOfPy(Thread* t, Dict* globals) {
  Value package = TRY(dictGetPy(t, globals, Value(names::__package__)));
  Value spec = TRY(dictGetPy(t, globals, Value(names::__spec__)));
  bool hasSpec = !spec.isUnbound() && !spec.isNone();
  if (!package.isUnbound() && !package.isNone()) {
    if (!isa<Str>(package)) return raise(t, exc::TypeError, "package must be a string");
    if (hasSpec) {
      Value parent = TRY(getAttrPy(t, spec, names::parent));
      if (!TRY(equalPy(t, package, parent))) {
        std::string own = TRY(reprTextPy(t, package)), theirs = TRY(reprTextPy(t, parent));
        TRY(warnPy(t, versionQuirks().version.minor >= 12 ? exc::DeprecationWarning : exc::ImportWarning,
                   fmt::format("__package__ != __spec__.parent ({} != {})", own, theirs), 1));
      }
    }
    return package.as<Str>();
  }
  if (hasSpec) {
    Value parent = TRY(getAttrPy(t, spec, names::parent));
    if (!isa<Str>(parent)) return raise(t, exc::TypeError, "__spec__.parent must be a string");
    return parent.as<Str>();
  }
  TRY(warnPy(t, exc::ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
             1));
  Value name = TRY(dictGetPy(t, globals, Value(names::__name__)));
  if (name.isUnbound()) return raise(t, exc::KeyError, "'__name__' not in globals");
  if (!isa<Str>(name)) return raise(t, exc::TypeError, "__name__ must be a string");
  Value path = TRY(dictGetPy(t, globals, Value(names::__path__)));
  if (!path.isUnbound()) return name.as<Str>();
  std::string text = toUtf8(name.as<Str>());
  size_t dot = text.rfind('.');
  if (dot == std::string::npos) return noParent(t);
  return makeStr(t, text.substr(0, dot));
}

// The absolute name that `level` leading dots and `name` mean in a module with these globals.
Str* resolveRelativePy(Thread* t, Str* name, Value globals, int64_t level) {
  if (globals.isUnbound() || globals.isNone()) return raise(t, exc::KeyError, "'__name__' not in globals");
  if (!isa<Dict>(globals)) return raise(t, exc::TypeError, "globals must be a dict");
  Str* package = TRY(packageOfPy(t, globals.as<Dict>()));
  std::string base = toUtf8(package);
  if (base.empty()) return noParent(t);
  for (int64_t i = 1; i < level; ++i) {
    size_t dot = base.rfind('.');
    if (dot == std::string::npos) return raise(t, exc::ImportError, "attempted relative import beyond top-level package");
    base.resize(dot);
  }
  return internStr(t, name->length ? base + "." + toUtf8(name) : base);
}

// What `import a.b.c` binds: the module at the beginning of the name, whose end is `fullName`.
Value topModulePy(Thread* t, Str* name, Str* fullName, Value module, int64_t level) {
  if (level > 0 && name->length == 0) return module;
  std::string text = toUtf8(name);
  size_t dot = text.find('.');
  if (dot == std::string::npos) return module;
  if (level == 0) {
    Str* top = TRY(internStr(t, text.substr(0, dot)));
    return importAbsolutePy(t, top);
  }
  std::string full = toUtf8(fullName);
  Str* top = TRY(internStr(t, full.substr(0, full.size() - (text.size() - dot))));
  Value found = TRY(loadedModule(t, top));
  if (!found.isUnbound()) return found;
  std::string shown = TRY(reprTextPy(t, Value(top)));
  return raise(t, exc::KeyError, "{} not in sys.modules as expected", shown);
}

Value importAnyPy(Thread* t, Str* name, Value globals, Value fromlist, int64_t level) {
  if (level < 0) return raise(t, exc::ValueError, "level must be >= 0");
  Str* fullName = name;
  if (level > 0) {
    fullName = TRY(resolveRelativePy(t, name, globals, level));
  } else if (name->length == 0) {
    return raise(t, exc::ValueError, "Empty module name");
  }
  Value module = TRY(importAbsolutePy(t, fullName));
  bool hasFromlist = !fromlist.isUnbound() && !fromlist.isNone() && TRY(truthPy(t, fromlist));
  if (!hasFromlist) return topModulePy(t, name, fullName, module, level);
  // Names in the list may be submodules of a package.
  Module* importlib = importlibModule();
  if (!importlib) return module;
  Value path = TRY(findAttrPy(t, module, names::__path__));
  if (path.isUnbound()) return module;
  Value handle = TRY(getAttrPy(t, Value(importlib), names::_handle_fromlist));
  return callPy(t, handle, {module, fromlist, defaultImport()});
}

}  // namespace

Value importModulePy(Thread* t, Str* name, Value globals, Value fromlist, int64_t level) {
  NativeCall guard(t, " while importing");
  if (!guard.ok()) return Raised{};
  Value module = importAnyPy(t, name, globals, fromlist, level);
  if (module.isError()) removeImportlibFrames(t);
  return module;
}

Value importPy(Thread* t, const char* name) {
  Str* full = TRY(internStr(t, name));
  Value module = importAbsolutePy(t, full);
  if (module.isError()) removeImportlibFrames(t);
  return module;
}

}  // namespace typhon
