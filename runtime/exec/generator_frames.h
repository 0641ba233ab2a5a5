// Resuming and suspending a generator's frame, as the interpreters do it in line; generator_frames.cpp has the general
// case.
#pragma once

#include "runtime/exec/engine.h"
#include "runtime/exec/frame_object.h"
#include "runtime/exec/stack.h"
#include "runtime/memory/heap.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"

namespace typhon {

// How many registers a suspended activation of the code keeps; even, since they are moved in pairs.
uint32_t keptRegisters(Code* code);
// Whether closing a generator of this code can have an effect: some handler, besides the one that guards against StopIteration,
// may see GeneratorExit. Generators without one need no finalizer, and that makes them much cheaper to drop.
bool closingMatters(Code* code);
// The generator, coroutine or asynchronous generator of a call of `f` with this code by `caller`; it waits at pc, a
// RETURN_GENERATOR. For whoever needs no frame for that; its registers are to be filled in. Null with MemoryError pending.
Generator* newGenerator(Thread* t, Function* f, Code* code, bytecode::Word* pc, const Frame* caller);
// The same with its positional arguments, all there are; Unbound if that takes a frame.
Value generatorOfCall(Thread* t, Function* f, const Value* arguments, uint32_t count);

// A generator that has returned or raised, without its frame (finishGenerator).
void finishObject(Generator* g);

// Moves registers in pairs: the count, which is not zero, is rounded up, so that there has to be room for one more. They are few
// as a rule; a call of memcpy, or a vectorised loop's preparations, would cost more.
inline void moveRegisters(Value* to, const Value* from, uint32_t count) {
  uint32_t i = 0;
#pragma clang loop vectorize(disable) unroll(disable)
  do __builtin_memcpy(static_cast<void*>(to + i), from + i, 2 * sizeof(Value));
  while ((i += 2) < count);
}

// Whether the instruction at pc, the first of none, has an EXT prefix. A feedback word before it may look like one; the
// unit tells.
inline bool hasPrefix(const Code* code, const bytecode::Word* pc) {
  return pc[-1].op == bytecode::Op::EXT && (*code->unit)->code[static_cast<size_t>(pc - code->words) - 1].op == bytecode::Op::EXT;
}

// Fills in the frame of generator `g` at `top`, where there is room for it, and makes it the innermost one.
inline Frame* resumeAt(Thread* t, Value* top, Frame* caller, Generator* g, Value value, uint64_t state) {
  Code* code = g->code;
  bytecode::Word* pc = g->pc;
  Frame* frame = reinterpret_cast<Frame*>(top);
  frame->function = g->function;
  frame->code = code;
  frame->pc = pc;
  frame->caller = caller;
  frame->state = state | uint64_t{kFrameOfGenerator} << 8;
  frame->locals = Value(g);
  Value* registers = frame->registers();
  moveRegisters(registers, g->registers, g->registerCount);
  if (g->state == Generator::Suspended) [[likely]] {
    // pc is at the YIELD; its A register receives what is sent, and control goes on behind it.
    uint32_t a = pc->a;
    if (hasPrefix(code, pc)) [[unlikely]]
      a |= uint32_t{pc[-1].a} << 16;
    registers[a] = value;
  }
  g->state = Generator::Running;
  g->frame = frame;
  g->handled.previous = t->handled;
  t->handled = &g->handled;
  t->frame = frame;
  ++t->recursion;
  return frame;
}

// The same behind the innermost frame, or null when that needs the general case (pushGenerator).
inline Frame* tryResume(Thread* t, Frame* caller, Generator* g, Value value, Continuation continuation, uint32_t destination) {
  Value* top = caller->registers() + caller->code->registerCount;
  if (top + bytecode::kFrameHeaderWords + g->code->registerCount + kStackSlack > t->stackLimit ||
      t->recursion >= t->recursionLimit) [[unlikely]]
    return nullptr;
  return resumeAt(t, top, caller, g, value, static_cast<uint64_t>(continuation) | uint64_t{destination} << 32);
}

// suspendGenerator.
inline void suspendInline(Thread* t, Frame* frame) {
  Generator* g = frame->locals.as<Generator>();
  moveRegisters(g->registers, frame->registers(), g->registerCount);
  writeBarrier(g);
  g->pc = frame->pc;
  g->state = Generator::Suspended;
  g->frame = nullptr;
  t->handled = g->handled.previous;
  g->handled.previous = nullptr;
  if (frame->flags & ~kFrameOfGenerator) [[unlikely]]
    leaveFlaggedFrame(t, frame);
  t->frame = frame->caller;
  --t->recursion;
}

}  // namespace typhon
