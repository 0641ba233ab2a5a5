// What the interpreters share besides the handler texts.
#pragma once

#include "runtime/exec/steps/steps.h"
#include "runtime/exec/tracing.h"

namespace typhon::interpreter {

using namespace steps;

// How instructions that were executed elsewhere have ended.
enum class Exit : uint8_t {
  Continue,  // t->frame goes on at its pc
  Raised,    // an exception is pending at t->frame->pc
  Reraised,  // the same, and its traceback has t->frame already
  Returned,  // run() returns *result, which may be the error mark
};

// Executes the one instruction at t->frame->pc, prefixed or not (step_vm.cpp).
Exit step(Thread* t, Value* result);

// Goes on with t->frame instruction by instruction, reporting what happens, for as long as the thread is traced: Continue or
// Returned (traced.cpp).
Exit runTraced(Thread* t, Value* result);
// The same for the frame that run() was just called with.
Exit enterTraced(Thread* t, Value* result);

}  // namespace typhon::interpreter
