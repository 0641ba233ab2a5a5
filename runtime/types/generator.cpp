// generator and coroutine: the protocol that drives a suspended activation.
#include "runtime/types/generator.h"

#include "runtime/exec/engine.h"
#include "runtime/exec/frame_object.h"
#include "runtime/exec/warnings.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/library.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/async_generator.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

constinit thread_local uint32_t coroutineOriginDepth = 0;

namespace {

// warnings._warn_unawaited_coroutine(), which tells where the coroutine was made: whether it has warned.
bool warnWithOriginPy(Thread* t, Generator* g) {
  Str* name = internStr(t, "warnings");
  Value module = !name ? Value::error() : g->origin.isNone() ? loadedModule(t, name) : importPy(t, "warnings");
  if (module.isUnbound() || module.isNone()) return false;
  Str* function = module.isError() ? nullptr : internStr(t, "_warn_unawaited_coroutine");
  Value warn = function ? findAttrPy(t, module, function) : Value::error();
  if (warn.isUnbound()) return false;
  if (!warn.isError() && !callPy(t, warn, {Value(g)}).isError()) return true;
  bool asked = pendingIs(t, exc::RuntimeWarning);  // a filter has made an exception of it
  writeUnraisablePy(t, Value(g));
  return asked;
}

}  // namespace

void warnNeverAwaitedPy(Thread* t, Generator* g) {
  if (warnWithOriginPy(t, g)) return;
  if (!warnPy(t, exc::RuntimeWarning, fmt::format("coroutine '{}' was never awaited", toUtf8(g->qualifiedName))))
    writeUnraisablePy(t, Value(g));
}

const char* generatorNoun(const Generator* g) {
  return g->flavour == 1 ? "coroutine" : g->flavour == 2 ? "async generator" : "generator";
}

Value generatorDelegate(const Generator* g) {
  if (g->state != Generator::Suspended || g->pc->op != bytecode::Op::YIELD_DELEGATE) return Value::unbound();
  uint32_t c = g->pc->c;
  size_t index = static_cast<size_t>(g->pc - g->code->words);
  if (index > 0 && (*g->code->unit)->code[index - 1].op == bytecode::Op::EXT) c |= uint32_t{g->pc[-1].c} << 16;
  return g->registers[c];
}

Raised raiseStopIterationPy(Thread* t, Value result) {
  if (result.isNone()) return raiseValue(t, TRY(callPy(t, Value(exc::StopIteration))));
  // Made by hand: a tuple or exception as result must not be taken apart by the constructor.
  return raiseWith(t, exc::StopIteration, result);
}

namespace {

Generator* self(Value* args) { return args[0].as<Generator>(); }

// Resumes with a value or an exception and turns the outcome into what send() and throw() give: the yielded value, or the error
// mark with StopIteration(result) pending.
Value resume(Thread* t, Generator* g, Value value, Value exception) {
  Value result;
  Value v = TRY(resumeGeneratorPy(t, g, value, exception, &result));
  if (!v.isUnbound()) return v;
  if (g->flavour == 2) return raiseValue(t, TRY(callPy(t, Value(exc::StopAsyncIteration))));
  return raiseStopIterationPy(t, result);
}

Raised alreadyExecuting(Thread* t, Generator* g) { return raise(t, exc::ValueError, "{} already executing", generatorNoun(g)); }

// What a finished generator answers to send() and next().
Value finishedAnswer(Thread* t, Generator* g, bool closing) {
  if (g->flavour == 1 && !closing) return raise(t, exc::RuntimeError, "cannot reuse already awaited coroutine");
  if (g->flavour == 2) return raiseValue(t, TRY(callPy(t, Value(exc::StopAsyncIteration))));
  return raiseValue(t, TRY(callPy(t, Value(exc::StopIteration))));
}

}  // namespace

Value generatorSendPy(Thread* t, Generator* g, Value value) {
  bool next = value.isUnbound();
  switch (g->state) {
    case Generator::Running:
      return alreadyExecuting(t, g);
    case Generator::Finished:
      return finishedAnswer(t, g, false);
    case Generator::Created:
      if (!next && !value.isNone())
        return raise(t, exc::TypeError, "can't send non-None value to a just-started {}", generatorNoun(g));
      break;
    case Generator::Suspended:
      break;
  }
  return resume(t, g, next ? Value::none() : value, Value::unbound());
}

