// _asyncio.Future. Follows asyncio.futures.Future of the library, whose place it takes.
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/asyncio_internal.h"
#include "runtime/modules/contextvars.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::aio {

Type *futureType = nullptr, *futureIteratorType = nullptr;

namespace {

const char* stateName(const AsyncFuture* f) {
  return f->state == AsyncFuture::Pending ? "PENDING" : f->state == AsyncFuture::Cancelled ? "CANCELLED" : "FINISHED";
}

AsyncFuture* self(Value* args) { return futureOf(args[0]); }

Value orNone(Value v) { return v.isUnbound() ? Value::none() : v; }

bool checkInitialised(Thread* t, AsyncFuture* f) {
  if (!f->loop.isUnbound()) return true;
  return raise(t, exc::RuntimeError, "Future object is not initialized.");
}

// Asks the loop to call all callbacks.
bool scheduleCallbacksPy(Thread* t, AsyncFuture* f) {
  Value callback = f->callback, context = f->callbackContext;
  List* others = f->callbacks;
  f->callback = f->callbackContext = Value::unbound();
  f->callbacks = nullptr;
  if (!callback.isUnbound()) TRY(callSoonPy(t, f->loop, callback, Value(f), context));
  for (size_t i = 0; others && i + 1 < others->length; i += 2)
    TRY(callSoonPy(t, f->loop, listItem(others, i), Value(f), listItem(others, i + 1)));
  return true;
}

}  // namespace

Raised raiseInvalidStatePy(Thread* t, std::string_view message) {
  Value type = invalidStateError.getPy(t);
  if (type.isError()) return {};
  return raiseMessage(t, type.as<Type>(), message);
}

bool futureInitPy(Thread* t, AsyncFuture* f, Value loop) {
  if (loop.isNone()) loop = TRY(eventLoopPy(t, 1));
  f->loop = loop;
  f->callback = f->callbackContext = Value::unbound();
  f->callbacks = nullptr;
  f->exception = f->exceptionTraceback = f->sourceTraceback = f->cancelMessage = Value::none();
  f->result = f->cancelledError = Value::unbound();
  f->state = AsyncFuture::Pending;
  f->logTraceback = f->blocking = false;
  writeBarrier(f);
  Str* name = TRY(internStr(t, "get_debug"));
  Value debug = TRY(callMethodPy(t, loop, name));
  if (debug.isFalse()) return true;
  bool on = TRY(truthPy(t, debug));
  if (!on || !t->frame) return true;
  Value extract = TRY(extractStack.getPy(t));
  f->sourceTraceback = TRY(callPy(t, extract));
  writeBarrier(f);
  return true;
}

bool addCallbackPy(Thread* t, AsyncFuture* f, Value callback, Value context) {
  if (f->state != AsyncFuture::Pending) return callSoonPy(t, f->loop, callback, Value(f), context);
  if (f->callback.isUnbound() && !f->callbacks) {
    f->callback = callback;
    f->callbackContext = context;
  } else {
    if (!f->callbacks) f->callbacks = TRY(makeList(t));
    TRY(listAppend(t, f->callbacks, callback));
    TRY(listAppend(t, f->callbacks, context));
  }
  writeBarrier(f);
  return true;
}

bool setResultPy(Thread* t, AsyncFuture* f, Value result) {
  TRY(checkInitialised(t, f));
  if (f->state != AsyncFuture::Pending) return raiseInvalidStatePy(t, "invalid state");
  f->result = result;
  f->state = AsyncFuture::Finished;
  writeBarrier(f);
  return scheduleCallbacksPy(t, f);
}

