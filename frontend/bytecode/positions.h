// Looking up source positions (PEP 657) of a unit.
#pragma once

#include <span>

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

// The entry that covers the instruction at word `pc`; an artificial one (line 0) when there is none.
PositionEntry positionAt(const CodeUnit& unit, uint32_t pc);
// The entries of no width in front of that: lines that are executed with the instruction at word `pc`, before its own; operands
// that it uses in place stand there. Empty in most cases.
std::span<const PositionEntry> linesBefore(const CodeUnit& unit, uint32_t pc);

}  // namespace typhon::bytecode