namespace {

// next(): the end is Unbound, no StopIteration is made unless it carries a value.
Value generatorNext(Thread* t, Value v) {
  Generator* g = v.as<Generator>();
  if (g->state == Generator::Running) return alreadyExecuting(t, g);
  if (g->state == Generator::Finished) return Value::unbound();
  Value result;
  Value yielded = TRY(resumeGeneratorPy(t, g, Value::none(), Value::unbound(), &result));
  if (!yielded.isUnbound() || result.isNone()) return yielded;
  return raiseWith(t, exc::StopIteration, result);
}

// The instance that an exception's class and value mean.
Value makeThrownPy(Thread* t, Type* type, Value value) {
  Value e;
  if (value.isUnbound() || value.isNone()) {
    e = TRY(callPy(t, Value(type)));
  } else if (isInstance(value, type)) {
    e = value;
  } else if (isa<Tuple>(value)) {
    e = TRY(callPy(t, Value(type), Args{value.as<Tuple>()->items, value.as<Tuple>()->length, nullptr}));
  } else {
    e = TRY(callPy(t, Value(type), {value}));
  }
  if (isa<Exception>(e)) return e;
  std::string text = TRY(reprTextPy(t, Value(type)));
  return raise(t, exc::TypeError, "calling {} should have returned an instance of BaseException, not {}", text, typeName(e));
}

// The exception that throw(type, value, traceback) means, with its traceback set; if it cannot be made, why: that is thrown then.
// The error mark with an exception pending on bad arguments.
Value exceptionToThrow(Thread* t, Value type, Value value, Value traceback) {
  if (traceback.isNone()) traceback = Value::unbound();
  if (!traceback.isUnbound() && !isa<Traceback>(traceback)) {
    return raise(t, exc::TypeError, "throw() third argument must be a traceback object");
  }
  Value e;
  if (isa<Type>(type) && type.as<Type>()->typeFlags & kExceptionType) {
    e = makeThrownPy(t, type.as<Type>(), value);
    if (e.isError()) return takePending(t);
  } else if (isa<Exception>(type)) {
    if (!value.isUnbound() && !value.isNone())
      return raise(t, exc::TypeError, "instance exception may not have a separate value");
    e = type;
  } else {
    return raise(t, exc::TypeError, "exceptions must be classes or instances deriving from BaseException, not {}",
                 typeName(type));
  }
  if (!traceback.isUnbound()) {
    e.as<Exception>()->traceback = traceback;
    writeBarrier(e.asObject());
  }
  return e;
}

}  // namespace

bool warnOfThrowPy(Thread* t, const Value* args, const char* method) {
  if (args[2].isUnbound() && args[3].isUnbound()) return true;
  // 3.11's library does so itself.
  if (versionQuirks().throwsTriples && t->frame && isLibraryFile(toUtf8(t->frame->code->filename))) return true;
  return warnPy(
      t, exc::DeprecationWarning,
      fmt::format("the (type, exc, tb) signature of {}() is deprecated, use the single-arg signature instead.", method));
}

namespace {

// Closes an iterator that is delegated to: close() of generators, the method `close` of anything else.
bool closeDelegate(Thread* t, Value delegate) {
  if (isa<Generator>(delegate) && delegate.as<Generator>()->flavour != 2) {
    TRY(generatorClosePy(t, delegate.as<Generator>()));
    return true;
  }
  Value close = findAttrPy(t, delegate, names::close);
  if (close.isError()) {
    writeUnraisablePy(t, delegate);
    return true;
  }
  if (close.isUnbound()) return true;
  TRY(callPy(t, close));
  return true;
}

}  // namespace

namespace {

// The frame of a suspended generator while what it delegates to runs without it: whoever looks at the stack from there sees it.
class DelegatingFrame {
 public:
  DelegatingFrame(Thread* t, Generator* g) : t_(t), frame_(pushGenerator(t, g, Value::none(), Continuation::Entry, 0)) {
    // It handles no exception of its own meanwhile.
    if (frame_) t->handled = g->handled.previous;
  }
  // False: there is no room for it, with an exception pending.
  bool ok() const { return frame_; }
  ~DelegatingFrame() {
    if (frame_) suspendGenerator(t_, frame_);
  }
  DelegatingFrame(const DelegatingFrame&) = delete;

