// Generators, coroutines and asynchronous generators: a suspended activation whose registers are kept in the heap object.
#pragma once

#include "runtime/exec/thread.h"

namespace typhon {

struct Str;

struct Generator : Object {
  enum State : uint8_t { Created, Suspended, Running, Finished };
  Function* function;
  Code* code;
  bytecode::Word* pc;  // the YIELD it is suspended at, or the RETURN_GENERATOR; null when finished
  Str* name;
  Str* qualifiedName;
  HandledException handled;  // its own link of the chain; `exception` survives suspension
  Value origin;              // coroutines: cr_origin
  Object* frameObject;       // gi_frame, if somebody asked for it
  State state;
  uint8_t flavour;  // 0 generator, 1 coroutine, 2 asynchronous generator
  bool hooksInitialised, closed, runningAsync;
  uint8_t padding[3];
  uint32_t registerCount;
  Frame* frame;       // while running
  Value registers[];  // while suspended
};

// Whether it can be resumed with `value`, None for next(): it waits, at its beginning for None alone.
inline bool canResume(const Generator* g, Value value) {
  return g->state == Generator::Suspended || (g->state == Generator::Created && value.isNone());
}

// The iterator that a suspended generator delegates to (`yield from`, `await`), or Unbound.
Value generatorDelegate(const Generator* g);

// send(), throw() and close() as Python code calls them; `value` Unbound: next().
// generatorSendPy: the yielded value; the error mark with StopIteration (or StopAsyncIteration) pending when it has returned.
Value generatorSendPy(Thread* t, Generator* g, Value value);
// What they raise when a generator has returned `result`.
Raised raiseStopIterationPy(Thread* t, Value result);
Value generatorThrowPy(Thread* t, Generator* g, Value type, Value value, Value traceback);
Value generatorClosePy(Thread* t, Generator* g);
// "coroutine", "async generator" or "generator": for messages.
const char* generatorNoun(const Generator* g);
// How many callers cr_origin of the coroutines made by this thread tells of.
extern constinit thread_local uint32_t coroutineOriginDepth;
// RuntimeWarning "coroutine 'x' was never awaited", as for a coroutine that is collected before it was started. Runs
// Python code; what that raises is reported as unraisable.
void warnNeverAwaitedPy(Thread* t, Generator* g);

}  // namespace typhon
