// The opcodes and what opcodes.def says of each. No other file may know an opcode's operands.
#pragma once

#include <cstdint>
#include <string_view>

namespace typhon::bytecode {

// Words of the frame header that precede a frame's registers on the VM stack; a call window leaves room for it.
// (function, code, pc, caller, state, locals: see runtime/exec/frame.h, which asserts this number.)
inline constexpr unsigned kFrameHeaderWords = 6;

enum class Op : uint16_t {
#define OP(name, a, b, c, feedback, flags, doc) name,
#define QUICK(name, base) name,
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
  kCount
};
inline constexpr unsigned kOpCount = static_cast<unsigned>(Op::kCount);

// How an operand is used; the letters are opcodes.def's.
enum class Operand : uint8_t {
  NO,
  R,
  W,
  X,
  R2,
  R3,
  W2,
  RC,
  R2C,
  WC,
  WEX,
  RC_INTRINSIC,
  WIN,
  WINKW,
  MWIN,
  MWINKW,
  WINEX,
  MW,
  K,
  N,
  K32,
  N32,
  HI,
  I,
  I32,
  U,
  J,
  J32
};

enum OpFlags : uint8_t { RAISE = 1, PYCODE = 2, END = 4, BACK = 8 };

struct OpInfo {
  const char* name;
  Operand a, b, c;
  uint8_t feedbackWords;
  uint8_t flags;
  Op base;  // the op itself, or what a specialised form was specialised from
  bool specialised;
  const char* meaning;
};
extern const OpInfo kOpInfo[kOpCount];
inline const OpInfo& info(Op op) { return kOpInfo[static_cast<unsigned>(op)]; }

enum class Intrinsic : uint16_t {
#define INTRINSIC(name, arguments, doc) name,
#include "frontend/bytecode/intrinsics.def"
#undef INTRINSIC
  kCount
};
// How many registers an intrinsic reads, and its name.
struct IntrinsicInfo {
  const char* name;
  uint8_t arguments;
  const char* meaning;
};
extern const IntrinsicInfo kIntrinsicInfo[static_cast<unsigned>(Intrinsic::kCount)];

// One 64-bit word of code. Feedback words (zero in a unit, written by engines in the executable copy) follow their
// instruction; they are plain 64-bit words, never decoded as instructions.
union Word {
  struct {
    Op op;
    uint16_t a, b, c;
  };
  uint64_t bits;
};
static_assert(sizeof(Word) == 8);

// An instruction with its operands at full width, whether it had an EXT prefix or not.
struct Decoded {
  Op op;
  uint32_t a, b, c;      // unsigned, c including HI operands as in the instruction
  uint32_t words;        // of the whole instruction: prefix, instruction, feedback
  uint32_t instruction;  // offset of the instruction proper from the first word (1 with a prefix)
  bool wide;

  // B and C together, for K32, N32 (unsigned) and I32, J32 (signed). Never wide.
  uint32_t bc() const { return (b & 0xffff) | (c << 16); }
  int32_t signedBc() const { return static_cast<int32_t>(bc()); }
  int32_t signedB() const { return wide ? static_cast<int32_t>(b) : static_cast<int16_t>(b); }
  int32_t signedC() const { return wide ? static_cast<int32_t>(c) : static_cast<int16_t>(c); }
};
// Decodes the instruction whose first word is code[0]. The caller knows that the words are there (see verify.h).
Decoded decode(const Word* code);

}  // namespace typhon::bytecode
