// What the files of _asyncio share.
#pragma once

#include <span>
#include <string_view>

#include "runtime/modules/asyncio.h"
#include "runtime/object/type.h"

namespace typhon {
struct Module;
}

namespace typhon::aio {

extern Type *futureType, *taskType, *futureIteratorType, *stepType;

inline bool isFuture(Value v) { return isa<AsyncFuture>(v) || isa<AsyncTask>(v); }
inline bool isTask(Value v) { return isa<AsyncTask>(v); }
// Exactly one of the native types: nothing about it is overridden.
inline bool isPlain(Value v) { return v.isObject() && (typeOf(v) == futureType || typeOf(v) == taskType); }
inline AsyncFuture* futureOf(Value v) { return static_cast<AsyncFuture*>(v.asObject()); }

// An attribute of an asyncio submodule ("asyncio.exceptions", "CancelledError"), looked up once.
struct LibraryName {
  const char* module;
  const char* name;
  Value value;
  // The error mark with an exception pending.
  Value getPy(Thread* t);
};
extern LibraryName cancelledError, invalidStateError, getEventLoopPolicy, extractStack, futureReprFunction, taskReprFunction,
    taskGetStack, taskPrintStack, isCoroutineFunction;
bool initLibraryNames(Thread* t);

// loop.call_soon(callback[, argument], context=context).
bool callSoonPy(Thread* t, Value loop, Value callback, Value argumentOrUnbound, Value contextOrUnbound);
// The running event loop of the thread, None if there is none (or it belongs to another process).
Value runningLoop(Thread* t);
// The same, or the policy's loop.
Value eventLoopPy(Thread* t, int stackLevel);

// --- futures (asyncio_future.cpp)
bool futureInitPy(Thread* t, AsyncFuture* f, Value loop);
bool addCallbackPy(Thread* t, AsyncFuture* f, Value callback, Value context);
bool setResultPy(Thread* t, AsyncFuture* f, Value result);
bool setExceptionPy(Thread* t, AsyncFuture* f, Value exception);
// Future.cancel(): 1 done, 0 it was finished already, -1.
int cancelFuturePy(Thread* t, AsyncFuture* f, Value message);
Value makeCancelledErrorPy(Thread* t, AsyncFuture* f);
// future.result(): the result; raises.
Value resultOfPy(Thread* t, AsyncFuture* f);
Raised raiseInvalidStatePy(Thread* t, std::string_view message);
void futureFinalize(Thread* t, Value self);
Value futureAwait(Thread* t, Value self);
extern const std::span<const NativeDef> kFutureMethods;
extern const std::span<const GetSetDef> kFutureGetSets;
// __new__ of both types.
Value newFutureObject(Thread* t, Value* args, size_t argc);
bool initFutures(Thread* t, Module* m);

// --- tasks (asyncio_task.cpp)
// What the module knows of running and scheduled tasks.
extern Value currentTasks;    // dict: loop -> task that is running
extern Value scheduledTasks;  // weakref.WeakSet
extern Value eagerTasks;      // set
bool enterTaskPy(Thread* t, Value loop, Value task);
bool leaveTaskPy(Thread* t, Value loop, Value task);
// Makes `task` (or None) the loop's running one; returns the one before or None.
Value swapCurrentTaskPy(Thread* t, Value loop, Value task);
bool registerTaskPy(Thread* t, Value task);
bool initTasks(Thread* t, Module* m);

}  // namespace typhon::aio
