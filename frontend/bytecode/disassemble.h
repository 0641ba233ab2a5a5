// Code units as text: for --dump=bytecode, for debugging, and the opcode reference of docs/bytecode.md.
#pragma once

#include <cstdint>
#include <string>

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

// A constant in Python's notation, shortened to about `limit` characters.
std::string constantText(const Constant& constant, size_t limit = 60);

// One instruction at word `pc` with its operands annotated (register names, names, constants), without a newline. The
// code may be an executable copy whose opcodes are specialised: `code` overrides the unit's own words when given.
std::string instructionText(const CodeUnit& unit, uint32_t pc, const Word* code = nullptr);

// The whole unit: header, instructions with source lines and jump labels, handler table; nested units behind it when
// `recursive`.
std::string disassemble(const CodeUnit& unit, bool recursive = true, const Word* code = nullptr);

// docs/bytecode.md: every opcode with operands, flags and meaning, and the intrinsics.
std::string opcodeReference();

}  // namespace typhon::bytecode
