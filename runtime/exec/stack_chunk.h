// StackChunk: one piece of a thread's VM stack (runtime/exec/frame.h). Chunks never move; the newest is Thread::chunks.
#pragma once

#include "runtime/object/value.h"

namespace typhon {

struct StackChunk {
  StackChunk* previous;  // the older chunk, or null
  Value* limit;          // end of the words
  Value* top;            // Thread::stackTop of this chunk at the moment a newer one was opened; stale while it is the newest

  Value* words() { return reinterpret_cast<Value*>(this + 1); }
};

}  // namespace typhon
