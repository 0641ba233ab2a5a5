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

Value countFunctions(Thread*, Value*, size_t) { return Value::smallInt(static_cast<int64_t>(functions.as<List>()->length)); }

const NativeDef kFunctions[] = {
    {"register", "(*args, **kwargs)", registerFunction,
     "register(func, *args, **kwargs) -> func\n"
     "\n"
     "Has func(*args, **kwargs) called when the interpreter ends. Returns func, so it can be a decorator."},
    {"unregister", "(func, /)", unregisterFunction,
     "unregister(func) -> None\n"
     "\n"
     "Has a function not called any more."},
    {"_clear", "()", clearFunctions,
     "_clear() -> None\n"
     "\n"
     "Forgets all functions."},
    {"_run_exitfuncs", "()", runFunctions,
     "_run_exitfuncs() -> None\n"
     "\n"
     "Calls all functions now; what one raises goes to sys.unraisablehook."},
    {"_ncallbacks", "()", countFunctions,
     "_ncallbacks() -> int\n"
     "\n"
     "How many functions there are."},
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

extern const ModuleSpec atexitModule = {"atexit", kFunctions,
                                        "Functions to be called when the interpreter ends: register() and unregister().\n", init};

}  // namespace typhon
