// _multiprocessing: SemLock, a semaphore or lock that processes share.
#include <fcntl.h>
#include <semaphore.h>

#include <climits>
#include <ctime>

#include "runtime/modules/posix_support.h"
#include "runtime/modules/wait_time.h"
#include "runtime/object/type.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"

namespace typhon {

struct SemLock : Object {
  Value name;  // None once it is a copy without one
  sem_t* handle;
  uint64_t owner;  // serial of the thread that has it
  int kind, maxValue, count;
};

size_t sizeOf_SemLock(const Object*) { return sizeof(SemLock); }
void trace_SemLock(Object* o, Tracer& tracer) { tracer.visit(static_cast<SemLock*>(o)->name); }
void dispose_SemLock(Object* o) {
  auto s = static_cast<SemLock*>(o);
  if (s->handle) sem_close(s->handle);
}

namespace {

enum : int { kRecursiveMutex, kSemaphore };

bool isMine(Thread* t, SemLock* s) { return s->count > 0 && s->owner == t->serial; }

Value makeSemLock(Thread* t, Type* cls, sem_t* handle, int kind, int maxValue, Value name) {
  SemLock* s = allocate<SemLock>(t, cls);
  if (!s) {
    sem_close(handle);
    return Value::error();
  }
  s->name = name;
  s->handle = handle;
  s->kind = kind;
  s->maxValue = maxValue;
  return Value(s);
}

bool nameTextPy(Thread* t, Value v, const char* function, std::string* out) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "{} argument 'name' must be str, not {}", function, argumentTypeName(v));
  *out = toUtf8(v.as<Str>());
  return true;
}

Value semLockNew(Thread* t, Value* args, size_t) {
  int kind = TRY(intArgumentPy(t, args[1])), value = TRY(intArgumentPy(t, args[2])), maxValue = TRY(intArgumentPy(t, args[3]));
  std::string name;
  TRY(nameTextPy(t, args[4], "SemLock()", &name));
  bool unlinkNow = TRY(truthPy(t, args[5]));
  if (kind != kRecursiveMutex && kind != kSemaphore) return raise(t, exc::ValueError, "unrecognized kind");
  sem_t* handle = sem_open(name.c_str(), O_CREAT | O_EXCL, 0600, value);
  if (handle == SEM_FAILED) return raiseOs(t, errno);
  if (unlinkNow && sem_unlink(name.c_str()) < 0) {
    int error = errno;
    sem_close(handle);
    return raiseOs(t, error);
  }
  return makeSemLock(t, args[0].as<Type>(), handle, kind, maxValue, unlinkNow ? Value::none() : args[4]);
}

Value semLockRebuild(Thread* t, Value* args, size_t) {
  int64_t given = TRY(countArgumentPy(t, args[1]));
  int kind = TRY(intArgumentPy(t, args[2])), maxValue = TRY(intArgumentPy(t, args[3]));
  auto handle = reinterpret_cast<sem_t*>(given);
  if (!args[4].isNone()) {
    std::string name;
    TRY(nameTextPy(t, args[4], "_rebuild()", &name));
    handle = sem_open(name.c_str(), 0);
    if (handle == SEM_FAILED) return raiseOs(t, errno);
  }
  return makeSemLock(t, args[0].as<Type>(), handle, kind, maxValue, args[4]);
}

Value acquire(Thread* t, Value* args, size_t) {
  auto s = args[0].as<SemLock>();
  bool wait = TRY(truthPy(t, args[1]));
  if (s->kind == kRecursiveMutex && isMine(t, s)) {
    ++s->count;
    return Value::boolean(true);
  }
  bool timed = !args[2].isNone();
  timespec until = {};
  if (timed) {
    double seconds = TRY(toDoublePy(t, args[2]));
    if (seconds < 0) seconds = 0;
    // The semaphore's clock is the wall clock.
    int64_t ns = base::wallClockNs();
    double end = static_cast<double>(ns) / 1e9 + seconds;
    until.tv_sec = static_cast<time_t>(end);
    until.tv_nsec = static_cast<long>((end - static_cast<double>(until.tv_sec)) * 1e9);
  }
  while (sem_trywait(s->handle) < 0) {
    if (errno == EAGAIN) {
      if (!wait) return Value::boolean(false);
      sem_t* handle = s->handle;
      if (blocking(t, [&] { return timed ? sem_timedwait(handle, &until) : sem_wait(handle); }) == 0) break;
    }
    if (errno == ETIMEDOUT) return Value::boolean(false);
    if (errno != EINTR) return raiseOs(t, errno);
    TRY(checkSignalsPy(t));
  }
  ++s->count;
  s->owner = t->serial;
  return Value::boolean(true);
}

