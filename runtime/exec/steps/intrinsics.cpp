// The rare operations of intrinsics.def.
#include "runtime/exec/steps/steps.h"
#include "runtime/exec/frame_object.h"
#include "runtime/types/async_generator.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/typing.h"

namespace typhon::steps {
namespace {

// sys.displayhook(v)
Value print(Thread* t, Value v) {
  Value sys = TRY(importNamePy(t, names::sys, t->frame->function->globals, Value::none(), Value::none(), Value::smallInt(0)));
  Value hook = TRY(findAttrPy(t, sys, names::displayhook));
  if (hook.isUnbound()) return raise(t, exc::RuntimeError, "lost sys.displayhook");
  return callPy(t, hook, {v});
}

// PEP 479 and its like for coroutines and asynchronous generators.
Value stopIterationError(Thread* t, Frame* frame, Value e) {
  uint32_t flags = frame->code->flags;
  const char* message = nullptr;
  if (isInstance(e, exc::StopIteration))
    message = flags & bytecode::kAsyncGenerator ? "async generator raised StopIteration"
              : flags & bytecode::kCoroutine    ? "coroutine raised StopIteration"
                                                : "generator raised StopIteration";
  else if (flags & bytecode::kAsyncGenerator && isInstance(e, exc::StopAsyncIteration))
    message = "async generator raised StopAsyncIteration";
  if (!message) return e;
  (void)raise(t, exc::RuntimeError, "{}", message);
  Value error = takePending(t);
  if (isa<Exception>(error)) {
    Exception* x = error.as<Exception>();
    x->cause = e;
    x->context = e;
    x->suppressContext = true;
    writeBarrier(x);
  }
  return error;
}

}  // namespace

Value intrinsic(Thread* t, Frame* frame, uint32_t which, const Value* args) {
  switch (static_cast<bytecode::Intrinsic>(which)) {
    case bytecode::Intrinsic::PRINT:
      return print(t, args[0]);
    case bytecode::Intrinsic::IMPORT_STAR: {
      Value locals = TRY(frameLocals(t, frame));
      TRY(importStarPy(t, args[0], locals));
      return Value::none();
    }
    case bytecode::Intrinsic::STOP_ITERATION_ERROR:
      return stopIterationError(t, frame, args[0]);
    case bytecode::Intrinsic::ASYNC_GEN_WRAP:
      return makeAsyncGeneratorValue(t, args[0]);
    case bytecode::Intrinsic::PREP_RERAISE_STAR:
      return prepareReraiseStarPy(t, args[0], args[1].as<List>());
    case bytecode::Intrinsic::TYPEVAR:
      return makeTypeVar(t, args[0], Value::unbound(), Value::unbound());
    case bytecode::Intrinsic::TYPEVAR_WITH_BOUND:
      return makeTypeVar(t, args[0], args[1], Value::unbound());
    case bytecode::Intrinsic::TYPEVAR_WITH_CONSTRAINTS:
      return makeTypeVar(t, args[0], Value::unbound(), args[1]);
    case bytecode::Intrinsic::PARAMSPEC:
      return makeParamSpec(t, args[0]);
    case bytecode::Intrinsic::TYPEVARTUPLE:
      return makeTypeVarTuple(t, args[0]);
    case bytecode::Intrinsic::SUBSCRIPT_GENERIC:
      return subscriptGenericPy(t, args[0]);
    case bytecode::Intrinsic::TYPEALIAS:
      return makeTypeAlias(t, args[0], args[1], args[2]);
    case bytecode::Intrinsic::kCount:
      break;
  }
  return raise(t, exc::SystemError, "unknown intrinsic");
}

}  // namespace typhon::steps