 private:
  Thread* t_;
  Frame* frame_;
};

}  // namespace

Value generatorThrowPy(Thread* t, Generator* g, Value type, Value value, Value traceback) {
  if (g->state == Generator::Running) return alreadyExecuting(t, g);
  Value delegate = generatorDelegate(g);
  if (!delegate.isUnbound()) {
    bool generatorExit = (isa<Type>(type) && isSubtype(type.as<Type>(), exc::GeneratorExit)) ||
                         (isa<Exception>(type) && isInstance(type, exc::GeneratorExit));
    if (generatorExit) {
      g->state = Generator::Running;
      bool ok = closeDelegate(t, delegate);
      g->state = Generator::Suspended;
      if (!ok) return resume(t, g, Value::none(), takePending(t));
    } else {
      Value v;
      if (isa<Generator>(delegate) && delegate.as<Generator>()->flavour != 2) {
        DelegatingFrame frame(t, g);
        if (!frame.ok()) return Raised{};
        v = generatorThrowPy(t, delegate.as<Generator>(), type, value, traceback);
      } else {
        Value method = TRY(findAttrPy(t, delegate, names::throw_));
        if (method.isUnbound()) goto here;
        Value args[3] = {type, value, traceback};
        size_t count = value.isUnbound() ? 1 : traceback.isUnbound() ? 2 : 3;
        g->state = Generator::Running;
        v = callPy(t, method, Args{args, count, nullptr});
        g->state = Generator::Suspended;
      }
      if (!v.isError()) return v;
      // The handler around the YIELD_DELEGATE turns a StopIteration into the delegation's result.
      return resume(t, g, Value::none(), takePending(t));
    }
  }
here:
  Value e = TRY(exceptionToThrow(t, type, value, traceback));
  if (g->state == Generator::Finished) {
    if (g->flavour == 1) return raise(t, exc::RuntimeError, "cannot reuse already awaited coroutine");
    restorePending(t, e);
    return Raised{};
  }
  return resume(t, g, Value::none(), e);
}

Value generatorClosePy(Thread* t, Generator* g) {
  if (g->state == Generator::Running) return alreadyExecuting(t, g);
  if (g->state == Generator::Finished) return Value::none();
  if (g->state == Generator::Created) {
    g->state = Generator::Finished;
    for (uint32_t i = 0; i < g->registerCount; ++i) g->registers[i] = Value::unbound();
    return Value::none();
  }
  Value e = Value::unbound();
  Value delegate = generatorDelegate(g);
  if (!delegate.isUnbound()) {
    g->state = Generator::Running;
    bool ok = closeDelegate(t, delegate);
    g->state = Generator::Suspended;
    if (!ok) e = takePending(t);
  }
  if (e.isUnbound()) {
    // Raised here, so that it gets the context of whoever closes the generator.
    e = TRY(callPy(t, Value(exc::GeneratorExit)));
    (void)raiseValue(t, e);
    e = takePending(t);
  }
  Value result;
  Value v = resumeGeneratorPy(t, g, Value::none(), e, &result);
  if (v.isError()) {
    if (pendingIs(t, exc::StopIteration) || pendingIs(t, exc::GeneratorExit)) {
      clearPending(t);
      return Value::none();
    }
    return Raised{};
  }
  if (v.isUnbound()) return Value::none();
  const char* what = g->flavour == 1   ? "coroutine ignored GeneratorExit"
                     : g->flavour == 2 ? "async generator ignored GeneratorExit"
                                       : "generator ignored GeneratorExit";
  return raise(t, exc::RuntimeError, "{}", what);
}

