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
// The digest of a source that hash-based cache files carry: SipHash-1-3 keyed with the magic number as it stands in files (PEP 552).
uint64_t sourceHash(std::string_view source);

std::string serialise(const CodeUnit& unit);

// Null, with a reason in `error`, when the bytes are no unit.
std::shared_ptr<const CodeUnit> deserialise(std::string_view bytes, std::string& error);

}  // namespace typhon::bytecode
