// Running Python code from C++: functions, code objects, generators.
#include "runtime/exec/engine.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/exec/push_call.h"
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

// Runs the frame on the thread's engine.
Value runEngine(Thread* t, Frame* frame) {
  return Value::fromBits(typhonEnterEngine(t, frame, reinterpret_cast<void*>(t->engine->run)));
}

}  // namespace

Value callFunctionPy(Thread* t, Function* function, const Args& args) {
  NativeCall guard(t, "");
  if (!guard.ok()) return Raised{};
  Frame* frame = nullptr;
  if (t->frame && !args.keywords) [[likely]]
    frame = tryPushCall(t, t->frame, function, args.values, args.positional, Continuation::Entry, 0);
  if (!frame) [[unlikely]]
    frame = TRY(pushCall(t, function, args, Continuation::Entry, 0));
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
