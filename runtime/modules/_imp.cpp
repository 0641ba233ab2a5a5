// The _imp module: what importlib needs of the interpreter.
#include <string>

#include "frontend/bytecode/code_unit.h"
#include "runtime/base/hash.h"
#include "runtime/exec/config.h"
#include "runtime/modules/bytecode_cache.h"
#include "runtime/modules/import_internal.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Value acquireLock(Thread* t, Value*, size_t) {
  acquireImportLock(t);
  return Value::none();
}
Value releaseLock(Thread* t, Value*, size_t) {
  if (!releaseImportLock(t)) return raise(t, exc::RuntimeError, "not holding the import lock");
  return Value::none();
}
Value lockHeld(Thread*, Value*, size_t) { return Value::boolean(importLockIsHeld()); }

// There are no extension modules.
Value extensionSuffixes(Thread* t, Value*, size_t) { return Value(TRY(makeList(t))); }

Maybe<std::string> nameArgument(Thread* t, Value v, const char* function) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "{}() argument must be str, not {}", function, argumentTypeName(v));
  return toUtf8(v.as<Str>());
}

bool isBuiltinName(const std::string& name) { return name == "sys" || name == "builtins" || findNativeModule(name); }

// 1, 0, or -1 for a built-in module that cannot be loaded a second time.
Value isBuiltin(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "is_builtin"));
  if (name == "sys" || name == "builtins") return Value::smallInt(-1);
  return Value::smallInt(findNativeModule(name) ? 1 : 0);
}

// The module for a spec. The same one is handed out again: native modules keep their state in C++.
Value createBuiltin(Thread* t, Value* args, size_t) {
  Value nameValue = TRY(getAttrPy(t, args[0], names::name));
  if (!isa<Str>(nameValue)) return raise(t, exc::TypeError, "name must be string, not {}", typeName(nameValue));
  std::string name = toUtf8(nameValue.as<Str>());
  if (!isBuiltinName(name)) return Value::none();
  return nativeModulePy(t, name);
}
// They are complete as soon as they are made.
Value execBuiltin(Thread*, Value*, size_t) { return Value::smallInt(0); }

Value isFrozen(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "is_frozen"));
  return Value::boolean(findFrozenModule(name) != nullptr);
}
Raised noFrozenModule(Thread* t, Value name) {
  return raiseImportError(t, exc::ImportError, fmt::format("No such frozen object named '{}'", strText(name)), name,
                          Value::none());
}
Value isFrozenPackage(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "is_frozen_package"));
  if (!findFrozenModule(name)) return noFrozenModule(t, args[0]);
  return Value::boolean(false);
}
Value findFrozen(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "find_frozen"));
  const FrozenModule* module = findFrozenModule(name);
  if (!module) return Value::none();
  Str* original = TRY(makeStr(t, module->original));
  return Value(TRY(makeTuple(t, {Value::none(), Value::boolean(false), Value(original)})));
}
Value getFrozenObject(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "get_frozen_object"));
  const FrozenModule* module = findFrozenModule(name);
  if (!module) return noFrozenModule(t, args[0]);
  return Value(TRY(frozenModuleCodePy(t, *module)));
}
Value initFrozen(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "init_frozen"));
  if (!findFrozenModule(name)) return Value::none();
  Str* key = TRY(internStr(t, name));
  return importModulePy(t, key, Value::none(), Value::none(), 0);
}
Value frozenModuleNames(Thread* t, Value*, size_t) {
  List* list = TRY(makeList(t));
  for (const FrozenModule& module : frozenModules()) TRY(listAppend(t, list, Value(TRY(makeStr(t, module.name)))));
  return Value(list);
}
Value overrideForTests(Thread*, Value*, size_t) { return Value::none(); }
Value overrideInterpreters(Thread*, Value*, size_t) { return Value::smallInt(0); }

