// The locks of _thread, for modules that wait for other threads (_thread, _queue).
#pragma once

#include "runtime/base/futex.h"
#include "runtime/object/object.h"

namespace typhon {

struct Type;

// _thread.lock: may be released by any thread.
struct ThreadLock : Object {
  base::FutexLock lock;
  // As Python code sees it: a thread that has waited takes the lock first and then waits for the interpreter lock; until it has
  // that the lock is not held yet (threading's _shutdown relies on it).
  bool held;
};
// _thread.RLock: belongs to the thread that took it, which may take it again.
struct ReentrantLock : Object {
  base::FutexLock lock;
  uint32_t padding;
  uint64_t owner;  // serial of the thread; 0: nobody
  uint64_t ownerIdent;
  uint64_t count;
};

// The types, once _thread has been imported.
extern Type *lockType, *reentrantLockType;
bool initLockTypes(Thread* t);
ThreadLock* makeThreadLock(Thread* t);

enum class Acquired : uint8_t { Yes, Timeout, Error };
// Takes the lock, waiting without the interpreter lock until base::monotonicNs() reaches the deadline (base::kNoDeadline: for
// ever; 0: not at all). Signal handlers run in the main thread meanwhile; Error: one raised. Runs Python code.
Acquired acquireLockPy(Thread* t, base::FutexLock* lock, int64_t deadlineNs);

// The arguments of acquire(): false with ValueError or OverflowError for what does not go together. *deadlineNs as above.
bool lockDeadlinePy(Thread* t, Value blocking, Value timeout, int64_t* deadlineNs);
// The longest timeout, in seconds.
inline constexpr double kLockTimeoutMax = 9223372036.0;

}  // namespace typhon
