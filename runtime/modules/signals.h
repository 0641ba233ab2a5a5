// Signals as the poll sees them; owned by runtime/modules/_signal.cpp.
#pragma once

namespace typhon {

struct Thread;

// Makes `main` the thread that runs handlers, ignores SIGPIPE and SIGXFSZ, and lets SIGINT raise KeyboardInterrupt (unless
// the process was started with SIGINT ignored). At start-up.
void installSignalHandlers(Thread* main);
// In the child of a fork: the calling thread is the main one now, and nothing has arrived.
void installSignalHandlersAfterFork(Thread* t);
// Gives SIGINT its default action back: for a process that ends itself because of an uncaught KeyboardInterrupt.
void restoreDefaultInterrupt();

// Runs the Python handlers of the signals that have arrived (KeyboardInterrupt for SIGINT by default). False with an exception
// pending. Runs Python code.
bool handleSignalsPy(Thread* t);
// After a system call ended with EINTR: the same if a signal has arrived; true: try again.
bool checkSignalsPy(Thread* t);

// As if the signal had arrived, if it has a Python handler. False: there is no such signal.
bool simulateSignal(int number);

}  // namespace typhon
