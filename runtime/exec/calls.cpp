// Running Python code from C++: functions, code objects, generators.
#include "runtime/exec/engine.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/memory/stacks.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

struct Activation {
  Thread* t;
  Frame* frame;
  Value result;
};

// Runs the frame on the thread's engine. The callee-saved registers are spilled in front of the engine's C++ frame, so that a
// collection that need not look at that frame still sees what they hold.
Value runEngine(Thread* t, Frame* frame) {
  Activation activation{t, frame, {}};
  typhonSpillAndCall(
      [](void* stackPointer, void* context) {
        auto* a = static_cast<Activation*>(context);
        const void* outer = engineStackTop;
        engineStackTop = stackPointer;
        a->result = a->t->engine->run(a->t, a->frame);
        engineStackTop = outer;
      },
      &activation);
  return activation.result;
}

}  // namespace

Value callFunctionPy(Thread* t, Function* function, const Args& args) {
  NativeCall guard(t, "");
  if (!guard.ok()) return Raised{};
  Frame* frame = TRY(pushCall(t, function, args, Continuation::Entry, 0));
  return runEngine(t, frame);
}

Value runCodePy(Thread* t, Code* code, Dict* globals, Value locals, Tuple* closure) {
  NativeCall guard(t, "");
  if (!guard.ok()) return Raised{};
  Function* function = TRY(makeFunction(t, code, globals));
  function->closure = closure;
  writeBarrier(function);
  Frame* frame = TRY(pushFrame(t, function, code));
  for (uint32_t i = 0; i < code->localCount; ++i) frame->registers()[i] = Value::unbound();
  frame->locals = code->flags & bytecode::kNewLocals ? Value::unbound() : locals;
  return runEngine(t, frame);
}

Value resumeGeneratorPy(Thread* t, Generator* g, Value value, Value exception, Value* result) {
  NativeCall guard(t, "");
  if (!guard.ok()) return Raised{};
  Frame* frame = t->frame ? tryResume(t, t->frame, g, value, Continuation::Entry, 0) : nullptr;
  if (!frame) [[unlikely]]
    frame = TRY(pushGenerator(t, g, value, Continuation::Entry, 0));
  if (!exception.isUnbound()) [[unlikely]] {
    // Its context is what is being handled inside the generator, if anything is.
    if (!g->handled.exception.isUnbound()) chainContext(t, exception);
    restorePending(t, exception);
    frame->flags |= kFrameThrow;
  }
  Value v = runEngine(t, frame);
  if (v.isError()) return v;
  if (g->state == Generator::Finished) {
    *result = v;
    return Value::unbound();
  }
  return v;
}

}  // namespace typhon
