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
// athrow() and aclose().
struct AsyncGeneratorThrow : Object {
  Generator* generator;
  Value exception;  // Unbound: aclose()
  AwaitableState state;
};

}  // namespace typhon
