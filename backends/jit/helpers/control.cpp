// Calls, iteration, generators, exceptions of compiled code, and the ways out of it.
#include "backends/jit/helpers/support.h"
#include "backends/jit/host/state.h"
#include "runtime/exec/stack.h"
#include "runtime/exec/steps/feed.h"
#include "runtime/exec/tracing.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/float.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {
namespace {

// The frame of a call whose parameters, so many, lie where its registers will be; null when there is no room.
Frame* enterInPlace(Thread* t, Frame* frame, Value* window, Function* f, uint64_t parameters) {
  Code* code = f->code;
  Value* registers = window + bytecode::kFrameHeaderWords;
  if (registers + code->registerCount + kStackSlack > t->stackLimit || t->recursion >= t->recursionLimit) [[unlikely]]
    return nullptr;
  ++t->recursion;
  Frame* callee = reinterpret_cast<Frame*>(window);
  callee->function = f;
  callee->code = code;
  callee->pc = code->words;
  callee->caller = frame;
  callee->state = static_cast<uint64_t>(Continuation::Entry);
  callee->locals = Value::unbound();
  for (uint64_t i = parameters; i < code->localCount; ++i) registers[i] = Value::unbound();
  t->frame = callee;
  return callee;
}

}  // namespace

void leaveFeed(Frame* frame, uint32_t depth) {
  for (; depth; --depth) frame = frame->caller;
  if (frame->continuation == Continuation::Feed) frame->continuation = Continuation::Entry;
}

Value runCallee(Thread* t, Frame* callee) {
  CodeState* state = static_cast<CodeState*>(callee->code->compiled);
  if (state && state->entry && !stackIsShort(t) && !isTraced(t)) [[likely]]
    return state->entry(t, callee);
  leaveFeed(callee, 0);
  return t->engine->run(t, callee);
}

