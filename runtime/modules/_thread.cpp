// _thread: starting threads, their identities, the hook for their errors. Locks: thread_lock.cpp; _local: thread_local.cpp.
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <csignal>

#include "runtime/exec/blocking.h"
#include "runtime/exec/threads.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/signals.h"
#include "runtime/modules/sys.h"
#include "runtime/modules/thread_local.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/struct_sequence.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

Type* exceptHookArgs = nullptr;

Value startNewThread(Thread* t, Value* args, size_t) {
  if (!isCallable(args[0])) return raise(t, exc::TypeError, "first arg must be callable");
  if (!isa<Tuple>(args[1])) return raise(t, exc::TypeError, "2nd arg must be a tuple");
  if (!args[2].isUnbound() && !isa<Dict>(args[2])) return raise(t, exc::TypeError, "optional 3rd arg must be a dictionary");
  if (newThreadsRefused()) return raise(t, exc::RuntimeError, "can't create new thread at interpreter shutdown");
  Thread* started = startThread(t, args[0], args[1], args[2]);
  if (!started) {
    if (!t->pending.isUnbound()) return Value::error();
    return raise(t, exc::RuntimeError, "can't start new thread");
  }
  return makeUnsigned(t, started->ident);
}

Value exitThread(Thread* t, Value*, size_t) {
  Value e = TRY(makeExceptionPy(t, exc::SystemExit, nullptr, 0));
  return raiseValue(t, e);
}

Value allocateLock(Thread* t, Value*, size_t) {
  ThreadLock* l = TRY(makeThreadLock(t));
  return Value(l);
}

Value getIdent(Thread* t, Value*, size_t) { return makeUnsigned(t, t->ident); }
Value getNativeId(Thread*, Value*, size_t) { return Value::smallInt(syscall(SYS_gettid)); }
Value countThreads(Thread*, Value*, size_t) { return Value::smallInt(static_cast<int64_t>(runningThreadCount())); }
Value alwaysTrue(Thread*, Value*, size_t) { return Value::boolean(true); }

Value interruptMain(Thread* t, Value* args, size_t) {
  int number = TRY(intArgumentPy(t, args[0]));
  if (!simulateSignal(number)) return raise(t, exc::ValueError, "signal number out of range");
  TRY(checkSignalsPy(t));  // in the main thread the handler runs before the next instruction
  return Value::none();
}

Value stackSizeFunction(Thread* t, Value* args, size_t) {
  int64_t size = TRY(countArgumentPy(t, args[0]));
  if (size < 0) return raise(t, exc::ValueError, "size must be 0 or a positive value");
  constexpr int64_t kLeast = 32 << 10;
  if (size && size < kLeast) return raise(t, exc::ValueError, "size not valid: {} bytes", size);
  int64_t old = static_cast<int64_t>(threadStackSize());
  setThreadStackSize(static_cast<size_t>(size));
  return Value::smallInt(old);
}

Value setSentinel(Thread* t, Value*, size_t) {
  ThreadLock* l = TRY(makeThreadLock(t));
  t->sentinel = Value(l);
  return Value(l);
}

void releaseSentinel(Thread* t) {
  if (!isa<ThreadLock>(t->sentinel)) return;
  auto l = t->sentinel.as<ThreadLock>();
  t->sentinel = Value::unbound();
  if (!l->held) return;
  l->held = false;
  l->lock.release();
}

bool writeTextPy(Thread* t, Value file, std::string_view text) {
  Str* s = TRY(makeStr(t, text));
  return !callMethodPy(t, file, names::write, {Value(s)}).isError();
}

// What threading.excepthook does: the traceback of an exception that ended a thread.
Value exceptHook(Thread* t, Value* args, size_t) {
  if (typeOf(args[0]) != exceptHookArgs)
    return raise(t, exc::TypeError, "_thread.excepthook argument type must be ExceptHookArgs");
  Tuple* fields = args[0].as<Tuple>();
  Value type = fields->items[0], exception = fields->items[1], traceback = fields->items[2], thread = fields->items[3];
  if (type == Value(exc::SystemExit)) return Value::none();
  Value file = sysAttribute(t, names::stderrName);
  if (file.isUnbound() || file.isNone()) {
    if (thread.isNone()) return Value::none();
    // The stream that threading.Thread kept for the time when sys.stderr is gone.
    file = TRY(getAttrPy(t, thread, "_stderr"));
    if (file.isNone()) return Value::none();
  }
  std::string heading = "Exception in thread ";
  Value name = thread.isNone() ? Value::unbound() : findAttrPy(t, thread, names::name);
  if (name.isError()) return name;
  if (name.isUnbound()) {
    heading += std::to_string(t->ident);
  } else {
    Str* shown = TRY(strPy(t, name));
    heading += toUtf8(shown);
  }
  TRY(writeTextPy(t, file, heading + ":\n"));
  if (exception.isNone() && isa<Type>(type)) {
    exception = callPy(t, type);
    if (exception.isError()) clearPending(t);
  }
  if (isa<Exception>(exception)) {
    auto e = exception.as<Exception>();
    if (!traceback.isNone() && e->traceback.isNone()) {
      e->traceback = traceback;
      writeBarrier(e);
    }
    std::string text;
    if (formatExceptionPy(t, exception, &text)) TRY(writeTextPy(t, file, text));
    TRY(callMethodPy(t, file, names::flush));
  }
  TRY(callMethodPy(t, file, names::flush));
  return Value::none();
}

