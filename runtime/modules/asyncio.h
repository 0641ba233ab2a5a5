// The futures and tasks of _asyncio.
#pragma once

#include "runtime/exec/thread.h"

namespace typhon {

struct List;

struct AsyncFuture : Object {
  enum State : uint8_t { Pending, Cancelled, Finished };
  Value loop;
  // Callbacks are (function, context) pairs. Nearly always there is one: it has a place of its own.
  Value callback, callbackContext;  // Unbound: none
  List* callbacks;                  // the others, flat; or null
  Value exception;                  // None: none
  Value exceptionTraceback;
  Value result;
  Value sourceTraceback;  // None: not in debug mode
  Value cancelMessage;    // None: none
  Value cancelledError;   // the CancelledError that was raised, to be raised again
  State state;
  bool logTraceback, blocking;
};

struct AsyncTask : AsyncFuture {
  Value waiter;     // the future it waits for, or None
  Value coroutine;  // None when it is done
  Value name;       // str, or an int for "Task-N" not yet made into text
  Value context;
  int64_t cancelsRequested;
  bool mustCancel, logDestroyPending;
};

struct AsyncFutureIterator : Object {
  Value future;  // AsyncFuture or AsyncTask; Unbound at the end
};

// What a loop calls to run a task's next step, or to wake it: task.__step bound to an exception, or task.__wakeup.
struct AsyncTaskStep : Object {
  Value task;
  Value argument;  // exception to be thrown in, or None
  bool wakeup;
};

}  // namespace typhon
