// One EXT-prefixed instruction at a time, with operands of up to 32 bits: the handler texts once more, ending each in a return.
// Such instructions are rare (more than 65,536 registers, constants, names or a far jump), so they may be slow.
#include "backends/interpreter/includes.h"
#include "runtime/types/value_array.h"

namespace typhon::interpreter {

#define OP(name) case Op::name: if constexpr ([[maybe_unused]] constexpr unsigned kWords = wordsOf(Op::name); true)
#define DISPATCH() goto done
#define REDISPATCH() goto again
#define A_ (pc[0].a | high.a)
#define B_ (pc[0].b | high.b)
#define C_ (pc[0].c | high.c)
#define SB_ static_cast<int32_t>(B_)
#define SC_ static_cast<int32_t>(C_)
#define RAISED() goto raised
#define RERAISED() goto reraised
#define RAISED_IN_CALLER() goto raisedInCaller
#define THROWN() goto thrown
#define RELOAD() goto reload
#define PREFIX 1
#define RETURN_FROM_VM(v) \
  do {                    \
    *result = (v);        \
    return Exit::Returned; \
  } while (0)

Exit stepWide(Thread* t, Value* result) {
  Frame* frame = t->frame;
  Value* r = frame->registers();
  const Value* k = frame->code->constants->items;
  Word* pc = frame->pc;
  struct {
    uint32_t a, b, c;
  } high = {uint32_t{pc->a} << 16, uint32_t{pc->b} << 16, uint32_t{pc->c} << 16};
  ++pc;
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
    default: __builtin_unreachable();
  }
done:
  t->frame->pc = pc;
  return Exit::Continue;
thrown:
raisedInCaller:
raised:
  addTraceback(t, t->frame);
reraised:
  return unwind(t) ? Exit::Continue : Exit::Raised;
reload:
  return Exit::Continue;
}

}  // namespace typhon::interpreter
