// Asynchronous generators (PEP 525): the awaitables that drive them.
#pragma once

#include "runtime/types/generator.h"

namespace typhon {

// A value on its way out of an asynchronous generator (so that it differs from what an `await` inside yields).
struct AsyncGeneratorValue : Object {
  Value value;
};
Value makeAsyncGeneratorValue(Thread* t, Value v);

enum class AwaitableState : uint8_t { Init, Iterating, Closed };

// __anext__() and asend(): sends once, then relays what the generator awaits.
struct AsyncGeneratorSend : Object {
  Generator* generator;
  Value value;
  AwaitableState state;
};
// What SEND does with it: a step of the generator, which gets `v` if it is the first and `v` is not None. *finished: the await is
// over and this is its result (send() says so by StopIteration). Runs Python code; the errors of send().
Value asyncGeneratorSendPy(Thread* t, AsyncGeneratorSend* s, Value v, bool* finished);
// athrow() and aclose().
struct AsyncGeneratorThrow : Object {
  Generator* generator;
  Value exception;  // Unbound: aclose()
  AwaitableState state;
};

}  // namespace typhon