bool setExceptionPy(Thread* t, AsyncFuture* f, Value exception) {
  TRY(checkInitialised(t, f));
  if (f->state != AsyncFuture::Pending) return raiseInvalidStatePy(t, "invalid state");
  if (isa<Type>(exception) && exception.as<Type>()->typeFlags & kExceptionType) exception = TRY(callPy(t, exception));
  if (!isa<Exception>(exception)) return raise(t, exc::TypeError, "invalid exception object");
  if (typeOf(exception) == exc::StopIteration)
    return raise(t, exc::TypeError, "StopIteration interacts badly with generators and cannot be raised into a Future");
  f->exception = exception;
  f->exceptionTraceback = exception.as<Exception>()->traceback;
  f->state = AsyncFuture::Finished;
  writeBarrier(f);
  TRY(scheduleCallbacksPy(t, f));
  f->logTraceback = true;
  // Only now is there something to say when it is collected.
  if (!(f->flags & (kHasFinalizer | kFinalized))) TRY(registerFinalizable(t, f));
  return true;
}

int cancelFuturePy(Thread* t, AsyncFuture* f, Value message) {
  f->logTraceback = false;
  if (f->state != AsyncFuture::Pending) return 0;
  f->state = AsyncFuture::Cancelled;
  f->cancelMessage = message;
  writeBarrier(f);
  return scheduleCallbacksPy(t, f) ? 1 : -1;
}

Value makeCancelledErrorPy(Thread* t, AsyncFuture* f) {
  if (!f->cancelledError.isUnbound()) {
    Value e = f->cancelledError;
    f->cancelledError = Value::unbound();
    return e;
  }
  Value type = TRY(cancelledError.getPy(t));
  if (f->cancelMessage.isNone()) return callPy(t, type);
  return callPy(t, type, {f->cancelMessage});
}

Value resultOfPy(Thread* t, AsyncFuture* f) {
  TRY(checkInitialised(t, f));
  if (f->state == AsyncFuture::Cancelled) {
    Value e = TRY(makeCancelledErrorPy(t, f));
    return raiseValue(t, e);
  }
  if (f->state != AsyncFuture::Finished) return raiseInvalidStatePy(t, "Result is not ready.");
  f->logTraceback = false;
  if (f->exception.isNone()) return f->result;
  auto e = f->exception.as<Exception>();
  e->traceback = f->exceptionTraceback;
  writeBarrier(e);
  return raiseValue(t, f->exception);
}

void futureFinalize(Thread* t, Value v) {
  AsyncFuture* f = futureOf(v);
  if (!f->logTraceback) return;
  f->logTraceback = false;
  PendingSaver saver(t);
  auto report = [&]() -> Value {
    Dict* context = TRY(makeDict(t));
    auto set = [&](const char* name, Value value) -> bool {
      Str* key = TRY(internStr(t, name));
      return dictSetStr(t, context, key, value);
    };
    Str* message = TRY(makeStr(t, toUtf8(typeOf(v)->name) + " exception was never retrieved"));
    TRY(set("message", Value(message)) && set("exception", f->exception) && set("future", v));
    if (!f->sourceTraceback.isNone()) TRY(set("source_traceback", f->sourceTraceback));
    Str* name = TRY(internStr(t, "call_exception_handler"));
    return callMethodPy(t, f->loop, name, {Value(context)});
  };
  if (report().isError()) writeUnraisablePy(t, v);
}

Value futureAwait(Thread* t, Value v) {
  TRY(checkInitialised(t, futureOf(v)));
  AsyncFutureIterator* i = TRY(allocate<AsyncFutureIterator>(t, futureIteratorType));
  i->future = v;
  return Value(i);
}

namespace {

// --- methods

Value futureInit(Thread* t, Value* args, size_t) {
  TRY(futureInitPy(t, self(args), args[1]));
  return Value::none();
}

Value futureNew(Thread* t, Value* args, size_t) {
  // Not through allocateInstance: a future is registered for finalization when it has something to report.
  Type* type = args[0].as<Type>();
  const Shape* s = type->rootShape;
  uint32_t words = tailWords(s);
  size_t base = type->instanceKind == Kind::AsyncTask ? sizeof(AsyncTask) : sizeof(AsyncFuture);
  if (type->slots.finalize != futureFinalize) {
    Object* o = TRY(allocateInstance(t, type, base));
    futureOf(Value(o))->loop = Value::unbound();
    return Value(o);
  }
  Object* o = TRY(allocateObject(t, base + words * sizeof(Value), type->instanceKind, s->id));
  Value* tail = reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + base);
  for (uint32_t i = 0; i < words; ++i) tail[i] = Value::unbound();
  futureOf(Value(o))->loop = Value::unbound();
  return Value(o);
}

