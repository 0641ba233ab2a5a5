// Tables made from opcodes.def and intrinsics.def, and the one decoder.
#include "frontend/bytecode/opcode.h"

namespace typhon::bytecode {
namespace {

// Specialised forms repeat their base's row, which needs the base's operands by name at compile time.
struct Row {
  Operand a, b, c;
  uint8_t feedback, flags;
  const char* meaning;
};
#define OP(name, a, b, c, feedback, flags, doc) \
  [[maybe_unused]] constexpr Row row_##name{Operand::a, Operand::b, Operand::c, feedback, flags, doc};
#define QUICK(name, base)
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK

}  // namespace

const OpInfo kOpInfo[kOpCount] = {
#define OP(name, a, b, c, feedback, flags, doc) \
  {#name, Operand::a, Operand::b, Operand::c, feedback, flags, Op::name, false, doc},
#define QUICK(name, base)                                                                                \
  {#name,    row_##base.a, row_##base.b, row_##base.c, row_##base.feedback, row_##base.flags, Op::base, true, \
   row_##base.meaning},
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
};

const IntrinsicInfo kIntrinsicInfo[] = {
#define INTRINSIC(name, arguments, doc) {#name, arguments, doc},
#include "frontend/bytecode/intrinsics.def"
#undef INTRINSIC
};

Decoded decode(const Word* code) {
  Decoded d{};
  const Word* proper = code;
  uint32_t highA = 0, highB = 0, highC = 0;
  if (code->op == Op::EXT) {
    highA = uint32_t{code->a} << 16;
    highB = uint32_t{code->b} << 16;
    highC = uint32_t{code->c} << 16;
    d.wide = true;
    d.instruction = 1;
    ++proper;
  }
  d.op = proper->op;
  d.a = proper->a | highA;
  d.b = proper->b | highB;
  d.c = proper->c | highC;
  d.words = d.instruction + 1 + info(d.op).feedbackWords;
  return d;
}

}  // namespace typhon::bytecode
