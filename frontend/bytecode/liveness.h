// Which registers still matter at an instruction: backward data flow over one code unit, exception edges included. The
// collector scans frames by it, generators save by it, a deoptimisation rebuilds by it. Computed lazily, once per unit.
#pragma once

#include <cstdint>
#include <vector>

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

// A set of registers as 64-bit words, `words` of them; owned by the Liveness it came from.
struct LiveSet {
  const uint64_t* bits;
  uint32_t words;
  bool contains(uint32_t reg) const { return reg / 64 < words && (bits[reg / 64] >> (reg % 64) & 1); }
};

class Liveness {
 public:
  // The unit must have passed the verifier or come from the code generator. Keeps no reference to it.
  explicit Liveness(const CodeUnit& unit);

  // Registers whose value may be read by the instruction that starts at word `pc` or after it (its handlers included).
  LiveSet before(uint32_t pc) const;

  // Registers that must survive while the instruction at `pc` is suspended in a call, a yield or a finaliser: those that
  // are read after it or by its exception handlers, without what it writes itself. Its own operands are not among them
  // unless they are read again; those at and above a call window's base never are.
  LiveSet across(uint32_t pc) const;

  uint32_t registerCount() const { return registerCount_; }

 private:
  uint32_t registerCount_, words_;
  std::vector<uint32_t> indexOfWord_;  // instruction number by word, ~0 inside an instruction
  std::vector<uint64_t> before_, across_;
};

}  // namespace typhon::bytecode
