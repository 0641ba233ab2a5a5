// faulthandler: the traceback of a process that dies of a signal, or that is asked for one. Runs inside signal handlers: it only
// reads frames and writes to a descriptor, and never allocates.
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "runtime/base/futex.h"
#include "runtime/base/os.h"
#include "runtime/memory/stacks.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/sys.h"
#include "runtime/modules/time_support.h"
#include "runtime/object/type.h"
#include "runtime/types/function.h"

namespace typhon {

namespace {

// --- writing

void writeText(int fd, const char* text, size_t size) {
  while (size > 0) {
    ssize_t n = write(fd, text, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    text += n;
    size -= static_cast<size_t>(n);
  }
}
void writeText(int fd, const char* text) { writeText(fd, text, std::strlen(text)); }
void writeNumber(int fd, uint64_t n, unsigned base, int width) {
  char digits[32], *p = digits + sizeof digits;
  do {
    *--p = "0123456789abcdef"[n % base];
    n /= base;
  } while (n || digits + sizeof digits - p < width);
  writeText(fd, p, static_cast<size_t>(digits + sizeof digits - p));
}

// Text of a str as ASCII with escapes, at most 500 characters.
void writeStr(int fd, const Str* s) {
  constexpr size_t kMost = 500;
  size_t count = s->length > kMost ? kMost : s->length;
  for (size_t i = 0; i < count; ++i) {
    char32_t c = s->at(i);
    if (c >= ' ' && c < 127) {
      char plain = static_cast<char>(c);
      writeText(fd, &plain, 1);
    } else if (c < 256) {
      writeText(fd, "\\x");
      writeNumber(fd, c, 16, 2);
    } else if (c < 0x10000) {
      writeText(fd, "\\u");
      writeNumber(fd, c, 16, 4);
    } else {
      writeText(fd, "\\U");
      writeNumber(fd, c, 16, 8);
    }
  }
  if (count < s->length) writeText(fd, "...");
}

void writeTraceback(int fd, Thread* t, bool heading) {
  if (heading) writeText(fd, "Stack (most recent call first):\n");
  Frame* f = t->frame;
  if (!f) return writeText(fd, "  <no Python frame>\n");
  constexpr int kMostFrames = 100;
  for (int depth = 0; f; f = f->caller, ++depth) {
    if (depth == kMostFrames) return writeText(fd, "  ...\n");
    writeText(fd, "  File \"");
    writeStr(fd, f->code->filename);
    writeText(fd, "\", line ");
    int line = positionAt(f->code, static_cast<uint32_t>(f->pc - f->code->words)).line;
    writeNumber(fd, static_cast<uint64_t>(line > 0 ? line : f->code->firstLine), 10, 1);
    writeText(fd, " in ");
    writeStr(fd, f->code->name);
    writeText(fd, "\n");
  }
}

void writeThreadHeading(int fd, Thread* t, bool isCurrent) {
  writeText(fd, isCurrent ? "Current thread 0x" : "Thread 0x");
  writeNumber(fd, t->ident, 16, 16);
  writeText(fd, " (most recent call first):\n");
}

void writeAllThreads(int fd, Thread* current) {
  struct Walk {
    int fd, count;
    Thread* current;
  } walk{fd, 0, current};
  forEachThread(
      [](Thread* t, void* context) {
        auto w = static_cast<Walk*>(context);
        if (++w->count > 1) writeText(w->fd, "\n");
        writeThreadHeading(w->fd, t, t == w->current);
        writeTraceback(w->fd, t, false);
      },
      &walk);
}

// The Thread of the system's thread that runs this, as far as it is known; null for foreign ones.
Thread* runningThread() {
  struct Search {
    uint64_t ident;
    Thread* found;
  } search{static_cast<uint64_t>(pthread_self()), nullptr};
  forEachThread(
      [](Thread* t, void* context) {
        auto s = static_cast<Search*>(context);
        if (t->ident == s->ident) s->found = t;
      },
      &search);
  return search.found;
}

// --- the descriptor that an argument means, and the file that has to stay alive

bool outputPy(Thread* t, Value file, int* fd, Value* keep) {
  if (file.isNone()) {
    file = sysAttribute(t, names::stderrName);
    if (file.isUnbound()) return raise(t, exc::RuntimeError, "unable to get sys.stderr");
    if (file.isNone()) return raise(t, exc::RuntimeError, "sys.stderr is None");
  } else if (isInt(file)) {
    *fd = TRY(intArgumentPy(t, file));
    if (*fd < 0) return raise(t, exc::ValueError, "file is not a valid file descripter");
    *keep = Value::unbound();
    return true;
  }
  Value number = TRY(callMethodPy(t, file, names::fileno));
  int64_t n = -1;
  if (!isInt(number) || !fitsInt64(number, &n) || n < 0 || n > INT32_MAX)
    return raise(t, exc::RuntimeError, "file.fileno() is not a valid file descriptor");
  *fd = static_cast<int>(n);
  *keep = file;
  if (callMethodPy(t, file, names::flush).isError()) clearPending(t);
  return true;
}

// --- fatal signals

struct FatalSignal {
  int number;
  const char* name;
  bool installed;
  struct sigaction previous;
};
FatalSignal fatalSignals[] = {
    {SIGBUS, "Bus error", false, {}}, {SIGILL, "Illegal instruction", false, {}}, {SIGFPE, "Floating point exception", false, {}},
    {SIGABRT, "Aborted", false, {}},  {SIGSEGV, "Segmentation fault", false, {}},
};
bool enabled = false, fatalAllThreads = true;
int fatalFd = -1;
Value fatalFile;
stack_t alternateStack = {};

void uninstall(FatalSignal& s) {
  if (!s.installed) return;
  s.installed = false;
  sigaction(s.number, &s.previous, nullptr);
}

void onFatalSignal(int number) {
  int saved = errno;
  for (FatalSignal& s : fatalSignals) {
    if (s.number != number) continue;
    uninstall(s);
    writeText(fatalFd, "Fatal Python error: ");
    writeText(fatalFd, s.name);
    writeText(fatalFd, "\n\n");
    Thread* t = runningThread();
    if (fatalAllThreads) {
      writeAllThreads(fatalFd, t);
    } else if (t) {
      writeTraceback(fatalFd, t, true);
    }
  }
  errno = saved;
  // The process dies as it would have without this.
  ::raise(number);
}

Value enable(Thread* t, Value* args, size_t) {
  int fd;
  Value keep;
  TRY(outputPy(t, args[0], &fd, &keep));
  fatalAllThreads = TRY(truthPy(t, args[1]));
  fatalFd = fd;
  fatalFile = keep;
  if (enabled) return Value::none();
  enabled = true;
  if (!alternateStack.ss_sp) {
    alternateStack.ss_size = static_cast<size_t>(SIGSTKSZ) * 2;
    alternateStack.ss_sp = base::mapMemory(alternateStack.ss_size);
    if (alternateStack.ss_sp) sigaltstack(&alternateStack, nullptr);
  }
  for (FatalSignal& s : fatalSignals) {
    struct sigaction action = {};
    action.sa_handler = onFatalSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_NODEFER | (alternateStack.ss_sp ? SA_ONSTACK : 0);
    if (sigaction(s.number, &action, &s.previous) < 0) return raise(t, exc::RuntimeError, "unable to register handler");
    s.installed = true;
  }
  return Value::none();
}

Value disable(Thread*, Value*, size_t) {
  bool was = enabled;
  enabled = false;
  for (FatalSignal& s : fatalSignals) uninstall(s);
  fatalFile = Value::unbound();
  return Value::boolean(was);
}

Value isEnabled(Thread*, Value*, size_t) { return Value::boolean(enabled); }

Value dumpTraceback(Thread* t, Value* args, size_t) {
  int fd;
  Value keep;
  TRY(outputPy(t, args[0], &fd, &keep));
  bool all = TRY(truthPy(t, args[1]));
  if (all)
    writeAllThreads(fd, t);
  else
    writeTraceback(fd, t, true);
  return Value::none();
}

// --- signals on demand

struct UserSignal {
  bool registered, chain, allThreads;
  int fd;
  struct sigaction previous;
};
UserSignal userSignals[NSIG];
Value userFiles[NSIG];

bool installUser(int number);

void onUserSignal(int number) {
  UserSignal& u = userSignals[number];
  if (!u.registered) return;
  int saved = errno;
  Thread* t = runningThread();
  if (u.allThreads)
    writeAllThreads(u.fd, t);
  else if (t)
    writeTraceback(u.fd, t, true);
  if (u.chain) {
    // The handler that was there before runs as if this one were not here.
    sigaction(number, &u.previous, nullptr);
    errno = saved;
    ::raise(number);
    saved = errno;
    installUser(number);
  }
  errno = saved;
}

bool installUser(int number) {
  struct sigaction action = {}, old;
  action.sa_handler = onUserSignal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART | (userSignals[number].chain ? SA_NODEFER : 0) | (alternateStack.ss_sp ? SA_ONSTACK : 0);
  if (sigaction(number, &action, &old) < 0) return false;
  if (!userSignals[number].registered) userSignals[number].previous = old;
  return true;
}

bool userSignalPy(Thread* t, Value v, int* out) {
  int number = TRY(intArgumentPy(t, v));
  for (const FatalSignal& s : fatalSignals)
    if (s.number == number) return raise(t, exc::RuntimeError, "signal {} cannot be registered, use enable() instead", number);
  if (number < 1 || number >= NSIG) return raise(t, exc::ValueError, "signal number out of range");
  *out = number;
  return true;
}

Value registerSignal(Thread* t, Value* args, size_t) {
  int number, fd;
  Value keep;
  TRY(userSignalPy(t, args[0], &number));
  TRY(outputPy(t, args[1], &fd, &keep));
  bool all = TRY(truthPy(t, args[2])), chain = TRY(truthPy(t, args[3]));
  UserSignal& u = userSignals[number];
  if (!u.registered) {
    u.chain = chain;
    if (!installUser(number)) return raiseOs(t, errno);
  }
  u.chain = chain;
  u.allThreads = all;
  u.fd = fd;
  userFiles[number] = keep;
  u.registered = true;
  return Value::none();
}

Value unregisterSignal(Thread* t, Value* args, size_t) {
  int number;
  TRY(userSignalPy(t, args[0], &number));
  UserSignal& u = userSignals[number];
  if (!u.registered) return Value::boolean(false);
  u.registered = false;
  sigaction(number, &u.previous, nullptr);
  userFiles[number] = Value::unbound();
  return Value::boolean(true);
}

// --- after a time

struct Watchdog {
  std::atomic<uint32_t> cancelled{0};
  pthread_t thread;
  int64_t interval;
  bool repeat, exits, running = false;
  int fd;
  Thread* asker;
  char heading[64];
};
Watchdog watchdog;
Value watchdogFile;

void* watch(void*) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  do {
    int64_t deadline = base::monotonicNs() + watchdog.interval;
    while (!watchdog.cancelled.load()) {
      if (base::futexWait(&watchdog.cancelled, 0, deadline) == ETIMEDOUT) break;
    }
    if (watchdog.cancelled.load()) return nullptr;
    writeText(watchdog.fd, watchdog.heading);
    writeAllThreads(watchdog.fd, nullptr);
    if (watchdog.exits) _exit(1);
  } while (watchdog.repeat);
  return nullptr;
}

void stopWatchdog(Thread* t) {
  if (!watchdog.running) return;
  watchdog.cancelled.store(1);
  base::futexWake(&watchdog.cancelled, 1);
  blocking(t, [] { return pthread_join(watchdog.thread, nullptr); });
  watchdog.running = false;
  watchdogFile = Value::unbound();
}

Value dumpLater(Thread* t, Value* args, size_t) {
  int64_t ns;
  int fd;
  Value keep;
  TRY(timeFromSecondsPy(t, args[0], Rounding::Up, &ns));
  if (ns <= 0) return raise(t, exc::ValueError, "timeout must be greater than 0");
  bool repeat = TRY(truthPy(t, args[1]));
  TRY(outputPy(t, args[2], &fd, &keep));
  bool exits = TRY(truthPy(t, args[3]));
  stopWatchdog(t);
  int64_t seconds = ns / 1'000'000'000, us = ns % 1'000'000'000 / 1000;
  std::string heading = fmt::format("Timeout ({}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (us) heading += fmt::format(".{:06}", us);
  heading += ")!\n";
  std::snprintf(watchdog.heading, sizeof watchdog.heading, "%s", heading.c_str());
  watchdog.cancelled.store(0);
  watchdog.interval = ns;
  watchdog.repeat = repeat;
  watchdog.exits = exits;
  watchdog.fd = fd;
  if (pthread_create(&watchdog.thread, nullptr, watch, nullptr))
    return raise(t, exc::RuntimeError, "unable to start watchdog thread");
  watchdog.running = true;
  watchdogFile = keep;
  return Value::none();
}

Value cancelLater(Thread* t, Value*, size_t) {
  stopWatchdog(t);
  return Value::none();
}

// --- dying on purpose, for tests

[[noreturn]] void dieOf(int number) {
  for (;;) {
    ::raise(number);
    // It was blocked or handled: the default action cannot be escaped.
    signal(number, SIG_DFL);
  }
}
Value readNull(Thread*, Value*, size_t) { dieOf(SIGSEGV); }
Value dieOfFpe(Thread*, Value*, size_t) { dieOf(SIGFPE); }
Value dieOfAbort(Thread*, Value*, size_t) { std::abort(); }

#define FILE_ARGUMENTS "file=None, all_threads=True"
const NativeDef kFunctions[] = {
    {"enable", "(" FILE_ARGUMENTS ")", enable, "enable(file=sys.stderr, all_threads=True): enable the fault handler"},
    {"disable", "()", disable, "disable(): disable the fault handler"},
    {"is_enabled", "()", isEnabled, "is_enabled()->bool: check if the handler is enabled"},
    {"dump_traceback", "(" FILE_ARGUMENTS ")", dumpTraceback,
     "dump_traceback(file=sys.stderr, all_threads=True): dump the traceback of the current thread, or of all threads if "
     "all_threads is True, into "
     "file"},
    {"dump_traceback_later", "(timeout, repeat=False, file=None, exit=False)", dumpLater,
     "dump_traceback_later(timeout, repeat=False, file=sys.stderrn, exit=False):\ndump the traceback of all threads in timeout "
     "seconds,\nor each "
     "timeout seconds if repeat is True. If exit is True, call _exit(1) which is not safe."},
    {"cancel_dump_traceback_later", "()", cancelLater,
     "cancel_dump_traceback_later():\ncancel the previous call to dump_traceback_later()."},
    {"register", "(signum, " FILE_ARGUMENTS ", chain=False)", registerSignal,
     "register(signum, file=sys.stderr, all_threads=True, chain=False): register a handler for the signal 'signum': dump the "
     "traceback of the "
     "current thread, or of all threads if all_threads is True, into file"},
    {"unregister", "(signum, /)", unregisterSignal,
     "unregister(signum): unregister the handler of the signal 'signum' registered by register()"},
    {"_read_null", "()", readNull, "_read_null(): read from NULL, raise a SIGSEGV or SIGBUS signal depending on the platform"},
    {"_sigsegv", "(release_gil=False, /)", readNull, "_sigsegv(release_gil=False): raise a SIGSEGV signal"},
    {"_sigabrt", "()", dieOfAbort, "_sigabrt(): raise a SIGABRT signal"},
    {"_sigfpe", "()", dieOfFpe, "_sigfpe(): raise a SIGFPE signal"},
};

bool init(Thread*, Module*) {
  static bool done = false;
  if (done) return true;
  done = true;
  addRoot(&fatalFile);
  addRoot(&watchdogFile);
  for (Value& file : userFiles) addRoot(&file);
  return true;
}

}  // namespace

extern const ModuleSpec faulthandlerModule = {"faulthandler", kFunctions, "faulthandler module.", init};

}  // namespace typhon
