// The importer. sys.modules first, then native modules, then source files and packages on sys.path (or the package's __path__).
#include "runtime/modules/import_system.h"

#include <cerrno>
#include <sys/stat.h>

#include "runtime/base/os.h"
#include "runtime/builtins/builtins.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/config.h"
#include "runtime/exec/engine.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"

namespace typhon {

Value loadedModule(Thread* t, Str* fullName) {
  Dict* modules = TRY(sysModules(t));
  return dictGetPy(t, modules, Value(fullName));
}

namespace {

Raised moduleNotFound(Thread* t, const std::string& name, const std::string& because = "") {
  (void)raiseMessage(t, exc::ModuleNotFoundError, "No module named '" + name + "'" + because);
  Value e = takePending(t);
  if (isa<Exception>(e)) {
    e.as<Exception>()->fields[1] = Value(TRY(makeStr(t, name)));
    writeBarrier(e.asObject());
  }
  restorePending(t, e);
  return Raised{};
}

bool isFile(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode);
}
bool isDirectory(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

// Runs a source file as the code of a module that is in sys.modules already.
bool runSource(Thread* t, Module* module, const std::string& path) {
  std::string source;
  if (!base::readWholeFile(path.c_str(), &source)) {
    int error = errno;
    Value file = Value(TRY(makeStr(t, path)));
    return raiseOs(t, error, file);
  }
  frontend::CompileOptions options;
  options.optimize = config().optimize;
  Code* code = TRY(compileSourcePy(t, source, path, options));
  TRY(moduleSet(t, module, "__builtins__", Value(builtinsModule())));
  return !runCodePy(t, code, module->dict, Value(module->dict)).isError();
}

// Where the parts of a package (or top-level modules) are looked for: __path__ or sys.path.
List* searchPath(Thread* t, Value package) {
  if (package.isUnbound()) {
    Value path = TRY(sysAttribute(t, names::path));
    if (!isa<List>(path)) return raise(t, exc::RuntimeError, "sys.path must be a list of directory names");
    return path.as<List>();
  }
  Value path = TRY(findAttrPy(t, package, TRY(internStr(t, "__path__"))));
  if (path.isUnbound()) return nullptr;  // not a package; nothing pending
  return toListPy(t, path);
}

Value findAndLoad(Thread* t, const std::string& fullName);

// Loads the module `leaf` of `package` (Unbound for top-level ones) named fullName.
Value load(Thread* t, const std::string& fullName, const std::string& leaf, Value package, const std::string& packageName) {
  Dict* modules = TRY(sysModules(t));
  Str* name = TRY(internStr(t, fullName));
  if (package.isUnbound()) {
    if (const ModuleSpec* spec = findNativeModule(fullName)) {
      Module* module = TRY(makeNativeModule(t, *spec));
      TRY(dictSetPy(t, modules, Value(name), Value(module)));
      return Value(module);
    }
  }
  List* path = searchPath(t, package);
  if (!path) {
    if (!t->pending.isUnbound()) return Raised{};
    return moduleNotFound(t, fullName, "; '" + packageName + "' is not a package");
  }
  List* namespacePortions = nullptr;
  for (size_t i = 0; i < path->length; ++i) {
    Value entry = listItem(path, i);
    if (!isa<Str>(entry)) continue;
    std::string directory = toUtf8(entry.as<Str>());
    if (directory.empty()) directory = ".";
    std::string base = directory + "/" + leaf;
    std::string file = base + "/__init__.py";
    bool isPackage = isFile(file);
    if (!isPackage) {
      file = base + ".py";
      if (!isFile(file)) {
        if (isDirectory(base)) {
          if (!namespacePortions) namespacePortions = TRY(makeList(t));
          TRY(listAppend(t, namespacePortions, Value(TRY(makeStr(t, base)))));
        }
        continue;
      }
    }
    Module* module = TRY(makeModule(t, name));
    TRY(moduleSet(t, module, "__file__", Value(TRY(makeStr(t, file)))));
    if (isPackage) {
      List* inner = TRY(makeList(t));
      TRY(listAppend(t, inner, Value(TRY(makeStr(t, base)))));
      TRY(moduleSet(t, module, "__path__", Value(inner)));
    }
    std::string parent = isPackage ? fullName : packageName;
    TRY(moduleSet(t, module, "__package__", Value(TRY(makeStr(t, parent)))));
    TRY(dictSetPy(t, modules, Value(name), Value(module)));
    if (!runSource(t, module, file)) {
      PendingSaver saver(t);
      if (dictDeletePy(t, modules, Value(name)) < 0) clearPending(t);
      return Raised{};
    }
    // The module may have put something else in its place.
    Value now = TRY(dictGetPy(t, modules, Value(name)));
    return now.isUnbound() ? Value(module) : now;
  }
  if (namespacePortions) {
    Module* module = TRY(makeModule(t, name));
    TRY(moduleSet(t, module, "__path__", Value(namespacePortions)));
    TRY(moduleSet(t, module, "__package__", Value(name)));
    TRY(dictSetPy(t, modules, Value(name), Value(module)));
    return Value(module);
  }
  return moduleNotFound(t, fullName);
}

Value findAndLoad(Thread* t, const std::string& fullName) {
  Dict* modules = TRY(sysModules(t));
  Value there = TRY(dictGetPy(t, modules, Value(TRY(makeStr(t, fullName)))));
  if (!there.isUnbound()) {
    if (there.isNone()) return moduleNotFound(t, fullName, "");
    return there;
  }
  size_t dot = fullName.rfind('.');
  if (dot == std::string::npos) return load(t, fullName, fullName, Value::unbound(), "");
  std::string packageName = fullName.substr(0, dot), leaf = fullName.substr(dot + 1);
  Value package = TRY(findAndLoad(t, packageName));
  // Importing the package may have imported the part.
  there = TRY(dictGetPy(t, modules, Value(TRY(makeStr(t, fullName)))));
  if (!there.isUnbound() && !there.isNone()) return there;
  Value module = TRY(load(t, fullName, leaf, package, packageName));
  TRY(setAttrPy(t, package, TRY(internStr(t, leaf)), module));
  return module;
}

// The absolute name that `level` leading dots and `name` mean in a module with these globals.
bool resolveRelative(Thread* t, const std::string& name, Value globals, int64_t level, std::string* out) {
  if (!isa<Dict>(globals)) return raise(t, exc::KeyError, "'__name__' not in globals");
  Value package = TRY(dictGetPy(t, globals.as<Dict>(), Value(names::__package__)));
  std::string base;
  if (isa<Str>(package)) {
    base = toUtf8(package.as<Str>());
  } else {
    Value moduleName = TRY(dictGetPy(t, globals.as<Dict>(), Value(names::__name__)));
    if (!isa<Str>(moduleName)) return raise(t, exc::KeyError, "'__name__' not in globals");
    base = toUtf8(moduleName.as<Str>());
    Value path = TRY(dictGetPy(t, globals.as<Dict>(), Value(TRY(internStr(t, "__path__")))));
    if (path.isUnbound()) {
      size_t dot = base.rfind('.');
      base = dot == std::string::npos ? "" : base.substr(0, dot);
    }
  }
  if (base.empty()) return raise(t, exc::ImportError, "attempted relative import with no known parent package");
  for (int64_t i = 1; i < level; ++i) {
    size_t dot = base.rfind('.');
    if (dot == std::string::npos) return raise(t, exc::ImportError, "attempted relative import beyond top-level package");
    base = base.substr(0, dot);
  }
  *out = name.empty() ? base : base + "." + name;
  return true;
}

}  // namespace

Value importModulePy(Thread* t, Str* name, Value globals, Value fromlist, int64_t level) {
  NativeCall guard(t, " while importing");
  if (!guard.ok()) return Raised{};
  if (level < 0) return raise(t, exc::ValueError, "level must be >= 0");
  std::string wanted = toUtf8(name), fullName = wanted;
  if (level > 0) {
    TRY(resolveRelative(t, wanted, globals, level, &fullName));
  } else if (wanted.empty()) {
    return raise(t, exc::ValueError, "Empty module name");
  }
  Value module = TRY(findAndLoad(t, fullName));
  bool hasFromlist = !fromlist.isUnbound() && TRY(truthPy(t, fromlist));
  if (!hasFromlist) {
    if (level > 0 || fullName.find('.') == std::string::npos) {
      if (level == 0 || wanted.empty()) return module;
      // from .a.b import without a list cannot be written; __import__('a.b', level=1) gives package.a.
      size_t dot = wanted.find('.');
      std::string top = dot == std::string::npos ? fullName : fullName.substr(0, fullName.size() - wanted.size() + dot);
      return findAndLoad(t, top);
    }
    return findAndLoad(t, fullName.substr(0, fullName.find('.')));
  }
  // Names in the list may be submodules.
  Value path = TRY(findAttrPy(t, module, TRY(internStr(t, "__path__"))));
  if (path.isUnbound()) return module;
  List* list = TRY(toListPy(t, fromlist));
  for (size_t i = 0; i < list->length; ++i) {
    Value item = listItem(list, i);
    if (!isa<Str>(item)) return raise(t, exc::TypeError, "Item in ``from list'' must be str, not {}", typeName(item));
    std::string leaf = toUtf8(item.as<Str>());
    if (leaf == "*") {
      Value all = TRY(findAttrPy(t, module, names::__all__));
      if (!all.isUnbound()) {
        List* every = TRY(toListPy(t, all));
        TRY(listExtendPy(t, list, Value(every)));
      }
      continue;
    }
    Value there = TRY(findAttrPy(t, module, item.as<Str>()));
    if (!there.isUnbound()) continue;
    Value part = findAndLoad(t, fullName + "." + leaf);
    if (part.isError()) {
      if (!pendingIs(t, exc::ModuleNotFoundError)) return part;
      clearPending(t);
    }
  }
  return module;
}

}  // namespace typhon