Value resultMethod(Thread* t, Value* args, size_t) { return resultOfPy(t, self(args)); }

Value exceptionMethod(Thread* t, Value* args, size_t) {
  AsyncFuture* f = self(args);
  TRY(checkInitialised(t, f));
  if (f->state == AsyncFuture::Cancelled) {
    Value e = TRY(makeCancelledErrorPy(t, f));
    return raiseValue(t, e);
  }
  if (f->state != AsyncFuture::Finished) return raiseInvalidStatePy(t, "Exception is not set.");
  f->logTraceback = false;
  return f->exception;
}

Value setResultMethod(Thread* t, Value* args, size_t) {
  TRY(setResultPy(t, self(args), args[1]));
  return Value::none();
}
Value setExceptionMethod(Thread* t, Value* args, size_t) {
  TRY(setExceptionPy(t, self(args), args[1]));
  return Value::none();
}

Value addDoneCallback(Thread* t, Value* args, size_t) {
  TRY(checkInitialised(t, self(args)));
  Value context = args[2];
  if (context.isUnbound() || context.isNone()) context = TRY(copyContext(t));
  TRY(addCallbackPy(t, self(args), args[1], context));
  return Value::none();
}

Value removeDoneCallback(Thread* t, Value* args, size_t) {
  AsyncFuture* f = self(args);
  int64_t removed = 0;
  if (!f->callback.isUnbound()) {
    bool same = TRY(equalPy(t, args[1], f->callback));
    if (same) {
      f->callback = f->callbackContext = Value::unbound();
      ++removed;
    }
  }
  if (f->callbacks) {
    List* kept = TRY(makeList(t));
    for (size_t i = 0; f->callbacks && i + 1 < f->callbacks->length; i += 2) {
      Value callback = listItem(f->callbacks, i), context = listItem(f->callbacks, i + 1);
      bool same = TRY(equalPy(t, callback, args[1]));
      if (same) {
        ++removed;
      } else {
        TRY(listAppend(t, kept, callback));
        TRY(listAppend(t, kept, context));
      }
    }
    f->callbacks = kept->length ? kept : nullptr;
    writeBarrier(f);
  }
  return Value::smallInt(removed);
}

Value cancelMethod(Thread* t, Value* args, size_t) {
  TRY(checkInitialised(t, self(args)));
  int done = cancelFuturePy(t, self(args), args[1]);
  if (done < 0) return Value::error();
  return Value::boolean(done);
}
Value cancelledMethod(Thread*, Value* args, size_t) {
  return Value::boolean(!self(args)->loop.isUnbound() && self(args)->state == AsyncFuture::Cancelled);
}
Value doneMethod(Thread*, Value* args, size_t) {
  return Value::boolean(!self(args)->loop.isUnbound() && self(args)->state != AsyncFuture::Pending);
}
Value getLoop(Thread* t, Value* args, size_t) {
  TRY(checkInitialised(t, self(args)));
  return self(args)->loop;
}
Value makeCancelledErrorMethod(Thread* t, Value* args, size_t) { return makeCancelledErrorPy(t, self(args)); }

Value futureRepr(Thread* t, Value v) {
  TRY(checkInitialised(t, futureOf(v)));
  Value f = TRY(futureReprFunction.getPy(t));
  return callPy(t, f, {v});
}

// --- attributes