JIT_HELPER(call, uint64_t window, uint64_t argc) {
  Value* w = frame->registers() + window;
  if (isa<Function>(w[0])) {
    Code* code = w[0].as<Function>()->code;
    // Of what is missing the defaults, where they will be: behind the frame there is slack for them.
    bool complete = code->simpleArguments &&
                    (argc == code->argCount ||
                     (argc < code->argCount && w + bytecode::kFrameHeaderWords + code->argCount + kStackSlack <= t->stackLimit &&
                      steps::fillDefaults(w[0].as<Function>(), w + bytecode::kFrameHeaderWords, argc)));
    if (complete) [[likely]]
      if (Frame* callee = enterInPlace(t, frame, w, w[0].as<Function>(), code->argCount)) return runCallee(t, callee).bits();
  } else if (isa<NativeFunction>(w[0])) {
    Value result;
    if (argc && isa<Generator>(w[bytecode::kFrameHeaderWords]) && resumeByCall(t, w, argc, &result)) return result.bits();
    return steps::callNativeWindow(t, w[0].as<NativeFunction>(), w + bytecode::kFrameHeaderWords, argc).bits();
  }
  Value out;
  Step step = steps::callWindow(t, frame, w, argc, nullptr, 0, &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(call_bound, uint64_t function, uint64_t window) {
  Value* w = frame->registers() + window;
  Function* f = value(function).as<Function>();
  uint32_t parameters = f->code->parameterCount;
  Frame* callee = enterInPlace(t, frame, w, f, parameters);
  if (!callee) {
    callee = pushFrame(t, f, f->code);
    if (!callee) return flag(false);
    Value* registers = callee->registers();
    for (uint32_t i = 0; i < parameters; ++i) registers[i] = w[bytecode::kFrameHeaderWords + i];
    for (uint32_t i = parameters; i < f->code->localCount; ++i) registers[i] = Value::unbound();
  }
  return runCallee(t, callee).bits();
}
JIT_HELPER(keyword_default, uint64_t function, uint64_t name) {
  Dict* defaults = value(function).as<Function>()->keywordDefaults;
  return (defaults ? dictGetStr(defaults, text(name)) : Value::unbound()).bits();
}
JIT_HELPER(call_kw, uint64_t window, uint64_t argc) {
  Value* w = frame->registers() + window;
  Value out;
  Step step = steps::callWindow(t, frame, w, argc, w[1].as<Tuple>(), 0, &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(call_method, uint64_t window, uint64_t argc) {
  Value* w = frame->registers() + window;
  if (!w[bytecode::kFrameHeaderWords].isUnbound()) return typhon_jit_call(t, frame, window, argc + 1);
  Value out;
  Step step = steps::callMethodWindow(t, frame, w, argc, nullptr, 0, &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(call_method_kw, uint64_t window, uint64_t argc) {
  Value* w = frame->registers() + window;
  Value out;
  Step step = steps::callMethodWindow(t, frame, w, argc, w[1].as<Tuple>(), 0, &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(call_filled, uint64_t callee, uint64_t window, uint64_t argc) {
  Value* args = frame->registers() + window + bytecode::kFrameHeaderWords;
  if (isa<Type>(value(callee))) return steps::constructNativePy(t, value(callee).as<Type>(), args, argc).bits();
  return steps::callFilledWindow(t, value(callee).as<NativeFunction>(), args, argc).bits();
}
JIT_HELPER(run_callee, uint64_t callee) { return t->engine->run(t, reinterpret_cast<Frame*>(callee)).bits(); }
JIT_HELPER(call_ex, uint64_t window) {
  Value* w = frame->registers() + window;
  Value* registers = w + bytecode::kFrameHeaderWords;
  if (isa<Function>(w[0])) {
    Function* f = w[0].as<Function>();
    Tuple* arguments = registers[0].as<Tuple>();
    bool plain = f->code->simpleArguments && arguments->length == f->code->argCount;
    if (plain && (registers[1].isUnbound() || registers[1].as<Dict>()->used == 0)) {
      if (Frame* callee = enterInPlace(t, frame, w, f, f->code->localCount)) {
        for (size_t i = 0; i < arguments->length; ++i) registers[i] = arguments->items[i];
        for (size_t i = arguments->length; i < f->code->localCount; ++i) registers[i] = Value::unbound();
        return runCallee(t, callee).bits();
      }
    }
  }
  Value out;
  Step step = steps::callExWindow(t, frame, w, 0, &out);
  return finishStep(t, step, out).bits();
}

JIT_HELPER(unpack_sequence, uint64_t v, uint64_t count, uint64_t to) {
  return flag(unpackPy(t, value(v), count, frame->registers() + to));
}
JIT_HELPER(unpack_ex, uint64_t v, uint64_t counts, uint64_t to) {
  return flag(unpackExPy(t, value(v), counts & 0xff, counts >> 8, frame->registers() + to));
}
JIT_HELPER(is_stop_iteration, uint64_t e) { return Value::boolean(isInstance(value(e), exc::StopIteration)).bits(); }
JIT_HELPER(end_or_error) { return endOrErrorPy(t).bits(); }
JIT_HELPER(end_async_for, uint64_t e) {
  if (isInstance(value(e), exc::StopAsyncIteration)) return flag(true);
  restorePending(t, value(e));
  return flag(false);
}

JIT_HELPER(raise, uint64_t e, uint64_t cause) {
  (void)raiseStatementPy(t, value(e), value(cause));
  return flag(false);
}
JIT_HELPER(reraise_current) {
  // An exception raised again as it was gets no further traceback entry here.
  bool active = !handledException(t).isUnbound();
  (void)steps::raiseCurrent(t);
  if (!active) addTraceback(t, frame);
  return flag(false);
}
JIT_HELPER(reraise, uint64_t e) {
  restorePending(t, value(e));
  return flag(false);
}
JIT_HELPER(push_exc, uint64_t e) {
  Value previous = t->handled->exception;
  t->handled->exception = value(e);
  if (frame->flags & kFrameOfGenerator) writeBarrier(frame->locals.asObject());
  return previous.bits();
}
JIT_HELPER(pop_exc, uint64_t e) {
  t->handled->exception = value(e);
  if (frame->flags & kFrameOfGenerator) writeBarrier(frame->locals.asObject());
  return flag(true);
}
JIT_HELPER(exc_derives, uint64_t type, uint64_t base) {
  return Value::boolean(isSubtype(value(type).as<Type>(), value(base).as<Type>())).bits();
}
JIT_HELPER(new_exception, uint64_t type, uint64_t arguments) {
  Exception* e = newException(t, value(type).as<Type>(), value(arguments).as<Tuple>());
  return e ? Value(e).bits() : flag(false);
}
JIT_HELPER(exc_match, uint64_t e, uint64_t type) { return truthOf(steps::excMatch(t, value(e), value(type))); }
JIT_HELPER(exc_group_match, uint64_t e, uint64_t type, uint64_t to) {
  Value out[2];
  if (!steps::excGroupMatch(t, value(e), value(type), out)) return flag(false);
  frame->registers()[to] = out[0];
  frame->registers()[to + 1] = out[1];
  if (!out[0].isNone()) typhon_jit_push_exc(t, frame, out[0].bits());
  return flag(true);
}
JIT_HELPER(before_with, uint64_t manager, uint64_t async, uint64_t to) {
  Value exit, out;
  Step step = steps::beforeWithStep(t, value(manager), async, 0, &exit, &out);
  // Behind the named registers, where it is alive while __enter__ runs.
  if (step != Step::Failed) frame->registers()[to] = exit;
  Value entered = finishStep(t, step, out);
  if (entered.isError()) return flag(false);
  frame->registers()[to + 1] = entered;
  return flag(true);
}
JIT_HELPER(with_exit, uint64_t exit, uint64_t e) {
  Value args[3] = {Value(typeOf(value(e))), value(e), value(e).as<Exception>()->traceback};
  Value out;
  Step step = steps::callValues(t, value(exit), Args{args, 3, nullptr}, Continuation::Store, 0, &out);
  return finishStep(t, step, out).bits();
}

// --- leaving

JIT_HELPER(poll) {
  if (t->poll.load(std::memory_order_relaxed)) return flag(handlePollPy(t));
  return flag(true);
}
JIT_HELPER(run_traced) {
  leaveFeed(frame, 0);
  frame->pc = frame->code->words;
  frame->flags |= kFrameAtPc;
  return host().interpreter->run(t, frame).bits();
}
JIT_HELPER(resumed) {
  if (!(frame->flags & kFrameThrow)) return flag(true);
  frame->flags &= static_cast<uint8_t>(~kFrameThrow);
  return flag(false);
}
JIT_HELPER(interpret) {
  leaveFeed(frame, 0);
  if (frame->flags & kFrameOfGenerator && frame->pc->op == bytecode::Op::SEND) interpretBehindSend(frame);
  noteExit(frame, ExitReason::Unreached, 0);
  return host().interpreter->run(t, frame).bits();
}
JIT_HELPER(caught, uint64_t known) {
  if (!known) addTraceback(t, frame);
  return takePending(t).bits();
}
JIT_HELPER(leave_raised, uint64_t known) {
  if (!known) addTraceback(t, frame);
  if (frame->flags & kFrameOfGenerator)
    finishGenerator(t, frame);
  else
    popFrame(t);
  return flag(false);
}
JIT_HELPER(leave, uint64_t v) {
  if (frame->flags & kFrameOfGenerator)
    finishGenerator(t, frame);
  else
    popFrame(t);
  return v;
}
namespace {
// A number that needs an object, where nobody can be told that there is no memory for it: what is kept for handling errors is
// enough for one, and the next poll raises.
template <typename Make>
uint64_t certainNumber(Thread* t, Make make) {
  Value v = make();
  if (!v.isError()) [[likely]]
    return v.bits();
  clearPending(t);
  t->poll.fetch_or(kPollAsyncException);
  v = make();
  if (!v.isError()) return v.bits();
  std::fputs("Fatal Python error: MemoryError while compiled code made a number\n", stderr);
  std::_Exit(1);
}
}  // namespace

JIT_HELPER(box_float, uint64_t bits) {
  return certainNumber(t, [&] { return boxFloat(t, std::bit_cast<double>(bits)); });
}
JIT_HELPER(box_word, uint64_t word) {
  return certainNumber(t, [&] { return makeUnsigned(t, word); });
}
JIT_HELPER(box_complex, uint64_t real, uint64_t imaginary) {
  return certainNumber(t, [&] { return makeComplex(t, std::bit_cast<double>(real), std::bit_cast<double>(imaginary)); });
}
JIT_HELPER(log_write, uint64_t object) {
  logWrite(reinterpret_cast<Object*>(object));
  return 0;
}
JIT_HELPER(log_write_at, uint64_t object, uint64_t place) {
  logWriteAt(reinterpret_cast<Object*>(object), reinterpret_cast<const void*>(place));
  return 0;
}

}  // namespace typhon::jit
