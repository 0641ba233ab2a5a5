// The interpreter lock: one thread at a time runs Python code and touches the heap. Calls that may wait for something outside
// give it up meanwhile.
#pragma once

#include <cerrno>
#include <type_traits>

#include "runtime/exec/thread.h"
#include "runtime/memory/stacks.h"

namespace typhon {

// Set for ever when the second thread is started; before that the lock costs nothing.
extern bool interpreterHasThreads;
void startThreads(Thread* current);

// Waits for the lock, asking its holder (kPollLock) when that takes longer than the switch interval; makes t the current thread.
// Once the process has begun to end (beginFinalization) it never returns to any other thread.
void acquireInterpreterLock(Thread* t);
// From now on only t runs: daemon threads stop where they next want the lock.
void beginFinalization(Thread* t);
bool isFinalizing();
// Gives it up. The caller's stack must have been published (callWithStackPublished) or hold no values.
void releaseInterpreterLock(Thread* t);
// At a poll with kPollLock set: lets another thread run.
void yieldInterpreterLock(Thread* t);
// sys.setswitchinterval(), in nanoseconds.
int64_t switchInterval();
void setSwitchInterval(int64_t ns);
// After fork() in the child: only the calling thread is left, and it holds the lock.
void resetInterpreterLockAfterFork(Thread* t);

// The C++ stack that the calling thread runs on, registered with the collector. A thread on a stack that is not the
// system's own says so with setNativeStack (registered by the caller).
NativeStack* currentNativeStack();
void setNativeStack(NativeStack* stack);

namespace detail {
void callBlocking(Thread* t, void (*fn)(void*), void* arg);
}

// Runs f() without the lock; f must not touch the heap. errno is kept. Returns what f returns.
template <class F>
auto blocking(Thread* t, F f) -> decltype(f()) {
  if (!interpreterHasThreads) return f();
  using Result = decltype(f());
  struct Call {
    F* f;
    std::conditional_t<std::is_void_v<Result>, char, Result> result;
    int error;
  } call{&f, {}, 0};
  detail::callBlocking(
      t,
      [](void* arg) {
        Call& c = *static_cast<Call*>(arg);
        if constexpr (std::is_void_v<Result>) {
          (*c.f)();
        } else {
          c.result = (*c.f)();
        }
        c.error = errno;
      },
      &call);
  errno = call.error;
  if constexpr (!std::is_void_v<Result>) return call.result;
}

}  // namespace typhon