Value getBlocking(Thread*, Value v) { return Value::boolean(futureOf(v)->blocking); }
bool setBlocking(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  futureOf(v)->blocking = TRY(truthPy(t, value));
  return true;
}
Value getState(Thread* t, Value v) {
  Str* s = TRY(internStr(t, stateName(futureOf(v))));
  return Value(s);
}
Value getLoopAttribute(Thread*, Value v) { return orNone(futureOf(v)->loop); }
Value getCallbacks(Thread* t, Value v) {
  AsyncFuture* f = futureOf(v);
  if (f->callback.isUnbound() && !f->callbacks) return Value::none();
  List* out = TRY(makeList(t));
  auto add = [&](Value callback, Value context) -> bool {
    Tuple* pair = TRY(makeTuple(t, {callback, orNone(context)}));
    return listAppend(t, out, Value(pair));
  };
  if (!f->callback.isUnbound()) TRY(add(f->callback, f->callbackContext));
  for (size_t i = 0; f->callbacks && i + 1 < f->callbacks->length; i += 2)
    TRY(add(listItem(f->callbacks, i), listItem(f->callbacks, i + 1)));
  return Value(out);
}
Value getResult(Thread*, Value v) { return orNone(futureOf(v)->result); }
Value getException(Thread*, Value v) { return orNone(futureOf(v)->exception); }
Value getSourceTraceback(Thread*, Value v) { return orNone(futureOf(v)->sourceTraceback); }
Value getCancelMessage(Thread*, Value v) { return orNone(futureOf(v)->cancelMessage); }
bool setCancelMessage(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  futureOf(v)->cancelMessage = value;
  writeBarrier(v.asObject());
  return true;
}
Value getLogTraceback(Thread*, Value v) { return Value::boolean(futureOf(v)->logTraceback); }
bool setLogTraceback(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  bool on = TRY(truthPy(t, value));
  if (on) return raise(t, exc::ValueError, "_log_traceback can only be set to False");
  futureOf(v)->logTraceback = false;
  return true;
}

// --- awaiting

Value iteratorNext(Thread* t, Value v) {
  auto i = v.as<AsyncFutureIterator>();
  if (i->future.isUnbound()) return Value::unbound();
  Value future = i->future;
  AsyncFuture* f = futureOf(future);
  if (f->state == AsyncFuture::Pending) {
    if (!f->blocking) {
      f->blocking = true;
      return future;
    }
    return raise(t, exc::RuntimeError, "await wasn't used with future");
  }
  i->future = Value::unbound();
  Value result = TRY(resultOfPy(t, f));
  if (result.isNone()) return Value::unbound();
  return raiseWith(t, exc::StopIteration, result);
}

Value iteratorSelf(Thread*, Value v) { return v; }

Value iteratorSend(Thread* t, Value* args, size_t) {
  Value v = TRY(iteratorNext(t, args[0]));
  if (!v.isUnbound()) return v;
  Value e = TRY(makeExceptionPy(t, exc::StopIteration, nullptr, 0));
  return raiseValue(t, e);
}

Value iteratorThrow(Thread* t, Value* args, size_t argc) {
  if (argc < 2 || argc > 4) return raise(t, exc::TypeError, "throw expected at least 1 argument, got {}", argc - 1);
  Value type = args[1], value = argc > 2 ? args[2] : Value::none(), traceback = argc > 3 ? args[3] : Value::none();
  if (!traceback.isNone() && !isa<Traceback>(traceback))
    return raise(t, exc::TypeError, "throw() third argument must be a traceback");
  Value e;
  if (isa<Type>(type) && type.as<Type>()->typeFlags & kExceptionType) {
    if (isa<Exception>(value)) {
      e = value;
    } else {
      e = value.isNone() ? callPy(t, type) : callPy(t, type, {value});
      if (e.isError()) return e;
    }
  } else if (isa<Exception>(type)) {
    if (!value.isNone()) return raise(t, exc::TypeError, "instance exception may not have a separate value");
    e = type;
  } else {
    return raise(t, exc::TypeError, "exceptions must be classes deriving BaseException or instances of such a class");
  }
  args[0].as<AsyncFutureIterator>()->future = Value::unbound();
  if (!traceback.isNone() && isa<Exception>(e)) {
    e.as<Exception>()->traceback = traceback;
    writeBarrier(e.asObject());
  }
  return raiseValue(t, e);
}

Value iteratorClose(Thread*, Value* args, size_t) {
  args[0].as<AsyncFutureIterator>()->future = Value::unbound();
  return Value::none();
}

