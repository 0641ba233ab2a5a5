// _thread.lock and _thread.RLock.
#include "runtime/modules/thread_lock.h"

#include <algorithm>
#include <cerrno>

#include "runtime/base/os.h"
#include "runtime/exec/blocking.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/signals.h"
#include "runtime/modules/time_support.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

Type *lockType = nullptr, *reentrantLockType = nullptr;

size_t sizeOf_ThreadLock(const Object*) { return sizeof(ThreadLock); }
size_t sizeOf_ReentrantLock(const Object*) { return sizeof(ReentrantLock); }

namespace {

constexpr int64_t kPatienceNs = 100'000'000;  // a wait that is longer is a long one
constexpr int64_t kShare = 20;                // of the time, one part may go into the collections of those who wait

// In CPython a finalizer runs where the last reference goes, and may release what somebody waits for (an object that puts itself
// back into a pool). So a long wait makes a collection, unless nothing was allocated since another did, or they have had their
// share. Returns when to ask again.
int64_t collectForWaitPy(Thread* t, int64_t waited) {
  static uint64_t seen = 0;
  static int64_t notBefore = 0;
  int64_t start = base::monotonicNs();
  if (start < notBefore) return notBefore;
  uint64_t allocated = heapStatistics().allocatedBytes;
  if (allocated != seen) {
    seen = allocated;
    collectGarbage(t);
    if (t->poll.load(std::memory_order_relaxed) & kPollFinalizers) runPendingFinalizersPy(t);
  }
  int64_t end = base::monotonicNs();
  notBefore = end + kShare * (end - start);
  return end + std::max(waited, kPatienceNs);
}

}  // namespace

Acquired acquireLockPy(Thread* t, base::FutexLock* lock, int64_t deadlineNs) {
  if (lock->tryAcquire()) return Acquired::Yes;
  if (deadlineNs == 0) return Acquired::Timeout;
  // With a single thread nobody else will release it.
  int64_t start = base::monotonicNs(), patience = start + (interpreterHasThreads ? kPatienceNs : 0);
  for (;;) {
    int64_t until = std::min(patience, deadlineNs);
    int error = blocking(t, [=] { return lock->acquire(until); });
    if (error == 0) return Acquired::Yes;
    if (error == ETIMEDOUT) {
      if (until == deadlineNs) return Acquired::Timeout;
      patience = collectForWaitPy(t, base::monotonicNs() - start);
    }
    if (!checkSignalsPy(t)) return Acquired::Error;
  }
}

bool lockDeadlinePy(Thread* t, Value blocking, Value timeout, int64_t* deadlineNs) {
  constexpr int64_t kUnset = -1'000'000'000;
  bool wait = TRY(truthPy(t, blocking));
  int64_t ns = kUnset;
  TRY(timeFromSecondsPy(t, timeout, Rounding::Up, &ns));
  if (!wait && ns != kUnset) return raise(t, exc::ValueError, "can't specify a timeout for a non-blocking call");
  if (ns < 0 && ns != kUnset) return raise(t, exc::ValueError, "timeout value must be positive");
  if (ns != kUnset && static_cast<double>(ns) > kLockTimeoutMax * 1e9)
    return raise(t, exc::OverflowError, "timeout value is too large");
  if (!wait || ns == 0) {
    *deadlineNs = 0;
  } else if (ns == kUnset || __builtin_add_overflow(base::monotonicNs(), ns, deadlineNs)) {
    *deadlineNs = base::kNoDeadline;
  }
  return true;
}

ThreadLock* makeThreadLock(Thread* t) { return allocate<ThreadLock>(t, lockType); }

