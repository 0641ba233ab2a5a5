// Suspending and resuming the frames of generators. Registers move between the VM stack and the heap object; in return
// no write to a register ever needs a barrier.
#include "runtime/exec/generator_frames.h"

#include <algorithm>
#include <cstring>

#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// How many registers a suspended activation of the code has to keep: up to the highest one that is live across some suspension.
// Call windows are never live then, so generators stay small.
uint32_t suspendedRegisters(Code* code) {
  if (code->suspendedRegisters) return code->suspendedRegisters;
  const bytecode::CodeUnit& unit = **code->unit;
  if (!code->liveness) code->liveness = new bytecode::Liveness(unit);
  uint32_t count = std::max<uint32_t>(code->localCount, 1);
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(unit.code.data() + pc);
    if (d.op == bytecode::Op::YIELD || d.op == bytecode::Op::YIELD_DELEGATE) {
      bytecode::LiveSet live = code->liveness->across(pc);
      for (uint32_t i = code->registerCount; i > count; --i)
        if (live.contains(i - 1)) count = i;
      // What is sent in goes to A; throw() and close() look at C.
      count = std::max(count, d.a + 1);
      if (d.op == bytecode::Op::YIELD_DELEGATE) count = std::max(count, d.c + 1);
    }
    pc += d.words;
  }
  code->suspendedRegisters = std::min(count, std::max<uint32_t>(code->registerCount, 1));
  return code->suspendedRegisters;
}

}  // namespace

uint32_t keptRegisters(Code* code) { return (std::max(std::min(suspendedRegisters(code), code->registerCount), 1u) + 1) & ~1u; }

bool closingMatters(Code* code) {
  if (code->closing) return code->closing == 2;
  const bytecode::CodeUnit& unit = **code->unit;
  code->closing = 1;
  for (const bytecode::HandlerEntry& h : unit.handlers) {
    bytecode::Decoded d = bytecode::decode(unit.code.data() + h.target);
    if (d.op != bytecode::Op::INTRINSIC || d.c != static_cast<uint32_t>(bytecode::Intrinsic::STOP_ITERATION_ERROR))
      code->closing = 2;
  }
  return code->closing == 2;
}

namespace {

// cr_origin: file name, line and name of the innermost callers, `frame` first.
Tuple* originOf(Thread* t, const Frame* frame) {
  RootedVector callers(t);
  for (; frame && callers.size() < coroutineOriginDepth; frame = frame->caller) {
    Tuple* entry = TRY(makeTuple(t, 3));
    TRY(callers.push(Value(entry)));
    entry->items[0] = Value(frame->code->filename);
    entry->items[1] = Value::smallInt(positionAt(frame->code, static_cast<uint32_t>(frame->pc - frame->code->words)).line);
    entry->items[2] = Value(frame->code->name);
    writeBarrier(entry);
  }
  return makeTuple(t, callers.data(), callers.size());
}

}  // namespace

Generator* newGenerator(Thread* t, Function* f, Code* code, bytecode::Word* pc, const Frame* caller) {
  uint32_t kept = keptRegisters(code);
  Type* type = code->flags & bytecode::kCoroutine        ? types::coroutine
               : code->flags & bytecode::kAsyncGenerator ? types::asyncGenerator
                                                         : types::generator;
  Generator* g;
  if (type == types::generator && !closingMatters(code)) {
    Object* o = TRY(allocateObject(t, sizeof(Generator) + kept * sizeof(Value), Kind::Generator, type->rootShape->id));
    g = static_cast<Generator*>(o);
  } else {
    g = TRY(allocate<Generator>(t, type, kept * sizeof(Value)));
  }
  g->function = f;
  g->code = code;
  g->pc = pc;
  g->name = f->name;
  g->qualifiedName = f->qualifiedName;
  g->handled = {Value::unbound(), nullptr};
  g->origin = Value::none();
  g->state = Generator::Created;
  g->flavour = type == types::generator ? 0 : type == types::coroutine ? 1 : 2;
  g->registerCount = kept;
  if (type == types::coroutine && coroutineOriginDepth) [[unlikely]] {
    g->origin = Value(TRY(originOf(t, caller)));
    writeBarrier(g);
  }
  return g;
}

