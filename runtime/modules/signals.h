// Signals as the poll sees them; owned by runtime/modules/_signal.cpp.
#pragma once

namespace typhon {

struct Thread;

// Runs the Python handlers of the signals that have arrived (KeyboardInterrupt for SIGINT by default). False with an exception
// pending. Runs Python code.
bool handleSignalsPy(Thread* t);

}  // namespace typhon
