// The `jit` engine as the driver sees it.
#pragma once

#include "runtime/exec/engine.h"

namespace typhon {

extern const Engine jitEngine;

namespace jit {
// Whether the compiler is there; without it the engine runs as its interpreter.
bool isInstalled();
// Reads the -X options and gets the engine ready; `interpreter` runs what is not compiled. False after a message on stderr.
bool configure(const Engine& interpreter);
// Adds the counters to sys._typhon; after the runtime has started. False with an exception pending.
bool addToSys(Thread* t);
}  // namespace jit
}  // namespace typhon
