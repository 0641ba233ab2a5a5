// The `tail` engine: every handler is a function of its own that ends in a tail call of the next one. The calling convention
// keeps the interpreter's state in registers and saves none, so a handler's slow path costs its fast path nothing. Not
// advertised: it shows that the handler texts can be compiled one by one, as a copy-and-patch compiler needs them.
#include "backends/interpreter/engines.h"
#include "backends/interpreter/includes.h"
#include "runtime/types/value_array.h"

namespace typhon::interpreter {
namespace {

#define STATE Thread *t, Frame *frame, Word *pc, Value *r, const Value *k
#define TAIL_CALL(function) [[clang::musttail]] return function(t, frame, pc, r, k)
#define CONVENTION __attribute__((preserve_none))
using Handler = CONVENTION Value (*)(STATE);
extern const Handler kHandlers[bytecode::kOpCount];

#define OP(name)             \
  template <unsigned kWords> \
  CONVENTION Value handle_##name(STATE)
#define DISPATCH() TAIL_CALL(kHandlers[static_cast<unsigned>(pc->op)])
#define REDISPATCH() DISPATCH()
#define A_ pc->a
#define B_ pc->b
#define C_ pc->c
#define SB_ static_cast<int16_t>(pc->b)
#define SC_ static_cast<int16_t>(pc->c)
#define RAISED() TAIL_CALL(raised)
#define RERAISED() TAIL_CALL(reraised)
#define RAISED_IN_CALLER() TAIL_CALL(raisedInCaller)
#define THROWN() TAIL_CALL(thrown)
#define RELOAD() TAIL_CALL(reload)
#define TRACED() TAIL_CALL(traced)
#define PREFIX 0
#define RETURN_FROM_VM(v) return (v)

CONVENTION Value traced(STATE);
CONVENTION Value reload(STATE) {
  if (isTraced(t)) [[unlikely]]
    TRACED();
  frame = t->frame;
  pc = frame->pc;
  r = frame->registers();
  k = frame->code->constants->items;
  DISPATCH();
}
CONVENTION Value traced(STATE) {
  Value out;
  if (runTraced(t, &out) == Exit::Returned) return out;
  RELOAD();
}
CONVENTION Value reraised(STATE) {
  if (!unwind(t)) return Value::error();
  RELOAD();
}
CONVENTION Value raised(STATE) {
  addTraceback(t, frame);
  RERAISED();
}
CONVENTION Value raisedInCaller(STATE) {
  // What a callee returned was not what the instruction wanted.
  frame = t->frame;
  RAISED();
}
CONVENTION Value thrown(STATE) {
  frame->flags &= ~kFrameThrow;
  RAISED();
}

#include "backends/interpreter/handlers/common.inc"
#include "backends/interpreter/handlers/moves.inc"
#include "backends/interpreter/handlers/arithmetic.inc"
#include "backends/interpreter/handlers/compare.inc"
#include "backends/interpreter/handlers/attributes.inc"
#include "backends/interpreter/handlers/subscripts.inc"
#include "backends/interpreter/handlers/iteration.inc"
#include "backends/interpreter/handlers/calls.inc"
#include "backends/interpreter/handlers/exceptions.inc"

const Handler kHandlers[bytecode::kOpCount] = {
#define QUICK(name, base) handle_##name<wordsOf(Op::name)>,
#pragma push_macro("OP")
#undef OP
#define OP(name, a, b, c, feedback, flags, doc) handle_##name<wordsOf(Op::name)>,
#include "frontend/bytecode/opcodes.def"
#undef OP
#pragma pop_macro("OP")
#undef QUICK
};

// Entered from C++, with C++'s calling convention: these two are ordinary calls.
#undef DISPATCH
#undef RAISED
#undef RELOAD
#define DISPATCH() return kHandlers[static_cast<unsigned>(pc->op)](t, frame, pc, r, k)
#define RAISED() return raised(t, frame, pc, r, k)
#define RELOAD() return reload(t, frame, pc, r, k)
Value run(Thread* t, Frame* frame) {
#include "backends/interpreter/vm_body.inc"
}

}  // namespace
}  // namespace typhon::interpreter

namespace typhon {
const Engine tailEngine = {"tail", interpreter::run};
}
