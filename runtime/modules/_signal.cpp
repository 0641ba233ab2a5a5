// _signal: handlers for operating system signals. The C++ handler only notes the signal and sets a poll flag; the Python
// handler runs at the main thread's next poll.
#include <csignal>

#include <atomic>
#include <cerrno>
#include <cmath>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "runtime/exec/blocking.h"
#include "runtime/exec/frame_object.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/signals.h"
#include "runtime/modules/time_support.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/struct_sequence.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

constexpr int kSignalCount = NSIG;

Thread* mainThread = nullptr;
pthread_t mainSystemThread;
pid_t mainSystemId = 0;
std::atomic<bool> arrived[kSignalCount];
std::atomic<bool> anyArrived{false};
std::atomic<int> wakeupFd{-1};
std::atomic<bool> warnOnFullBuffer{true};
std::atomic<int> wakeupError{0};  // errno of a write to it that failed and is to be reported
Value handlers[kSignalCount];     // as getsignal() gives them; Unbound before the module is imported
Value defaultIntHandler;
Type* itimerError = nullptr;
Type* siginfoType = nullptr;
constexpr int kDefault = 0, kIgnore = 1;

void noteMainSystemThread() {
  mainSystemThread = pthread_self();
  mainSystemId = static_cast<pid_t>(syscall(SYS_gettid));
}

// What the value of a signal says that was only sent on to interrupt the main thread's system call.
char forwarded;

// Notes the signal for the main thread's next poll. The system may deliver it to any thread: then the main thread is interrupted
// too.
void onSignal(int number, siginfo_t* info, void*) {
  if (info->si_code == SI_QUEUE && info->si_value.sival_ptr == &forwarded) return;
  int saved = errno;
  arrived[number].store(true, std::memory_order_relaxed);
  anyArrived.store(true, std::memory_order_release);
  if (mainThread) mainThread->poll.fetch_or(kPollSignal, std::memory_order_release);
  int fd = wakeupFd.load(std::memory_order_relaxed);
  if (fd >= 0) {
    unsigned char byte = static_cast<unsigned char>(number);
    ssize_t n;
    do {
      n = write(fd, &byte, 1);
    } while (n < 0 && errno == EINTR);
    if (n < 0 && (warnOnFullBuffer.load(std::memory_order_relaxed) || (errno != EAGAIN && errno != EWOULDBLOCK)))
      wakeupError.store(errno, std::memory_order_relaxed);
  }
  if (!pthread_equal(pthread_self(), mainSystemThread)) {
    siginfo_t copy = {};
    copy.si_code = SI_QUEUE;
    copy.si_pid = getpid();
    copy.si_uid = getuid();
    copy.si_value.sival_ptr = &forwarded;
    syscall(SYS_rt_tgsigqueueinfo, copy.si_pid, mainSystemId, number, &copy);
  }
  errno = saved;
}

bool installAction(int number, struct sigaction action) {
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, nullptr) == 0;
}
bool install(int number, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  return installAction(number, action);
}
bool installOwn(int number) {
  struct sigaction action = {};
  action.sa_sigaction = onSignal;
  action.sa_flags = SA_SIGINFO;
  return installAction(number, action);
}

Maybe<int> signalNumber(Thread* t, Value v) {
  int number = TRY(intArgumentPy(t, v));
  if (number < 1 || number >= kSignalCount) return raise(t, exc::ValueError, "signal number out of range");
  return number;
}

