// Running what the command line names, in a runtime that has been started.
#pragma once

#include "backends/driver/options.h"
#include "runtime/exec/thread.h"

namespace typhon::driver {

// Runs the program as __main__ and returns the exit status by python3's rules (SystemExit, uncaught exceptions,
// KeyboardInterrupt).
int runProgram(Thread* t, const CommandLine& line);

// --dump: prints what the front end makes of the file. Needs no runtime.
int dumpFile(const CommandLine& line);

}  // namespace typhon::driver