#define START_DOC                                                                                                                \
  "start_new_thread(function, args[, kwargs])\n(start_new() is an obsolete synonym)\n\nStart a new thread and return its "       \
  "identifier.\n\nThe thread will call the function with positional arguments from the\ntuple args and keyword arguments taken " \
  "from the optional dictionary\nkwargs.  The thread exits when the function returns; the return value\nis ignored.  The "       \
  "thread "                                                                                                                      \
  "will also exit when the function raises an\nunhandled exception; a stack trace will be printed unless the exception\nis "     \
  "SystemExit."
#define ALLOCATE_DOC                                                                                                          \
  "allocate_lock() -> lock object\n(allocate() is an obsolete synonym)\n\nCreate a new lock object. See help(type(threading." \
  "Lock())) for\ninformation about locks."
#define EXIT_DOC                                                                                                               \
  "exit()\n(exit_thread() is an obsolete synonym)\n\nThis is synonymous to ``raise SystemExit''.  It will cause the current\n" \
  "thread to exit silently unless the exception is caught."

const NativeDef kFunctions[] = {
    {"start_new_thread", "(function, args, kwargs=<absent>, /)", startNewThread, START_DOC},
    {"start_new", "(function, args, kwargs=<absent>, /)", startNewThread, START_DOC},
    {"daemon_threads_allowed", "()", alwaysTrue,
     "daemon_threads_allowed()\n"
     "\n"
     "Whether threads may be daemons here.\n"},
    {"allocate_lock", "()", allocateLock, ALLOCATE_DOC},
    {"allocate", "()", allocateLock, ALLOCATE_DOC},
    {"exit_thread", "()", exitThread, EXIT_DOC},
    {"exit", "()", exitThread, EXIT_DOC},
    {"interrupt_main", "(signum=2, /)", interruptMain,
     "interrupt_main(signum=signal.SIGINT, /)\n"
     "\n"
     "Acts as if the signal had come: the main thread will run its handler. By default that raises KeyboardInterrupt."},
    {"get_ident", "()", getIdent,
     "get_ident() -> integer\n\nReturn a non-zero integer that uniquely identifies the current thread\namongst other threads "
     "that exist "
     "simultaneously.\n\nThis function is meant for low-level use; see threading.get_ident()\nand threading.Thread.ident."},
    {"get_native_id", "()", getNativeId,
     "get_native_id() -> integer\n"
     "\n"
     "The number by which the system knows this thread."},
    {"_count", "()", countThreads,
     "_count() -> integer\n"
     "\n"
     "How many threads run besides the main one. threading.enumerate() is the better question."},
    {"stack_size", "(size=0, /)", stackSizeFunction,
     "stack_size([size]) -> size\n\nReturn the thread stack size used when creating new threads.  The\noptional size argument "
     "specifies the "
     "stack size (in bytes) to be used\nfor subsequent threads.  The size must be 0 (use platform or\nconfigured default) or a "
     "positive "
     "integer value of at least 32,768 (32k)."},
    {"_set_sentinel", "()", setSentinel,
     "_set_sentinel() -> lock\n"
     "\n"
     "A lock that is let go when the thread ends. For the threading module."},
    {"_excepthook", "(args, /)", exceptHook,
     "excepthook(exc_type, exc_value, exc_traceback, thread)\n"
     "\n"
     "Reports what a thread's run() has raised."},
    {"_is_main_interpreter", "()", alwaysTrue,
     "_is_main_interpreter()\n"
     "\n"
     "Whether this is the main interpreter."},
};

const StructField kHookFields[] = {
    {"exc_type", "Exception type"},
    {"exc_value", "Exception value"},
    {"exc_traceback", "Exception traceback"},
    {"thread", "Thread"},
};

bool init(Thread* t, Module* m) {
  if (!lockType) {
    TRY(initLockTypes(t));
    atThreadEnd(forgetThreadLocals);
    atThreadEnd(releaseSentinel);
    exceptHookArgs = TRY(makeStructSequenceType(t, "_thread._ExceptHookArgs",
                                                "ExceptHookArgs\n"
                                                "\n"
                                                "What threading.excepthook is called with.",
                                                kHookFields, 4));
    addRoot(&exceptHookArgs);
  }
  TRY(moduleSet(t, m, "LockType", Value(lockType)));
  TRY(moduleSet(t, m, "RLock", Value(reentrantLockType)));
  TRY(moduleSet(t, m, "error", Value(exc::RuntimeError)));
  Value longest = TRY(makeFloat(t, kLockTimeoutMax));
  TRY(moduleSet(t, m, "TIMEOUT_MAX", longest));
  TRY(moduleSet(t, m, "_ExceptHookArgs", Value(exceptHookArgs)));
  return moduleAddType(t, m, threadLocalSpec) != nullptr;
}

}  // namespace

extern const ModuleSpec threadModule = {"_thread", kFunctions, "Threads and locks; the threading module makes them comfortable.",
                                        init};

}  // namespace typhon
