// Starting and ending the runtime: the only functions the driver needs besides sys and the engines.
#pragma once

#include "runtime/exec/thread.h"

namespace typhon {

struct RuntimeOptions {
  const Engine* engine = nullptr;
  uint64_t hashSeed = 0;
  bool hashSeedGiven = false;
  // flags of the command line, as sys.flags shows them, live in runtime/modules/sys.h
};

// Makes the heap, the built-in types, names, exceptions, the builtins and sys modules. Returns the main thread, or null
// after a message on stderr.
Thread* initRuntime(const RuntimeOptions& options);
// Runs atexit functions, finalizers and flushes standard streams. Returns the exit status to use (120 when flushing failed).
int finishRuntimePy(Thread* t, int status);

}  // namespace typhon
