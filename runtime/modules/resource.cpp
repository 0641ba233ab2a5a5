// resource: limits and usage of resources.
#include <sys/resource.h>
#include <unistd.h>

#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/object/type.h"
#include "runtime/types/float.h"
#include "runtime/types/struct_sequence.h"

namespace typhon {

namespace {

Type* usageType = nullptr;

Value getUsage(Thread* t, Value* args, size_t) {
  int who = TRY(intArgumentPy(t, args[0]));
  rusage u;
  if (getrusage(static_cast<__rusage_who>(who), &u) < 0) {
    if (errno == EINVAL) return raise(t, exc::ValueError, "invalid who parameter");
    return raiseOs(t, errno);
  }
  auto seconds = [t](const timeval& v) {
    return makeFloat(t, static_cast<double>(v.tv_sec) + static_cast<double>(v.tv_usec) * 1e-6);
  };
  Value user = TRY(seconds(u.ru_utime)), system = TRY(seconds(u.ru_stime));
  Value values[16] = {user, system};
  size_t i = 2;
  for (long n : {u.ru_maxrss, u.ru_ixrss, u.ru_idrss, u.ru_isrss, u.ru_minflt, u.ru_majflt, u.ru_nswap, u.ru_inblock,
                 u.ru_oublock, u.ru_msgsnd, u.ru_msgrcv, u.ru_nsignals, u.ru_nvcsw, u.ru_nivcsw})
    values[i++] = Value::smallInt(n);
  return makeStructSequence(t, usageType, values, 16);
}

Value limitsValue(Thread* t, const rlimit& limits) {
  Value soft = TRY(makeInt(t, static_cast<int64_t>(limits.rlim_cur))),
        hard = TRY(makeInt(t, static_cast<int64_t>(limits.rlim_max)));
  Tuple* pair = TRY(makeTuple(t, {soft, hard}));
  return Value(pair);
}

bool limitPy(Thread* t, Value v, rlim_t* out) {
  Value index = TRY(indexPy(t, v));
  int64_t n;
  if (!fitsInt64(index, &n)) return raise(t, exc::OverflowError, "Python int too large to convert to C long");
  *out = static_cast<rlim_t>(n);
  return true;
}

bool limitsPy(Thread* t, Value v, rlimit* out) {
  Tuple* pair = TRY(toTuplePy(t, v));
  if (pair->length != 2) return raise(t, exc::ValueError, "expected a tuple of 2 integers");
  return limitPy(t, pair->items[0], &out->rlim_cur) && limitPy(t, pair->items[1], &out->rlim_max);
}

bool resourcePy(Thread* t, Value v, int* out) {
  *out = TRY(intArgumentPy(t, v));
  if (*out < 0 || *out >= RLIM_NLIMITS) return raise(t, exc::ValueError, "invalid resource specified");
  return true;
}

Raised raiseSetting(Thread* t) {
  if (errno == EINVAL) return raise(t, exc::ValueError, "current limit exceeds maximum limit");
  if (errno == EPERM) return raise(t, exc::ValueError, "not allowed to raise maximum limit");
  return raiseOs(t, errno);
}

Value getLimit(Thread* t, Value* args, size_t) {
  int resource;
  TRY(resourcePy(t, args[0], &resource));
  rlimit limits;
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limits) < 0) return raiseOs(t, errno);
  return limitsValue(t, limits);
}

Value setLimit(Thread* t, Value* args, size_t) {
  int resource;
  rlimit limits;
  TRY(resourcePy(t, args[0], &resource));
  TRY(limitsPy(t, args[1], &limits));
  if (setrlimit(static_cast<__rlimit_resource>(resource), &limits) < 0) return raiseSetting(t);
  return Value::none();
}

Value processLimit(Thread* t, Value* args, size_t) {
  pid_t pid;
  int resource;
  TRY(posix::pidPy(t, args[0], &pid));
  TRY(resourcePy(t, args[1], &resource));
  rlimit limits, old;
  bool change = !args[2].isNone();
  if (change) TRY(limitsPy(t, args[2], &limits));
  if (prlimit(pid, static_cast<__rlimit_resource>(resource), change ? &limits : nullptr, &old) < 0) {
    if (errno == EINVAL) return raise(t, exc::ValueError, "current limit exceeds maximum limit");
    return raiseOs(t, errno);
  }
  return limitsValue(t, old);
}

Value pageSizeFunction(Thread*, Value*, size_t) { return Value::smallInt(sysconf(_SC_PAGESIZE)); }

const NativeDef kFunctions[] = {
    {"getrusage", "(who, /)", getUsage, nullptr},
    {"getrlimit", "(resource, /)", getLimit, nullptr},
    {"prlimit", "(pid, resource, limits=None, /)", processLimit, nullptr},
    {"setrlimit", "(resource, limits, /)", setLimit, nullptr},
    {"getpagesize", "()", pageSizeFunction, nullptr},
};

const StructField kUsageFields[] = {
    {"ru_utime", "user time used"},
    {"ru_stime", "system time used"},
    {"ru_maxrss", "max. resident set size"},
    {"ru_ixrss", "shared memory size"},
    {"ru_idrss", "unshared data size"},
    {"ru_isrss", "unshared stack size"},
    {"ru_minflt", "page faults not requiring I/O"},
    {"ru_majflt", "page faults requiring I/O"},
    {"ru_nswap", "number of swap outs"},
    {"ru_inblock", "block input operations"},
    {"ru_oublock", "block output operations"},
    {"ru_msgsnd", "IPC messages sent"},
    {"ru_msgrcv", "IPC messages received"},
    {"ru_nsignals", "signals received"},
    {"ru_nvcsw", "voluntary context switches"},
    {"ru_nivcsw", "involuntary context switches"},
};

#define CONSTANT(name) {#name, static_cast<int64_t>(name)}
const NativeConstant kConstants[] = {
    CONSTANT(RLIMIT_AS),     CONSTANT(RLIMIT_CORE),     CONSTANT(RLIMIT_CPU),        CONSTANT(RLIMIT_DATA),
    CONSTANT(RLIMIT_FSIZE),  CONSTANT(RLIMIT_MEMLOCK),  CONSTANT(RLIMIT_MSGQUEUE),   CONSTANT(RLIMIT_NICE),
    CONSTANT(RLIMIT_NOFILE), CONSTANT(RLIMIT_NPROC),    CONSTANT(RLIMIT_OFILE),      CONSTANT(RLIMIT_RSS),
    CONSTANT(RLIMIT_RTPRIO), CONSTANT(RLIMIT_RTTIME),   CONSTANT(RLIMIT_SIGPENDING), CONSTANT(RLIMIT_STACK),
    CONSTANT(RLIM_INFINITY), CONSTANT(RUSAGE_CHILDREN), CONSTANT(RUSAGE_SELF),       CONSTANT(RUSAGE_THREAD),
};
#undef CONSTANT

bool init(Thread* t, Module* m) {
  if (!usageType) {
    usageType = TRY(
        makeStructSequenceType(t, "resource.struct_rusage",
                               "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    "
                               "(utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    "
                               "nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes "
                               "ru_utime, ru_stime, ru_maxrss, and so on.",
                               kUsageFields, 16));
    addRoot(&usageType);
  }
  TRY(moduleSet(t, m, "error", Value(exc::OSError)));
  TRY(moduleSet(t, m, "struct_rusage", Value(usageType)));
  return moduleAddConstants(t, m, kConstants);
}

}  // namespace

extern const ModuleSpec resourceModule = {"resource", kFunctions, nullptr, init};

}  // namespace typhon
