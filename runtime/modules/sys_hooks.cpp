// Hooks of sys: display, uncaught and unraisable exceptions, breakpoint, audit, tracing.
#include <cstdlib>

#include "runtime/builtins/builtins.h"
#include "runtime/exec/audit.h"
#include "runtime/exec/thread.h"
#include "runtime/exec/tracing.h"
#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/stacks.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/sys.h"
#include "runtime/modules/sys_internal.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// Writes repr(value) to sys.stdout; characters its encoding lacks are escaped.
bool displayValuePy(Thread* t, Value out, Value v) {
  Str* repr = TRY(reprPy(t, v));
  if (!callMethodPy(t, out, names::write, {Value(repr)}).isError()) return true;
  if (!pendingIs(t, exc::UnicodeEncodeError)) return false;
  clearPending(t);
  Value encoding = TRY(getAttrPy(t, out, names::encoding));
  if (!isa<Str>(encoding)) return raise(t, exc::TypeError, "encoding must be a str");
  Value encoded = TRY(encodeStrPy(t, repr, toUtf8(encoding.as<Str>()), "backslashreplace"));
  Value decoded = TRY(decodeObjectPy(t, encoded, toUtf8(encoding.as<Str>()), "strict"));
  return !callMethodPy(t, out, names::write, {decoded}).isError();
}

Value displayHook(Thread* t, Value* args, size_t) {
  if (args[0].isNone()) return Value::none();
  Dict* builtins = builtinsDict();
  // While it is being shown, _ is None, so that a repr that reads it finds no stale value.
  TRY(dictSetStr(t, builtins, names::underscore, Value::none()));
  Value out = sysAttribute(t, names::stdoutName);
  if (out.isUnbound() || out.isNone()) return raise(t, exc::RuntimeError, "lost sys.stdout");
  TRY(displayValuePy(t, out, args[0]));
  Str* newline = TRY(internStr(t, "\n"));
  TRY(callMethodPy(t, out, names::write, {Value(newline)}));
  TRY(dictSetStr(t, builtins, names::underscore, args[0]));
  return Value::none();
}

Value exceptHook(Thread* t, Value* args, size_t) {
  Value e = args[1];
  if (auto* exception = dynCast<Exception>(e); exception && isa<Traceback>(args[2]) && exception->traceback.isNone()) {
    exception->traceback = args[2];
    writeBarrier(exception);
  }
  printExceptionPy(t, e);
  return Value::none();
}

Value unraisableHook(Thread* t, Value* args, size_t) {
  Value value = TRY(getAttrPy(t, args[0], "exc_value"));
  Value message = TRY(getAttrPy(t, args[0], "err_msg"));
  Value object = TRY(getAttrPy(t, args[0], "object"));
  defaultUnraisablePy(t, value, isa<Str>(message) ? toUtf8(message.as<Str>()) : "", object);
  return Value::none();
}

// PYTHONBREAKPOINT names the function to call; empty or unset: pdb.set_trace; "0": none.
Value breakpointHook(Thread* t, Value* args, size_t argc) {
  const char* wanted = getenv("PYTHONBREAKPOINT");
  std::string name = wanted && *wanted ? wanted : "pdb.set_trace";
  if (name == "0") return Value::none();
  size_t dot = name.rfind('.');
  std::string moduleName = dot == std::string::npos ? "builtins" : name.substr(0, dot);
  std::string attribute = dot == std::string::npos ? name : name.substr(dot + 1);
  Str* module = TRY(internStr(t, moduleName));
  Tuple* fromlist = TRY(makeTuple(t, {Value(names::empty)}));
  Value loaded = importModulePy(t, module, Value::none(), Value(fromlist), 0);
  Value function = loaded.isError() ? loaded : getAttrPy(t, loaded, attribute.c_str());
  if (function.isError()) {
    if (!moduleName.empty() && !pendingIs(t, exc::ImportError) && !pendingIs(t, exc::AttributeError)) return function;
    clearPending(t);
    TRY(warnPy(t, exc::RuntimeWarning, "Ignoring unimportable $PYTHONBREAKPOINT: \"" + name + "\""));
    return Value::none();
  }
  Tuple* positional = TRY(makeTuple(t, args + 1, argc - 1));
  return callExPy(t, function, positional, args[0].as<Dict>());
}

// --- audit hooks (PEP 578)

List* auditHooks = nullptr;

// Hooks are not traced, unless they ask for it.
bool callHooksPy(Thread* t, Value event, Value arguments) {
  tracing::Silence silence(t);
  for (size_t i = 0; i < auditHooks->length; ++i) {
    Value hook = listItem(auditHooks, i);
    Str* name = TRY(internStr(t, "__cantrace__"));
    Value traced = TRY(findAttrPy(t, hook, name));
    if (!traced.isUnbound() && TRY(truthPy(t, traced))) {
      Tuple* both = TRY(makeTuple(t, {event, arguments}));
      TRY(tracing::callTracedPy(t, hook, both));
    } else {
      TRY(callPy(t, hook, {event, arguments}));
    }
  }
  return true;
}

