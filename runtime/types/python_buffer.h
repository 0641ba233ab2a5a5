// Buffers between the slots `buffer` and `releaseBuffer` and the special methods __buffer__ and __release_buffer__ (PEP 688).
#pragma once

#include "runtime/types/buffer.h"

namespace typhon {

// The slots of classes written in Python that define the methods. The view's owner is an object that stands for the memoryview
// which __buffer__ returned, and calls __release_buffer__ when the view is released.
bool pythonBufferPy(Thread* t, Value self, BufferView* view, int flags);
void releasePythonBuffer(Value self, BufferView* view);

// What the slot wrappers of native types do. The flags are those of the C interface (inspect.BufferFlags).
Value wrapBufferPy(Thread* t, Value self, bool (*buffer)(Thread*, Value, BufferView*, int), Value flags);
Value wrapReleaseBufferPy(Thread* t, Value self, Value view);

}  // namespace typhon