Value signalFunction(Thread* t, Value* args, size_t) {
  int number = TRY(intArgumentPy(t, args[0]));
  if (t != mainThread) return raise(t, exc::ValueError, "signal only works in main thread of the main interpreter");
  if (number < 1 || number >= kSignalCount) return raise(t, exc::ValueError, "signal number out of range");
  Value handler = args[1];
  int64_t constant = -1;
  if (isInt(handler)) (void)fitsInt64(handler, &constant);
  bool own = constant != kIgnore && constant != kDefault;
  if (own && !isCallable(handler)) {
    return raise(t, exc::TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  // What has arrived until now is the old handler's.
  TRY(checkSignalsPy(t));
  if (own ? !installOwn(number) : !install(number, constant == kIgnore ? SIG_IGN : SIG_DFL)) return raiseOs(t, errno);
  Value old = handlers[number];
  handlers[number] = own ? handler : Value::smallInt(constant);
  return old.isUnbound() ? Value::none() : old;
}

Value getSignal(Thread* t, Value* args, size_t) {
  int number = TRY(signalNumber(t, args[0]));
  Value v = handlers[number];
  return v.isUnbound() ? Value::none() : v;
}

Value defaultIntFunction(Thread* t, Value*, size_t) {
  Value e = TRY(makeExceptionPy(t, exc::KeyboardInterrupt, nullptr, 0));
  return raiseValue(t, e);
}

Value raiseSignal(Thread* t, Value* args, size_t) {
  int number = TRY(intArgumentPy(t, args[0]));
  if (::raise(number) != 0) return raiseOs(t, errno);
  TRY(checkSignalsPy(t));
  return Value::none();
}

Value alarmFunction(Thread* t, Value* args, size_t) {
  int seconds = TRY(intArgumentPy(t, args[0]));
  return Value::smallInt(alarm(static_cast<unsigned>(seconds)));
}

Value pauseFunction(Thread* t, Value*, size_t) {
  blocking(t, [] { return pause(); });
  TRY(checkSignalsPy(t));
  return Value::none();
}

// --- interval timers

Value timerTuple(Thread* t, const itimerval& timer) {
  auto seconds = [](const timeval& v) { return static_cast<double>(v.tv_sec) + static_cast<double>(v.tv_usec) * 1e-6; };
  Value value = TRY(makeFloat(t, seconds(timer.it_value))), interval = TRY(makeFloat(t, seconds(timer.it_interval)));
  return Value(TRY(makeTuple(t, {value, interval})));
}

Raised raiseTimerError(Thread* t) {
  Str* text = makeStr(t, "Invalid argument");
  if (!text) return {};
  Value args[2] = {Value::smallInt(errno), Value(text)};
  Value e = makeExceptionPy(t, itimerError, args, 2);
  if (e.isError()) return {};
  return raiseValue(t, e);
}

bool timevalFrom(Thread* t, Value v, timeval* out) {
  int64_t ns;
  TRY(timeFromSecondsPy(t, v, Rounding::Ceiling, &ns));
  int64_t us = (ns >= 0 ? ns + 999 : ns) / 1000;
  out->tv_sec = us / 1000000;
  out->tv_usec = us % 1000000;
  return true;
}

Value setTimer(Thread* t, Value* args, size_t) {
  int which = TRY(intArgumentPy(t, args[0]));
  itimerval timer, old;
  TRY(timevalFrom(t, args[1], &timer.it_value));
  TRY(timevalFrom(t, args[2], &timer.it_interval));
  if (setitimer(static_cast<__itimer_which>(which), &timer, &old) != 0) return raiseTimerError(t);
  return timerTuple(t, old);
}

Value getTimer(Thread* t, Value* args, size_t) {
  int which = TRY(intArgumentPy(t, args[0]));
  itimerval timer;
  if (getitimer(static_cast<__itimer_which>(which), &timer) != 0) return raiseTimerError(t);
  return timerTuple(t, timer);
}

// --- masks

bool maskFrom(Thread* t, Value iterable, sigset_t* mask) {
  sigemptyset(mask);
  RootedVector numbers(t);
  Value iterator = TRY(iterPy(t, iterable));
  for (;;) {
    Value v = TRY(nextPy(t, iterator));
    if (v.isUnbound()) return true;
    Value index = TRY(indexPy(t, v));
    int64_t number;
    if (!fitsInt64(index, &number) || number < 1 || number >= kSignalCount)
      return raise(t, exc::ValueError, "signal number {} out of range [1; {}]", TRY(reprTextPy(t, index)), kSignalCount - 1);
    // The two numbers that the thread library keeps to itself are quietly left out.
    sigaddset(mask, static_cast<int>(number));
  }
}

Value maskToSet(Thread* t, const sigset_t& mask) {
  Set* set = TRY(makeSet(t));
  for (int i = 1; i < kSignalCount; ++i) {
    if (sigismember(&mask, i) == 1) TRY(setAddPy(t, set, Value::smallInt(i)));
  }
  return Value(set);
}

Value setMask(Thread* t, Value* args, size_t) {
  int how = TRY(intArgumentPy(t, args[0]));
  sigset_t mask, old;
  TRY(maskFrom(t, args[1], &mask));
  if (int error = pthread_sigmask(how, &mask, &old)) return raiseOs(t, error);
  TRY(checkSignalsPy(t));
  return maskToSet(t, old);
}

Value sigPending(Thread* t, Value*, size_t) {
  sigset_t mask;
  if (sigpending(&mask) != 0) return raiseOs(t, errno);
  return maskToSet(t, mask);
}

Value sigWait(Thread* t, Value* args, size_t) {
  sigset_t mask;
  TRY(maskFrom(t, args[0], &mask));
  int number;
  if (int error = blocking(t, [&] { return sigwait(&mask, &number); })) return raiseOs(t, error);
  return Value::smallInt(number);
}

Value siginfoValue(Thread* t, const siginfo_t& info) {
  return makeStructSequence(t, siginfoType,
                            {Value::smallInt(info.si_signo), Value::smallInt(info.si_code), Value::smallInt(info.si_errno),
                             Value::smallInt(info.si_pid), Value::smallInt(info.si_uid), Value::smallInt(info.si_status),
                             Value::smallInt(info.si_band)});
}

Value sigWaitInfo(Thread* t, Value* args, size_t) {
  sigset_t mask;
  TRY(maskFrom(t, args[0], &mask));
  siginfo_t info;
  while (blocking(t, [&] { return sigwaitinfo(&mask, &info); }) < 0) {
    if (errno != EINTR) return raiseOs(t, errno);
    TRY(checkSignalsPy(t));
  }
  return siginfoValue(t, info);
}

Value sigTimedWait(Thread* t, Value* args, size_t) {
  sigset_t mask;
  int64_t ns;
  TRY(maskFrom(t, args[0], &mask));
  TRY(timeFromSecondsPy(t, args[1], Rounding::Ceiling, &ns));
  if (ns < 0) return raise(t, exc::ValueError, "timeout must be non-negative");
  siginfo_t info;
  int64_t deadline = base::monotonicNs() + ns;
  for (;;) {
    timespec timeout = {ns / 1000000000, ns % 1000000000};
    if (blocking(t, [&] { return sigtimedwait(&mask, &info, &timeout); }) >= 0) return siginfoValue(t, info);
    if (errno == EAGAIN) return Value::none();
    if (errno != EINTR) return raiseOs(t, errno);
    TRY(checkSignalsPy(t));
    ns = deadline - base::monotonicNs();
    if (ns < 0) return Value::none();
  }
}

// --- others

Value strSignal(Thread* t, Value* args, size_t) {
  int number = TRY(signalNumber(t, args[0]));
  if (number == 32 || number == 33) return Value::none();
  const char* text = strsignal(number);
  if (!text || std::string_view(text).starts_with("Unknown signal")) return Value::none();
  return Value(TRY(makeStr(t, text)));
}

Value validSignals(Thread* t, Value*, size_t) {
  sigset_t mask;
  sigfillset(&mask);
  return maskToSet(t, mask);
}

Value sigInterrupt(Thread* t, Value* args, size_t) {
  int number = TRY(signalNumber(t, args[0]));
  int flag = TRY(intArgumentPy(t, args[1]));
  struct sigaction action;
  if (sigaction(number, nullptr, &action) < 0) return raiseOs(t, errno);
  if (flag) {
    action.sa_flags &= ~SA_RESTART;
  } else {
    action.sa_flags |= SA_RESTART;
  }
  if (sigaction(number, &action, nullptr) < 0) return raiseOs(t, errno);
  return Value::none();
}

Value setWakeupFd(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  if (t != mainThread) return raise(t, exc::ValueError, "set_wakeup_fd only works in main thread of the main interpreter");
  if (fd != -1) {
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0) return raiseOs(t, errno);
    if (!(flags & O_NONBLOCK)) return raise(t, exc::ValueError, "the fd {} must be in non-blocking mode", fd);
  }
  bool warn = TRY(truthPy(t, args[1]));
  warnOnFullBuffer.store(warn);
  return Value::smallInt(wakeupFd.exchange(fd));
}

Value pthreadKill(Thread* t, Value* args, size_t) {
  int64_t thread = TRY(toInt64(t, TRY(indexPy(t, args[0]))));
  int number = TRY(intArgumentPy(t, args[1]));
  if (int error = pthread_kill(static_cast<pthread_t>(thread), number)) return raiseOs(t, error);
  TRY(checkSignalsPy(t));
  return Value::none();
}

Value pidfdSendSignal(Thread* t, Value* args, size_t) {
  int pidfd = TRY(intArgumentPy(t, args[0])), number = TRY(intArgumentPy(t, args[1])), flags = TRY(intArgumentPy(t, args[3]));
  if (!args[2].isNone()) return raise(t, exc::TypeError, "siginfo must be None");
  if (syscall(SYS_pidfd_send_signal, pidfd, number, nullptr, flags) < 0) return raiseOs(t, errno);
  return Value::none();
}

const NativeDef kFunctions[] = {
    {"default_int_handler", "(signalnum, frame, /)", defaultIntFunction,
     "The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt."},
    {"alarm", "(seconds, /)", alarmFunction, "Arrange for SIGALRM to arrive after the given number of seconds."},
    {"setitimer", "(which, seconds, interval=0.0, /)", setTimer,
     "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).\n\nThe timer will fire after value seconds and "
     "after\nthat "
     "every interval seconds.\nThe itimer can be cleared by setting seconds to zero.\n\nReturns old values as a tuple: (delay, "
     "interval)."},
    {"getitimer", "(which, /)", getTimer, "Returns current value of given itimer."},
    {"signal", "(signalnum, handler, /)", signalFunction,
     "Set the action for the given signal.\n\nThe action can be SIG_DFL, SIG_IGN, or a callable Python object.\nThe previous "
     "action is "
     "returned.  See getsignal() for possible return values.\n\n*** IMPORTANT NOTICE ***\nA signal handler function is called "
     "with two "
     "arguments:\nthe first is the signal number, the second is the interrupted stack frame."},
    {"raise_signal", "(signalnum, /)", raiseSignal, "Send a signal to the executing process."},
    {"strsignal", "(signalnum, /)", strSignal,
     "Return the system description of the given signal.\n\nReturns the description of signal *signalnum*, such as "
     "\"Interrupt\"\nfor "
     ":const:`SIGINT`. Returns :const:`None` if *signalnum` has no\ndescription. Raises :exc:`ValueError` if *signalnum* is "
     "invalid."},
    {"getsignal", "(signalnum, /)", getSignal,
     "Return the current action for the given signal.\n\nThe return value can be:\n  SIG_IGN -- if the signal is being ignored\n "
     " SIG_DFL "
     "-- if the default action for the signal is in effect\n  None    -- if an unknown handler is in effect\n  anything else -- "
     "the "
     "callable Python object used as a handler"},
    {"set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", setWakeupFd,
     "set_wakeup_fd(fd, *, warn_on_full_buffer=True) -> fd\n\nSets the fd to be written to (with the signal number) when a "
     "signal\ncomes "
     "in.  A library can use this to wakeup select or poll.\nThe previous fd or -1 is returned.\n\nThe fd must be non-blocking."},
    {"siginterrupt", "(signalnum, flag, /)", sigInterrupt,
     "Change system call restart behaviour.\n\nIf flag is False, system calls will be restarted when interrupted by\nsignal sig, "
     "else "
     "system calls will be interrupted."},
    {"pause", "()", pauseFunction, "Wait until a signal arrives."},
    {"pidfd_send_signal", "(pidfd, signalnum, siginfo=None, flags=0, /)", pidfdSendSignal,
     "Send a signal to a process referred to by a pid file descriptor."},
    {"pthread_kill", "(thread_id, signalnum, /)", pthreadKill, "Send a signal to a thread."},
    {"pthread_sigmask", "(how, mask, /)", setMask, "Fetch and/or change the signal mask of the calling thread."},
    {"sigpending", "()", sigPending,
     "Examine pending signals.\n\nReturns a set of signal numbers that are pending for delivery to\nthe calling thread."},
    {"sigwait", "(sigset, /)", sigWait,
     "Wait for a signal.\n\nSuspend execution of the calling thread until the delivery of one of the\nsignals specified in the "
     "signal "
     "set sigset.  The function accepts the signal\nand returns the signal number."},
    {"sigwaitinfo", "(sigset, /)", sigWaitInfo,
     "Wait synchronously until one of the signals in *sigset* is delivered.\n\nReturns a struct_siginfo containing information "
     "about the "
     "signal."},
    {"sigtimedwait", "(sigset, timeout, /)", sigTimedWait,
     "Like sigwaitinfo(), but with a timeout.\n\nThe timeout is specified in seconds, with floating point numbers allowed."},
    {"valid_signals", "()", validSignals,
     "Return a set of valid signal numbers on this platform.\n\nThe signal numbers returned by this function can be safely "
     "passed "
     "to\nfunctions like `pthread_kill`."},
};

struct Constant {
  const char* name;
  int value;
};
const Constant kConstants[] = {
    {"NSIG", NSIG},
    {"SIG_DFL", kDefault},
    {"SIG_IGN", kIgnore},
    {"SIG_BLOCK", SIG_BLOCK},
    {"SIG_UNBLOCK", SIG_UNBLOCK},
    {"SIG_SETMASK", SIG_SETMASK},
    {"SIGHUP", SIGHUP},
    {"SIGINT", SIGINT},
    {"SIGQUIT", SIGQUIT},
    {"SIGILL", SIGILL},
    {"SIGTRAP", SIGTRAP},
    {"SIGIOT", SIGIOT},
    {"SIGABRT", SIGABRT},
    {"SIGFPE", SIGFPE},
    {"SIGKILL", SIGKILL},
    {"SIGBUS", SIGBUS},
    {"SIGSEGV", SIGSEGV},
    {"SIGSYS", SIGSYS},
    {"SIGPIPE", SIGPIPE},
    {"SIGALRM", SIGALRM},
    {"SIGTERM", SIGTERM},
    {"SIGUSR1", SIGUSR1},
    {"SIGUSR2", SIGUSR2},
    {"SIGCLD", SIGCHLD},
    {"SIGCHLD", SIGCHLD},
    {"SIGPWR", SIGPWR},
    {"SIGIO", SIGIO},
    {"SIGURG", SIGURG},
    {"SIGWINCH", SIGWINCH},
    {"SIGPOLL", SIGPOLL},
    {"SIGSTOP", SIGSTOP},
    {"SIGTSTP", SIGTSTP},
    {"SIGCONT", SIGCONT},
    {"SIGTTIN", SIGTTIN},
    {"SIGTTOU", SIGTTOU},
    {"SIGVTALRM", SIGVTALRM},
    {"SIGPROF", SIGPROF},
    {"SIGXCPU", SIGXCPU},
    {"SIGXFSZ", SIGXFSZ},
    {"SIGSTKFLT", SIGSTKFLT},
    {"ITIMER_REAL", ITIMER_REAL},
    {"ITIMER_VIRTUAL", ITIMER_VIRTUAL},
    {"ITIMER_PROF", ITIMER_PROF},
};

const StructField kSiginfoFields[] = {
    {"si_signo", "signal number"},
    {"si_code", "signal code"},
    {"si_errno", "errno associated with this signal"},
    {"si_pid", "sending process ID"},
    {"si_uid", "real user ID of sending process"},
    {"si_status", "exit value or signal"},
    {"si_band", "band event for SIGPOLL"},
};

const TypeSpec itimerErrorSpec = {
    .name = "signal.itimer_error",
    .base = &exc::OSError,
    .kind = Kind::Exception,
    .flags = kBaseType | kHasInstanceDict,
};

bool init(Thread* t, Module* m) {
  for (const Constant& c : kConstants) TRY(moduleSet(t, m, c.name, Value::smallInt(c.value)));
  TRY(moduleSet(t, m, "SIGRTMIN", Value::smallInt(SIGRTMIN)));
  TRY(moduleSet(t, m, "SIGRTMAX", Value::smallInt(SIGRTMAX)));
  itimerError = TRY(makeNativeType(t, itimerErrorSpec));
  addRoot(&itimerError);
  TRY(moduleSet(t, m, "ItimerError", Value(itimerError)));
  siginfoType = TRY(makeStructSequenceType(
      t, "signal.struct_siginfo",
      "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, "
      "si_code, "
      "si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.",
      kSiginfoFields, 7));
  addRoot(&siginfoType);
  TRY(moduleSet(t, m, "struct_siginfo", Value(siginfoType)));
  defaultIntHandler = TRY(getAttrPy(t, Value(m), "default_int_handler"));
  addRoot(&defaultIntHandler);
  for (int i = 1; i < kSignalCount; ++i) {
    struct sigaction action;
    if (sigaction(i, nullptr, &action) != 0) {
      handlers[i] = Value::none();
    } else if (action.sa_handler == SIG_DFL) {
      handlers[i] = Value::smallInt(kDefault);
    } else if (action.sa_handler == SIG_IGN) {
      handlers[i] = Value::smallInt(kIgnore);
    } else if (action.sa_flags & SA_SIGINFO && action.sa_sigaction == onSignal && i == SIGINT) {
      handlers[i] = defaultIntHandler;
    } else {
      handlers[i] = Value::none();
    }
    addRoot(&handlers[i]);
  }
  return true;
}

}  // namespace

