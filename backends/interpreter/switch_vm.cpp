// The `switch` engine: one switch in a loop, compiled without jump threading so that it stays one dispatch point.
#include "backends/interpreter/engines.h"
#include "backends/interpreter/includes.h"
#include "runtime/types/value_array.h"

namespace typhon::interpreter {
namespace {

#define OP(name) \
  case Op::name: \
    if constexpr ([[maybe_unused]] constexpr unsigned kWords = wordsOf(Op::name); true)
#define DISPATCH() goto dispatch
#include "backends/interpreter/vm_labels.inc"

Value run(Thread* t, Frame* frame) {
#include "backends/interpreter/handlers/common.inc"
#include "backends/interpreter/vm_body.inc"
dispatch:
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
const Engine switchEngine = {"switch", interpreter::run};
}