const NativeDef kIteratorMethods[] = {
    {"send", "(self, value, /)", iteratorSend, nullptr},
    {"throw", "(self, /, *args)", iteratorThrow, nullptr},
    {"close", "(self, /)", iteratorClose, nullptr},
};
const TypeSpec iteratorSpec = {
    .name = "_asyncio.FutureIter",
    .kind = Kind::AsyncFutureIterator,
    .flags = kDisallowNew,
    .slots = {.iter = iteratorSelf, .next = iteratorNext},
    .methods = kIteratorMethods,
};

const NativeDef kMethods[] = {
    {"result", "(self, /)", resultMethod,
     "The result, or raises the exception that was set. Raises CancelledError if it was cancelled, InvalidStateError if it is "
     "not done."},
    {"exception", "(self, /)", exceptionMethod,
     "The exception of a future that is done, or None. Raises CancelledError if it was cancelled, InvalidStateError if it is not "
     "done."},
    {"set_result", "(self, result, /)", setResultMethod,
     "Ends the future with a result. Raises InvalidStateError if it is done."},
    {"set_exception", "(self, exception, /)", setExceptionMethod,
     "Ends the future with an exception. Raises InvalidStateError if it is done."},
    {"add_done_callback", "(self, fn, /, *, context=<absent>)", addDoneCallback,
     "Has the callback called with the future when it is done; by way of call_soon() if it is done already."},
    {"remove_done_callback", "(self, fn, /)", removeDoneCallback,
     "Takes every occurrence of a callback off the list; returns how many there were."},
    {"cancel", "(self, /, msg=None)", cancelMethod,
     "Cancels the future and schedules its callbacks. False if it was done before."},
    {"cancelled", "(self, /)", cancelledMethod, "Return True if the future was cancelled."},
    {"done", "(self, /)", doneMethod, "Whether there is a result or an exception, or the future was cancelled."},
    {"get_loop", "(self, /)", getLoop, "The event loop that the future belongs to."},
    {"_make_cancelled_error", "(self, /)", makeCancelledErrorMethod,
     "Makes the CancelledError to raise; the context it came from is forgotten, so ask once."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};

const GetSetDef kGetSets[] = {
    {"_state", getState, nullptr, nullptr},
    {"_asyncio_future_blocking", getBlocking, setBlocking, nullptr},
    {"_loop", getLoopAttribute, nullptr, nullptr},
    {"_callbacks", getCallbacks, nullptr, nullptr},
    {"_result", getResult, nullptr, nullptr},
    {"_exception", getException, nullptr, nullptr},
    {"_log_traceback", getLogTraceback, setLogTraceback, nullptr},
    {"_source_traceback", getSourceTraceback, nullptr, nullptr},
    {"_cancel_message", getCancelMessage, setCancelMessage, nullptr},
};
const NativeDef kNew = {"__new__", "(cls, /, *args, **kwargs)", futureNew, nullptr};
const NativeDef kInit = {"__init__", "(self, /, *, loop=None)", futureInit, nullptr};

const TypeSpec futureSpec = {
    .name = "_asyncio.Future",
    .kind = Kind::AsyncFuture,
    .flags = kBaseType | kWeakReferable | kHasInstanceDict,
    .slots = {.repr = futureRepr, .iter = futureAwait, .finalize = futureFinalize, .await = futureAwait},
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .init = &kInit,
    .doc =
        "A result that will be there later, to be awaited in an event loop.\n"
        "\n"
        "Unlike concurrent.futures.Future, result() and exception() never wait, callbacks run by way of the loop's call_soon(), "
        "and the functions of concurrent.futures do not accept it.",
};

}  // namespace

const std::span<const NativeDef> kFutureMethods = kMethods;
const std::span<const GetSetDef> kFutureGetSets = kGetSets;

bool initFutures(Thread* t, Module* m) {
  if (!futureType) {
    futureIteratorType = TRY(makeNativeType(t, iteratorSpec));
    addRoot(&futureIteratorType);
    futureType = TRY(makeNativeType(t, futureSpec));
    addRoot(&futureType);
  }
  return moduleSet(t, m, "Future", Value(futureType));
}

Value newFutureObject(Thread* t, Value* args, size_t argc) { return futureNew(t, args, argc); }

}  // namespace typhon::aio
