// Beginning and ending of Python threads.
#pragma once

#include "runtime/exec/thread.h"

namespace typhon {

// A Thread structure, known to the collector, for a thread that has not begun yet. Interpreter lock held, or at start-up.
Thread* newThread(const Engine* engine);
// Tells t about the system's thread that calls this: its identity and the bounds of its C++ stack.
void adoptCurrentThread(Thread* t);

// Starts a system thread that calls function(*arguments, **keywords) (a tuple; a dict or Unbound) and ends. Null when the system
// has no thread left (nothing is pending). What the call raises goes to sys.unraisablehook, SystemExit nowhere.
Thread* startThread(Thread* t, Value function, Value arguments, Value keywords);
// Threads that startThread has begun and that have not ended.
size_t runningThreadCount();

// From the end of the main program on there are no new threads, nor copies of the process that would run Python code.
void refuseNewThreads();
bool newThreadsRefused();

// Bytes of C++ stack for new threads; 0: the default. What the system accepts is checked by the caller.
size_t threadStackSize();
void setThreadStackSize(size_t bytes);

// Registers a function that is called at the end of every thread, with the interpreter lock. Runs no Python code.
void atThreadEnd(void (*fn)(Thread*));

// In the child of a fork: t is the only thread.
void forgetOtherThreads(Thread* t);

}  // namespace typhon