bool simulateSignal(int number) {
  if (number < 1 || number >= kSignalCount) return false;
  Value handler = handlers[number];
  if (handler.isSmallInt() || handler.isNone()) return true;  // ignored, or not ours
  arrived[number].store(true);
  anyArrived.store(true, std::memory_order_release);
  if (mainThread) mainThread->poll.fetch_or(kPollSignal, std::memory_order_release);
  return true;
}

void installSignalHandlers(Thread* main) {
  mainThread = main;
  noteMainSystemThread();
  install(SIGPIPE, SIG_IGN);
  install(SIGXFSZ, SIG_IGN);
  struct sigaction action;
  if (sigaction(SIGINT, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) installOwn(SIGINT);
}

void installSignalHandlersAfterFork(Thread* t) {
  mainThread = t;
  noteMainSystemThread();
  anyArrived.store(false);
  for (std::atomic<bool>& flag : arrived) flag.store(false);
}

void restoreDefaultInterrupt() { install(SIGINT, SIG_DFL); }

bool handleSignalsPy(Thread* t) {
  if (!anyArrived.load(std::memory_order_acquire)) return true;
  if (t != mainThread) {
    if (mainThread) mainThread->poll.fetch_or(kPollSignal);
    return true;
  }
  anyArrived.store(false);
  if (int error = wakeupError.exchange(0)) {
    raiseOs(t, error);
    writeUnraisablePy(t, Value::none(), "Exception ignored when trying to write to the signal wakeup fd");
  }
  for (int i = 1; i < kSignalCount; ++i) {
    if (!arrived[i].exchange(false)) continue;
    Value handler = handlers[i];
    Value result;
    if (handler.isUnbound() || handler == defaultIntHandler) {
      if (i != SIGINT) continue;
      result = defaultIntFunction(t, nullptr, 0);
    } else if (!isCallable(handler)) {
      continue;  // ignored or set back to the default in the meantime
    } else {
      Value frame = Value::none();
      if (t->frame) frame = Value(TRY(frameObjectOf(t, t->frame)));
      result = callPy(t, handler, {Value::smallInt(i), frame});
    }
    if (result.isError()) {
      // The others run at the next poll.
      anyArrived.store(true);
      t->poll.fetch_or(kPollSignal);
      return false;
    }
  }
  return true;
}

bool checkSignalsPy(Thread* t) {
  if (!anyArrived.load(std::memory_order_acquire)) return true;
  t->poll.fetch_and(~uint32_t{kPollSignal});
  return handleSignalsPy(t);
}

extern const ModuleSpec signalModule = {"_signal", kFunctions,
                                        "This module provides mechanisms to use signal handlers in Python.", init};

}  // namespace typhon
