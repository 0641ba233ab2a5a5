// What the helper files share.
#pragma once

#include "backends/jit/helpers/helpers.h"
#include "runtime/exec/engine.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

using steps::Step;

inline Value value(uint64_t bits) { return Value::fromBits(bits); }
inline Str* text(uint64_t bits) { return value(bits).as<Str>(); }
inline uint64_t flag(bool ok) { return ok ? Value::none().bits() : Value::error().bits(); }
inline uint64_t truthOf(const Maybe<bool>& m) { return m.ok() ? Value::boolean(*m).bits() : Value::error().bits(); }

// Runs a frame that has not been begun, compiled if it can be.
Value runCallee(Thread* t, Frame* callee);
// The interpreters would go on in the caller of a frame with the continuation Feed, which here is compiled code. `depth`: how
// many inlined functions the frame lies in.
void leaveFeed(Frame* frame, uint32_t depth);
// A generator's frame whose SEND at pc has its result is to go on behind that in an interpreter.
void interpretBehindSend(Frame* frame);
// next(g) and g.send(v) of a generator that waits; false: another call. *out is the error mark when the generator has raised, or
// returned (StopIteration).
bool resumeByCall(Thread* t, Value* window, uint64_t argc, Value* out);
// Runs the frame that a step has pushed, to its end. *continuation says what the step wanted with the result.
Value runPushed(Thread* t, Continuation* continuation, Value* extra);
// Calls a special method written in Python, which takes a frame and no nested call. Unbound: the class has none of the name, or
// no such one.
Value callMethodOf(Thread* t, Value self, Str* name, const Args& arguments);
// The object that describe() of lowering says, of the class, its parts being unbound. When memory is exhausted the next poll
// raises.
Object* restoreObject(Thread* t, uint64_t description, uint64_t type);
// The result of a step whose continuation is Store, InitReturnsSelf or Discard.
Value finishStep(Thread* t, Step step, Value out);

}  // namespace typhon::jit

#define JIT_HELPER(name, ...) extern "C" uint64_t typhon_jit_##name(Thread* t, Frame* frame __VA_OPT__(, ) __VA_ARGS__)