Generator* makeGenerator(Thread* t, Frame* frame) {
  Code* code = frame->code;
  Generator* g = TRY(newGenerator(t, frame->function, code, frame->pc, frame->caller));
  // Temporaries are dead at RETURN_GENERATOR; the named registers move.
  if (code->localCount) moveRegisters(g->registers, frame->registers(), code->localCount);
  for (uint32_t i = code->localCount; i < g->registerCount; ++i) g->registers[i] = Value::unbound();
  // Of the coroutine of a module's code (top-level await) the frame object keeps the namespace.
  bool hasNamespace = !(code->flags & bytecode::kNewLocals);
  if (frame->flags & kFrameObjectExists || hasNamespace) {
    FrameObject* shown = TRY(frameObjectOf(t, frame));
    if (hasNamespace && shown->locals.isUnbound()) {
      shown->locals = Value(frame->function->globals);
      writeBarrier(shown);
    }
    g->frameObject = shown;
  }
  if (frame->flags) [[unlikely]]
    leaveFlaggedFrame(t, frame);
  t->frame = frame->caller;
  --t->recursion;
  return g;
}

Value generatorOfCall(Thread* t, Function* f, const Value* arguments, uint32_t count) {
  Code* code = f->code;
  bool suspends = code->flags & (bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator);
  if (!suspends || !code->words || !code->simpleArguments || code->argCount != count || !(code->flags & bytecode::kNewLocals))
    return Value::unbound();
  // The frame would do nothing else, and nobody would see it.
  bytecode::Word* pc = code->words + 1 + bytecode::info(bytecode::Op::ENTER).feedbackWords;
  if (pc->op != bytecode::Op::RETURN_GENERATOR || t->poll.load(std::memory_order_relaxed) || t->recursion >= t->recursionLimit)
    return Value::unbound();
  Generator* g = TRY(newGenerator(t, f, code, pc, t->frame));
  for (uint32_t i = 0; i < g->registerCount; ++i) g->registers[i] = i < count ? arguments[i] : Value::unbound();
  return Value(g);
}

Frame* pushGenerator(Thread* t, Generator* g, Value value, Continuation continuation, uint32_t destination) {
  Frame* caller = t->frame;
  if (caller)
    if (Frame* frame = tryResume(t, caller, g, value, continuation, destination)) return frame;
  Frame* frame = TRY(pushFrame(t, g->function, g->code));
  --t->recursion;  // counted again
  return resumeAt(t, reinterpret_cast<Value*>(frame), caller, g, value,
                  static_cast<uint64_t>(continuation) | uint64_t{frame->flags} << 8 | uint64_t{destination} << 32);
}

void suspendGenerator(Thread* t, Frame* frame) { suspendInline(t, frame); }

void finishObject(Generator* g) {
  g->state = Generator::Finished;
  g->flags &= static_cast<uint8_t>(~kHasFinalizer);  // there is nothing left to close
  g->frame = nullptr;
  g->pc = nullptr;
  g->handled = {Value::unbound(), nullptr};
  // The registers keep nothing alive any more.
  for (uint32_t i = 0; i < g->registerCount; ++i) g->registers[i] = Value::unbound();
}

void finishGenerator(Thread* t, Frame* frame) {
  Generator* g = frame->locals.as<Generator>();
  t->handled = g->handled.previous;
  finishObject(g);
  if (frame->flags & ~kFrameOfGenerator) [[unlikely]]
    leaveFlaggedFrame(t, frame);
  t->frame = frame->caller;
  --t->recursion;
}

}  // namespace typhon
