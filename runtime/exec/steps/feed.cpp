// Consumers of generators (feed.h). Each does what the native function of its name does with an iterator.
#include "runtime/exec/steps/feed.h"

#include <cmath>
#include <string_view>

#include "runtime/exec/generator_frames.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/list.h"
#include "runtime/types/native_function.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/str_join.h"
#include "runtime/types/tuple.h"

namespace typhon::steps {
namespace {

// How sum adds up: kExtra of Floats is the compensation, of the others the Adding as an int.
enum class Adding : uint8_t { Ints, Floats, General };

Value* argumentOf(Frame* caller) {
  bool method = bytecode::info(caller->pc->op).base == Op::CALL_METHOD;
  return caller->registers() + caller->pc->b + bytecode::kFrameHeaderWords + (method ? 1 : 0);
}
Tuple* stateOf(Frame* caller) { return argumentOf(caller)->as<Tuple>(); }
Consumer consumerIn(const Tuple* state) { return static_cast<Consumer>(state->items[kConsumer].asSmallInt()); }
// What stands in front of the argument: of join its receiver.
Value separatorOf(Frame* caller) { return argumentOf(caller)[-1]; }
JoinState joinStateIn(const Tuple* state) { return {state->items[kGathered], state->items[kExtra]}; }
void gather(Tuple* state, Value v) {
  state->items[kGathered] = v;
  writeBarrier(state);
}

// Values that are hashed, compared and tested without running Python code.
bool isPlain(Value v) { return !v.isObject() || v.asObject()->shape == kShapeOf_str; }

bool plainTruth(Value v) {
  if (v.isBool()) return v.isTrue();
  if (v.isSmallInt()) return v.asSmallInt() != 0;
  if (v.isImmediateFloat()) return v.asImmediateFloat() != 0;
  return v.isObject() && v.as<Str>()->length != 0;
}

// Whether a comes before b in the order that Max (or Min) looks for; only where both are numbers or both are strs.
bool plainBeyond(bool greater, Value a, Value b, bool* out) {
  if (bothSmall(a, b)) return *out = greater ? a.asSmallInt() > b.asSmallInt() : a.asSmallInt() < b.asSmallInt(), true;
  if (a.isImmediateFloat() && b.isImmediateFloat())
    return *out = greater ? a.asImmediateFloat() > b.asImmediateFloat() : a.asImmediateFloat() < b.asImmediateFloat(), true;
  return false;
}

bool isAdding(const Tuple* state, Adding adding) {
  return state->items[kExtra].isSmallInt() && state->items[kExtra].asSmallInt() == static_cast<int64_t>(adding);
}

// One more float, with compensation as sum() has it.
void addCompensated(double x, double* sum, double* compensation) {
  double next = *sum + x;
  *compensation += std::fabs(*sum) >= std::fabs(x) ? (*sum - next) + x : (x - next) + *sum;
  *sum = next;
}

Value compensatedSum(Thread* t, const Tuple* state) { return compensated(t, state->items[kGathered], state->items[kExtra]); }

// The double as an immediate value; false when it needs a box.
bool asImmediate(double d, Value* out) {
  uint64_t bits = std::rotl(std::bit_cast<uint64_t>(d), 4) - 1;
  *out = Value::fromBits(bits);
  return bits & 2;
}

Fed addPlain(Tuple* state, Value v) {
  Value sum;
  if (isAdding(state, Adding::Ints)) {
    if (v.isBool()) v = Value::smallInt(v.isTrue());
    if (!addSmall(state->items[kGathered], v, &sum)) return Fed::Suspend;
    state->items[kGathered] = sum;
    return Fed::More;
  }
  Value total = state->items[kGathered], extra = state->items[kExtra];
  if (!v.isImmediateFloat() || !total.isImmediateFloat() || !extra.isImmediateFloat()) return Fed::Suspend;
  double all = total.asImmediateFloat(), compensation = extra.asImmediateFloat();
  addCompensated(v.asImmediateFloat(), &all, &compensation);
  if (!asImmediate(all, &total) || !asImmediate(compensation, &extra)) return Fed::Suspend;
  state->items[kGathered] = total;
  state->items[kExtra] = extra;
  return Fed::More;
}

// sum()'s general step: ints while only ints come, then floats, then anything.
bool addPy(Thread* t, Tuple* state, Value v) {
  Value total = state->items[kGathered];
  if (isAdding(state, Adding::Ints)) {
    if (v.isBool()) v = Value::smallInt(v.isTrue());
    if (v.isSmallInt()) return gather(state, TRY(intAdd(t, total, v))), true;
    gather(state, TRY(binaryPy(t, BinaryOp::Add, total, v)));
    bool floats = typeOf(state->items[kGathered]) == types::float_;
    state->items[kExtra] = floats ? TRY(makeFloat(t, 0.0)) : Value::smallInt(static_cast<int64_t>(Adding::General));
    return true;
  }
  if (!isAdding(state, Adding::General)) {
    int64_t i = 0;
    bool isNumber = typeOf(v) == types::float_ || (isInt(v) && typeOf(v) == types::int_ && fitsInt64(v, &i));
    if (isNumber) {
      double sum = asDouble(total), compensation = asDouble(state->items[kExtra]);
      if (typeOf(v) == types::float_)
        addCompensated(asDouble(v), &sum, &compensation);
      else
        sum += static_cast<double>(i);
      gather(state, TRY(makeFloat(t, sum)));
      state->items[kExtra] = TRY(makeFloat(t, compensation));
      writeBarrier(state);
      return true;
    }
    total = TRY(compensatedSum(t, state));
    state->items[kExtra] = Value::smallInt(static_cast<int64_t>(Adding::General));
  }
  gather(state, TRY(binaryPy(t, BinaryOp::Add, total, v)));
  return true;
}

// Taking a piece of text never runs Python code.
Fed joinPiece(Thread* t, Tuple* state, Value separator, Value v) {
  JoinState join = joinStateIn(state);
  if (!joinNext(t, separator.as<Str>(), join, v)) return Fed::Failed;
  state->items[kExtra] = join.progress;
  gather(state, join.text);
  return Fed::More;
}

// Gives the consumer a value of any kind while the generator is suspended.
Fed feedAnyPy(Thread* t, Frame* caller, Value v) {
  Tuple* state = stateOf(caller);
  Consumer consumer = consumerIn(state);
  auto result = [](bool ok) { return ok ? Fed::More : Fed::Failed; };
  switch (consumer) {
    case Consumer::Set:
    case Consumer::FrozenSet:
      state->items[kExtra] = Value::smallInt(1);
      return result(setAddPy(t, state->items[kGathered].as<Set>(), v));
    case Consumer::Sum:
      return result(addPy(t, state, v));
    case Consumer::Any:
    case Consumer::All: {
      Maybe<bool> truth = truthPy(t, v);
      if (!truth.ok()) return Fed::Failed;
      if (*truth != (consumer == Consumer::Any)) return Fed::More;
      gather(state, Value::boolean(*truth));
      return Fed::Decided;
    }
    case Consumer::Max:
    case Consumer::Min: {
      Value best = state->items[kGathered];
      if (!best.isUnbound()) {
        Maybe<bool> beyond = compareTruthPy(t, consumer == Consumer::Max ? CompareOp::Gt : CompareOp::Lt, v, best);
        if (!beyond.ok()) return Fed::Failed;
        if (!*beyond) return Fed::More;
      }
      gather(state, v);
      return Fed::More;
    }
    case Consumer::Join:
      return joinPiece(t, state, separatorOf(caller), v);
    default:
      return result(listAppend(t, state->items[kGathered].as<List>(), v));
  }
}

void complete(Frame* caller, Value result) {
  caller->registers()[caller->pc->a] = result;
  caller->pc += kWordsOf[static_cast<unsigned>(caller->pc->op)];
}

}  // namespace

// Finite, unless an infinity or NaN went through.
Value compensated(Thread* t, Value total, Value compensation) {
  double sum = asDouble(total), rest = asDouble(compensation);
  if (rest != 0 && std::isfinite(rest)) sum += rest;
  return makeFloat(t, sum);
}

Value stateResultPy(Thread* t, Tuple* state, Value separator) {
  Value gathered = state->items[kGathered];
  switch (consumerIn(state)) {
    case Consumer::Tuple:
      return Value(TRY(listToTuple(t, gathered.as<List>())));
    case Consumer::Sum:
      return isAdding(state, Adding::Ints) || isAdding(state, Adding::General) ? gathered : compensatedSum(t, state);
    case Consumer::Any:
      return Value::boolean(false);
    case Consumer::All:
      return Value::boolean(true);
    case Consumer::Max:
    case Consumer::Min:
      if (!gathered.isUnbound()) return gathered;
      return raise(t, exc::ValueError, "{}() iterable argument is empty", consumerIn(state) == Consumer::Max ? "max" : "min");
    case Consumer::Sorted:
      TRY(listSortPy(t, gathered.as<List>(), Value::none(), false));
      return gathered;
    case Consumer::Join:
      return Value(TRY(finishJoin(t, separator.as<Str>(), joinStateIn(state))));
    default:
      return gathered;
  }
}

Consumer consumerOf(Value callee, Value self) {
  if (isa<Type>(callee)) {
    Type* type = callee.as<Type>();
    if (!self.isUnbound()) return Consumer::None;
    return type == types::list        ? Consumer::List
           : type == types::tuple     ? Consumer::Tuple
           : type == types::set       ? Consumer::Set
           : type == types::frozenset ? Consumer::FrozenSet
                                      : Consumer::None;
  }
  auto* f = dynCast<NativeFunction>(callee);
  if (!f) return Consumer::None;
  std::string_view name = f->def->name;
  if (f->owner)
    return f->owner == types::str && f->self.isUnbound() && isExactStr(self) && name == "join" ? Consumer::Join : Consumer::None;
  if (!self.isUnbound() || !(isExactStr(f->module) && equals(f->module.as<Str>(), "builtins"))) return Consumer::None;
  switch (name.size()) {
    case 3:
      return name == "sum"   ? Consumer::Sum
             : name == "any" ? Consumer::Any
             : name == "all" ? Consumer::All
             : name == "max" ? Consumer::Max
             : name == "min" ? Consumer::Min
                             : Consumer::None;
    case 6:
      return name == "sorted" ? Consumer::Sorted : Consumer::None;
    default:
      return Consumer::None;
  }
}

bool beginFeed(Thread* t, Consumer consumer, Value* argument) {
  Tuple* state = TRY(makeTuple(t, kFieldCount));
  state->items[kConsumer] = Value::smallInt(static_cast<int64_t>(consumer));
  state->items[kGenerator] = *argument;
  state->items[kExtra] = Value::smallInt(0);
  switch (consumer) {
    case Consumer::Set:
    case Consumer::FrozenSet:
      gather(state, Value(TRY(makeSet(t, consumer == Consumer::FrozenSet))));
      break;
    case Consumer::Sum:
      gather(state, Value::smallInt(0));
      break;
    case Consumer::Any:
    case Consumer::All:
    case Consumer::Max:
    case Consumer::Min:
    case Consumer::Join:
      gather(state, Value::unbound());
      break;
    default:
      gather(state, Value(TRY(makeList(t))));
      break;
  }
  *argument = Value(state);
  return true;
}

Fed feed(Thread* t, Frame* caller, Value v) { return feedState(t, stateOf(caller), separatorOf(caller), v); }

Fed feedState(Thread* t, Tuple* state, Value separator, Value v) {
  Consumer consumer = consumerIn(state);
  switch (consumer) {
    case Consumer::Set:
    case Consumer::FrozenSet:
      // A member that is not plain may be asked whether it equals the new one.
      if (!isPlain(v) || state->items[kExtra].asSmallInt() != 0) return Fed::Suspend;
      return setAddPy(t, state->items[kGathered].as<Set>(), v) ? Fed::More : Fed::Failed;
    case Consumer::Sum:
      return addPlain(state, v);
    case Consumer::Any:
    case Consumer::All: {
      if (!isPlain(v)) return Fed::Suspend;
      bool truth = plainTruth(v);
      if (truth != (consumer == Consumer::Any)) return Fed::More;
      gather(state, Value::boolean(truth));
      return Fed::Decided;
    }
    case Consumer::Max:
    case Consumer::Min: {
      bool beyond = true;
      if (!state->items[kGathered].isUnbound() && !plainBeyond(consumer == Consumer::Max, v, state->items[kGathered], &beyond))
        return Fed::Suspend;
      if (beyond) gather(state, v);
      return Fed::More;
    }
    case Consumer::Join:
      return joinPiece(t, state, separator, v);
    default:
      return listAppend(t, state->items[kGathered].as<List>(), v) ? Fed::More : Fed::Failed;
  }
}

void decideFeed(Frame* caller) { complete(caller, stateOf(caller)->items[kGathered]); }

Step feedSuspendedPy(Thread* t, Value v) {
  Frame* caller = t->frame;
  Tuple* state = stateOf(caller);
  switch (feedAnyPy(t, caller, v)) {
    case Fed::Failed:
      return Step::Failed;
    case Fed::Decided:
      decideFeed(caller);
      return Step::Done;
    default:
      break;
  }
  Generator* g = state->items[kGenerator].as<Generator>();
  if (g->state == Generator::Running) {
    (void)raise(t, exc::ValueError, "generator already executing");
    return Step::Failed;
  }
  if (g->state == Generator::Finished) return finishFeedPy(t) ? Step::Done : Step::Failed;
  Frame* frame = pushGenerator(t, g, Value::none(), Continuation::Feed, 0);
  if (!frame) return Step::Failed;
  frame->pc += kWordsOf[static_cast<unsigned>(frame->pc->op)];
  return Step::Pushed;
}

Fed feedPy(Thread* t, Frame* caller, Value v) {
  Fed fed = feed(t, caller, v);
  return fed == Fed::Suspend ? feedAnyPy(t, caller, v) : fed;
}

Value fedResultPy(Thread* t, Frame* caller, bool decided) {
  return decided ? stateOf(caller)->items[kGathered] : stateResultPy(t, stateOf(caller), separatorOf(caller));
}

bool finishFeedPy(Thread* t) {
  Frame* caller = t->frame;
  Value result = TRY(stateResultPy(t, stateOf(caller), separatorOf(caller)));
  complete(caller, result);
  return true;
}

}  // namespace typhon::steps
