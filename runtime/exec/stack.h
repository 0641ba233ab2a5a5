// The VM stack: a chain of non-moving chunks per thread.
#pragma once

#include <cstddef>

#include "runtime/exec/thread.h"

namespace typhon {

// Words kept free behind every frame: a call window may be shifted by one when a bound method's self is put in front, and the
// header and arguments of a special method are written before it is known that its frame fits.
inline constexpr size_t kStackSlack = 16;

struct StackChunk {
  StackChunk* previous;
  StackChunk* next;  // kept after use, so that a loop of calls across the boundary does not map memory each time
  Value* end;
  Frame* callerFrame;  // innermost frame of the chunk before, while this chunk is in use
  Value* begin() { return reinterpret_cast<Value*>(this + 1); }
};

// Room for `words` behind the innermost frame, in its chunk or in a new one (then *fresh is set). Null with MemoryError
// pending. The caller fills in a frame there and makes it t->frame.
Value* reserveStack(Thread* t, size_t words, bool* fresh);
// Frees all chunks of a thread that ends.
void freeStack(Thread* t);

}  // namespace typhon
