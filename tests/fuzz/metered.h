// An engine for tests: the switch interpreter with a limit of steps and a count of each opcode it executes.
#pragma once

#include <cstdint>

#include "frontend/bytecode/opcode.h"
#include "runtime/exec/engine.h"

namespace typhon {

extern const Engine meteredEngine;

struct Meter {
  uint64_t left = UINT64_MAX;                  // steps until every frame is left with RuntimeError, handlers or not
  uint64_t executed[bytecode::kOpCount] = {};  // by opcode, quickened ones apart
};
extern Meter meter;

}  // namespace typhon
