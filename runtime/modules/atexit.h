// The functions that programs register with atexit; finishRuntimePy runs them.
#pragma once

namespace typhon {

struct Thread;

// Calls the registered functions, last first; errors are reported and go no further. Runs Python code.
void runExitFunctionsPy(Thread* t);

}  // namespace typhon
