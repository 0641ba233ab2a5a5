// posix: assembles the module from its files; constants.
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include <climits>
#include <cstdio>

#include "runtime/modules/posix_support.h"
#include "runtime/types/list.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#ifndef MFD_HUGE_SHIFT
#include <linux/memfd.h>
#endif
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif
#ifndef SCHED_RESET_ON_FORK
#define SCHED_RESET_ON_FORK 0x40000000
#endif

namespace typhon {

namespace {

struct Constant {
  const char* name;
  int64_t value;
};
const Constant kConstants[] = {
#define SYSCONF(name)
#define CONFSTR(name)
#define PATHCONF(name)
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#include "runtime/modules/posix_names.def"
#undef CONSTANT
#undef PATHCONF
#undef CONFSTR
#undef SYSCONF
};

// What os.py asks to know which functions take descriptors, dir_fd and follow_symlinks.
const char* const kHave[] = {
    "HAVE_EVENTFD",   "HAVE_FACCESSAT",  "HAVE_FCHDIR",       "HAVE_FCHMOD",    "HAVE_FCHMODAT", "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",  "HAVE_FEXECVE",    "HAVE_FDOPENDIR",    "HAVE_FPATHCONF", "HAVE_FSTATAT",  "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE", "HAVE_FUTIMENS",   "HAVE_FUTIMES",      "HAVE_FUTIMESAT", "HAVE_LINKAT",   "HAVE_LCHOWN",
    "HAVE_LSTAT",     "HAVE_LUTIMES",    "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT",   "HAVE_MKFIFOAT", "HAVE_MKNODAT",
    "HAVE_OPENAT",    "HAVE_READLINKAT", "HAVE_RENAMEAT",     "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT",
};

bool init(Thread* t, Module* m) {
  for (const Constant& c : kConstants) {
    Value v = TRY(makeInt(t, c.value));
    TRY(moduleSet(t, m, c.name, v));
  }
  List* have = TRY(makeList(t));
  for (const char* name : kHave) {
    Str* s = TRY(internStr(t, name));
    TRY(listAppend(t, have, Value(s)));
  }
  TRY(moduleSet(t, m, "_have_functions", Value(have)));
  TRY(moduleSet(t, m, "error", Value(exc::OSError)));
  return posix::initStat(t, m) && posix::initFiles(t, m) && posix::initScandir(t, m) && posix::initDescriptors(t, m) &&
         posix::initProcess(t, m) && posix::initSpawn(t, m) && posix::initIds(t, m) && posix::initSystem(t, m);
}

}  // namespace

extern const ModuleSpec posixModule = {
    "posix", {}, "The operating system, as C and POSIX know it. The os module is its public face.", init};

}  // namespace typhon
