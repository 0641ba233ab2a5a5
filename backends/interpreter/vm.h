// What the interpreters share besides the handler texts.
#pragma once

#include "runtime/exec/steps/steps.h"

namespace typhon::interpreter {

using namespace steps;

// The state an interpreter hands over to execute one instruction elsewhere (an EXT-prefixed one).
enum class Exit : uint8_t { Continue, Raised, Returned };

// Executes the one EXT-prefixed instruction at frame->pc (wide_vm.cpp). Continue: t->frame goes on at its pc.
Exit stepWide(Thread* t, Value* result);

}  // namespace typhon::interpreter
