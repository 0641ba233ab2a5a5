// atexit: functions to be called when the interpreter ends.
#include "runtime/modules/atexit.h"

#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

Value functions;  // list of (function, args, kwargs); Unbound until the module is imported

Value registerFunction(Thread* t, Value* args, size_t argc) {
  // args: kwargs, then the positional ones.
  size_t count = argc - 1;
  if (count == 0) return raise(t, exc::TypeError, "register() takes at least 1 argument (0 given)");
  if (!isCallable(args[1])) return raise(t, exc::TypeError, "the first argument must be callable");
  Tuple* positional = TRY(makeTuple(t, args + 2, count - 1));
  Tuple* entry = TRY(makeTuple(t, {args[1], Value(positional), args[0]}));
  TRY(listAppend(t, functions.as<List>(), Value(entry)));
  return args[1];
}

Value unregisterFunction(Thread* t, Value* args, size_t) {
  List* list = functions.as<List>();
  for (size_t i = 0; i < list->length;) {
    Value f = listItem(list, i).as<Tuple>()->items[0];
    bool same = TRY(equalPy(t, f, args[0]));
    if (same && i < list->length) {
      listPop(list, i);
    } else {
      ++i;
    }
  }
  return Value::none();
}

Value clearFunctions(Thread*, Value*, size_t) {
  List* list = functions.as<List>();
  while (list->length) listPop(list, list->length - 1);
  return Value::none();
}

Value runFunctions(Thread* t, Value*, size_t) {
  runExitFunctionsPy(t);
  return Value::none();
}

Value countFunctions(Thread*, Value*, size_t) {
  return Value::smallInt(static_cast<int64_t>(functions.as<List>()->length));
}

const NativeDef kFunctions[] = {
    {"register", "(*args, **kwargs)", registerFunction,
     "register(func, *args, **kwargs) -> func\n\nRegister a function to be executed upon normal program termination\n\n    func - "
     "function to be called at exit\n    args - optional arguments to pass to func\n    kwargs - optional keyword arguments to pass "
     "to func\n\n    func is returned to facilitate usage as a decorator."},
    {"unregister", "(func, /)", unregisterFunction,
     "unregister(func) -> None\n\nUnregister an exit function which was previously registered using\natexit.register\n\n    func - "
     "function to be unregistered"},
    {"_clear", "()", clearFunctions, "_clear() -> None\n\nClear the list of previously registered exit functions."},
    {"_run_exitfuncs", "()", runFunctions, "_run_exitfuncs() -> None\n\nRun all registered exit functions.\n\nIf a callback raises an exception, it is logged with sys.unraisablehook."},
    {"_ncallbacks", "()", countFunctions, "_ncallbacks() -> int\n\nReturn the number of registered exit functions."},
};

bool init(Thread* t, Module*) {
  if (!functions.isUnbound()) return true;
  functions = Value(TRY(makeList(t)));
  addRoot(&functions);
  return true;
}

}  // namespace

void runExitFunctionsPy(Thread* t) {
  if (functions.isUnbound()) return;
  PendingSaver saver(t);
  List* list = functions.as<List>();
  while (list->length) {
    Tuple* entry = listPop(list, list->length - 1).as<Tuple>();
    Value result = callExPy(t, entry->items[0], entry->items[1].as<Tuple>(), dynCast<Dict>(entry->items[2]));
    if (result.isError()) writeUnraisablePy(t, entry->items[0], "Exception ignored in atexit callback");
  }
}

extern const ModuleSpec atexitModule = {
    "atexit", kFunctions,
    "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, "
    "register and unregister, are defined.\n",
    init};

}  // namespace typhon
