// _posixsubprocess: starting a program in a child process, as subprocess wants it.
#include <grp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstring>
#include <vector>

#include "runtime/exec/threads.h"
#include "runtime/modules/fork_hooks.h"
#include "runtime/modules/io_writers.h"
#include "runtime/modules/posix_support.h"
#include "runtime/object/type.h"
#include "runtime/types/list.h"

extern char** environ;

namespace typhon {

namespace {

// Null-terminated arrays of strings, for execve().
class StringArray {
 public:
  void add(std::string s) { texts_.push_back(std::move(s)); }
  char** get() {
    pointers_.clear();
    for (std::string& s : texts_) pointers_.push_back(s.data());
    pointers_.push_back(nullptr);
    return pointers_.data();
  }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

// All that the child needs, made before it exists: it may only call what a signal handler may.
struct Job {
  char** argv;
  char** executables;
  char** environment;  // null: the process's own
  const char* cwd;     // null: as it is
  int p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipeRead, errpipeWrite;
  bool closeFds, restoreSignals, newSession;
  int processGroup;  // -1: as it is
  bool setUid, setGid, setGroups;
  uid_t uid;
  gid_t gid;
  std::vector<gid_t> groups;
  int umask;              // -1: as it is
  std::vector<int> keep;  // ascending
  Value preexec;
  const sigset_t* mask;  // vfork(): what to restore; null otherwise
  Thread* t;
};

void writeAll(int fd, const char* text, size_t size) {
  while (size > 0) {
    ssize_t n = write(fd, text, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    text += n;
    size -= static_cast<size_t>(n);
  }
}
void writeText(int fd, const char* text) { writeAll(fd, text, std::strlen(text)); }

bool setInheritable(int fd) {
  int flags = fcntl(fd, F_GETFD);
  return flags >= 0 && fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
}

void closeRange(int first, int last) {
  if (first > last) return;
  if (syscall(SYS_close_range, static_cast<unsigned>(first), static_cast<unsigned>(last), 0) == 0) return;
  long most = sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd <= last && fd < most; ++fd) close(fd);
}

// Everything from 3 on but what is to be kept.
void closeOthers(const std::vector<int>& keep) {
  int next = 3;
  for (int fd : keep) {
    if (fd < next) continue;
    closeRange(next, fd - 1);
    next = fd + 1;
  }
  closeRange(next, INT_MAX);
}

// dup() until it is none of the lowest descriptors, which are about to be replaced.
int moveUp(int fd, int least) {
  while (fd >= 0 && fd < least) fd = fcntl(fd, F_DUPFD_CLOEXEC, least);
  return fd;
}

bool place(int fd, int target) {
  if (fd == target) return setInheritable(fd);
  return fd < 0 || dup2(fd, target) >= 0;
}

// Where a step failed; "" once the program itself was tried.
struct Failure {
  const char* where;
  bool isError;  // an errno goes with it
};

Failure prepare(Job& job) {
  constexpr Failure kNotExecuted = {"noexec", true};
  for (int fd : job.keep)
    if (fd != job.errpipeWrite && !setInheritable(fd)) return kNotExecuted;
  for (int fd : {job.p2cwrite, job.c2pread, job.errread, job.errpipeRead})
    if (fd >= 0 && close(fd) < 0) return kNotExecuted;
  if (job.c2pwrite == 0 && (job.c2pwrite = moveUp(0, 1)) < 0) return kNotExecuted;
  if ((job.errwrite == 0 || job.errwrite == 1) && (job.errwrite = moveUp(job.errwrite, 2)) < 0) return kNotExecuted;
  if (!place(job.p2cread, 0) || !place(job.c2pwrite, 1) || !place(job.errwrite, 2)) return kNotExecuted;
  if (job.cwd && chdir(job.cwd) < 0) return kNotExecuted;
  if (job.umask >= 0) umask(static_cast<mode_t>(job.umask));
  if (job.restoreSignals) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
  }
  if (job.mask) {
    // vfork(): the handlers are the parent's; in this process they must not run.
    for (int i = 1; i < NSIG; ++i) {
      struct sigaction action;
      if (sigaction(i, nullptr, &action) == 0 && action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN) signal(i, SIG_DFL);
    }
    pthread_sigmask(SIG_SETMASK, job.mask, nullptr);
  }
  if (job.newSession && setsid() < 0) return kNotExecuted;
  if (job.processGroup >= 0 && setpgid(0, job.processGroup) < 0) return kNotExecuted;
  if (job.setGroups && setgroups(job.groups.size(), job.groups.data()) < 0) return kNotExecuted;
  if (job.setGid && setregid(job.gid, job.gid) < 0) return kNotExecuted;
  if (job.setUid && setreuid(job.uid, job.uid) < 0) return kNotExecuted;
  if (!job.preexec.isNone() && callPy(job.t, job.preexec).isError()) return {"Exception occurred in preexec_fn.", false};
  if (job.closeFds) closeOthers(job.keep);
  int saved = 0;
  for (char** file = job.executables; *file; ++file) {
    execve(*file, job.argv, job.environment ? job.environment : environ);
    if (errno != ENOENT && errno != ENOTDIR && saved == 0) saved = errno;
  }
  if (saved) errno = saved;
  return {"", true};
}

// The child: becomes the program, or tells the parent through the pipe why not.
[[noreturn]] void runChild(Job& job) {
  Failure failure = prepare(job);
  int error = failure.isError ? errno : 0;
  if (error) {
    char hex[2 * sizeof error], *digit = hex + sizeof hex;
    for (unsigned left = static_cast<unsigned>(error); left; left /= 16) *--digit = "0123456789ABCDEF"[left % 16];
    writeText(job.errpipeWrite, "OSError:");
    writeAll(job.errpipeWrite, digit, static_cast<size_t>(hex + sizeof hex - digit));
    writeText(job.errpipeWrite, ":");
  } else {
    writeText(job.errpipeWrite, "SubprocessError:0:");
  }
  writeText(job.errpipeWrite, failure.where);
  _exit(255);
}

// A function of its own: the child of vfork() runs on this stack frame's memory, and nothing here is needed afterwards.
[[gnu::noinline]] pid_t startSharing(Job& job) {
  pid_t pid = vfork();
  if (pid == 0) runChild(job);
  return pid;
}

bool stringsPy(Thread* t, Value v, StringArray* out) {
  Tuple* items = TRY(toTuplePy(t, v));
  for (size_t i = 0; i < items->length; ++i) {
    std::string s;
    TRY(posix::fsBytesPy(t, items->items[i], &s));
    out->add(std::move(s));
  }
  return true;
}

bool keptPy(Thread* t, Value v, std::vector<int>* out) {
  if (!isa<Tuple>(v)) return raise(t, exc::TypeError, "fork_exec() argument 4 must be tuple, not {}", argumentTypeName(v));
  int64_t previous = -1;
  for (size_t i = 0; i < v.as<Tuple>()->length; ++i) {
    Value item = v.as<Tuple>()->items[i];
    int64_t fd;
    if (!isInt(item) || !fitsInt64(item, &fd) || fd < 0 || fd <= previous || fd > INT_MAX)
      return raise(t, exc::ValueError, "bad value(s) in fds_to_keep");
    out->push_back(static_cast<int>(fd));
    previous = fd;
  }
  return true;
}

bool groupsPy(Thread* t, Value v, std::vector<gid_t>* out) {
  Tuple* items = TRY(toTuplePy(t, v));
  if (items->length > static_cast<size_t>(sysconf(_SC_NGROUPS_MAX))) return raise(t, exc::ValueError, "too many extra_groups");
  for (size_t i = 0; i < items->length; ++i) {
    if (!isInt(items->items[i])) return raise(t, exc::TypeError, "extra_groups must be integers");
    uint32_t id;
    if (!posix::idPy(t, items->items[i], "gid", &id)) {
      clearPending(t);
      return raise(t, exc::ValueError, "invalid group id");
    }
    out->push_back(id);
  }
  return true;
}

Value forkExec(Thread* t, Value* args, size_t argc) {
  settleWritersPy(t, nullptr, forkExec, args, argc);
  Job job = {};
  job.t = t;
  StringArray argv, executables, environment;
  job.closeFds = TRY(truthPy(t, args[2]));
  TRY(keptPy(t, args[3], &job.keep));
  std::string cwd;
  int* numbers[] = {&job.p2cread, &job.p2cwrite, &job.c2pread,     &job.c2pwrite,
                    &job.errread, &job.errwrite, &job.errpipeRead, &job.errpipeWrite};
  for (size_t i = 0; i < 8; ++i) *numbers[i] = TRY(intArgumentPy(t, args[6 + i]));
  job.restoreSignals = TRY(truthPy(t, args[14]));
  job.newSession = TRY(truthPy(t, args[15]));
  job.processGroup = TRY(intArgumentPy(t, args[16]));
  job.umask = TRY(intArgumentPy(t, args[20]));
  job.preexec = args[21];
  bool allowShared = TRY(truthPy(t, args[22]));
  if (job.closeFds && job.errpipeWrite < 3) return raise(t, exc::ValueError, "errpipe_write must be >= 3");
  if (!isa<List>(args[0]) && !isa<Tuple>(args[0])) {
    if (!typeOf(args[0])->slots.getItem) return raise(t, exc::TypeError, "expected tuple or list");
  }
  TRY(stringsPy(t, args[1], &executables));
  TRY(stringsPy(t, args[0], &argv));
  if (!args[5].isNone()) TRY(stringsPy(t, args[5], &environment));
  if (!args[4].isNone()) {
    TRY(posix::fsBytesPy(t, args[4], &cwd));
    job.cwd = cwd.c_str();
  }
  if (!args[18].isNone()) {
    TRY(groupsPy(t, args[18], &job.groups));
    job.setGroups = true;
  }
  if (!args[17].isNone()) {
    TRY(posix::idPy(t, args[17], "gid", &job.gid));
    job.setGid = true;
  }
  if (!args[19].isNone()) {
    TRY(posix::idPy(t, args[19], "uid", &job.uid));
    job.setUid = true;
  }
  job.argv = argv.get();
  job.executables = executables.get();
  job.environment = args[5].isNone() ? nullptr : environment.get();

  bool runsPython = !job.preexec.isNone();
  if (runsPython && newThreadsRefused()) return raise(t, exc::RuntimeError, "preexec_fn not supported at interpreter shutdown");
  if (runsPython) beforeForkPy(t);
  pid_t pid;
  int error;
  // Sharing memory with the child spares copying page tables. Not with ids to change: the C library's wrappers for that talk to
  // all threads of the process.
  if (allowShared && !runsPython && !job.setUid && !job.setGid && !job.setGroups) {
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    job.mask = &old;
    pid = startSharing(job);
    error = errno;
    pthread_sigmask(SIG_SETMASK, &old, nullptr);
  } else {
    pid = fork();
    error = errno;
    if (pid == 0) {
      if (runsPython) afterForkInChildPy(t);
      runChild(job);
    }
  }
  if (runsPython) afterForkInParentPy(t);
  if (pid < 0) return raiseOs(t, error);
  return Value::smallInt(pid);
}

const NativeDef kFunctions[] = {
    {"fork_exec",
     "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, "
     "errpipe_read, errpipe_write, "
     "restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, allow_vfork, /)",
     forkExec,
     "Spawn a fresh new child process.\n\nFork a child process, close parent file descriptors as appropriate in the\nchild and "
     "duplicate the few that "
     "are needed before calling exec() in the\nchild process.\n\nIf close_fds is True, close file descriptors 3 and higher, "
     "except those listed\nin the "
     "sorted tuple pass_fds.\n\nThe preexec_fn, if supplied, will be called immediately before closing file\ndescriptors and "
     "exec.\n\nWARNING: preexec_fn "
     "is NOT SAFE if your application uses threads.\n         It may trigger infrequent, difficult to debug deadlocks.\n\nIf an "
     "error occurs in the child "
     "process before the exec, it is\nserialized and written to the errpipe_write fd per subprocess.py.\n\nReturns: the child "
     "process's PID.\n\nRaises: "
     "Only on an error in the parent process."},
};

}  // namespace

extern const ModuleSpec posixSubprocessModule = {"_posixsubprocess", kFunctions, "A POSIX helper for the subprocess module.",
                                                 nullptr};

}  // namespace typhon
