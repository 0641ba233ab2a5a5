// The words of the C++ stacks, for those who look for something else than objects there.
#pragma once

#include <cstdint>

namespace typhon {

// Calls fn with the words of each C++ stack that is in use, the running one's from `stackPointer` on. Interpreter lock held.
void visitNativeStacks(const void* stackPointer, void (*fn)(const uintptr_t* from, const uintptr_t* to, void* context),
                       void* context);

}  // namespace typhon
