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

// What an engine that compiles hangs into the interpreters. Without one the limits are never reached.
struct CompilerHooks {
  // Code is hot, frame->pc is at ENTER, at a back edge's target or at the YIELD of a generator that was just resumed; the frame's
  // continuation is Entry. True: the frame has run to its end (or its yield), *result is as Engine::run's. False: it has not been
  // touched.
  bool (*enter)(Thread* t, Frame* frame, Value* result) = nullptr;
  // A code object with something in `compiled` dies.
  void (*release)(Code* code) = nullptr;
  uint32_t callLimit = ~0u;           // what Code::hotLimit is at first
  uint64_t loopLimit = ~uint64_t{0};  // iterations after which a back edge asks
};
extern CompilerHooks compilerHooks;

// Calls a Python function from C++: pushes a frame, binds the arguments, runs it on the thread's engine.
Value callFunctionPy(Thread* t, Function* function, const Args& args);

// Binds `args` to the parameters of the function in registers[0 ..], as the call protocol of the language prescribes.
// TypeError with CPython's messages. Registers beyond the parameters are filled with Unbound. Runs no Python code.
bool bindArguments(Thread* t, Function* function, const Args& args, Value* registers);

// Pushes a frame for the function above everything on the VM stack; null with RecursionError or MemoryError pending.
// Registers are uninitialised, the continuation is Entry, `locals` Unbound. The frame becomes t->frame.
Frame* pushFrame(Thread* t, Function* function, Code* code);
// The same, with the arguments bound: for calls that an interpreter makes without C++ recursion. Null with an exception
// pending (the frame is gone again).
Frame* pushCall(Thread* t, Function* function, const Args& args, Continuation continuation, uint32_t destination);
// Gives the innermost frame's room back: t->frame becomes its caller; a FrameObject for it takes the registers over.
void popFrame(Thread* t);
// Part of popFrame for frames with flags set.
void leaveFlaggedFrame(Thread* t, Frame* frame);

// Pushes the frame of a suspended (or just created) generator and puts `value` where its YIELD wants it. Null with an exception
// pending. The caller has seen that it is neither running nor finished.
Frame* pushGenerator(Thread* t, Generator* generator, Value value, Continuation continuation, uint32_t destination);
// The running generator of the innermost frame suspends at frame->pc: its registers go to the heap object, its frame is popped.
void suspendGenerator(Thread* t, Frame* frame);
// It has returned or raised: it is finished, its frame is popped.
void finishGenerator(Thread* t, Frame* frame);
// Makes the generator, coroutine or async generator object for the innermost frame, whose RETURN_GENERATOR is at frame->pc,
// and pops the frame. Null with MemoryError pending.
Generator* makeGenerator(Thread* t, Frame* frame);

// Runs code (module, class body, exec) with the given globals and namespace mapping.
Value runCodePy(Thread* t, Code* code, Dict* globals, Value locals, Tuple* closure = nullptr);

// Resumes a generator: sends `value` (Unbound to start it), or raises `exception` in it when that is not Unbound.
// Returns the yielded value; Unbound when it has returned (its value is in *result); the error mark when it raised.
Value resumeGeneratorPy(Thread* t, Generator* generator, Value value, Value exception, Value* result);

}  // namespace typhon
