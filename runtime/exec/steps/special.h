// Special methods written in Python, which are entered as frames behind the caller's.
#pragma once

#include "runtime/exec/stack.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/object/method_cache.h"
#include "runtime/types/function.h"

namespace typhon::steps {

// The Python function that is the special method of a class written in Python, or null.
inline Function* pythonMethod(Type* type, Str* name) {
  if (type->typeFlags & kNativeType) return nullptr;
  Value v = typeLookupInline(type, name);
  return isa<Function>(v) ? v.as<Function>() : nullptr;
}

// pushCall for N positional arguments; a function of just as many parameters that is not hot is entered at once, with ENTER's
// work done. There has to be a caller: t->frame.
template <size_t N>
inline Step pushMethod(Thread* t, Function* f, const Value (&values)[N], Continuation continuation, uint32_t destination) {
  Code* code = f->code;
  Frame* caller = t->frame;
  Frame* frame = reinterpret_cast<Frame*>(caller->registers() + caller->code->registerCount);
  Value* registers = frame->registers();
  if (code->simpleArguments && code->argCount == N && code->hotness + 2 < code->hotLimit && t->recursion < t->recursionLimit &&
      registers + code->registerCount + kStackSlack <= t->stackLimit && t->poll.load(std::memory_order_relaxed) == 0) [[likely]] {
    ++t->recursion;
    ++code->hotness;
    frame->function = f;
    frame->code = code;
    frame->pc = code->words + wordsOf(Op::ENTER);
    frame->caller = caller;
    frame->state = static_cast<uint64_t>(continuation) | uint64_t{destination} << 32;
    frame->locals = Value::unbound();
    for (size_t i = 0; i < N; ++i) registers[i] = values[i];
    for (uint32_t i = N, end = code->localCount; i < end; ++i) registers[i] = Value::unbound();
    t->frame = frame;
    return Step::Pushed;
  }
  return pushCall(t, f, Args{values, N, nullptr}, continuation, destination) ? Step::Pushed : Step::Failed;
}

}  // namespace typhon::steps
