// posix: processes: fork, exec, wait, signals to others, scheduling.
#include "runtime/exec/audit.h"
#include "runtime/modules/fork_hooks.h"
#include "runtime/modules/import_internal.h"

#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <ctime>

#include "runtime/exec/threads.h"
#include "runtime/modules/io_writers.h"
#include "runtime/modules/posix_process.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/struct_sequence.h"

namespace typhon {

namespace {

// Functions of register_at_fork(): lists; Unbound while there are none.
Value before, inChild, inParent;

void runHooksPy(Thread* t, Value hooks, bool backwards) {
  if (hooks.isUnbound()) return;
  PendingSaver saver(t);
  List* list = hooks.as<List>();
  for (size_t i = 0; i < list->length; ++i) {
    Value f = listItem(list, backwards ? list->length - 1 - i : i);
    if (callPy(t, f).isError()) writeUnraisablePy(t, f);
  }
}

}  // namespace

// The import lock is held meanwhile: the child must not find a module half imported by a thread that it does not have.
void beforeForkPy(Thread* t) {
  runHooksPy(t, before, true);
  acquireImportLock(t);
}
void afterForkInParentPy(Thread* t) {
  releaseImportLock(t);
  runHooksPy(t, inParent, false);
}
void afterForkInChildPy(Thread* t) {
  forgetOtherThreads(t);
  resetInterpreterLockAfterFork(t);
  installSignalHandlersAfterFork(t);
  releaseImportLock(t);
  runHooksPy(t, inChild, false);
}

namespace posix {

namespace {

Type *timesResult = nullptr, *waitidResult = nullptr, *schedParam = nullptr;

Value registerAtFork(Thread* t, Value* args, size_t) {
  static const char* const names[] = {"before", "after_in_child", "after_in_parent"};
  if (args[0].isUnbound() && args[1].isUnbound() && args[2].isUnbound())
    return raise(t, exc::TypeError, "At least one argument is required.");
  for (int i = 0; i < 3; ++i) {
    if (!args[i].isUnbound() && !isCallable(args[i]))
      return raise(t, exc::TypeError, "'{}' must be callable, not {}", names[i], typeName(args[i]));
  }
  Value* lists[] = {&before, &inChild, &inParent};
  for (int i = 0; i < 3; ++i) {
    if (args[i].isUnbound()) continue;
    if (lists[i]->isUnbound()) {
      *lists[i] = Value(TRY(makeList(t)));
      addRoot(lists[i]);
    }
    TRY(listAppend(t, lists[i]->as<List>(), args[i]));
  }
  return Value::none();
}

Value forkFunction(Thread* t, Value*, size_t) {
  if (newThreadsRefused()) return raise(t, exc::RuntimeError, "can't fork at interpreter shutdown");
  beforeForkPy(t);
  pid_t pid = fork();
  int error = errno;
  if (pid == 0) {
    afterForkInChildPy(t);
  } else {
    afterForkInParentPy(t);
  }
  if (pid < 0) return raiseOs(t, error);
  return Value::smallInt(pid);
}

Value forkptyFunction(Thread* t, Value*, size_t) {
  if (newThreadsRefused()) return raise(t, exc::RuntimeError, "can't fork at interpreter shutdown");
  int master = -1;
  beforeForkPy(t);
  pid_t pid = forkpty(&master, nullptr, nullptr, nullptr);
  int error = errno;
  if (pid == 0) {
    afterForkInChildPy(t);
  } else {
    afterForkInParentPy(t);
  }
  if (pid < 0) return raiseOs(t, error);
  return Value(TRY(makeTuple(t, {Value::smallInt(pid), Value::smallInt(master)})));
}

Value execvFunction(Thread* t, Value* args, size_t) {
  Path path;
  TRY(pathPy(t, args[0], "execv", "path", &path));
  CStrings argv;
  TRY(argv.fillArgumentsPy(t, args[1], "execv() arg 2 must be a tuple or list", "execv() arg 2 must not be empty",
                           "execv() arg 2 first element cannot be empty"));
  execv(path.c(), argv.pointers());
  return raisePath(t, path);
}

Value execveFunction(Thread* t, Value* args, size_t) {
  Path path;
  TRY(pathPy(t, args[0], "execve", "path", &path, kAllowFd));
  CStrings argv, env;
  TRY(argv.fillArgumentsPy(t, args[1], "execve: argv must be a tuple or list", "execve: argv must not be empty",
                           "execve: argv first element cannot be empty"));
  if (!typeOf(args[2])->slots.getItem) return raise(t, exc::TypeError, "execve: environment must be a mapping object");
  TRY(env.fillEnvironmentPy(t, args[2]));
  if (path.isFd) {
    fexecve(path.fd, argv.pointers(), env.pointers());
  } else {
    execve(path.c(), argv.pointers(), env.pointers());
  }
  return raisePath(t, path);
}

[[noreturn]] Value exitNow(int status) { _exit(status); }
Value exitFunction(Thread* t, Value* args, size_t) { exitNow(TRY(intArgumentPy(t, args[0]))); }
Value abortFunction(Thread*, Value*, size_t) { abort(); }

Value systemFunction(Thread* t, Value* args, size_t argc) {
  std::string command;
  TRY(fsBytesPy(t, args[0], &command));
  if (auditHooksExist) TRY(callAuditHooksPy(t, "os.system", {Value(TRY(makeBytes(t, command)))}));
  settleWritersPy(t, nullptr, systemFunction, args, argc);
  int status = blocking(t, [&] { return system(command.c_str()); });
  return Value::smallInt(status);
}

Value killFunction(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  int number = TRY(intArgumentPy(t, args[1]));
  if (kill(pid, number) < 0) return raiseOs(t, errno);
  // A signal to this process is to be seen at once.
  TRY(checkSignalsPy(t));
  return Value::none();
}
Value killpgFunction(Thread* t, Value* args, size_t) {
  pid_t group;
  TRY(pidPy(t, args[0], &group));
  int number = TRY(intArgumentPy(t, args[1]));
  if (killpg(group, number) < 0) return raiseOs(t, errno);
  TRY(checkSignalsPy(t));
  return Value::none();
}

// --- waiting

Value waitTuple(Thread* t, int64_t pid, int status) {
  return Value(TRY(makeTuple(t, {Value::smallInt(pid), Value::smallInt(status)})));
}

Value waitpidFunction(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  int options = TRY(intArgumentPy(t, args[1])), status = 0;
  int64_t result;
  TRY(interruptible(t, [&] { return waitpid(pid, &status, options); }, &result));
  if (result < 0) return raiseOs(t, errno);
  return waitTuple(t, result, status);
}

Value waitFunction(Thread* t, Value*, size_t) {
  int status = 0;
  int64_t result;
  TRY(interruptible(t, [&] { return wait(&status); }, &result));
  if (result < 0) return raiseOs(t, errno);
  return waitTuple(t, result, status);
}

// The usage as the resource module shows it: its struct_rusage.
Value usageTuple(Thread* t, int64_t pid, int status, const rusage& usage) {
  Str* name = TRY(internStr(t, "resource"));
  Value module = TRY(importNamePy(t, name, nullptr, Value::none(), Value::none(), Value::smallInt(0)));
  Value type = TRY(getAttrPy(t, module, "struct_rusage"));
  auto seconds = [](const timeval& v) { return static_cast<double>(v.tv_sec) + static_cast<double>(v.tv_usec) * 1e-6; };
  Value user = TRY(makeFloat(t, seconds(usage.ru_utime))), system = TRY(makeFloat(t, seconds(usage.ru_stime)));
  Tuple* fields =
      TRY(makeTuple(t, {user, system, Value::smallInt(usage.ru_maxrss), Value::smallInt(usage.ru_ixrss),
                        Value::smallInt(usage.ru_idrss), Value::smallInt(usage.ru_isrss), Value::smallInt(usage.ru_minflt),
                        Value::smallInt(usage.ru_majflt), Value::smallInt(usage.ru_nswap), Value::smallInt(usage.ru_inblock),
                        Value::smallInt(usage.ru_oublock), Value::smallInt(usage.ru_msgsnd), Value::smallInt(usage.ru_msgrcv),
                        Value::smallInt(usage.ru_nsignals), Value::smallInt(usage.ru_nvcsw), Value::smallInt(usage.ru_nivcsw)}));
  Value shown = TRY(callPy(t, type, {Value(fields)}));
  return Value(TRY(makeTuple(t, {Value::smallInt(pid), Value::smallInt(status), shown})));
}

Value wait3Function(Thread* t, Value* args, size_t) {
  int options = TRY(intArgumentPy(t, args[0])), status = 0;
  rusage usage = {};
  int64_t result;
  TRY(interruptible(t, [&] { return wait3(&status, options, &usage); }, &result));
  if (result < 0) return raiseOs(t, errno);
  return usageTuple(t, result, status, usage);
}
Value wait4Function(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  int options = TRY(intArgumentPy(t, args[1])), status = 0;
  rusage usage = {};
  int64_t result;
  TRY(interruptible(t, [&] { return wait4(pid, &status, options, &usage); }, &result));
  if (result < 0) return raiseOs(t, errno);
  return usageTuple(t, result, status, usage);
}

Value waitidFunction(Thread* t, Value* args, size_t) {
  int kind = TRY(intArgumentPy(t, args[0]));
  pid_t id;
  TRY(pidPy(t, args[1], &id));
  int options = TRY(intArgumentPy(t, args[2]));
  siginfo_t info = {};
  int64_t result;
  TRY(interruptible(t, [&] { return waitid(static_cast<idtype_t>(kind), static_cast<id_t>(id), &info, options); }, &result));
  if (result < 0) return raiseOs(t, errno);
  if (info.si_pid == 0) return Value::none();
  return makeStructSequence(t, waitidResult,
                            {Value::smallInt(info.si_pid), Value::smallInt(info.si_uid), Value::smallInt(info.si_signo),
                             Value::smallInt(info.si_status), Value::smallInt(info.si_code)});
}

#define STATUS_TEST(name)                                \
  Value name##Function(Thread* t, Value* args, size_t) { \
    int status = TRY(intArgumentPy(t, args[0]));         \
    return Value::boolean(name(status));                 \
  }
#define STATUS_NUMBER(name)                              \
  Value name##Function(Thread* t, Value* args, size_t) { \
    int status = TRY(intArgumentPy(t, args[0]));         \
    return Value::smallInt(name(status));                \
  }
STATUS_TEST(WCOREDUMP)
STATUS_TEST(WIFCONTINUED)
STATUS_TEST(WIFEXITED)
STATUS_TEST(WIFSIGNALED)
STATUS_TEST(WIFSTOPPED)
STATUS_NUMBER(WEXITSTATUS)
STATUS_NUMBER(WSTOPSIG)
STATUS_NUMBER(WTERMSIG)
#undef STATUS_TEST
#undef STATUS_NUMBER

Value waitstatusToExitcode(Thread* t, Value* args, size_t) {
  int status = TRY(intArgumentPy(t, args[0]));
  if (WIFEXITED(status)) return Value::smallInt(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return Value::smallInt(-WTERMSIG(status));
  if (WIFSTOPPED(status)) return raise(t, exc::ValueError, "process stopped by delivery of signal {}", WSTOPSIG(status));
  return raise(t, exc::ValueError, "invalid wait status: {}", status);
}

Value pidfdOpen(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  int flags = TRY(intArgumentPy(t, args[1]));
  long fd = syscall(SYS_pidfd_open, pid, flags);
  if (fd < 0) return raiseOs(t, errno);
  return Value::smallInt(fd);
}

// --- scheduling

Value niceFunction(Thread* t, Value* args, size_t) {
  int increment = TRY(intArgumentPy(t, args[0]));
  errno = 0;
  int value = nice(increment);
  if (value == -1 && errno != 0) return raiseOs(t, errno);
  return Value::smallInt(value);
}
Value getPriority(Thread* t, Value* args, size_t) {
  int which = TRY(intArgumentPy(t, args[0])), who = TRY(intArgumentPy(t, args[1]));
  errno = 0;
  int value = getpriority(static_cast<__priority_which>(which), static_cast<id_t>(who));
  if (errno != 0) return raiseOs(t, errno);
  return Value::smallInt(value);
}
Value setPriority(Thread* t, Value* args, size_t) {
  int which = TRY(intArgumentPy(t, args[0])), who = TRY(intArgumentPy(t, args[1])), priority = TRY(intArgumentPy(t, args[2]));
  return noneOr(t, setpriority(static_cast<__priority_which>(which), static_cast<id_t>(who), priority));
}
Value schedMax(Thread* t, Value* args, size_t) {
  int n = sched_get_priority_max(TRY(intArgumentPy(t, args[0])));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}
Value schedMin(Thread* t, Value* args, size_t) {
  int n = sched_get_priority_min(TRY(intArgumentPy(t, args[0])));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}
Value schedGetScheduler(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  int policy = sched_getscheduler(pid);
  if (policy < 0) return raiseOs(t, errno);
  return Value::smallInt(policy);
}
bool schedParamPy(Thread* t, Value v, sched_param* out) {
  if (typeOf(v) != schedParam) return raise(t, exc::TypeError, "must have a sched_param object");
  int64_t n = TRY(toInt64(t, TRY(indexPy(t, v.as<Tuple>()->items[0]))));
  if (n > INT_MAX || n < INT_MIN) return raise(t, exc::OverflowError, "sched_priority out of range");
  out->sched_priority = static_cast<int>(n);
  return true;
}
Value schedSetScheduler(Thread* t, Value* args, size_t) {
  pid_t pid;
  sched_param param;
  TRY(pidPy(t, args[0], &pid));
  int policy = TRY(intArgumentPy(t, args[1]));
  TRY(schedParamPy(t, args[2], &param));
  return noneOr(t, sched_setscheduler(pid, policy, &param) < 0 ? -1 : 0);
}
Value schedGetParam(Thread* t, Value* args, size_t) {
  pid_t pid;
  sched_param param;
  TRY(pidPy(t, args[0], &pid));
  if (sched_getparam(pid, &param) < 0) return raiseOs(t, errno);
  return makeStructSequence(t, schedParam, {Value::smallInt(param.sched_priority)});
}
Value schedSetParam(Thread* t, Value* args, size_t) {
  pid_t pid;
  sched_param param;
  TRY(pidPy(t, args[0], &pid));
  TRY(schedParamPy(t, args[1], &param));
  return noneOr(t, sched_setparam(pid, &param));
}
Value schedInterval(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  timespec interval;
  if (sched_rr_get_interval(pid, &interval) < 0) return raiseOs(t, errno);
  return makeFloat(t, static_cast<double>(interval.tv_sec) + 1e-9 * static_cast<double>(interval.tv_nsec));
}
Value schedYield(Thread* t, Value*, size_t) {
  return noneOr(t, blocking(t, [] { return sched_yield(); }));
}
constexpr int kMostCpus = 8192;
Value schedGetAffinity(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  cpu_set_t* mask = CPU_ALLOC(kMostCpus);
  size_t size = CPU_ALLOC_SIZE(kMostCpus);
  if (sched_getaffinity(pid, size, mask) < 0) {
    int error = errno;
    CPU_FREE(mask);
    return raiseOs(t, error);
  }
  Set* set = makeSet(t);
  for (int i = 0; set && i < kMostCpus; ++i) {
    if (CPU_ISSET_S(static_cast<size_t>(i), size, mask) && !setAddPy(t, set, Value::smallInt(i))) set = nullptr;
  }
  CPU_FREE(mask);
  TRY(set);
  return Value(set);
}
Value schedSetAffinity(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  cpu_set_t mask;
  CPU_ZERO(&mask);
  Value iterator = TRY(iterPy(t, args[1]));
  for (;;) {
    Value v = TRY(nextPy(t, iterator));
    if (v.isUnbound()) break;
    if (!isInt(v)) {
      Maybe<std::string> shown = reprTextPy(t, Value(typeOf(v)));
      if (!shown.ok()) return Value::error();
      return raise(t, exc::TypeError, "expected an iterator of ints, but iterator yielded {}", *shown);
    }
    int64_t cpu;
    if (!fitsInt64(v, &cpu) || cpu >= CPU_SETSIZE) return raise(t, exc::OverflowError, "CPU number too large");
    if (cpu < 0) return raise(t, exc::ValueError, "negative CPU number");
    CPU_SET(static_cast<size_t>(cpu), &mask);
  }
  return noneOr(t, sched_setaffinity(pid, sizeof mask, &mask));
}

Value timesFunction(Thread* t, Value*, size_t) {
  tms now;
  errno = 0;
  clock_t elapsed = times(&now);
  if (elapsed == static_cast<clock_t>(-1) && errno) return raiseOs(t, errno);
  double ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  RootedVector fields(t);
  for (clock_t n : {now.tms_utime, now.tms_stime, now.tms_cutime, now.tms_cstime, elapsed}) {
    Value v = TRY(makeFloat(t, static_cast<double>(n) / ticks));
    TRY(fields.push(v));
  }
  return makeStructSequence(t, timesResult, fields.data(), fields.size());
}

Value unshareFunction(Thread* t, Value* args, size_t) {
  int flags = TRY(intArgumentPy(t, args[0]));
  return noneOr(t, unshare(flags));
}
Value setnsFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  int kind = TRY(intArgumentPy(t, args[1]));
  return noneOr(t, setns(fd, kind));
}

const NativeDef kFunctions[] = {
    {"register_at_fork", "(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)", registerAtFork,
     "Register functions to be called when forking a new process."},
    {"fork", "()", forkFunction,
     "Makes a second process out of this one: returns 0 in the new one, and the new one's id in the old one."},
    {"forkpty", "()", forkptyFunction, "Fork a new process with a new pseudo-terminal as controlling tty."},
    {"execv", "(path, argv, /)", execvFunction, "Execute an executable path with arguments, replacing current process."},
    {"execve", "(path, argv, env)", execveFunction,
     "Execute an executable path with arguments and environment, replacing current process."},
    {"_exit", "(status)", exitFunction, "Ends the process at once, without any cleaning up."},
    {"abort", "()", abortFunction, "Abort the interpreter immediately."},
    {"system", "(command)", systemFunction, "Execute the command in a subshell."},
    {"kill", "(pid, signal, /)", killFunction, "Kill a process with a signal."},
    {"killpg", "(pgid, signal, /)", killpgFunction, "Kill a process group with a signal."},
    {"waitpid", "(pid, options, /)", waitpidFunction,
     "Wait for completion of a given child process.\n\nReturns a tuple of information regarding the child process:\n    (pid, "
     "status)"},
    {"wait", "()", waitFunction, "Waits for a child process to end: its id and status."},
    {"wait3", "(options)", wait3Function, "Wait for completion of a child process."},
    {"wait4", "(pid, options)", wait4Function, "Wait for completion of a specific child process."},
    {"waitid", "(idtype, id, options, /)", waitidFunction, "Returns the result of waiting for a process or processes."},
    {"WCOREDUMP", "(status, /)", WCOREDUMPFunction, "Whether the process with this status left a core file."},
    {"WIFCONTINUED", "(status)", WIFCONTINUEDFunction,
     "Return True if a particular process was continued from a job control stop."},
    {"WIFEXITED", "(status)", WIFEXITEDFunction, "Whether the process with this status ended by itself."},
    {"WIFSIGNALED", "(status)", WIFSIGNALEDFunction, "Whether the process with this status was ended by a signal."},
    {"WIFSTOPPED", "(status)", WIFSTOPPEDFunction, "Whether the process with this status is stopped."},
    {"WEXITSTATUS", "(status)", WEXITSTATUSFunction, "Return the process return code from status."},
    {"WSTOPSIG", "(status)", WSTOPSIGFunction, "Which signal stopped the process with this status."},
    {"WTERMSIG", "(status)", WTERMSIGFunction, "Which signal ended the process with this status."},
    {"waitstatus_to_exitcode", "(status)", waitstatusToExitcode, "Convert a wait status to an exit code."},
    {"pidfd_open", "(pid, flags=0)", pidfdOpen, "Return a file descriptor referring to the process *pid*."},
    {"nice", "(increment, /)", niceFunction, "Makes the process so much nicer and returns how nice it is."},
    {"getpriority", "(which, who)", getPriority, "Return program scheduling priority."},
    {"setpriority", "(which, who, priority)", setPriority, "Set program scheduling priority."},
    {"sched_get_priority_max", "(policy)", schedMax, "The highest priority of a scheduling policy."},
    {"sched_get_priority_min", "(policy)", schedMin, "The lowest priority of a scheduling policy."},
    {"sched_getscheduler", "(pid, /)", schedGetScheduler, "Get the scheduling policy for the process identified by pid."},
    {"sched_setscheduler", "(pid, policy, param, /)", schedSetScheduler,
     "Set the scheduling policy for the process identified by pid."},
    {"sched_getparam", "(pid, /)", schedGetParam, "Returns scheduling parameters for the process identified by pid."},
    {"sched_setparam", "(pid, param, /)", schedSetParam, "Set scheduling parameters for the process identified by pid."},
    {"sched_rr_get_interval", "(pid, /)", schedInterval,
     "Return the round-robin quantum for the process identified by pid, in seconds."},
    {"sched_yield", "()", schedYield, "Voluntarily relinquish the CPU."},
    {"sched_getaffinity", "(pid, /)", schedGetAffinity,
     "Return the affinity of the process identified by pid (or the current process if zero)."},
    {"sched_setaffinity", "(pid, mask, /)", schedSetAffinity, "Set the CPU affinity of the process identified by pid to mask."},
    {"times", "()", timesFunction, "Return a collection containing process timing information."},
    {"unshare", "(flags)", unshareFunction, "Disassociate parts of a process (or thread) execution context."},
    {"setns", "(fd, nstype=0)", setnsFunction, "Move the calling thread into different namespaces."},
};

const StructField kTimesFields[] = {{"user", "user time"},
                                    {"system", "system time"},
                                    {"children_user", "user time of children"},
                                    {"children_system", "system time of children"},
                                    {"elapsed", "seconds since some moment in the past"}};
const StructField kWaitidFields[] = {
    {"si_pid", nullptr}, {"si_uid", nullptr}, {"si_signo", nullptr}, {"si_status", nullptr}, {"si_code", nullptr}};
const StructField kParamFields[] = {{"sched_priority", "the scheduling priority"}};

// sched_param(priority) takes the priority itself, not a sequence.
Value makeParam(Thread* t, Type* cls, const Args& args) {
  if (args.total() != 1) return raise(t, exc::TypeError, "sched_param() takes exactly 1 argument ({} given)", args.total());
  if (args.keywords && args.keywords->length && !equals(args.keywords->items[0].as<Str>(), "sched_priority")) {
    return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for sched_param()",
                 toUtf8(args.keywords->items[0].as<Str>()));
  }
  return makeStructSequence(t, cls, {args[0]});
}

}  // namespace

