// Functions of sys: exit, exceptions, frames, limits, interning, sizes, encodings.
#include <algorithm>

#include "runtime/exec/audit.h"
#include "runtime/exec/blocking.h"
#include "runtime/exec/config.h"
#include "runtime/exec/frame_object.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/kinds.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/sys_internal.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/number_text.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/struct_sequence.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Value text(Thread* t, const char* s) {
  Str* out = TRY(internStr(t, s));
  return Value(out);
}

Value exitFunction(Thread* t, Value* args, size_t) {
  // sys.exit((a, b)) spreads its tuple, as CPython does.
  Value e = args[0].isNone()      ? makeExceptionPy(t, exc::SystemExit, nullptr, 0)
            : isa<Tuple>(args[0]) ? makeExceptionPy(t, exc::SystemExit, args[0].as<Tuple>()->items, args[0].as<Tuple>()->length)
                                  : makeExceptionPy(t, exc::SystemExit, args, 1);
  if (e.isError()) return e;
  return raiseValue(t, e);
}

Value excInfoFunction(Thread* t, Value*, size_t) {
  Value e = handledException(t);
  if (e.isUnbound()) {
    Tuple* none = TRY(makeTuple(t, {Value::none(), Value::none(), Value::none()}));
    return Value(none);
  }
  Tuple* info = TRY(makeTuple(t, {Value(typeOf(e)), e, e.as<Exception>()->traceback}));
  return Value(info);
}
Value exceptionFunction(Thread* t, Value*, size_t) {
  Value e = handledException(t);
  return e.isUnbound() ? Value::none() : e;
}

Frame* frameAt(Thread* t, int64_t depth) {
  Frame* f = t->frame;
  while (f && depth-- > 0) f = f->caller;
  return f;
}
Value getFrameFunction(Thread* t, Value* args, size_t) {
  int64_t depth = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  Frame* f = frameAt(t, std::max<int64_t>(depth, 0));
  if (!f) return raise(t, exc::ValueError, "call stack is not deep enough");
  FrameObject* object = TRY(frameObjectOf(t, f));
  TRY(auditPy(t, "sys._getframe", {Value(object)}));
  return Value(object);
}
Value getFrameModuleNameFunction(Thread* t, Value* args, size_t) {
  int64_t depth = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  TRY(auditPy(t, "sys._getframemodulename", {args[0]}));
  Frame* f = frameAt(t, std::max<int64_t>(depth, 0));
  if (!f) return Value::none();
  Value module = f->function->module;
  return module.isUnbound() ? Value::none() : module;
}
// {identity of the thread: what `of` gives for it}, for all threads; Unbound: the thread is left out.
Value perThread(Thread* t, Value (*of)(Thread* t, Thread* each)) {
  Dict* d = TRY(makeDict(t));
  struct Walk {
    Thread* t;
    Dict* d;
    Value (*of)(Thread*, Thread*);
    bool ok;
  } walk{t, d, of, true};
  forEachThread(
      [](Thread* each, void* context) {
        auto w = static_cast<Walk*>(context);
        if (!w->ok) return;
        Value v = w->of(w->t, each);
        if (v.isUnbound()) return;
        Value ident = v.isError() ? v : makeUnsigned(w->t, each->ident);
        w->ok = !ident.isError() && dictSetPy(w->t, w->d, ident, v);
      },
      &walk);
  if (!walk.ok) return Value::error();
  return Value(d);
}
Value currentFramesFunction(Thread* t, Value*, size_t) {
  return perThread(t, [](Thread*, Thread* each) {
    if (!each->frame) return Value::unbound();
    // A frame object is kept on the list of the thread whose activation it shows.
    FrameObject* object = frameObjectOf(each, each->frame);
    return object ? Value(object) : Value::error();
  });
}
Value currentExceptionsFunction(Thread* t, Value*, size_t) {
  return perThread(t, [](Thread*, Thread* each) {
    Value e = handledException(each);
    return e.isUnbound() ? Value::none() : e;
  });
}

Value getRecursionLimitFunction(Thread* t, Value*, size_t) { return Value::smallInt(t->recursionLimit); }
Value setRecursionLimitFunction(Thread* t, Value* args, size_t) {
  Value i = TRY(indexPy(t, args[0]));
  int64_t limit;
  if (!fitsInt64(i, &limit) || limit > INT32_MAX) return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  if (limit < 1) return raise(t, exc::ValueError, "recursion limit must be greater or equal than 1");
  if (t->recursion >= limit)
    return raise(t, exc::RecursionError, "cannot set the recursion limit to {} at the recursion depth {}: the limit is too low",
                 limit, t->recursion);
  forEachThread([](Thread* each, void* to) { each->recursionLimit = static_cast<int32_t>(*static_cast<int64_t*>(to)); }, &limit);
  return Value::none();
}