Value release(Thread* t, Value* args, size_t) {
  auto s = args[0].as<SemLock>();
  if (s->kind == kRecursiveMutex) {
    if (!isMine(t, s)) return raise(t, exc::AssertionError, "attempt to release recursive lock not owned by thread");
    if (s->count > 1) {
      --s->count;
      return Value::none();
    }
  } else {
    int value;
    if (sem_getvalue(s->handle, &value) < 0) return raiseOs(t, errno);
    if (value >= s->maxValue) return raise(t, exc::ValueError, "semaphore or lock released too many times");
  }
  if (sem_post(s->handle) < 0) return raiseOs(t, errno);
  --s->count;
  return Value::none();
}

Value countMethod(Thread*, Value* args, size_t) { return Value::smallInt(args[0].as<SemLock>()->count); }
Value isMineMethod(Thread* t, Value* args, size_t) { return Value::boolean(isMine(t, args[0].as<SemLock>())); }
Value getValue(Thread* t, Value* args, size_t) {
  int value;
  if (sem_getvalue(args[0].as<SemLock>()->handle, &value) < 0) return raiseOs(t, errno);
  return Value::smallInt(value > 0 ? value : 0);
}
Value isZero(Thread* t, Value* args, size_t) {
  int value;
  if (sem_getvalue(args[0].as<SemLock>()->handle, &value) < 0) return raiseOs(t, errno);
  return Value::boolean(value == 0);
}
Value afterFork(Thread*, Value* args, size_t) {
  args[0].as<SemLock>()->count = 0;
  return Value::none();
}
Value enter(Thread* t, Value* args, size_t) {
  Value all[3] = {args[0], Value::boolean(true), Value::none()};
  return acquire(t, all, 3);
}

Value getHandle(Thread* t, Value v) { return makeInt(t, reinterpret_cast<int64_t>(v.as<SemLock>()->handle)); }
Value getKind(Thread*, Value v) { return Value::smallInt(v.as<SemLock>()->kind); }
Value getMaxValue(Thread*, Value v) { return Value::smallInt(v.as<SemLock>()->maxValue); }
Value getName(Thread*, Value v) { return v.as<SemLock>()->name; }

const NativeDef kMethods[] = {
    {"acquire", "(self, /, block=True, timeout=None)", acquire, "Acquire the semaphore/lock."},
    {"release", "(self, /)", release, "Release the semaphore/lock."},
    {"_count", "(self, /)", countMethod, "Num of `acquire()`s minus num of `release()`s for this process."},
    {"_is_mine", "(self, /)", isMineMethod, "Whether the lock is owned by this thread."},
    {"_get_value", "(self, /)", getValue, "Get the value of the semaphore."},
    {"_is_zero", "(self, /)", isZero, "Return whether semaphore has value zero."},
    {"_rebuild", "(cls, handle, kind, maxvalue, name, /)", semLockRebuild, nullptr, NativeDef::kClassMethod},
    {"_after_fork", "(self, /)", afterFork, "Rezero the net acquisition count after fork()."},
    {"__enter__", "(self, /)", enter, "Enter the semaphore/lock."},
    {"__exit__", "(self, exc_type=None, exc_value=None, exc_tb=None, /)", release, "Exit the semaphore/lock."},
};
const GetSetDef kGetSets[] = {
    {"handle", getHandle, nullptr, nullptr},
    {"kind", getKind, nullptr, nullptr},
    {"maxvalue", getMaxValue, nullptr, nullptr},
    {"name", getName, nullptr, nullptr},
};
const NativeDef kNew = {"__new__", "(cls, /, kind, value, maxvalue, name, unlink)", semLockNew, nullptr};

const TypeSpec semLockSpec = {
    .name = "_multiprocessing.SemLock",
    .kind = Kind::SemLock,
    .flags = kBaseType,
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .doc = "Semaphore/Mutex type",
};

Value unlinkFunction(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(nameTextPy(t, args[0], "sem_unlink()", &name));
  return posix::noneOr(t, sem_unlink(name.c_str()));
}

const NativeDef kFunctions[] = {{"sem_unlink", "(name, /)", unlinkFunction, nullptr}};

bool init(Thread* t, Module* m) {
  Type* type = TRY(moduleAddType(t, m, semLockSpec));
  Str* most = TRY(internStr(t, "SEM_VALUE_MAX"));
  TRY(dictSetStr(t, type->dict, most, Value::smallInt(SEM_VALUE_MAX)));
  Dict* flags = TRY(makeDict(t));
  for (const char* name : {"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"}) {
    Str* key = TRY(internStr(t, name));
    TRY(dictSetStr(t, flags, key, Value::smallInt(1)));
  }
  return moduleSet(t, m, "flags", Value(flags));
}

}  // namespace

extern const ModuleSpec multiprocessingModule = {"_multiprocessing", kFunctions, nullptr, init};

}  // namespace typhon
