// async_generator and its awaitables (PEP 525).
#include "runtime/types/async_generator.h"

#include "runtime/exec/frame_object.h"
#include "runtime/exec/warnings.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

Value makeAsyncGeneratorValue(Thread* t, Value v) {
  AsyncGeneratorValue* wrapped = TRY(allocate<AsyncGeneratorValue>(t, types::asyncGeneratorValue));
  wrapped->value = v;
  return Value(wrapped);
}

Value asyncGeneratorSendPy(Thread* t, AsyncGeneratorSend* s, Value v, bool* finished) {
  if (s->state == AwaitableState::Closed) return raise(t, exc::RuntimeError, "cannot reuse already awaited __anext__()/asend()");
  Generator* g = s->generator;
  if (s->state == AwaitableState::Init) {
    if (g->runningAsync) return raise(t, exc::RuntimeError, "anext(): asynchronous generator is already running");
    if (v.isUnbound() || v.isNone()) v = s->value;
    s->state = AwaitableState::Iterating;
  }
  g->runningAsync = true;
  Value result = generatorSendPy(t, g, v);
  if (!result.isError() && !isa<AsyncGeneratorValue>(result)) return result;  // what the generator awaits
  g->runningAsync = false;
  s->state = AwaitableState::Closed;
  if (result.isError()) {
    if (pendingIs(t, exc::StopAsyncIteration) || pendingIs(t, exc::GeneratorExit)) g->closed = true;
    return result;
  }
  *finished = true;
  return result.as<AsyncGeneratorValue>()->value;
}