Value internFunction(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "intern() argument must be str, not {}", argumentTypeName(args[0]));
  if (typeOf(args[0]) != types::str) return raise(t, exc::TypeError, "can't intern {}", typeName(args[0]));
  Str* s = TRY(internStr(t, args[0].as<Str>()));
  return Value(s);
}

Value getSizeOfFunction(Thread* t, Value* args, size_t) {
  Str* name = names::__sizeof__;
  Value method = TRY(lookupSpecialPy(t, args[0], name));
  Value size = method.isUnbound() ? Value(raise(t, exc::TypeError, "Type {} doesn't define __sizeof__", typeName(args[0])))
                                  : callPy(t, method);
  if (size.isError()) {
    if (args[1].isUnbound() || !pendingIs(t, exc::TypeError)) return size;
    clearPending(t);
    return args[1];
  }
  int64_t n = TRY(indexInt64Py(t, size, exc::OverflowError));
  if (n < 0) return raise(t, exc::ValueError, "__sizeof__() should return >= 0");
  return makeInt(t, n);
}

// There are no reference counts: what CPython shows for an object with one owner.
Value getRefCountFunction(Thread*, Value*, size_t) { return Value::smallInt(2); }
Value getAllocatedBlocksFunction(Thread* t, Value*, size_t) {
  return makeInt(t, static_cast<int64_t>(heapStatistics().liveBytes / 64));
}
Value isFinalizingFunction(Thread*, Value*, size_t) { return Value::boolean(isFinalizing()); }
Value utf8Function(Thread* t, Value*, size_t) { return text(t, "utf-8"); }
Value surrogateEscapeFunction(Thread* t, Value*, size_t) { return text(t, "surrogateescape"); }
Value noneFunction(Thread*, Value*, size_t) { return Value::none(); }
Value falseFunction(Thread*, Value*, size_t) { return Value::boolean(false); }

Value getSwitchIntervalFunction(Thread* t, Value*, size_t) { return makeFloat(t, static_cast<double>(switchInterval()) / 1e9); }
Value setSwitchIntervalFunction(Thread* t, Value* args, size_t) {
  double seconds = TRY(toDoublePy(t, args[0]));
  if (!(seconds > 0)) return raise(t, exc::ValueError, "switch interval must be strictly positive");
  setSwitchInterval(std::max<int64_t>(1000, static_cast<int64_t>(std::min(seconds, 4e9) * 1e9)));
  return Value::none();
}

Value getIntMaxStrDigitsFunction(Thread*, Value*, size_t) { return Value::smallInt(intMaxStrDigits()); }
Value setIntMaxStrDigitsFunction(Thread* t, Value* args, size_t) {
  Value i = TRY(indexPy(t, args[0]));
  int64_t digits;
  if (!fitsInt64(i, &digits) || digits > INT32_MAX || digits < INT32_MIN)
    return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  if (digits != 0 && digits < kMaxStrDigitsThreshold)
    return raise(t, exc::ValueError, "maxdigits must be 0 or larger than {}", kMaxStrDigitsThreshold);
  setIntMaxStrDigits(static_cast<int>(std::min<int64_t>(digits, INT32_MAX)));
  return Value::none();
}

Value getOriginDepthFunction(Thread*, Value*, size_t) { return Value::smallInt(coroutineOriginDepth); }
Value setOriginDepthFunction(Thread* t, Value* args, size_t) {
  int64_t depth = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  if (depth < 0) return raise(t, exc::ValueError, "depth must be >= 0");
  coroutineOriginDepth = static_cast<uint32_t>(std::min<int64_t>(depth, INT32_MAX));
  return Value::none();
}

const StructField hookFields[] = {{"firstiter", nullptr}, {"finalizer", nullptr}};
Value getAsyncGenHooksFunction(Thread* t, Value*, size_t) {
  static Type* type = nullptr;
  if (!type) {
    type = TRY(makeSealedStructSequenceType(t, "sys.asyncgen_hooks",
                                            "asyncgen_hooks\n\nNamed tuple providing information about asynchronous\ngenerators "
                                            "hooks.  The attributes are read only.",
                                            hookFields));
    addRoot(&type);
  }
  auto orNone = [](Value v) { return v.isUnbound() ? Value::none() : v; };
  return makeStructSequence(t, type, {orNone(t->asyncGenFirstIter), orNone(t->asyncGenFinalizer)});
}
Value setAsyncGenHooksFunction(Thread* t, Value* args, size_t) {
  for (int i = 0; i < 2; ++i)
    if (!args[i].isUnbound() && !args[i].isNone() && !isCallable(args[i]))
      return raise(t, exc::TypeError, "callable {} expected, got {}", i ? "finalizer" : "firstiter", typeName(args[i]));
  if (!args[0].isUnbound()) t->asyncGenFirstIter = args[0].isNone() ? Value::unbound() : args[0];
  if (!args[1].isUnbound()) t->asyncGenFinalizer = args[1].isNone() ? Value::unbound() : args[1];
  return Value::none();
}