namespace {

Value sendMethod(Thread* t, Value* args, size_t) { return generatorSendPy(t, self(args), args[1]); }
Value throwMethod(Thread* t, Value* args, size_t) {
  TRY(warnOfThrowPy(t, args, "throw"));
  return generatorThrowPy(t, self(args), args[1], args[2], args[3]);
}
Value closeMethod(Thread* t, Value* args, size_t) { return generatorClosePy(t, self(args)); }
Value iterSelf(Thread*, Value v) { return v; }

Value repr(Thread* t, Value v) {
  Generator* g = v.as<Generator>();
  return Value(TRY(makeStr(t, fmt::format("<{}{} object {} at {:#x}>", g->flavour == 2 ? "async_" : "",
                                          g->flavour == 1 ? "coroutine" : "generator", toUtf8(g->qualifiedName), v.bits() - 1))));
}

// A generator that is collected while suspended inside a try or with runs its cleanup code.
void finalize(Thread* t, Value v) {
  Generator* g = v.as<Generator>();
  if (g->state == Generator::Finished || g->state == Generator::Running) return;
  PendingSaver saver(t);
  if (g->flavour == 1 && g->state == Generator::Created) {
    warnNeverAwaitedPy(t, g);
    return;
  }
  if (generatorClosePy(t, g).isError()) writeUnraisablePy(t, v);
}

Value getName(Thread*, Value v) { return Value(v.as<Generator>()->name); }
Value getQualifiedName(Thread*, Value v) { return Value(v.as<Generator>()->qualifiedName); }
bool setText(Thread* t, Value v, Value text, Str* Generator::* field, const char* what) {
  if (!isa<Str>(text)) return raise(t, exc::TypeError, "{} must be set to a string object", what);
  v.as<Generator>()->*field = text.as<Str>();
  writeBarrier(v.asObject());
  return true;
}
bool setName(Thread* t, Value v, Value text) { return setText(t, v, text, &Generator::name, "__name__"); }
bool setQualifiedName(Thread* t, Value v, Value text) { return setText(t, v, text, &Generator::qualifiedName, "__qualname__"); }
Value getDelegate(Thread*, Value v) {
  Value d = generatorDelegate(v.as<Generator>());
  return d.isUnbound() ? Value::none() : d;
}
Value getRunning(Thread*, Value v) { return Value::boolean(v.as<Generator>()->state == Generator::Running); }
Value getSuspended(Thread*, Value v) { return Value::boolean(v.as<Generator>()->state == Generator::Suspended); }
Value getCode(Thread*, Value v) { return Value(v.as<Generator>()->code); }
Value getFrame(Thread* t, Value v) {
  FrameObject* f = generatorFrameObject(t, v.as<Generator>());
  if (!f) return t->pending.isUnbound() ? Value::none() : Value::error();
  return Value(f);
}
Value getOrigin(Thread*, Value v) { return v.as<Generator>()->origin; }

const NativeDef kGeneratorMethods[] = {
    {"send", "(self, arg, /)", sendMethod,
     "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."},
    {"throw", "(self, typ, val=<absent>, tb=<absent>, /)", throwMethod,
     "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or "
     "raise\nStopIteration.\n"
     "the (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python."},
    {"close", "(self, /)", closeMethod, "close() -> raise GeneratorExit inside generator."},
};
const GetSetDef kGeneratorGetSets[] = {
    {"__name__", getName, setName, "name of the generator"},
    {"__qualname__", getQualifiedName, setQualifiedName, "qualified name of the generator"},
    {"gi_yieldfrom", getDelegate, nullptr, "object being iterated by yield from, or None"},
    {"gi_running", getRunning, nullptr, nullptr},
    {"gi_frame", getFrame, nullptr, nullptr},
    {"gi_suspended", getSuspended, nullptr, nullptr},
    {"gi_code", getCode, nullptr, nullptr},
};

const NativeDef kCoroutineMethods[] = {
    {"send", "(self, arg, /)", sendMethod,
     "send(arg) -> send 'arg' into coroutine,\nreturn next yielded value or raise StopIteration."},
    {"throw", "(self, typ, val=<absent>, tb=<absent>, /)", throwMethod,
     "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\n"
     "StopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python."},
    {"close", "(self, /)", closeMethod, "close() -> raise GeneratorExit inside coroutine."},
};
const GetSetDef kCoroutineGetSets[] = {
    {"__name__", getName, setName, "name of the coroutine"},
    {"__qualname__", getQualifiedName, setQualifiedName, "qualified name of the coroutine"},
    {"cr_await", getDelegate, nullptr, "object being awaited on, or None"},
    {"cr_running", getRunning, nullptr, nullptr},
    {"cr_frame", getFrame, nullptr, nullptr},
    {"cr_suspended", getSuspended, nullptr, nullptr},
    {"cr_code", getCode, nullptr, nullptr},
    {"cr_origin", getOrigin, nullptr, nullptr},
};

}  // namespace

