// See blocking.h. A mutex guards who holds the lock; a thread that has waited for the switch interval sets the holder's poll
// flag, and a holder that was asked does not take the lock again before somebody else had it.
#include "runtime/exec/blocking.h"

#include <malloc.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "runtime/base/os.h"

namespace typhon {

bool interpreterHasThreads = false;

namespace {

struct Lock {
  std::mutex mutex;
  std::condition_variable released, taken;
  Thread* holder = nullptr;
  Thread* last = nullptr;  // once the process ends: the only thread that may still have it
  uint64_t switches = 0;   // times that the lock was acquired
  size_t waiting = 0;
};
// Never destroyed: threads may still wait when the process ends.
Lock& lock = *new Lock;
int64_t interval = 5'000'000;

thread_local NativeStack* nativeStack = nullptr;

}  // namespace

void startThreads(Thread* current) {
  if (interpreterHasThreads) return;
  // One thread at a time runs: arenas for each would only cost address space.
  mallopt(M_ARENA_MAX, 2);
  lock.holder = current;
  interpreterHasThreads = true;
}

void acquireInterpreterLock(Thread* t) {
  std::unique_lock<std::mutex> guard(lock.mutex);
  ++lock.waiting;
  while (lock.holder) {
    uint64_t seen = lock.switches;
    if (lock.released.wait_for(guard, std::chrono::nanoseconds(interval)) == std::cv_status::timeout && lock.holder &&
        lock.switches == seen) {
      lock.holder->poll.fetch_or(kPollLock, std::memory_order_relaxed);
    }
  }
  --lock.waiting;
  if (lock.last && lock.last != t) [[unlikely]] {
    lock.released.notify_one();  // this thread may have been the one that was woken
    guard.unlock();
    for (;;) pause();
  }
  lock.holder = t;
  ++lock.switches;
  setCurrentThread(t);
  lock.taken.notify_all();
}

void releaseInterpreterLock(Thread*) {
  std::unique_lock<std::mutex> guard(lock.mutex);
  lock.holder = nullptr;
  lock.released.notify_one();
}

namespace {

void yieldUnpublished(void* arg) {
  Thread* t = static_cast<Thread*>(arg);
  {
    std::unique_lock<std::mutex> guard(lock.mutex);
    if (lock.last == t) return;  // nobody else may have it any more
    uint64_t seen = lock.switches;
    lock.holder = nullptr;
    lock.released.notify_one();
    // Without this the same thread would nearly always win.
    while (lock.waiting && lock.switches == seen) lock.taken.wait(guard);
  }
  acquireInterpreterLock(t);
}

}  // namespace

void yieldInterpreterLock(Thread* t) {
  t->poll.fetch_and(~uint32_t{kPollLock}, std::memory_order_relaxed);
  if (!interpreterHasThreads) return;
  callWithStackPublished(currentNativeStack(), yieldUnpublished, t);
}

void beginFinalization(Thread* t) {
  std::unique_lock<std::mutex> guard(lock.mutex);
  lock.last = t;
}
bool isFinalizing() { return lock.last; }

int64_t switchInterval() { return interval; }
void setSwitchInterval(int64_t ns) { interval = ns; }

void resetInterpreterLockAfterFork(Thread* t) {
  if (!interpreterHasThreads) return;
  new (&lock) Lock;
  lock.holder = t;
  t->poll.fetch_and(~uint32_t{kPollLock}, std::memory_order_relaxed);
}

NativeStack* currentNativeStack() {
  if (!nativeStack) {
    base::StackBounds bounds = base::currentStackBounds();
    nativeStack = new NativeStack{bounds.low, bounds.high};
    registerNativeStack(nativeStack);
  }
  return nativeStack;
}
void setNativeStack(NativeStack* stack) { nativeStack = stack; }

namespace detail {

void callBlocking(Thread* t, void (*fn)(void*), void* arg) {
  struct Call {
    Thread* t;
    void (*fn)(void*);
    void* arg;
  } call{t, fn, arg};
  callWithStackPublished(
      currentNativeStack(),
      [](void* context) {
        Call& c = *static_cast<Call*>(context);
        releaseInterpreterLock(c.t);
        c.fn(c.arg);
        acquireInterpreterLock(c.t);
      },
      &call);
}

}  // namespace detail

}  // namespace typhon
