// Entering a Python function whose arguments are as many as its parameters: the frequent case of pushCall, in line.
#pragma once

#include "runtime/exec/stack.h"
#include "runtime/types/function.h"

namespace typhon {

inline constexpr unsigned kWordsOfEnter = 2;

// pushCall for `count` positional arguments behind `caller`, t->frame, which must exist. Null, with nothing changed and no
// exception, where that needs the general way. Runs no Python code.
[[gnu::always_inline]] inline Frame* tryPushCall(Thread* t, Frame* caller, Function* f, const Value* values, size_t count,
                                                 Continuation continuation, uint32_t destination) {
  Code* code = f->code;
  Frame* frame = reinterpret_cast<Frame*>(caller->registers() + caller->code->registerCount);
  Value* registers = frame->registers();
  if (!code->simpleArguments || code->argCount != count || t->recursion >= t->recursionLimit ||
      registers + code->registerCount + kStackSlack > t->stackLimit) [[unlikely]]
    return nullptr;
  ++t->recursion;
  frame->function = f;
  frame->code = code;
  // ENTER counts, and looks at the poll flags; that is done here unless more follows from it (a compiling engine counts once
  // more when it is handed the frame).
  bool entered = code->hotness + 2 < code->hotLimit && t->poll.load(std::memory_order_relaxed) == 0;
  code->hotness += entered;
  frame->pc = entered ? code->words + kWordsOfEnter : code->words;
  frame->caller = caller;
  frame->state = static_cast<uint64_t>(continuation) | uint64_t{destination} << 32;
  frame->locals = Value::unbound();
  // They are few: what unrolled loops do first would cost more.
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t i = 0; i < count; ++i) registers[i] = values[i];
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t i = count, end = code->localCount; i < end; ++i) registers[i] = Value::unbound();
  t->frame = frame;
  return frame;
}

}  // namespace typhon
