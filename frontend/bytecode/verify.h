// The verifier: proves of a code unit, whoever made it, that the engines can run it without undefined behaviour.
// It checks the tables (operands, jumps, handlers, windows, constants, text) and follows every register through the code
// as value, cell, exception, list, unbound mark and so on. Code that passes may fail with a Python exception, loop for
// ever or compute nonsense, but cannot make an engine read what is not there.
#pragma once

#include <string>

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

// Empty when the unit is sound, else the reason why it is not, with the place. Nested units are verified as well when
// `recursive`; they may be left for later when each is verified before it runs.
std::string verify(const CodeUnit& unit, bool recursive = true);

}  // namespace typhon::bytecode
