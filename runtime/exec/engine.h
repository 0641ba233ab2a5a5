// The interface an engine implements; the runtime reaches engines only through it.
#pragma once

#include "runtime/exec/thread.h"
#include "runtime/object/native.h"

namespace typhon {

struct Function;
struct Generator;
struct Code;

struct Engine {
  const char* name;
  // Runs `frame` (pushed, arguments bound, continuation Entry) from frame->pc until it returns; the frame is popped.
  // Returns the value, or the error mark with the exception pending. For a frame resumed from a generator: returns the
  // yielded or returned value and leaves the generator's state to tell which.
  Value (*run)(Thread* t, Frame* frame);
};

// Calls a Python function from C++: pushes a frame, binds the arguments, runs it on the thread's engine.
Value callFunctionPy(Thread* t, Function* function, const Args& args);

// Binds `args` to the parameters of the function in registers[0 ..], as the call protocol of the language prescribes.
// TypeError with CPython's messages. Registers beyond the parameters are filled with Unbound. Runs no Python code.
bool bindArguments(Thread* t, Function* function, const Args& args, Value* registers);

// Pushes a frame for the function above everything on the VM stack; null with RecursionError or MemoryError pending.
// Registers are uninitialised. popFrame gives the room back.
Frame* pushFrame(Thread* t, Function* function, Code* code);
void popFrame(Thread* t, Frame* frame);

// Runs code (module, class body, exec) with the given globals and namespace mapping.
Value runCodePy(Thread* t, Code* code, Dict* globals, Value locals, Tuple* closure = nullptr);

// Resumes a generator: sends `value` (Unbound to start it), or raises `exception` in it when that is not Unbound.
// Returns the yielded value; Unbound when it has returned (its value is in *result); the error mark when it raised.
Value resumeGeneratorPy(Thread* t, Generator* generator, Value value, Value exception, Value* result);

}  // namespace typhon
