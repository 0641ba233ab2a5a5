// Generators and coroutines of compiled code: making, resuming and suspending them, and what consumes them.
#include "backends/jit/helpers/support.h"
#include "backends/jit/host/state.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/exec/steps/feed.h"
#include "runtime/exec/steps/special.h"
#include "runtime/exec/tracing.h"
#include "runtime/types/exception.h"
#include "runtime/types/generator.h"
#include "runtime/types/iterators.h"

namespace typhon::jit {
namespace {

using bytecode::Op;
using bytecode::Word;

// The generator that the frame of a suspended one delegates to, in the way that `yield from` and `await` are compiled: what the
// delegate yields goes out, what is sent in goes to its SEND (*send). Null: it is something else, or in another way.
Generator* delegateOf(Frame* frame, Word** send) {
  Word* pc = frame->pc;
  if (pc->op != Op::YIELD_DELEGATE || hasPrefix(frame->code, pc)) return nullptr;
  Word* back = pc + steps::wordsOf(Op::YIELD_DELEGATE);
  if (back->op != Op::JUMP_BACK) return nullptr;
  Word* to = back + static_cast<int32_t>(uint32_t{back->b} | uint32_t{back->c} << 16);
  if (to->op != Op::SEND || to->a != pc->a || to->b != pc->c || pc->b != pc->a) return nullptr;
  Value delegate = frame->registers()[pc->c];
  if (!isa<Generator>(delegate) || delegate.as<Generator>()->flavour == 2) return nullptr;
  *send = to;
  return delegate.as<Generator>();
}

// A frame whose SEND has its result, or raises the pending exception (kFrameThrow).
Value goOnBehindSend(Thread* t, Frame* frame) {
  CodeState* state = static_cast<CodeState*>(frame->code->compiled);
  bool raises = frame->flags & kFrameThrow;
  if (state && state->entry && !stackIsShort(t) && (raises || !isTraced(t))) return state->entry(t, frame);
  leaveFeed(frame, 0);
  if (!raises) interpretBehindSend(frame);
  return host().interpreter->run(t, frame);
}

// The frame of a suspended generator that waits in its SEND, and has not run, suspends again: it is as it was.
void suspendAsItWas(Thread* t, Frame* frame) {
  Generator* g = frame->locals.as<Generator>();
  if (frame->flags != kFrameOfGenerator) [[unlikely]] {
    frame->pc = g->pc;
    return suspendInline(t, frame);
  }
  g->state = Generator::Suspended;
  g->frame = nullptr;
  t->handled = g->handled.previous;
  g->handled.previous = nullptr;
  t->frame = frame->caller;
  --t->recursion;
}

// Runs the frame of a generator that was suspended while it delegates. As long as generators delegate to generators their frames
// are pushed and nothing of them is run: a value goes from the innermost one to whoever has resumed the outermost. A frame runs
// when its delegate has returned or raised. The generator's state and result are as behind a frame that was run.
Value runDelegating(Thread* t, Frame* frame, Value sent) {
  Frame* caller = frame->caller;
  Word* send;
  while (Generator* inner = delegateOf(frame, &send)) {
    if (!canResume(inner, sent)) break;
    Frame* pushed = tryResume(t, frame, inner, sent, Continuation::Entry, 0);
    if (!pushed) break;
    frame->pc = send;
    frame = pushed;
  }
  Generator* g = frame->locals.as<Generator>();
  Value out = runCallee(t, frame);
  while ((frame = t->frame) != caller) {
    if (out.isError()) {
      frame->flags |= kFrameThrow;
    } else if (g->state == Generator::Finished) {
      if (!planted(Plant::delegate_result)) frame->registers()[frame->pc->a] = out;
    } else if (!isTraced(t)) [[likely]] {
      g = frame->locals.as<Generator>();
      suspendAsItWas(t, frame);
      continue;
    } else {
      // The interpreter tells listeners of the frame that yields.
      g = frame->locals.as<Generator>();
      frame->pc = g->pc;
      frame->registers()[frame->pc->b] = out;
      frame->flags |= kFrameAtPc;
      leaveFeed(frame, 0);
      out = host().interpreter->run(t, frame);
      continue;
    }
    g = frame->locals.as<Generator>();
    out = goOnBehindSend(t, frame);
  }
  return out;
}

// Resumes a suspended generator without counting a nested native call. Unbound when it has returned (*result: its value).
Value resume(Thread* t, Generator* g, Value v, Value* result, Continuation continuation = Continuation::Entry) {
  Frame* pushed = TRY(pushGenerator(t, g, v, continuation, 0));
  bool delegates = pushed->pc->op == Op::YIELD_DELEGATE && !t->poll.load(std::memory_order_relaxed);
  Value out = TRY(delegates ? runDelegating(t, pushed, v) : runCallee(t, pushed));
  if (g->state != Generator::Finished) return out;
  *result = out;
  return Value::unbound();
}

// iter() of an instance whose __iter__ is a generator function, which needs no frame for that. Unbound: something else.
Value iteratorMadeInPlace(Thread* t, Value v) {
  Function* f = v.isObject() ? steps::pythonMethod(typeOf(v.asObject()), names::__iter__) : nullptr;
  return f ? generatorOfCall(t, f, &v, 1) : Value::unbound();
}

}  // namespace

void interpretBehindSend(Frame* frame) {
  frame->pc += static_cast<int16_t>(frame->pc->c);
  frame->flags |= kFrameAtPc;
}

bool resumeByCall(Thread* t, Value* window, uint64_t argc, Value* out) {
  Value* args = window + bytecode::kFrameHeaderWords;
  Generator* g = args[0].as<Generator>();
  steps::Resumer resumer = steps::resumerOf(window[0], args, argc, argc == 2);
  Value sent = argc == 2 ? args[1] : Value::none();
  if (resumer == steps::Resumer::None || !canResume(g, sent) || isTraced(t)) return false;
  Value result;
  *out = resume(t, g, sent, &result);
  if (out->isUnbound()) *out = raiseStopIterationPy(t, result);
  return true;
}

JIT_HELPER(call, uint64_t window, uint64_t argc);
JIT_HELPER(call_method, uint64_t window, uint64_t argc);
JIT_HELPER(call_feed, uint64_t window, uint64_t method) {
  Value* w = frame->registers() + window;
  Value self = method ? w[bytecode::kFrameHeaderWords] : Value::unbound();
  Value* argument = w + bytecode::kFrameHeaderWords + method;
  if (isa<Generator>(*argument) && !isTraced(t)) {
    Generator* g = argument->as<Generator>();
    steps::Consumer consumer = steps::Consumer::None;
    if (g->flavour == 0 && canResume(g, Value::none())) consumer = steps::consumerOf(w[0], self);
    if (consumer != steps::Consumer::None) {
      if (!steps::beginFeed(t, consumer, argument)) return flag(false);
      for (;;) {
        Value result;
        Value v = resume(t, g, Value::none(), &result, Continuation::Feed);
        if (v.isError() || !t->pending.isUnbound()) return flag(false);
        steps::Fed fed = v.isUnbound() ? steps::Fed::Suspend : steps::feedPy(t, frame, v);
        if (fed == steps::Fed::Failed) return flag(false);
        if (fed != steps::Fed::More || g->state == Generator::Finished)
          return steps::fedResultPy(t, frame, fed == steps::Fed::Decided).bits();
        if (g->state == Generator::Running) return Value(raise(t, exc::ValueError, "generator already executing")).bits();
      }
    }
  }
  if (method) return typhon_jit_call_method(t, frame, window, 1);
  return typhon_jit_call(t, frame, window, 1);
}
JIT_HELPER(get_iter, uint64_t v) {
  Value iterator = iterBuiltin(t, value(v));
  if (iterator.isUnbound()) iterator = iteratorMadeInPlace(t, value(v));
  return (iterator.isUnbound() ? iterPy(t, value(v)) : iterator).bits();
}
JIT_HELPER(for_iter, uint64_t iterator) {
  Value it = value(iterator);
  if (isa<Generator>(it)) {
    Generator* g = it.as<Generator>();
    if (g->flavour == 0 && canResume(g, Value::none())) {
      Value result;
      return resume(t, g, Value::none(), &result).bits();
    }
  }
  Value out;
  Step step = steps::forIterStep(t, it, 0, &out);
  if (step == Step::Done) return out.bits();
  if (step == Step::Failed) return flag(false);
  Continuation continuation;
  Value extra;
  Value v = runPushed(t, &continuation, &extra);
  if (v.isError() && pendingIs(t, exc::StopIteration)) {
    clearPending(t);
    return Value::unbound().bits();
  }
  return v.bits();
}
JIT_HELPER(get_aiter, uint64_t v) { return steps::getAsyncIterator(t, value(v)).bits(); }
JIT_HELPER(get_anext, uint64_t v) { return steps::getAsyncNext(t, value(v)).bits(); }
JIT_HELPER(make_generator) {
  Generator* g = makeGenerator(t, frame);
  return g ? Value(g).bits() : flag(false);
}
JIT_HELPER(new_generator, uint64_t function, uint64_t pc) {
  Function* f = value(function).as<Function>();
  Generator* g = newGenerator(t, f, f->code, reinterpret_cast<Word*>(pc), t->frame);
  return g ? Value(g).bits() : flag(false);
}
JIT_HELPER(run_generator, uint64_t generator) {
  Generator* g = value(generator).as<Generator>();
  frame->locals = Value(g);
  frame->flags |= kFrameOfGenerator;
  g->state = Generator::Running;
  g->frame = frame;
  g->handled.previous = t->handled;
  t->handled = &g->handled;
  return generator;
}
JIT_HELPER(finish_in_place, uint64_t generator) {
  finishObject(value(generator).as<Generator>());
  return flag(true);
}
JIT_HELPER(get_yield_from_iter, uint64_t v) {
  if (isa<Generator>(value(v))) {
    Generator* g = value(v).as<Generator>();
    if (g->flavour == 1 && !(frame->code->flags & (bytecode::kCoroutine | bytecode::kIterableCoroutine)))
      return Value(raise(t, exc::TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator")).bits();
    if (g->flavour != 2) return v;
  }
  Value iterator = iteratorMadeInPlace(t, value(v));
  return (iterator.isUnbound() ? iterPy(t, value(v)) : iterator).bits();
}
JIT_HELPER(get_awaitable, uint64_t v, uint64_t kind) {
  return steps::getAwaitable(t, value(v), static_cast<uint32_t>(kind)).bits();
}
JIT_HELPER(send, uint64_t iterator, uint64_t v) {
  Value it = value(iterator);
  frame->scratch = 0;
  if (isa<Generator>(it)) {
    Generator* g = it.as<Generator>();
    if (g->flavour != 2 && canResume(g, value(v))) {
      Value result;
      Value out = resume(t, g, value(v), &result);
      if (!out.isUnbound()) return out.bits();
      frame->scratch = 1;
      return result.bits();
    }
  }
  Value out;
  bool finished = false;
  if (steps::sendStep(t, it, value(v), 0, &out, &finished) == Step::Failed) return flag(false);
  frame->scratch = finished;
  return out.bits();
}
JIT_HELPER(resume_call, uint64_t callee, uint64_t generator, uint64_t sent) {
  Value args[2] = {value(generator), value(sent)};
  bool next = args[1].isUnbound();
  if (isa<Generator>(args[0])) {
    Generator* g = args[0].as<Generator>();
    Value v = next ? Value::none() : args[1];
    if ((next ? g->flavour == 0 : g->flavour != 2) && canResume(g, v) && !isTraced(t)) {
      Value result;
      Value out = resume(t, g, v, &result);
      return (out.isUnbound() ? Value(raiseStopIterationPy(t, result)) : out).bits();
    }
  }
  return steps::callNativeWindow(t, value(callee).as<NativeFunction>(), args, next ? 1 : 2).bits();
}
JIT_HELPER(cleanup_throw, uint64_t e) {
  if (isInstance(value(e), exc::StopIteration)) {
    Value v = value(e).as<Exception>()->fields[0];
    return (v.isUnbound() ? Value::none() : v).bits();
  }
  restorePending(t, value(e));
  return flag(false);
}

JIT_HELPER(feed, uint64_t v, uint64_t to) {
  steps::Fed fed = steps::feed(t, frame->caller, value(v));
  if (fed != steps::Fed::More && !(planted(Plant::feed_on) && fed == steps::Fed::Decided)) return 0;
  frame->registers()[to] = Value::none();
  return 1;
}
JIT_HELPER(begin_feed, uint64_t consumer, uint64_t generator) {
  Value argument = value(generator);
  bool begun = steps::beginFeed(t, static_cast<steps::Consumer>(value(consumer).asSmallInt()), &argument);
  return begun ? argument.bits() : flag(false);
}
JIT_HELPER(feed_in_place, uint64_t state, uint64_t separator, uint64_t v) {
  steps::Fed fed = steps::feedState(t, value(state).as<Tuple>(), value(separator), value(v));
  // An interpreter will find that memory is exhausted where the value is taken.
  if (fed == steps::Fed::Failed) clearPending(t);
  return Value::boolean(fed == steps::Fed::More).bits();
}
JIT_HELPER(feed_result, uint64_t state, uint64_t separator) {
  return steps::stateResultPy(t, value(state).as<Tuple>(), value(separator)).bits();
}
JIT_HELPER(compensated, uint64_t total, uint64_t compensation) {
  if (value(total).isSmallInt()) return total;  // of no floats at all
  return steps::compensated(t, value(total), value(compensation)).bits();
}
JIT_HELPER(yield, uint64_t v) {
  suspendGenerator(t, frame);
  return v;
}

}  // namespace typhon::jit
