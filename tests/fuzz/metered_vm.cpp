#include "backends/interpreter/includes.h"
#include "runtime/types/value_array.h"
#include "tests/fuzz/metered.h"

namespace typhon {
Meter meter;
}

namespace typhon::interpreter {
namespace {

// Leaves the frames down to the one that C++ entered, past all handlers.
Value abandon(Thread* t) {
  for (;;) {
    Frame* frame = t->frame;
    Continuation continuation = frame->continuation;
    if (frame->flags & kFrameOfGenerator)
      finishGenerator(t, frame);
    else
      popFrame(t);
    if (continuation == Continuation::Entry) break;
  }
  clearPending(t);
  return raise(t, exc::RuntimeError, "out of steps");
}

#define OP(name) \
  case Op::name: \
    if constexpr ([[maybe_unused]] constexpr unsigned kWords = wordsOf(Op::name); true)
#define DISPATCH() goto dispatch
#include "backends/interpreter/vm_labels.inc"

Value run(Thread* t, Frame* frame) {
#include "backends/interpreter/handlers/common.inc"
#include "backends/interpreter/vm_body.inc"
dispatch:
  if (meter.left == 0) {
    SAVE();
    return abandon(t);
  }
  --meter.left;
  ++meter.executed[static_cast<unsigned>(pc->op)];
  switch (pc->op) {
#include "backends/interpreter/handlers/moves.inc"
#include "backends/interpreter/handlers/arithmetic.inc"
#include "backends/interpreter/handlers/compare.inc"
#include "backends/interpreter/handlers/attributes.inc"
#include "backends/interpreter/handlers/subscripts.inc"
#include "backends/interpreter/handlers/iteration.inc"
#include "backends/interpreter/handlers/calls.inc"
#include "backends/interpreter/handlers/exceptions.inc"
    default:
      __builtin_unreachable();
  }
#include "backends/interpreter/vm_tail.inc"
}

}  // namespace
}  // namespace typhon::interpreter

namespace typhon {
const Engine meteredEngine = {"metered", interpreter::run};
}
