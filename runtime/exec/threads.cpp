// See threads.h.
#include "runtime/exec/threads.h"

#include <pthread.h>

#include "runtime/base/os.h"
#include "runtime/exec/blocking.h"
#include "runtime/exec/stack.h"
#include "runtime/exec/tracing.h"
#include "runtime/memory/stacks.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// C++ code must leave this much of its stack free: signal handlers, the collector and libraries run there.
constexpr size_t kNativeStackReserve = 256 << 10;
// Only touched pages count, so the default leaves room for deep nesting; not where address space is limited.
constexpr size_t kDefaultStackBytes = size_t{64} << 20;
constexpr size_t kTightStackBytes = size_t{4} << 20;

uint64_t serials = 0;
size_t running = 0;
size_t stackSize = 0;

constexpr size_t kMaxEndFunctions = 8;
void (*endFunctions[kMaxEndFunctions])(Thread*);
size_t endFunctionCount = 0;

size_t defaultStackSize() { return base::addressSpaceLimit() == SIZE_MAX ? kDefaultStackBytes : kTightStackBytes; }

void callStartPy(Thread* t) {
  Tuple* start = t->start.as<Tuple>();
  t->start = Value::unbound();
  Value function = start->items[0];
  if (!callExPy(t, function, start->items[1].as<Tuple>(), dynCast<Dict>(start->items[2])).isError()) return;
  if (pendingIs(t, exc::SystemExit))
    clearPending(t);
  else
    writeUnraisablePy(t, function, "Exception ignored in thread started by");
}

// The last part of a thread, in which nothing of its C++ stack refers to the heap any more.
void endThread(Thread* t) {
  for (size_t i = 0; i < endFunctionCount; ++i) endFunctions[i](t);
  --running;
  freeStack(t);
  unregisterThread(t);
}

void* threadMain(void* argument) {
  Thread* t = static_cast<Thread*>(argument);
  adoptCurrentThread(t);
  acquireInterpreterLock(t);
  NativeStack* stack = currentNativeStack();
  callStartPy(t);
  endThread(t);
  unregisterNativeStack(stack);
  setNativeStack(nullptr);
  delete stack;
  releaseInterpreterLock(t);
  delete t;
  return nullptr;
}

int createThread(Thread* t) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t id;
  int error = pthread_attr_setstacksize(&attributes, stackSize ? stackSize : defaultStackSize());
  if (!error) error = pthread_create(&id, &attributes, threadMain, t);
  pthread_attr_destroy(&attributes);
  // The new thread waits for the interpreter lock, so that this is in time.
  if (!error) t->ident = static_cast<uint64_t>(id);
  return error;
}

}  // namespace

Thread* newThread(const Engine* engine) {
  auto* t = new Thread;
  t->engine = engine;
  t->handled = &t->rootHandled;
  t->serial = ++serials;
  registerThread(t);
  return t;
}

void adoptCurrentThread(Thread* t) {
  t->ident = static_cast<uint64_t>(pthread_self());
  t->nativeStackLimit = base::currentStackBounds().low + kNativeStackReserve;
}

Thread* startThread(Thread* t, Value function, Value arguments, Value keywords) {
  Tuple* start = TRY(makeTuple(t, {function, arguments, keywords}));
  startThreads(t);
  Thread* made = newThread(t->engine);
  made->recursionLimit = t->recursionLimit;
  made->start = Value(start);
  tracing::update(made);
  ++running;
  if (createThread(made) == 0) return made;
  --running;
  unregisterThread(made);
  delete made;
  return nullptr;
}

size_t runningThreadCount() { return running; }

size_t threadStackSize() { return stackSize; }
void setThreadStackSize(size_t bytes) { stackSize = bytes; }

static bool refused = false;
void refuseNewThreads() { refused = true; }
bool newThreadsRefused() { return refused; }

void atThreadEnd(void (*fn)(Thread*)) {
  if (endFunctionCount < kMaxEndFunctions) endFunctions[endFunctionCount++] = fn;
}

void forgetOtherThreads(Thread* t) {
  running = 0;
  struct Others {
    Thread* own;
    Thread* found;
  } others{t, nullptr};
  for (;;) {
    others.found = nullptr;
    forEachThread(
        [](Thread* each, void* context) {
          auto o = static_cast<Others*>(context);
          if (each != o->own) o->found = each;
        },
        &others);
    if (!others.found) break;
    for (size_t i = 0; i < endFunctionCount; ++i) endFunctions[i](others.found);
    unregisterThread(others.found);
    freeStack(others.found);
    delete others.found;
  }
  forgetOtherNativeStacks(currentNativeStack());
}

}  // namespace typhon
