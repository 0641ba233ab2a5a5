// Thread: what the runtime keeps per Python thread. One interpreter lock lets one of them run at a time.
#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/exec/errors.h"
#include "runtime/exec/frame.h"

namespace typhon {

struct Engine;
struct FrameObject;
class ReprGuard;

// One link of the chain that says which exception is being handled: each thread and each running generator has one.
struct HandledException {
  Value exception;  // Unbound: none
  HandledException* previous;
};

// Reasons to leave the fast path, polled at back edges and function entries.
enum PollFlag : uint32_t {
  kPollSignal = 1,      // a signal arrived (or KeyboardInterrupt is due)
  kPollFinalizers = 2,  // finalizers or weak-reference callbacks are queued
  kPollLock = 4,        // another thread wants the interpreter lock
  kPollTrace = 8,       // settrace, setprofile or sys.monitoring is on
  kPollAsyncException = 16,
};

struct StackChunk;

// Nested native calls are limited on their own, as CPython 3.12's C recursion is.
inline constexpr int32_t kNativeRecursionLimit = 10000;

struct Thread {
  Value pending;                           // the raised exception on its way, or Unbound
  Frame* frame = nullptr;                  // innermost frame
  Value* stackLimit = nullptr;             // end of the chunk that the innermost frame is in
  std::atomic<uint32_t> poll{0};           // PollFlag bits
  int32_t recursion = 0;                   // Python frames, inlined ones included
  int32_t recursionLimit = 1000;           // sys.setrecursionlimit()
  int32_t nativeRecursion = 0;             // nested native calls that may run Python code; limit kNativeRecursionLimit
  const char* nativeStackLimit = nullptr;  // C++ code must not go below (checkNativeStack)
  HandledException* handled = nullptr;
  HandledException rootHandled{};
  FrameObject* frameObjects = nullptr;  // of live frames, innermost first
  StackChunk* chunks = nullptr;
  ReprGuard* reprs = nullptr;  // containers whose repr() is being made (runtime/types/container_support.h)
  const Engine* engine = nullptr;
  Value traceFunction, profileFunction, asyncGenFirstIter, asyncGenFinalizer, context;
  Value start;        // a thread about to begin: tuple of function, arguments and keywords
  Value sentinel;     // lock to be released when the thread ends (_thread._set_sentinel)
  Value runningLoop;  // the event loop that asyncio runs in it
  Thread* next = nullptr;
  uint64_t ident = 0;   // pthread_self(): may come again when the thread has ended
  uint64_t serial = 0;  // never comes again
};

// The thread that holds the interpreter lock and runs this code.
Thread* currentThread();
void setCurrentThread(Thread* t);

// Exception being handled by the innermost `except` of the thread (sys.exception()), or Unbound.
Value handledException(Thread* t);

// Counts a nested native call that may run Python code; RecursionError at the
// limit or when the C++ stack is short.
//   NativeCall guard(t, " in comparison"); if (!guard.ok()) return Raised{};
class NativeCall {
 public:
  NativeCall(Thread* t, const char* where)
      : thread_(t),
        ok_((++t->nativeRecursion <= kNativeRecursionLimit &&
             static_cast<const char*>(__builtin_frame_address(0)) > t->nativeStackLimit) ||
            refuse(t, where)) {}
  ~NativeCall() { --thread_->nativeRecursion; }
  NativeCall(const NativeCall&) = delete;
  bool ok() const { return ok_; }

 private:
  static bool refuse(Thread* t, const char* where);
  Thread* thread_;
  bool ok_;
};

// First free word behind the innermost frame of the thread.
Value* stackTop(Thread* t);

// Handles what the poll flags ask for: signals, finalizers, the lock, tracing. False with an exception pending. Runs Python code.
bool handlePollPy(Thread* t);

}  // namespace typhon
