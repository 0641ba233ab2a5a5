// Integer constants of native modules, as tables.
#pragma once

#include <span>

#include "runtime/types/module.h"

namespace typhon {

struct NativeConstant {
  const char* name;
  int64_t value;
};

// Adds them all; false with MemoryError pending.
bool moduleAddConstants(Thread* t, Module* m, std::span<const NativeConstant> constants);

}  // namespace typhon
