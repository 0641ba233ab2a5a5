// Calls that consume a generator whole: list(g), set(g), sum(g), any(g), ''.join(g) and the like. An interpreter runs the
// generator's frame with the continuation Feed, so that neither C++ recursion nor, as a rule, a suspension stands between the
// generator and its consumer. What has been gathered so far lies in the register of the argument (a tuple, the state).
#pragma once

#include "runtime/exec/steps/steps.h"

namespace typhon::steps {

enum class Consumer : uint8_t { None, List, Tuple, Set, FrozenSet, Sum, Any, All, Max, Min, Sorted, Join };

// What the state consists of: the Consumer as an int, the generator, what has been gathered, and
//   - for sum, how the numbers so far are added up: the compensation of floats, a float, or an int, 0 while there were only ints;
//   - for sets, whether a member may be compared by Python code;
//   - for join, its progress (str_join.h).
enum FeedField : unsigned { kConsumer, kGenerator, kGathered, kExtra, kFieldCount };

// Who consumes the generator that is the only argument of a call of `callee` (besides `self`, unless that is Unbound).
Consumer consumerOf(Value callee, Value self);

// What has become of a value.
enum class Fed : uint8_t {
  More,     // taken: the generator goes on
  Decided,  // the consumer needs no more values: its result is in the state
  Suspend,  // taking it may run Python code: not before the generator is suspended
  Failed,   // an exception is pending
};

// Puts the state of the consumer in the place of the generator in *argument. False with MemoryError pending. An engine may make
// it itself for what begins with a constant or a list.
bool beginFeed(Thread* t, Consumer consumer, Value* argument);
// Offers what a generator yields, whose frame is still the innermost one and was entered by the call at caller->pc. Runs no
// Python code.
Fed feed(Thread* t, Frame* caller, Value v);
// The same with the consumer's state, and for join the separator.
Fed feedState(Thread* t, Tuple* state, Value separator, Value v);
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
// The result of all there was, of a state.
Value stateResultPy(Thread* t, Tuple* state, Value separator);
// sum's of floats: `total` with its compensation.
Value compensated(Thread* t, Value total, Value compensation);

}  // namespace typhon::steps