namespace {

std::string address(const Object* o) { return fmt::format("{:#x}", reinterpret_cast<uintptr_t>(o)); }

Value answer(Acquired acquired) {
  if (acquired == Acquired::Error) return Value::error();
  return Value::boolean(acquired == Acquired::Yes);
}

// A signal that came while acquire() waited is handled in the frame that called it, not at the entry of what it calls next (which
// may be a `finally`).
Value answerToCallPy(Thread* t, Value answer) {
  TRY(checkSignalsPy(t));
  return answer;
}

// --- lock

Acquired acquire(Thread* t, Value lock, int64_t deadline) {
  Acquired acquired = acquireLockPy(t, &lock.as<ThreadLock>()->lock, deadline);
  if (acquired == Acquired::Yes) lock.as<ThreadLock>()->held = true;
  return acquired;
}

Value lockAcquire(Thread* t, Value* args, size_t) {
  int64_t deadline;
  TRY(lockDeadlinePy(t, args[1], args[2], &deadline));
  return answerToCallPy(t, TRY(answer(acquire(t, args[0], deadline))));
}

Value lockEnter(Thread* t, Value* args, size_t) { return answer(acquire(t, args[0], base::kNoDeadline)); }

Value lockRelease(Thread* t, Value* args, size_t) {
  auto l = args[0].as<ThreadLock>();
  if (!l->held) return raise(t, exc::RuntimeError, "release unlocked lock");
  l->held = false;
  l->lock.release();
  return Value::none();
}

Value lockLocked(Thread*, Value* args, size_t) { return Value::boolean(args[0].as<ThreadLock>()->held); }

Value lockAfterFork(Thread*, Value* args, size_t) {
  args[0].as<ThreadLock>()->held = false;
  args[0].as<ThreadLock>()->lock.reset();
  return Value::none();
}

Value lockRepr(Thread* t, Value self) {
  auto l = self.as<ThreadLock>();
  Str* s = TRY(makeStr(t, fmt::format("<{} {} object at {}>", l->held ? "locked" : "unlocked", typeName(self), address(l))));
  return Value(s);
}

const char kAcquireDoc[] =
    "acquire(blocking=True, timeout=-1) -> bool\n"
    "(acquire_lock() is an obsolete synonym)\n"
    "\n"
    "Takes the lock. If somebody has it already (and be it this thread): waits, at most timeout seconds unless that is -1, or "
    "returns False at once if blocking is false. Returns whether the lock was taken.";
const char kReleaseDoc[] =
    "release()\n"
    "(release_lock() is an obsolete synonym)\n"
    "\n"
    "Lets the lock go, whichever thread took it; one that waits for it goes on.";
const char kLockedDoc[] =
    "locked() -> bool\n"
    "(locked_lock() is an obsolete synonym)\n"
    "\n"
    "Whether somebody has the lock.";

const NativeDef kLockMethods[] = {
    {"acquire_lock", "(self, /, blocking=True, timeout=-1)", lockAcquire, kAcquireDoc},
    {"acquire", "(self, /, blocking=True, timeout=-1)", lockAcquire, kAcquireDoc},
    {"release_lock", "(self, /)", lockRelease, kReleaseDoc},
    {"release", "(self, /)", lockRelease, kReleaseDoc},
    {"locked_lock", "(self, /)", lockLocked, kLockedDoc},
    {"locked", "(self, /)", lockLocked, kLockedDoc},
    {"__enter__", "(self, /)", lockEnter, "Lock the lock."},
    {"__exit__", "(self, /, *exc_info)", lockRelease, "Release the lock."},
    {"_at_fork_reinit", "(self, /)", lockAfterFork, nullptr},
};

const TypeSpec lockSpec = {
    .name = "_thread.lock",
    .kind = Kind::ThreadLock,
    .flags = kDisallowNew | kWeakReferable,
    .slots = {.repr = lockRepr},
    .methods = kLockMethods,
    .doc =
        "Only one can have it at a time: acquire() waits until it is free and takes it, release() (from any thread) lets it go, "
        "locked() tells.",
};

// --- RLock

void own(Thread* t, ReentrantLock* l, uint64_t count) {
  l->owner = t->serial;
  l->ownerIdent = t->ident;
  l->count = count;
}

Value takeReentrantPy(Thread* t, ReentrantLock* l, int64_t deadline) {
  if (l->owner == t->serial) {
    if (l->count == UINT64_MAX) return raise(t, exc::OverflowError, "Internal lock count overflowed");
    ++l->count;
    return Value::boolean(true);
  }
  Acquired acquired = acquireLockPy(t, &l->lock, deadline);
  if (acquired == Acquired::Yes) own(t, l, 1);
  return answer(acquired);
}

Value rlockAcquire(Thread* t, Value* args, size_t) {
  int64_t deadline;
  TRY(lockDeadlinePy(t, args[1], args[2], &deadline));
  return answerToCallPy(t, TRY(takeReentrantPy(t, args[0].as<ReentrantLock>(), deadline)));
}

Value rlockEnter(Thread* t, Value* args, size_t) { return takeReentrantPy(t, args[0].as<ReentrantLock>(), base::kNoDeadline); }

Value rlockRelease(Thread* t, Value* args, size_t) {
  auto l = args[0].as<ReentrantLock>();
  if (l->count == 0 || l->owner != t->serial) return raise(t, exc::RuntimeError, "cannot release un-acquired lock");
  if (--l->count == 0) {
    l->owner = l->ownerIdent = 0;
    l->lock.release();
  }
  return Value::none();
}

Value rlockIsOwned(Thread* t, Value* args, size_t) {
  auto l = args[0].as<ReentrantLock>();
  return Value::boolean(l->count > 0 && l->owner == t->serial);
}

Value rlockRecursionCount(Thread* t, Value* args, size_t) {
  auto l = args[0].as<ReentrantLock>();
  return makeUnsigned(t, l->owner == t->serial ? l->count : 0);
}

// The state as (count, owner), for a condition variable that lets go of the lock however often it was taken.
Value rlockReleaseSave(Thread* t, Value* args, size_t) {
  auto l = args[0].as<ReentrantLock>();
  if (l->count == 0) return raise(t, exc::RuntimeError, "cannot release un-acquired lock");
  Value count = TRY(makeUnsigned(t, l->count)), owner = TRY(makeUnsigned(t, l->ownerIdent));
  Tuple* state = TRY(makeTuple(t, {count, owner}));
  l->owner = l->ownerIdent = l->count = 0;
  l->lock.release();
  return Value(state);
}

Value rlockAcquireRestore(Thread* t, Value* args, size_t) {
  auto l = args[0].as<ReentrantLock>();
  if (!isa<Tuple>(args[1]) || args[1].as<Tuple>()->length != 2)
    return raise(t, exc::TypeError, "_acquire_restore() argument 1 must be 2-item sequence, not {}", typeName(args[1]));
  uint64_t state[2];
  for (int i = 0; i < 2; ++i) {
    Value number = TRY(indexPy(t, args[1].as<Tuple>()->items[i]));
    if (!fitsUint64(number, &state[i])) return raise(t, exc::OverflowError, "Python int too large to convert to C unsigned long");
  }
  if (acquireLockPy(t, &l->lock, base::kNoDeadline) == Acquired::Error) return Value::error();
  own(t, l, state[0]);
  return Value::none();
}

Value rlockAfterFork(Thread*, Value* args, size_t) {
  auto l = args[0].as<ReentrantLock>();
  l->lock.reset();
  l->owner = l->ownerIdent = l->count = 0;
  return Value::none();
}

Value rlockRepr(Thread* t, Value self) {
  auto l = self.as<ReentrantLock>();
  Str* s = TRY(makeStr(t, fmt::format("<{} {} object owner={} count={} at {}>", l->count ? "locked" : "unlocked", typeName(self),
                                      l->ownerIdent, l->count, address(l))));
  return Value(s);
}

Value rlockNew(Thread* t, Value* args, size_t) {
  ReentrantLock* l = TRY(allocate<ReentrantLock>(t, args[0].as<Type>()));
  return Value(l);
}

const NativeDef kReentrantMethods[] = {
    {"acquire", "(self, /, blocking=True, timeout=-1)", rlockAcquire,
     "acquire(blocking=True) -> bool\n"
     "\n"
     "Takes the lock, once more if this thread has it already. If another has it: waits, or returns False if blocking is false "
     "or the time is over."},
    {"release", "(self, /)", rlockRelease,
     "release()\n"
     "\n"
     "Gives back one acquire(); with the last one the lock is free. RuntimeError if this thread does not have it."},
    {"_is_owned", "(self, /)", rlockIsOwned,
     "_is_owned() -> bool\n"
     "\n"
     "For threading.Condition."},
    {"_recursion_count", "(self, /)", rlockRecursionCount,
     "_recursion_count() -> int\n"
     "\n"
     "How often the present owner has taken the lock."},
    {"_acquire_restore", "(self, state, /)", rlockAcquireRestore,
     "_acquire_restore(state) -> None\n"
     "\n"
     "For threading.Condition."},
    {"_release_save", "(self, /)", rlockReleaseSave,
     "_release_save() -> tuple\n"
     "\n"
     "For threading.Condition."},
    {"__enter__", "(self, /)", rlockEnter, "Lock the lock."},
    {"__exit__", "(self, /, *exc_info)", rlockRelease, "Release the lock."},
    {"_at_fork_reinit", "(self, /)", rlockAfterFork, nullptr},
};
const NativeDef kReentrantNew = {"__new__", "(cls, /, *args, **kwargs)", rlockNew, nullptr};

const TypeSpec reentrantLockSpec = {
    .name = "_thread.RLock",
    .kind = Kind::ReentrantLock,
    .flags = kBaseType | kWeakReferable,
    .slots = {.repr = rlockRepr},
    .methods = kReentrantMethods,
    .create = &kReentrantNew,
};

}  // namespace

bool initLockTypes(Thread* t) {
  lockType = TRY(makeNativeType(t, lockSpec));
  addRoot(&lockType);
  reentrantLockType = TRY(makeNativeType(t, reentrantLockSpec));
  addRoot(&reentrantLockType);
  return true;
}

}  // namespace typhon
