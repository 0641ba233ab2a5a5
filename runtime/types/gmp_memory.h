// Exhausted memory inside GMP. Its functions cannot fail: without this they abort the process.
#pragma once

#include "runtime/exec/errors.h"

namespace typhon {

// Lets GMP allocate through the functions of this file. Once, before the first int.
void initGmpMemory();

// Calls work(context). When GMP finds no memory in it, everything that GMP has allocated since the call began is freed, the call
// is left (no destructor runs) and the answer is false. What work has to release otherwise must lie outside; GMP objects that it
// makes or lets grow must lie inside.
bool runGmp(void (*work)(void*), void* context);

// The same for a lambda without result. False with MemoryError pending. `limbs`: the size of the operands, where multiplication
// or division of small ones makes do with the stack.
template <class F>
bool withGmp(Thread* t, F&& work, size_t limbs = SIZE_MAX) {
  constexpr size_t kAllocatingLimbs = 1024;
  if (limbs < kAllocatingLimbs) {
    work();
    return true;
  }
  auto call = [](void* context) { (*static_cast<std::remove_reference_t<F>*>(context))(); };
  return runGmp(call, &work) || raiseMemory(t);
}

}  // namespace typhon