bool CStrings::fillArgumentsPy(Thread* t, Value sequence, const char* notSequence, const char* empty, const char* emptyFirst) {
  if (!isa<List>(sequence) && !isa<Tuple>(sequence)) return raise(t, exc::TypeError, "{}", notSequence);
  Tuple* all = TRY(toTuplePy(t, sequence));
  if (all->length == 0) return raise(t, exc::ValueError, "{}", empty);
  for (size_t i = 0; i < all->length; ++i) {
    std::string text;
    TRY(fsBytesPy(t, all->items[i], &text));
    if (i == 0 && text.empty()) return raise(t, exc::ValueError, "{}", emptyFirst);
    strings_.push_back(std::move(text));
  }
  return true;
}

bool CStrings::fillEnvironmentPy(Thread* t, Value mapping) {
  Value keys = TRY(callMethodPy(t, mapping, names::keys));
  List* names = TRY(toListPy(t, keys));
  for (size_t i = 0; i < names->length; ++i) {
    Value key = listItem(names, i);
    Value value = TRY(getItemPy(t, mapping, key));
    std::string name, text;
    TRY(fsBytesPy(t, key, &name));
    TRY(fsBytesPy(t, value, &text));
    if (name.empty() || name.find('=', 1) != std::string::npos || name[0] == '=')
      return raise(t, exc::ValueError, "illegal environment variable name");
    strings_.push_back(name + "=" + text);
  }
  return true;
}

