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
// afterProgram: -i goes on behind a program, without banner and PYTHONSTARTUP.
int runRepl(Thread* t, Module* main, bool afterProgram);

// Flushes sys.stderr and sys.stdout; a pending exception stays pending.
void flushOutput(Thread* t);

// Reports the pending exception as uncaught (sys.excepthook) and returns the exit status it means. With exitNow false SystemExit
// is reported like any other exception.
int reportUncaught(Thread* t, bool exitNow = true);

}  // namespace typhon::driver
