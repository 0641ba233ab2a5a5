// Tables made from opcodes.def and intrinsics.def, and the one decoder.
#include "frontend/bytecode/opcode.h"

#include "frontend/bytecode/operands.h"

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

constexpr void addField(FieldMasks& out, Operand kind, uint8_t bit) {
  switch (kind) {
    case Operand::NO:
    case Operand::HI:
    case Operand::K32:
    case Operand::N32:
    case Operand::I32:
    case Operand::J:
    case Operand::J32:
      return;
    case Operand::I:
      out.narrowSigned |= bit;
      return;
    case Operand::K:
    case Operand::N:
    case Operand::U:
      out.narrow |= bit;
      return;
    default:
      break;
  }
  out.narrow |= bit;
  out.registers |= bit;
  if (kind == Operand::RC || kind == Operand::R2C) out.emptyWithoutC |= bit;
  if (kind == Operand::W || kind == Operand::X) out.writes |= bit;
  if (kind == Operand::WC) out.writesC |= bit;
}

constexpr FieldMasks masksOf(const Row& row) {
  FieldMasks out;
  addField(out, row.a, 1);
  addField(out, row.b, 2);
  addField(out, row.c, 4);
  return out;
}

}  // namespace

const FieldMasks kFieldMasks[kOpCount] = {
#define OP(name, a, b, c, feedback, flags, doc) masksOf(row_##name),
#define QUICK(name, base) masksOf(row_##base),
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
};

const OpInfo kOpInfo[kOpCount] = {
#define OP(name, a, b, c, feedback, flags, doc) \
  {#name, Operand::a, Operand::b, Operand::c, feedback, flags, Op::name, false, doc},
#define QUICK(name, base) \
  {#name, row_##base.a, row_##base.b, row_##base.c, row_##base.feedback, row_##base.flags, Op::base, true, row_##base.meaning},
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