char** CStrings::pointers() {
  pointers_.clear();
  for (std::string& s : strings_) pointers_.push_back(s.data());
  pointers_.push_back(nullptr);
  return pointers_.data();
}

bool schedulerParamPy(Thread* t, Value v, sched_param* out) { return schedParamPy(t, v, out); }

bool initProcess(Thread* t, Module* m) {
  timesResult = TRY(makeStructSequenceType(
      t, "posix.times_result",
      "What os.times() returns: user, system, children_user, children_system and elapsed, by position or by name.", kTimesFields,
      5));
  addRoot(&timesResult);
  waitidResult = TRY(makeStructSequenceType(
      t, "posix.waitid_result",
      "What os.waitid() returns: si_pid, si_uid, si_signo, si_status and si_code, by position or by name.", kWaitidFields, 5));
  addRoot(&waitidResult);
  schedParam =
      TRY(makeStructSequenceType(t, "posix.sched_param", "Currently has only one field: sched_priority", kParamFields, 1));
  addRoot(&schedParam);
  TRY(moduleSet(t, m, "times_result", Value(timesResult)));
  TRY(moduleSet(t, m, "waitid_result", Value(waitidResult)));
  TRY(moduleSet(t, m, "sched_param", Value(schedParam)));
  schedParam->slots.create = makeParam;
  return addFunctions(t, m, kFunctions);
}

}  // namespace posix
}  // namespace typhon
