// Calls that consume a generator whole: list(g), set(g), sum(g), any(g), ''.join(g) and the like. An interpreter runs the
// generator's frame with the continuation Feed, so that neither C++ recursion nor, as a rule, a suspension stands between the
// generator and its consumer. What has been gathered so far lies in the register of the argument (a tuple, the FeedState).
#pragma once

#include "runtime/exec/steps/steps.h"

namespace typhon::steps {

enum class Consumer : uint8_t { None, List, Tuple, Set, FrozenSet, Sum, Any, All, Max, Min, Sorted, Join };

// Who consumes the generator that is the only argument of a call of `callee` (besides `self`, unless that is Unbound).
Consumer consumerOf(Value callee, Value self);

// What has become of a value.
enum class Fed : uint8_t {
  More,     // taken: the generator goes on
  Decided,  // the consumer needs no more values: its result is in the state
  Suspend,  // taking it may run Python code: not before the generator is suspended
  Failed,   // an exception is pending
};

// Puts the state of the consumer in the place of the generator in *argument. False with MemoryError pending.
bool beginFeed(Thread* t, Consumer consumer, Value* argument);
// Offers what a generator yields, whose frame is still the innermost one and was entered by the call at caller->pc. Runs no
// Python code.
Fed feed(Thread* t, Frame* caller, Value v);
// Completes the call at caller->pc with the result that is in the state.
void decideFeed(Frame* caller);
// The generator has yielded `v` and is suspended; t->frame is at the call. Done: the call is complete, t->frame's pc behind it.
// Pushed: t->frame is the generator's again and goes on at its pc.
Step feedSuspendedPy(Thread* t, Value v);
// The generator has returned: completes the call at t->frame->pc. False with an exception pending.
bool finishFeedPy(Thread* t);

// For who resumes the generator itself: gives the consumer a value of any kind while the generator is suspended (More, Decided or
// Failed), and makes the result, of a consumer that has decided or of all there was.
Fed feedPy(Thread* t, Frame* caller, Value v);
Value fedResultPy(Thread* t, Frame* caller, bool decided);

}  // namespace typhon::steps