const NativeDef functions[] = {
    {"exit", "(status=None, /)", exitFunction,
     "Ends the interpreter by raising SystemExit.\n"
     "\n"
     "None (or nothing) is success, an int is the exit status; anything else is printed, and the status is 1."},
    {"exc_info", "()", excInfoFunction, "Type, value and traceback of the exception that is being handled here or further out."},
    {"exception", "()", exceptionFunction,
     "Return the current exception.\n\n"
     "Return the most recent exception caught by an except clause\n"
     "in the current stack frame or in an older stack frame, or None\nif no such clause exists."},
    {"_getframe", "(depth=0, /)", getFrameFunction,
     "The frame of the caller, or the one depth calls further out; ValueError if there are not so many.\n"
     "\n"
     "For tools, not for ordinary code."},
    {"_getframemodulename", "(depth=0)", getFrameModuleNameFunction,
     "Return the name of the module for a calling frame.\n\nThe default depth returns the module containing the call to this "
     "API."},
    {"_current_frames", "()", currentFramesFunction, "Return a dict mapping each thread's thread id to its current stack frame."},
    {"_current_exceptions", "()", currentExceptionsFunction,
     "Return a dict mapping each thread's identifier to its current raised exception."},
    {"getrecursionlimit", "()", getRecursionLimitFunction, "Return the current value of the recursion limit."},
    {"setrecursionlimit", "(limit, /)", setRecursionLimitFunction, "Set the maximum depth of the Python interpreter stack to n."},
    {"intern", "(string, /)", internFunction,
     "The one string of its value that all interned ones share: equal interned strings are identical."},
    {"getsizeof", "(object, default=<absent>)", getSizeOfFunction,
     "getsizeof(object [, default]) -> int\n"
     "\n"
     "How many bytes an object takes; default is for an object that cannot tell."},
    {"getrefcount", "(object, /)", getRefCountFunction, "Return the reference count of object."},
    {"getallocatedblocks", "()", getAllocatedBlocksFunction, "How many memory blocks are in use."},
    {"getunicodeinternedsize", "()", getAllocatedBlocksFunction, "how many strings are interned"},
    {"is_finalizing", "()", isFinalizingFunction, "Return True if Python is exiting."},
    {"getdefaultencoding", "()", utf8Function, "The encoding that str.encode() uses by itself: utf-8."},
    {"getfilesystemencoding", "()", utf8Function, "The encoding of file names."},
    {"getfilesystemencodeerrors", "()", surrogateEscapeFunction,
     "Return the error mode used for Unicode to OS filename conversion."},
    {"getswitchinterval", "()", getSwitchIntervalFunction, "How long a thread may run before another may, in seconds."},
    {"setswitchinterval", "(interval, /)", setSwitchIntervalFunction,
     "Set the ideal thread switching delay inside the Python interpreter."},
    {"get_int_max_str_digits", "()", getIntMaxStrDigitsFunction,
     "How many digits a number may have when it becomes decimal text or is made of it."},
    {"set_int_max_str_digits", "(maxdigits)", setIntMaxStrDigitsFunction,
     "Sets how many digits a number may have when it becomes decimal text or is made of it."},
    {"get_coroutine_origin_tracking_depth", "()", getOriginDepthFunction,
     "How many frames are recorded where a coroutine is made in this thread."},
    {"set_coroutine_origin_tracking_depth", "(depth)", setOriginDepthFunction,
     "Enable or disable origin tracking for coroutine objects in this thread."},
    {"get_asyncgen_hooks", "()", getAsyncGenHooksFunction, "Return the installed asynchronous generators hooks."},
    {"set_asyncgen_hooks", "(firstiter=<absent>, finalizer=<absent>)", setAsyncGenHooksFunction,
     "Set a finalizer for async generators objects."},
    {"_clear_type_cache", "()", noneFunction, "Clear the internal type lookup cache."},
    {"_debugmallocstats", "()", noneFunction, "Print debug info to stderr about the state of the memory allocator."},
    {"activate_stack_trampoline", "(backend, /)", noneFunction, "Starts the support of a profiler of the system, by name."},
    {"deactivate_stack_trampoline", "()", noneFunction, "Deactivate the current stack profiler trampoline backend."},
    {"is_stack_trampoline_active", "()", falseFunction, "Whether the support of a profiler of the system is on."},
};

}  // namespace

std::span<const NativeDef> sysFunctions() { return functions; }

}  // namespace typhon