namespace {

Generator* generatorOf(Value v) { return v.as<Generator>(); }

// The first use of an asynchronous generator tells the event loop (sys.set_asyncgen_hooks).
bool initialiseHooks(Thread* t, Generator* g) {
  if (g->hooksInitialised) return true;
  g->hooksInitialised = true;
  if (!t->asyncGenFinalizer.isUnbound() && !t->asyncGenFinalizer.isNone()) {
    g->origin = t->asyncGenFinalizer;  // asynchronous generators have no cr_origin; the field keeps their finalizer
    writeBarrier(g);
  }
  if (!t->asyncGenFirstIter.isUnbound() && !t->asyncGenFirstIter.isNone()) TRY(callPy(t, t->asyncGenFirstIter, {Value(g)}));
  return true;
}

Value makeSend(Thread* t, Generator* g, Value v) {
  TRY(initialiseHooks(t, g));
  AsyncGeneratorSend* s = TRY(allocate<AsyncGeneratorSend>(t, types::asyncGeneratorSend));
  s->generator = g;
  s->value = v;
  s->state = AwaitableState::Init;
  return Value(s);
}

Value makeThrow(Thread* t, Generator* g, Value exception) {
  TRY(initialiseHooks(t, g));
  AsyncGeneratorThrow* x = TRY(allocate<AsyncGeneratorThrow>(t, types::asyncGeneratorThrow));
  x->generator = g;
  x->exception = exception;
  x->state = AwaitableState::Init;
  return Value(x);
}

// What a step of the generator means to whoever awaits: a wrapped value ends the await with StopIteration(value); anything else
// is relayed; the end of the generator ends it for good.
Value unwrap(Thread* t, Generator* g, Value result) {
  if (result.isError()) {
    if (pendingIs(t, exc::StopAsyncIteration) || pendingIs(t, exc::GeneratorExit)) g->closed = true;
    g->runningAsync = false;
    return result;
  }
  if (isa<AsyncGeneratorValue>(result)) {
    g->runningAsync = false;
    return raiseWith(t, exc::StopIteration, result.as<AsyncGeneratorValue>()->value);
  }
  return result;
}

Value sendStep(Thread* t, AsyncGeneratorSend* s, Value v) {
  bool finished = false;
  Value result = TRY(asyncGeneratorSendPy(t, s, v, &finished));
  return finished ? raiseWith(t, exc::StopIteration, result) : result;
}

Value sendNext(Thread* t, Value v) { return sendStep(t, v.as<AsyncGeneratorSend>(), Value::none()); }
Value sendSend(Thread* t, Value* args, size_t) { return sendStep(t, args[0].as<AsyncGeneratorSend>(), args[1]); }
Value sendThrow(Thread* t, Value* args, size_t) {
  TRY(warnOfThrowPy(t, args, "throw"));
  AsyncGeneratorSend* s = args[0].as<AsyncGeneratorSend>();
  if (s->state == AwaitableState::Closed) return raise(t, exc::RuntimeError, "cannot reuse already awaited __anext__()/asend()");
  if (s->state == AwaitableState::Init) {
    if (s->generator->runningAsync) {
      s->state = AwaitableState::Closed;
      return raise(t, exc::RuntimeError, "anext(): asynchronous generator is already running");
    }
    s->state = AwaitableState::Iterating;
    s->generator->runningAsync = true;
  }
  Value result = unwrap(t, s->generator, generatorThrowPy(t, s->generator, args[1], args[2], args[3]));
  if (result.isError()) s->state = AwaitableState::Closed;
  return result;
}
Value sendClose(Thread* t, Value* args, size_t) {
  AsyncGeneratorSend* s = args[0].as<AsyncGeneratorSend>();
  if (s->state == AwaitableState::Closed) return Value::none();
  Value callArgs[4] = {args[0], Value(exc::GeneratorExit), Value::unbound(), Value::unbound()};
  Value v = sendThrow(t, callArgs, 4);
  if (v.isError()) {
    if (pendingIs(t, exc::StopIteration) || pendingIs(t, exc::StopAsyncIteration) || pendingIs(t, exc::GeneratorExit)) {
      clearPending(t);
      return Value::none();
    }
    return v;
  }
  return raise(t, exc::RuntimeError, "coroutine ignored GeneratorExit");
}

Value throwStep(Thread* t, AsyncGeneratorThrow* x, Value v) {
  Generator* g = x->generator;
  bool closing = x->exception.isUnbound();
  if (x->state == AwaitableState::Closed) return raise(t, exc::RuntimeError, "cannot reuse already awaited aclose()/athrow()");
  Value result;
  if (x->state == AwaitableState::Init) {
    if (g->runningAsync) {
      x->state = AwaitableState::Closed;
      return raise(t, exc::RuntimeError,
                   closing ? "aclose(): asynchronous generator is already running"
                           : "athrow(): asynchronous generator is already running");
    }
    if (g->closed || g->state == Generator::Finished) {
      x->state = AwaitableState::Closed;
      if (closing) return raiseValue(t, TRY(callPy(t, Value(exc::StopIteration))));
      return raiseValue(t, TRY(callPy(t, Value(exc::StopAsyncIteration))));
    }
    if (!v.isNone()) return raise(t, exc::RuntimeError, "can't send non-None value to a just-started coroutine");
    x->state = AwaitableState::Iterating;
    g->runningAsync = true;
    if (closing) {
      g->closed = true;
      result = generatorThrowPy(t, g, Value(exc::GeneratorExit), Value::unbound(), Value::unbound());
      if (isa<AsyncGeneratorValue>(result)) goto ignoredExit;
    } else {
      Tuple* args = x->exception.as<Tuple>();
      result = generatorThrowPy(t, g, args->items[0], args->items[1], args->items[2]);
      result = unwrap(t, g, result);
    }
  } else {
    result = generatorSendPy(t, g, v);
    if (!closing) {
      result = unwrap(t, g, result);
    } else if (isa<AsyncGeneratorValue>(result)) {
      goto ignoredExit;
    }
  }
  if (!result.isError()) return result;
  g->runningAsync = false;
  x->state = AwaitableState::Closed;
  if (closing && (pendingIs(t, exc::StopAsyncIteration) || pendingIs(t, exc::GeneratorExit))) {
    clearPending(t);
    return raiseValue(t, TRY(callPy(t, Value(exc::StopIteration))));
  }
  return result;
ignoredExit:
  g->runningAsync = false;
  x->state = AwaitableState::Closed;
  return raise(t, exc::RuntimeError, "async generator ignored GeneratorExit");
}

Value throwNext(Thread* t, Value v) { return throwStep(t, v.as<AsyncGeneratorThrow>(), Value::none()); }
Value throwSend(Thread* t, Value* args, size_t) { return throwStep(t, args[0].as<AsyncGeneratorThrow>(), args[1]); }
Value throwStepWithPy(Thread* t, Value* args);
Value throwThrow(Thread* t, Value* args, size_t) {
  TRY(warnOfThrowPy(t, args, "throw"));
  return throwStepWithPy(t, args);
}
Value throwStepWithPy(Thread* t, Value* args) {
  AsyncGeneratorThrow* x = args[0].as<AsyncGeneratorThrow>();
  if (x->state == AwaitableState::Closed) return raise(t, exc::RuntimeError, "cannot reuse already awaited aclose()/athrow()");
  bool closing = x->exception.isUnbound();
  if (x->state == AwaitableState::Init) {
    if (x->generator->runningAsync) {
      x->state = AwaitableState::Closed;
      return raise(t, exc::RuntimeError,
                   closing ? "aclose(): asynchronous generator is already running"
                           : "athrow(): asynchronous generator is already running");
    }
    x->state = AwaitableState::Iterating;
    x->generator->runningAsync = true;
  }
  Value result = generatorThrowPy(t, x->generator, args[1], args[2], args[3]);
  if (!closing) {
    result = unwrap(t, x->generator, result);
    if (result.isError()) x->state = AwaitableState::Closed;
    return result;
  }
  if (isa<AsyncGeneratorValue>(result)) {
    x->generator->runningAsync = false;
    x->state = AwaitableState::Closed;
    return raise(t, exc::RuntimeError, "async generator ignored GeneratorExit");
  }
  if (result.isError()) {
    x->generator->runningAsync = false;
    x->state = AwaitableState::Closed;
    if (pendingIs(t, exc::StopAsyncIteration) || pendingIs(t, exc::GeneratorExit)) {
      clearPending(t);
      return raiseValue(t, TRY(callPy(t, Value(exc::StopIteration))));
    }
  }
  return result;
}
Value throwClose(Thread* t, Value* args, size_t) {
  AsyncGeneratorThrow* x = args[0].as<AsyncGeneratorThrow>();
  if (x->state == AwaitableState::Closed) return Value::none();
  Value callArgs[4] = {args[0], Value(exc::GeneratorExit), Value::unbound(), Value::unbound()};
  Value v = throwStepWithPy(t, callArgs);
  if (v.isError()) {
    if (pendingIs(t, exc::StopIteration) || pendingIs(t, exc::StopAsyncIteration) || pendingIs(t, exc::GeneratorExit)) {
      clearPending(t);
      return Value::none();
    }
    return v;
  }
  return raise(t, exc::RuntimeError, "coroutine ignored GeneratorExit");
}

Value itself(Thread*, Value v) { return v; }
Value anext(Thread* t, Value v) { return makeSend(t, generatorOf(v), Value::none()); }
Value asend(Thread* t, Value* args, size_t) { return makeSend(t, generatorOf(args[0]), args[1]); }
Value athrow(Thread* t, Value* args, size_t) {
  TRY(warnOfThrowPy(t, args, "athrow"));
  return makeThrow(t, generatorOf(args[0]), Value(TRY(makeTuple(t, {args[1], args[2], args[3]}))));
}
Value aclose(Thread* t, Value* args, size_t) { return makeThrow(t, generatorOf(args[0]), Value::unbound()); }

Value repr(Thread* t, Value v) {
  return Value(
      TRY(makeStr(t, fmt::format("<async_generator object {} at {:#x}>", toUtf8(generatorOf(v)->qualifiedName), v.bits() - 1))));
}

// A suspended asynchronous generator that is collected is closed by the event loop, which was told how at the first iteration.
void finalize(Thread* t, Value v) {
  Generator* g = generatorOf(v);
  if (g->state != Generator::Suspended) return;
  PendingSaver saver(t);
  if (!g->origin.isNone() && !g->closed) {
    if (callPy(t, g->origin, {v}).isError()) writeUnraisablePy(t, g->origin);
    return;
  }
  if (generatorClosePy(t, g).isError()) writeUnraisablePy(t, v);
}

Value getName(Thread*, Value v) { return Value(generatorOf(v)->name); }
Value getQualifiedName(Thread*, Value v) { return Value(generatorOf(v)->qualifiedName); }
bool setName(Thread* t, Value v, Value text) {
  if (!isa<Str>(text)) return raise(t, exc::TypeError, "__name__ must be set to a string object");
  generatorOf(v)->name = text.as<Str>();
  writeBarrier(v.asObject());
  return true;
}
bool setQualifiedName(Thread* t, Value v, Value text) {
  if (!isa<Str>(text)) return raise(t, exc::TypeError, "__qualname__ must be set to a string object");
  generatorOf(v)->qualifiedName = text.as<Str>();
  writeBarrier(v.asObject());
  return true;
}
Value getDelegate(Thread*, Value v) {
  Value d = generatorDelegate(generatorOf(v));
  return d.isUnbound() ? Value::none() : d;
}
Value getRunning(Thread*, Value v) { return Value::boolean(generatorOf(v)->runningAsync); }
Value getSuspended(Thread*, Value v) { return Value::boolean(generatorOf(v)->state == Generator::Suspended); }
Value getCode(Thread*, Value v) { return Value(generatorOf(v)->code); }
Value getFrame(Thread* t, Value v) {
  FrameObject* f = generatorFrameObject(t, generatorOf(v));
  if (!f) return t->pending.isUnbound() ? Value::none() : Value::error();
  return Value(f);
}
Value classGetItem(Thread* t, Value* args, size_t) { return makeGenericAlias(t, args[0], args[1]); }

const NativeDef kMethods[] = {
    {"asend", "(self, v, /)", asend, "asend(v) -> send 'v' in generator."},
    {"athrow", "(self, typ, val=<absent>, tb=<absent>, /)", athrow, "athrow(value)\nathrow(type[,value[,tb]])"},
    {"aclose", "(self, /)", aclose, "aclose() -> raise GeneratorExit inside generator."},
    {"__class_getitem__", "(cls, item, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};
const GetSetDef kGetSets[] = {
    {"__name__", getName, setName, "name of the async generator"},
    {"__qualname__", getQualifiedName, setQualifiedName, "qualified name of the async generator"},
    {"ag_await", getDelegate, nullptr, "object being awaited on, or None"},
    {"ag_running", getRunning, nullptr, nullptr},
    {"ag_frame", getFrame, nullptr, nullptr},
    {"ag_suspended", getSuspended, nullptr, nullptr},
    {"ag_code", getCode, nullptr, nullptr},
};
const NativeDef kSendMethods[] = {
    {"send", "(self, arg, /)", sendSend, "send(arg) -> send 'arg' into coroutine"},
    {"throw", "(self, typ, val=<absent>, tb=<absent>, /)", sendThrow, "throw(value)\nthrow(type[,value[,tb]])"},
    {"close", "(self, /)", sendClose, "close() -> raise GeneratorExit inside generator."},
};
const NativeDef kThrowMethods[] = {
    {"send", "(self, arg, /)", throwSend, "send(arg) -> send 'arg' into coroutine"},
    {"throw", "(self, typ, val=<absent>, tb=<absent>, /)", throwThrow, "throw(value)\nthrow(type[,value[,tb]])"},
    {"close", "(self, /)", throwClose, "close() -> raise GeneratorExit inside generator."},
};

}  // namespace

extern const TypeSpec asyncGeneratorSpec{.name = "async_generator",
                                         .kind = Kind::Generator,
                                         .flags = kDisallowNew | kWeakReferable,
                                         .slots = {.repr = repr, .finalize = finalize, .aiter = itself, .anext = anext},
                                         .methods = kMethods,
                                         .getsets = kGetSets};
extern const TypeSpec asyncGeneratorSendSpec{.name = "async_generator_asend",
                                             .kind = Kind::AsyncGeneratorSend,
                                             .flags = kDisallowNew,
                                             .slots = {.iter = itself, .next = sendNext, .await = itself},
                                             .methods = kSendMethods};
extern const TypeSpec asyncGeneratorThrowSpec{.name = "async_generator_athrow",
                                              .kind = Kind::AsyncGeneratorThrow,
                                              .flags = kDisallowNew,
                                              .slots = {.iter = itself, .next = throwNext, .await = itself},
                                              .methods = kThrowMethods};
extern const TypeSpec asyncGeneratorValueSpec{
    .name = "async_generator_wrapped_value", .kind = Kind::AsyncGeneratorValue, .flags = kDisallowNew};

size_t sizeOf_AsyncGeneratorSend(const Object*) { return sizeof(AsyncGeneratorSend); }
void trace_AsyncGeneratorSend(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<AsyncGeneratorSend*>(o)->generator);
  tracer.visit(static_cast<AsyncGeneratorSend*>(o)->value);
}
size_t sizeOf_AsyncGeneratorThrow(const Object*) { return sizeof(AsyncGeneratorThrow); }
void trace_AsyncGeneratorThrow(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<AsyncGeneratorThrow*>(o)->generator);
  tracer.visit(static_cast<AsyncGeneratorThrow*>(o)->exception);
}
size_t sizeOf_AsyncGeneratorValue(const Object*) { return sizeof(AsyncGeneratorValue); }
void trace_AsyncGeneratorValue(Object* o, Tracer& tracer) { tracer.visit(static_cast<AsyncGeneratorValue*>(o)->value); }

}  // namespace typhon
