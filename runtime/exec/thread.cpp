// Threads as the runtime sees them, and the poll.
#include "runtime/exec/thread.h"

#include "runtime/exec/blocking.h"

#include "runtime/base/os.h"
#include "runtime/exec/engine.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/signals.h"

namespace typhon {
namespace {
// The one thread that holds the interpreter lock.
Thread* holder = nullptr;
}  // namespace

Thread* currentThread() { return holder; }
void setCurrentThread(Thread* t) { holder = t; }

Value handledException(Thread* t) {
  for (HandledException* h = t->handled; h; h = h->previous)
    if (!h->exception.isUnbound() && !h->exception.isNone()) return h->exception;
  return Value::unbound();
}

[[gnu::cold]] bool NativeCall::refuse(Thread* t, const char* where) {
  return raise(t, exc::RecursionError, "maximum recursion depth exceeded{}", where);
}

bool handlePollPy(Thread* t) {
  uint32_t flags = t->poll.load(std::memory_order_relaxed);
  if (flags & kPollLock) yieldInterpreterLock(t);
  // Before finalizers: an exception that is raised in one of them is only told of.
  if (flags & kPollSignal) {
    t->poll.fetch_and(~uint32_t{kPollSignal});
    if (!handleSignalsPy(t)) return false;
  }
  if (flags & kPollAsyncException) {
    t->poll.fetch_and(~uint32_t{kPollAsyncException});
    return raiseMemory(t);
  }
  if (flags & kPollFinalizers) {
    t->poll.fetch_and(~uint32_t{kPollFinalizers});
    PendingSaver saver(t);
    runPendingFinalizersPy(t);
  }
  return true;
}

}  // namespace typhon
