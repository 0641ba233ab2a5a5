// The `goto` engine: every handler ends in an indirect jump of its own (the file is compiled with tail duplication enabled, see
// backends/CMakeLists.txt; without it clang merges the jumps into one).
#include "backends/interpreter/engines.h"
#include "backends/interpreter/includes.h"
#include "runtime/types/value_array.h"

namespace typhon::interpreter {
namespace {

#define OP(name) L_##name : if constexpr ([[maybe_unused]] constexpr unsigned kWords = wordsOf(Op::name); true)
#define DISPATCH() goto* labels[static_cast<unsigned>(pc->op)]
#include "backends/interpreter/vm_labels.inc"

Value run(Thread* t, Frame* frame) {
  static const void* const labels[] = {
#define QUICK(name, base) &&L_##name,
#pragma push_macro("OP")
#undef OP
#define OP(name, a, b, c, feedback, flags, doc) &&L_##name,
#include "frontend/bytecode/opcodes.def"
#undef OP
#pragma pop_macro("OP")
#undef QUICK
  };
#include "backends/interpreter/handlers/common.inc"
#include "backends/interpreter/vm_body.inc"
#include "backends/interpreter/handlers/moves.inc"
#include "backends/interpreter/handlers/arithmetic.inc"
#include "backends/interpreter/handlers/compare.inc"
#include "backends/interpreter/handlers/attributes.inc"
#include "backends/interpreter/handlers/subscripts.inc"
#include "backends/interpreter/handlers/iteration.inc"
#include "backends/interpreter/handlers/calls.inc"
#include "backends/interpreter/handlers/exceptions.inc"
#include "backends/interpreter/vm_tail.inc"
}

}  // namespace
}  // namespace typhon::interpreter

namespace typhon {
const Engine gotoEngine = {"goto", interpreter::run};
}
