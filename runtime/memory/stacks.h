// The C++ stacks that the collector has to look through: the running one from its stack pointer on, and those that wait
// (threads without the interpreter lock, switched-out greenlets) from where they stopped.
#pragma once

#include "runtime/memory/heap.h"

namespace typhon {

struct NativeStack {
  const char* low;            // lowest address that may be used
  const char* high;           // one past the highest
  const char* top = nullptr;  // stack pointer while it waits; null while it runs or holds no values
  NativeStack *next = nullptr, *previous = nullptr;
};

// Makes a stack known to the collector, and forgets it. Needed for every stack but the system's own stack of the thread
// that allocates. The caller owns the structure. Interpreter lock held.
void registerNativeStack(NativeStack* stack);
void unregisterNativeStack(NativeStack* stack);
// In the child of a fork: only the calling thread's stack is left.
void forgetOtherNativeStacks(NativeStack* own);

// Calls fn(arg) with the callee-saved registers spilled on the stack and `stack` published as waiting: around everything
// that lets other threads run (giving up the interpreter lock, switching to another C++ stack).
void callWithStackPublished(NativeStack* stack, void (*fn)(void*), void* arg);

// The threads whose fields and VM stacks are roots. Interpreter lock held.
void registerThread(Thread* t);
void unregisterThread(Thread* t);
// Calls fn for every registered thread.
void forEachThread(void (*fn)(Thread*, void*), void* context);

// Where the innermost engine activation on the running stack was entered: the callee-saved registers of its callers are spilled
// from there on. Null: unknown. Kept by typhonEnterEngine.
extern thread_local const void* engineStackTop;

}  // namespace typhon

// Assembly (stacks.S). Pushes the callee-saved registers and calls fn(stack pointer, context).
extern "C" void typhonSpillAndCall(void (*fn)(void* stackPointer, void* context), void* context);
// Calls run(t, frame), whose result are a Value's bits, behind the same registers, with engineStackTop at them meanwhile: a
// collection that need not look at the engine's C++ frame still sees what they hold.
extern "C" uint64_t typhonEnterEngine(typhon::Thread* t, void* frame, void* run);
