// Code units as bytes, for the cache and for marshal. The same unit gives the same bytes everywhere; feedback words are
// left out and put back. Reading trusts nothing, but only structure is checked: verify.h must have passed before the
// code runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

// Changes whenever opcodes.def, intrinsics.def, the constants' kinds or this format change.
uint32_t cacheMagic();

std::string serialise(const CodeUnit& unit);

// Null, with a reason in `error`, when the bytes are no unit.
std::shared_ptr<const CodeUnit> deserialise(std::string_view bytes, std::string& error);

}  // namespace typhon::bytecode