Value fixCoFilename(Thread* t, Value* args, size_t) {
  if (!isa<Code>(args[0]))
    return raise(t, exc::TypeError, "_fix_co_filename() argument 1 must be code, not {}", argumentTypeName(args[0]));
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "_fix_co_filename() argument 2 must be str, not {}", argumentTypeName(args[1]));
  TRY(setCodeFilename(t, args[0].as<Code>(), args[1].as<Str>()));
  return Value::none();
}

// SipHash-1-3 keyed with the cache's magic number (PEP 552).
Value sourceHash(Thread* t, Value* args, size_t) {
  Value keyValue = TRY(indexPy(t, args[0]));
  int64_t key = TRY(indexInt64Py(t, keyValue, exc::OverflowError));
  BufferHolder source;
  TRY(source.acquirePy(t, args[1]));
  uint64_t hash = base::sipHash13({static_cast<uint64_t>(key), 0}, source.bytes().data(), source.bytes().size());
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(hash >> (8 * i));
  return Value(TRY(makeBytes(t, {bytes, sizeof bytes})));
}

constexpr NativeDef kFunctions[] = {
    {"acquire_lock", "()", acquireLock,
     "Acquires the interpreter's import lock for the current thread.\n\nThis lock should be used by import hooks to ensure "
     "thread-safety when importing\n"
     "modules. On platforms without threads, this function does nothing."},
    {"release_lock", "()", releaseLock,
     "Release the interpreter's import lock.\n\nOn platforms without threads, this function does nothing."},
    {"lock_held", "()", lockHeld,
     "Return True if the import lock is currently held, else False.\n\nOn platforms without threads, return False."},
    {"extension_suffixes", "()", extensionSuffixes, "Returns the list of file suffixes used to identify extension modules."},
    {"create_builtin", "(spec, /)", createBuiltin, "Create an extension module."},
    {"exec_builtin", "(mod, /)", execBuiltin, "Initialize a built-in module."},
    {"is_builtin", "(name, /)", isBuiltin, "Returns True if the module name corresponds to a built-in module."},
    {"is_frozen", "(name, /)", isFrozen, "Returns True if the module name corresponds to a frozen module."},
    {"is_frozen_package", "(name, /)", isFrozenPackage, "Returns True if the module name is of a frozen package."},
    {"find_frozen", "(name, /, *, withdata=False)", findFrozen,
     "Return info about the corresponding frozen module (if there is one) or None.\n\nThe returned info (a 2-tuple):\n\n"
     " * data         the raw marshalled bytes\n * is_package   whether or not it is a package\n"
     " * origname     the originally frozen module's name, or None if not\n                a stdlib module (this will usually be "
     "the same as\n"
     "                the module's current name)"},
    {"get_frozen_object", "(name, data=None, /)", getFrozenObject, "Create a code object for a frozen module."},
    {"init_frozen", "(name, /)", initFrozen, "Initializes a frozen module."},
    {"_frozen_module_names", "()", frozenModuleNames, "Returns the list of available frozen modules."},
    {"_override_frozen_modules_for_tests", "(override, /)", overrideForTests,
     "(internal-only) Override PyConfig.use_frozen_modules.\n\n(-1: \"off\", 1: \"on\", 0: no override)\nSee frozen_modules() in "
     "Lib/test/support/import_helper.py."},
    {"_override_multi_interp_extensions_check", "(override, /)", overrideInterpreters,
     "(internal-only) Override PyInterpreterConfig.check_multi_interp_extensions.\n\n(-1: \"never\", 1: \"always\", 0: no "
     "override)"},
    {"_fix_co_filename", "(code, path, /)", fixCoFilename,
     "Changes code.co_filename to specify the passed-in path.\n\n  code\n    Code object to change.\n  path\n    File path to "
     "use."},
    {"source_hash", "(key, source)", sourceHash, nullptr},
};

bool init(Thread* t, Module* m) {
  Str* mode = TRY(internStr(t, config().checkHashBasedPycs));
  return moduleSet(t, m, "check_hash_based_pycs", Value(mode));
}

}  // namespace

extern const ModuleSpec impModule = {"_imp", kFunctions, "(Extremely) low-level import machinery bits as used by importlib.",
                                     init};

}  // namespace typhon
