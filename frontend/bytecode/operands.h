// Which registers an instruction reads and writes, by the operand kinds of opcodes.def. Verifier, liveness, disassembler
// and the code generator's data flow all ask here.
#pragma once

#include <cstdint>

#include "frontend/bytecode/opcode.h"

namespace typhon::bytecode {

struct RegisterRange {
  uint32_t start;
  uint32_t count;
};

struct Access {
  RegisterRange reads[6];
  RegisterRange writes[3];
  uint32_t readCount = 0, writeCount = 0;
  // Registers from here up are clobbered by the callee's frame (a call's window base); ~0u when there is no window.
  uint32_t clobberFrom = ~0u;
};

// Which of the three operand fields (0, 1, 2).
inline Operand operandKind(const OpInfo& row, unsigned which) { return which == 0 ? row.a : which == 1 ? row.b : row.c; }

// What encoding and data flow ask of the three operand fields, as masks: bit 0 stands for A, 1 for B, 2 for C.
struct FieldMasks {
  uint8_t registers = 0;      // names a register, or the first of several
  uint8_t narrow = 0;         // an unsigned field of 16 bits without a prefix
  uint8_t narrowSigned = 0;   // a signed one
  uint8_t emptyWithoutC = 0;  // a range of C registers, which names none when C is 0
  uint8_t writes = 0;         // a register that is written, perhaps a local
  uint8_t writesC = 0;        // C registers that are written, perhaps locals
};
extern const FieldMasks kFieldMasks[kOpCount];
inline const FieldMasks& fieldMasks(Op op) { return kFieldMasks[static_cast<unsigned>(op)]; }

// The register operands of an instruction. Counts of a hostile instruction are whatever it says; the sums do not
// overflow for register numbers and counts below 2^31 (verify.h checks that first).
Access access(const Decoded& instruction);

// Whether the instruction jumps, and where to: the target's distance in words from the instruction's first word.
bool jumpOffset(const Decoded& instruction, int64_t& offset);
// Whether the jump, if any, is the only way on or control ends here.
inline bool endsControl(Op op) { return (info(op).flags & END) != 0; }

// The number of names or constants that an operand indexes: which field holds the index, and the index.
bool constantOperand(const Decoded& instruction, uint32_t& index);
bool nameOperand(const Decoded& instruction, uint32_t& index);

}  // namespace typhon::bytecode
