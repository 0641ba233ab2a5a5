// Register operands of an instruction, from its row in opcodes.def.
#include "frontend/bytecode/operands.h"

namespace typhon::bytecode {
namespace {

void read(Access& out, uint32_t start, uint32_t count) {
  if (count) out.reads[out.readCount++] = {start, count};
}
void write(Access& out, uint32_t start, uint32_t count) {
  if (count) out.writes[out.writeCount++] = {start, count};
}

void operand(Access& out, Operand kind, uint32_t value, const Decoded& d) {
  switch (kind) {
    case Operand::R:
      read(out, value, 1);
      break;
    case Operand::W:
      write(out, value, 1);
      break;
    case Operand::X:
      read(out, value, 1);
      write(out, value, 1);
      break;
    case Operand::R2:
      read(out, value, 2);
      break;
    case Operand::R3:
      read(out, value, 3);
      break;
    case Operand::W2:
      write(out, value, 2);
      break;
    case Operand::RC:
      read(out, value, d.c);
      break;
    case Operand::R2C:
      read(out, value, 2 * d.c);
      break;
    case Operand::WC:
      write(out, value, d.c);
      break;
    case Operand::WEX:
      write(out, value, (d.c & 0xff) + 1 + (d.c >> 8));
      break;
    case Operand::RC_INTRINSIC:
      if (d.c < static_cast<unsigned>(Intrinsic::kCount)) read(out, value, kIntrinsicInfo[d.c].arguments);
      break;
    case Operand::WIN:
      read(out, value, 1);
      read(out, value + kFrameHeaderWords, d.c);
      out.clobberFrom = value;
      break;
    case Operand::WINKW:
      read(out, value, 2);
      read(out, value + kFrameHeaderWords, d.c);
      out.clobberFrom = value;
      break;
    case Operand::MWIN:
      read(out, value, 1);
      read(out, value + kFrameHeaderWords, d.c + 1);
      out.clobberFrom = value;
      break;
    case Operand::MWINKW:
      read(out, value, 2);
      read(out, value + kFrameHeaderWords, d.c + 1);
      out.clobberFrom = value;
      break;
    case Operand::WINEX:
      read(out, value, 1);
      read(out, value + kFrameHeaderWords, 2);
      out.clobberFrom = value;
      break;
    case Operand::MW:
      write(out, value, 1);
      write(out, value + kFrameHeaderWords, 1);
      break;
    case Operand::NO:
    case Operand::K:
    case Operand::N:
    case Operand::K32:
    case Operand::N32:
    case Operand::HI:
    case Operand::I:
    case Operand::I32:
    case Operand::U:
    case Operand::J:
    case Operand::J32:
      break;
  }
}

}  // namespace

Access access(const Decoded& d) {
  Access out;
  const OpInfo& row = info(d.op);
  operand(out, row.a, d.a, d);
  operand(out, row.b, d.b, d);
  operand(out, row.c, d.c, d);
  return out;
}

bool jumpOffset(const Decoded& d, int64_t& offset) {
  const OpInfo& row = info(d.op);
  if (row.b == Operand::J32) {
    offset = d.signedBc();
    return true;
  }
  if (row.c == Operand::J) {
    offset = d.signedC();
    return true;
  }
  return false;
}

bool constantOperand(const Decoded& d, uint32_t& index) {
  const OpInfo& row = info(d.op);
  if (row.b == Operand::K32) return index = d.bc(), true;
  if (row.b == Operand::K) return index = d.b, true;
  if (row.c == Operand::K) return index = d.c, true;
  return false;
}

bool nameOperand(const Decoded& d, uint32_t& index) {
  const OpInfo& row = info(d.op);
  if (row.b == Operand::N32) return index = d.bc(), true;
  if (row.b == Operand::N) return index = d.b, true;
  if (row.c == Operand::N) return index = d.c, true;
  return false;
}

}  // namespace typhon::bytecode