Value addAuditHook(Thread* t, Value* args, size_t) {
  if (!auditPy(t, "sys.addaudithook")) {
    // A hook may refuse others.
    if (!pendingIs(t, exc::Exception)) return Value::error();
    clearPending(t);
    return Value::none();
  }
  if (!auditHooks) {
    auditHooks = TRY(makeList(t));
    addRoot(&auditHooks);
  }
  TRY(listAppend(t, auditHooks, args[0]));
  auditHooksExist = true;
  return Value::none();
}

Value audit(Thread* t, Value* args, size_t argc) {
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "expected str for argument 'event', not {}", typeName(args[0]));
  if (!auditHooks) return Value::none();
  Tuple* values = TRY(makeTuple(t, args + 1, argc - 1));
  TRY(callHooksPy(t, args[0], Value(values)));
  return Value::none();
}

// --- tracing

Value setTrace(Thread* t, Value* args, size_t) {
  TRY(auditPy(t, "sys.settrace"));
  t->traceFunction = args[0].isNone() ? Value::unbound() : args[0];
  tracing::update(t);
  return Value::none();
}
Value getTrace(Thread* t, Value*, size_t) { return t->traceFunction.isUnbound() ? Value::none() : t->traceFunction; }
Value setProfile(Thread* t, Value* args, size_t) {
  TRY(auditPy(t, "sys.setprofile"));
  t->profileFunction = args[0].isNone() ? Value::unbound() : args[0];
  tracing::update(t);
  return Value::none();
}
Value getProfile(Thread* t, Value*, size_t) { return t->profileFunction.isUnbound() ? Value::none() : t->profileFunction; }
struct Listener {
  Value function;
  Value Thread::* place;
};
// The function becomes the listener of all threads.
Value setForAllThreads(Value function, Value Thread::* place) {
  Listener listener{function.isNone() ? Value::unbound() : function, place};
  forEachThread(
      [](Thread* each, void* context) {
        auto* l = static_cast<Listener*>(context);
        each->*l->place = l->function;
      },
      &listener);
  tracing::updateAllThreads();
  return Value::none();
}
Value setTraceAllThreads(Thread*, Value* args, size_t) { return setForAllThreads(args[0], &Thread::traceFunction); }
Value setProfileAllThreads(Thread*, Value* args, size_t) { return setForAllThreads(args[0], &Thread::profileFunction); }
Value callTracing(Thread* t, Value* args, size_t) {
  if (!isa<Tuple>(args[1]))
    return raise(t, exc::TypeError, "call_tracing() argument 2 must be tuple, not {}", argumentTypeName(args[1]));
  return tracing::callTracedPy(t, args[0], args[1].as<Tuple>());
}

const NativeDef functions[] = {
    {"displayhook", "(object, /)", displayHook, "Prints what an expression at the prompt has given and keeps it as `_`."},
    {"excepthook", "(exctype, value, traceback, /)", exceptHook, "Prints an exception with its traceback to sys.stderr."},
    {"unraisablehook", "(unraisable, /)", unraisableHook,
     "Reports an exception that nobody can catch. Its argument has exc_type, exc_value, exc_traceback, err_msg and object, each "
     "None if unknown."},
    {"breakpointhook", "(*args, **kws)", breakpointHook,
     "breakpointhook(*args, **kws)\n"
     "\n"
     "What breakpoint() calls."},
    {"addaudithook", "(hook)", addAuditHook, "Adds a new audit hook callback."},
    {"audit", "(event, /, *args)", audit, "audit(event, *args)\n\nPasses the event to any hooks that are attached."},
    {"settrace", "(function, /)", setTrace,
     "settrace(function)\n"
     "\n"
     "Has the function called whenever a function is entered; what it returns is told of each line."},
    {"gettrace", "()", getTrace, "The function that settrace() has set."},
    {"setprofile", "(function, /)", setProfile,
     "setprofile(function)\n"
     "\n"
     "Has the function called whenever a function is entered or left."},
    {"getprofile", "()", getProfile, "The function that setprofile() has set."},
    {"_settraceallthreads", "(function, /)", setTraceAllThreads, nullptr},
    {"_setprofileallthreads", "(function, /)", setProfileAllThreads, nullptr},
    {"call_tracing", "(func, args, /)", callTracing, "Call func(*args), while tracing is enabled."},
};

}  // namespace

std::span<const NativeDef> sysHookFunctions() { return functions; }

bool auditHooksExist = false;

bool callAuditHooksPy(Thread* t, const char* event, std::initializer_list<Value> args) {
  Str* name = TRY(internStr(t, event));
  Tuple* arguments = TRY(makeTuple(t, args.begin(), args.size()));
  return callHooksPy(t, Value(name), Value(arguments));
}

bool auditSetAttributePy(Thread* t, Value object, const char* name, Value value) {
  if (!auditHooksExist) return true;
  Str* attribute = TRY(internStr(t, name));
  return callAuditHooksPy(t, "object.__setattr__", {object, Value(attribute), value});
}

}  // namespace typhon
