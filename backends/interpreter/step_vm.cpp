// One instruction at a time: the handler texts once more, ending each in a return. It executes EXT-prefixed instructions, with
// operands of up to 32 bits (more than 65,536 registers, constants, names or a far jump), and all instructions of traced code.
#include "backends/interpreter/includes.h"
#include "runtime/types/value_array.h"

namespace typhon::interpreter {

#define OP(name) \
  case Op::name: \
    if constexpr ([[maybe_unused]] constexpr unsigned kWords = wordsOf(Op::name); true)
#define DISPATCH() goto done
#define REDISPATCH() goto again
#define A_ (pc[0].a | high.a)
#define B_ (pc[0].b | high.b)
#define C_ (pc[0].c | high.c)
#define SB_ (prefix ? static_cast<int32_t>(B_) : static_cast<int16_t>(pc[0].b))
#define SC_ (prefix ? static_cast<int32_t>(C_) : static_cast<int16_t>(pc[0].c))
#define RAISED() goto raised
#define RERAISED() return Exit::Reraised
#define RAISED_IN_CALLER() goto raised
#define THROWN() goto thrown
#define RELOAD() return Exit::Continue
#define TRACED() static_cast<void>(0)
#define PREFIX prefix
#define RETURN_FROM_VM(v)  \
  do {                     \
    *result = (v);         \
    return Exit::Returned; \
  } while (0)

Exit step(Thread* t, Value* result) {
  Frame* frame = t->frame;
  Value* r = frame->registers();
  const Value* k = frame->code->constants->items;
  Word* pc = frame->pc;
  struct {
    uint32_t a, b, c;
  } high{};
  const int32_t prefix = pc->op == Op::EXT;
  if (prefix) {
    high = {uint32_t{pc->a} << 16, uint32_t{pc->b} << 16, uint32_t{pc->c} << 16};
    ++pc;
  }
again:
#include "backends/interpreter/handlers/common.inc"
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
done:
  t->frame->pc = pc;
  return Exit::Continue;
thrown:
  frame->flags &= ~kFrameThrow;
raised:
  return Exit::Raised;
}

}  // namespace typhon::interpreter
