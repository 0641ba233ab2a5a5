// The prompt.
#pragma once

#include "runtime/exec/thread.h"

namespace typhon {
struct Module;
}

namespace typhon::driver {

// What runProgram and runRepl return when KeyboardInterrupt ended the program: the process then dies of SIGINT, as python3 does.
inline constexpr int kInterrupted = -1;

// Reads, evaluates and prints in the namespace of __main__ until the end of the input or SystemExit. Returns the exit status.
int runRepl(Thread* t, Module* main);

// Reports the pending exception as uncaught (sys.excepthook) and returns the exit status it means.
int reportUncaught(Thread* t);

}  // namespace typhon::driver
