// Looking up source positions (PEP 657) of a unit.
#pragma once

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

// The entry that covers the instruction at word `pc`; an artificial one (line 0) when there is none.
PositionEntry positionAt(const CodeUnit& unit, uint32_t pc);

}  // namespace typhon::bytecode