// coroutine.__await__(): an iterator over a coroutine.
struct CoroutineWrapper : Object {
  Generator* coroutine;
};

namespace {

Value coroutineAwait(Thread* t, Value v) {
  CoroutineWrapper* w = TRY(allocate<CoroutineWrapper>(t, types::coroutineWrapper));
  w->coroutine = v.as<Generator>();
  return Value(w);
}
Value wrapperNext(Thread* t, Value v) { return generatorSendPy(t, v.as<CoroutineWrapper>()->coroutine, Value::none()); }
Value wrapperSend(Thread* t, Value* args, size_t) {
  return generatorSendPy(t, args[0].as<CoroutineWrapper>()->coroutine, args[1]);
}
Value wrapperThrow(Thread* t, Value* args, size_t) {
  TRY(warnOfThrowPy(t, args, "throw"));
  return generatorThrowPy(t, args[0].as<CoroutineWrapper>()->coroutine, args[1], args[2], args[3]);
}
Value wrapperClose(Thread* t, Value* args, size_t) { return generatorClosePy(t, args[0].as<CoroutineWrapper>()->coroutine); }

const NativeDef kWrapperMethods[] = {
    {"send", "(self, arg, /)", wrapperSend,
     "send(arg) -> send 'arg' into coroutine\nreturn next yielded value or raise StopIteration."},
    {"throw", "(self, typ, val=<absent>, tb=<absent>, /)", wrapperThrow, "throw(value)\nthrow(type[,value[,traceback]])"},
    {"close", "(self, /)", wrapperClose, "close() -> raise GeneratorExit inside coroutine."},
};

}  // namespace

extern const TypeSpec generatorSpec{.name = "generator",
                                    .kind = Kind::Generator,
                                    .flags = kDisallowNew | kWeakReferable,
                                    .slots = {.repr = repr, .iter = iterSelf, .next = generatorNext, .finalize = finalize},
                                    .methods = kGeneratorMethods,
                                    .getsets = kGeneratorGetSets};
extern const TypeSpec coroutineSpec{.name = "coroutine",
                                    .kind = Kind::Generator,
                                    .flags = kDisallowNew | kWeakReferable,
                                    .slots = {.repr = repr, .finalize = finalize, .await = coroutineAwait},
                                    .methods = kCoroutineMethods,
                                    .getsets = kCoroutineGetSets};
extern const TypeSpec coroutineWrapperSpec{.name = "coroutine_wrapper",
                                           .kind = Kind::CoroutineWrapper,
                                           .flags = kDisallowNew,
                                           .slots = {.iter = iterSelf, .next = wrapperNext},
                                           .methods = kWrapperMethods,
                                           .doc = "A wrapper object implementing __await__ for coroutines."};

size_t sizeOf_CoroutineWrapper(const Object*) { return sizeof(CoroutineWrapper); }
void trace_CoroutineWrapper(Object* o, Tracer& tracer) { tracer.visit(static_cast<CoroutineWrapper*>(o)->coroutine); }

size_t sizeOf_Generator(const Object* o) {
  return sizeof(Generator) + static_cast<const Generator*>(o)->registerCount * sizeof(Value);
}
void trace_Generator(Object* o, Tracer& tracer) {
  Generator* g = static_cast<Generator*>(o);
  tracer.visit(g->function);
  tracer.visit(g->code);
  tracer.visit(g->name);
  tracer.visit(g->qualifiedName);
  tracer.visit(g->handled.exception);
  tracer.visit(g->origin);
  tracer.visit(g->frameObject);
  // Registers may hold stale words, as those of frames do.
  if (g->state == Generator::Created || g->state == Generator::Suspended)
    tracer.visitConservative(g->registers, g->registers + g->registerCount);
}

}  // namespace typhon
