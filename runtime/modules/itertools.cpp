// The itertools module: iterators over one or several iterables. (groupby, tee: itertools_groups.cpp; product and the
// combinations: itertools_combinations.cpp.) Semantics, __reduce__ and __setstate__ as CPython 3.12's.
#include "runtime/modules/itertools.h"

#include "runtime/memory/roots.h"
#include "runtime/ops/direct.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/iterators.h"

namespace typhon {

namespace itertools {

Type *chainType, *isliceType, *teeType, *teeDataType, *grouperType;

IteratorState* newState(Thread* t, Value cls) { return makeRecord<IteratorState>(t, cls.as<Type>()); }

Value reduced(Thread* t, Value self, std::initializer_list<Value> arguments, Value state) {
  Tuple* packed = TRY(makeTuple(t, arguments));
  if (state.isUnbound()) return TRY(makeTuple(t, {Value(typeOf(self)), Value(packed)}));
  return TRY(makeTuple(t, {Value(typeOf(self)), Value(packed), state}));
}

bool warnOfPicklePy(Thread* t) {
  return warnPy(t, exc::DeprecationWarning, "Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.");
}

Tuple* stateTuple(Thread* t, Value state, size_t count) {
  auto* tuple = dynCast<Tuple>(state);
  if (!tuple) return raise(t, exc::TypeError, "state is not a tuple");
  if (tuple->length != count)
    return raise(t, exc::TypeError, "function takes exactly {} arguments ({} given)", count, tuple->length);
  return tuple;
}

namespace {

const char* const kReduceDoc = "What pickle needs.";
const char* const kSetStateDoc = "Go to the state that __reduce__ told.";

// --- accumulate: a iterator, b function or None, c total, d initial

Value accumulateNew(Thread* t, Value* args, size_t) {
  Value iterator = TRY(iterPy(t, args[1]));
  auto* s = TRY(newState(t, args[0]));
  s->a = iterator;
  s->b = args[2];
  s->d = args[3];
  return s;
}

Value accumulateNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (!s->d.isNone()) {
    set(s, &IteratorState::c, s->d);
    s->d = Value::none();
    return s->c;
  }
  Value item = TRY(nextFastPy(t, s->a));
  if (item.isUnbound()) return item;
  Value total = item;
  if (!s->c.isUnbound()) {
    if (s->b.isNone()) {
      if (!addSmall(s->c, item, &total)) total = binaryPy(t, BinaryOp::Add, s->c, item);
    } else {
      Value arguments[] = {s->c, item};
      total = callDirectPy(t, s->b, arguments, 2);
    }
    if (total.isError()) return total;
  }
  set(s, &IteratorState::c, total);
  return total;
}

// An iterator over `first` and then the rest of `iterator`.
Value chained(Thread* t, Value first, Value iterator) {
  Tuple* single = TRY(makeTuple(t, {first}));
  return callPy(t, chainType, {Value(single), iterator});
}

Value accumulateReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (!s->d.isNone()) {
    Value rest = TRY(chained(t, s->d, s->a));
    return reduced(t, args[0], {rest, s->b}, Value::none());
  }
  if (s->c.isNone()) {
    // A total of None cannot be told from none at all: it is put in front and skipped.
    Value rest = TRY(chained(t, s->c, s->a));
    Value again = TRY(callPy(t, typeOf(args[0]), {rest, s->b}));
    Tuple* arguments = TRY(makeTuple(t, {again, Value::smallInt(1), Value::none()}));
    return TRY(makeTuple(t, {Value(isliceType), Value(arguments)}));
  }
  return reduced(t, args[0], {s->a, s->b}, s->c.isUnbound() ? Value::none() : s->c);
}

Value accumulateSetState(Thread*, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  set(s, &IteratorState::c, args[1].isNone() ? Value::unbound() : args[1]);
  return Value::none();
}

// --- batched: a iterator, i items per batch

Value batchedNew(Thread* t, Value* args, size_t) {
  int64_t n = TRY(countArgumentPy(t, args[2]));
  if (n < 1) return raise(t, exc::ValueError, "n must be at least one");
  Value iterator = TRY(iterPy(t, args[1]));
  auto* s = TRY(newState(t, args[0]));
  s->a = iterator;
  s->i = n;
  return s;
}

Value batchedNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->a.isUnbound()) return s->a;
  Value iterator = s->a;
  List* items = TRY(makeList(t));
  while (static_cast<int64_t>(items->length) < s->i) {
    Value item = TRY(nextFastPy(t, iterator));
    if (item.isUnbound()) break;
    TRY(listAppend(t, items, item));
  }
  if (static_cast<int64_t>(items->length) < s->i) s->a = Value::unbound();
  if (items->length == 0) return Value::unbound();
  return TRY(listToTuple(t, items));
}

// --- chain: a iterator over the iterables, b iterator over the current one

Value chainOf(Thread* t, Value cls, Value iterables) {
  Value source = TRY(iterPy(t, iterables));
  auto* s = TRY(newState(t, cls));
  s->a = source;
  return s;
}

Value chainNew(Thread* t, Value* args, size_t argc) {
  Tuple* iterables = TRY(makeTuple(t, args + 1, argc - 1));
  return chainOf(t, args[0], iterables);
}

Value chainFromIterable(Thread* t, Value* args, size_t) { return chainOf(t, args[0], args[1]); }

// The next item when the current iterable has ended or there was none yet.
[[gnu::noinline]] Value chainNextIterable(Thread* t, IteratorState* s) {
  while (!s->a.isUnbound()) {
    if (s->b.isUnbound()) {
      Value iterable = nextFastPy(t, s->a);
      if (iterable.isError() || iterable.isUnbound()) {
        s->a = Value::unbound();
        return iterable;
      }
      Value iterator = iterPy(t, iterable);
      if (iterator.isError()) {
        s->a = Value::unbound();
        return iterator;
      }
      set(s, &IteratorState::b, iterator);
    }
    Value item = TRY(nextFastPy(t, s->b));
    if (!item.isUnbound()) return item;
    s->b = Value::unbound();
  }
  return Value::unbound();
}

Value chainNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (!s->b.isUnbound()) [[likely]] {
    Value item = nextFastPy(t, s->b);
    if (!item.isUnbound()) return item;
    s->b = Value::unbound();
  }
  return chainNextIterable(t, s);
}

Value chainReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (s->a.isUnbound()) return reduced(t, args[0], {});
  Tuple* state = s->b.isUnbound() ? TRY(makeTuple(t, {s->a})) : TRY(makeTuple(t, {s->a, s->b}));
  return reduced(t, args[0], {}, state);
}

Value chainSetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  auto* state = dynCast<Tuple>(args[1]);
  if (!state) return raise(t, exc::TypeError, "state is not a tuple");
  if (state->length < 1 || state->length > 2)
    return raise(t, exc::TypeError, "function takes at {} argument{} ({} given)", state->length < 1 ? "least 1" : "most 2",
                 state->length < 1 ? "" : "s", state->length);
  for (size_t i = 0; i < state->length; ++i) {
    if (!typeOf(state->items[i])->slots.next) return raise(t, exc::TypeError, "Arguments must be iterators.");
  }
  set(s, &IteratorState::a, state->items[0]);
  set(s, &IteratorState::b, state->length == 2 ? state->items[1] : Value::unbound());
  return Value::none();
}

// --- compress: a data, b selectors

Value compressNew(Thread* t, Value* args, size_t) {
  Value data = TRY(iterPy(t, args[1]));
  Value selectors = TRY(iterPy(t, args[2]));
  auto* s = TRY(newState(t, args[0]));
  s->a = data;
  s->b = selectors;
  return s;
}

Value compressNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  while (true) {
    Value item = TRY(nextFastPy(t, s->a));
    if (item.isUnbound()) return item;
    Value selector = TRY(nextFastPy(t, s->b));
    if (selector.isUnbound()) return selector;
    if (TRY(truthDirectPy(t, selector))) return item;
  }
}

// (type, (a, b)): compress, filterfalse, starmap.
Value reduceBoth(Thread* t, Value* args, size_t) { return reduced(t, args[0], {stateOf(args[0])->a, stateOf(args[0])->b}); }
// (type, (a, b), flag): dropwhile, takewhile.
Value reduceFlag(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  return reduced(t, args[0], {s->a, s->b}, Value::smallInt(s->flag));
}
Value setFlag(Thread* t, Value* args, size_t) {
  bool flag = TRY(truthPy(t, args[1]));
  stateOf(args[0])->flag = flag;
  return Value::none();
}

// --- count: a next, b step

Value countNew(Thread* t, Value* args, size_t) {
  auto isNumber = [](Value v) {
    const Slots& slots = typeOf(v)->slots;
    return isInt(v) || slots.index || slots.toInt || slots.toFloat || isa<Complex>(v);
  };
  if (!isNumber(args[1]) || !isNumber(args[2])) return raise(t, exc::TypeError, "a number is required");
  auto* s = TRY(newState(t, args[0]));
  // As long as it counts in machine words, CPython forgets of what subclass of int the ends were.
  bool words = isInt(args[1]) && isInt(args[2]);
  s->a = args[1].isBool() && words ? Value::smallInt(args[1].isTrue()) : args[1];
  s->b = args[2].isBool() && words ? Value::smallInt(args[2].isTrue()) : args[2];
  return s;
}

// The endless sources poll, so that natives that drain them can be interrupted.
Value countNext(Thread* t, Value self) {
  if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
    TRY(handlePollPy(t));
  auto* s = stateOf(self);
  Value result = s->a;
  if (result.isSmallInt() && s->b == Value::smallInt(1) && result.asSmallInt() < Value::kSmallIntMax) [[likely]] {
    s->a = Value::smallInt(result.asSmallInt() + 1);
    return result;
  }
  Value next = TRY(binaryPy(t, BinaryOp::Add, result, s->b));
  set(s, &IteratorState::a, next);
  return result;
}

bool isPlainOne(Value v) { return v == Value::smallInt(1); }

Value countRepr(Thread* t, Value self) {
  auto* s = stateOf(self);
  Str* start = TRY(reprPy(t, s->a));
  StrBuilder out(t);
  TRY(out.add(typeOf(self)->name));
  TRY(out.add('('));
  TRY(out.add(start));
  if (!isPlainOne(s->b)) {
    Str* step = TRY(reprPy(t, s->b));
    TRY(out.add(", "));
    TRY(out.add(step));
  }
  TRY(out.add(')'));
  return TRY(out.finish());
}

Value countReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (s->a.isSmallInt() && isPlainOne(s->b)) return reduced(t, args[0], {s->a});
  return reduced(t, args[0], {s->a, s->b});
}

// --- cycle: a iterator, b saved items (list), i position in them, flag: the items need not be saved any more

Value cycleNew(Thread* t, Value* args, size_t) {
  Value iterator = TRY(iterPy(t, args[1]));
  List* saved = TRY(makeList(t));
  auto* s = TRY(newState(t, args[0]));
  s->a = iterator;
  s->b = saved;
  return s;
}

Value cycleNext(Thread* t, Value self) {
  if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
    TRY(handlePollPy(t));
  auto* s = stateOf(self);
  if (!s->a.isUnbound()) {
    Value item = TRY(nextFastPy(t, s->a));
    if (!item.isUnbound()) {
      if (!s->flag) TRY(listAppend(t, s->b.as<List>(), item));
      return item;
    }
    s->a = Value::unbound();
  }
  List* saved = s->b.as<List>();
  if (saved->length == 0) return Value::unbound();
  if (static_cast<uint64_t>(s->i) >= saved->length) s->i = 0;
  return listItem(saved, s->i++);
}

Value cycleReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  bool done = s->a.isUnbound();
  Value iterator = s->a;
  if (done) {
    iterator = TRY(makeListIterator(t, s->b.as<List>()));
    iterator.as<ListIterator>()->index = s->i;
  }
  Tuple* state = TRY(makeTuple(t, {s->b, Value::boolean(done || s->flag)}));
  return reduced(t, args[0], {iterator}, state);
}

Value cycleSetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  Tuple* state = TRY(stateTuple(t, args[1], 2));
  if (!isa<List>(state->items[0])) return raise(t, exc::TypeError, "argument 1 must be list, not {}", typeName(state->items[0]));
  int64_t first = TRY(countArgumentPy(t, state->items[1]));
  set(s, &IteratorState::b, state->items[0]);
  s->flag = first != 0;
  s->i = 0;
  return Value::none();
}

// --- dropwhile, takewhile: a predicate, b iterator, flag: dropping, taking is over. filterfalse, starmap: a function, b iterator

Value functionNew(Thread* t, Value* args, size_t) {
  Value iterator = TRY(iterPy(t, args[2]));
  auto* s = TRY(newState(t, args[0]));
  s->a = args[1];
  s->b = iterator;
  return s;
}

Value dropwhileNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  while (true) {
    Value item = TRY(nextFastPy(t, s->b));
    if (item.isUnbound() || s->flag) return item;
    Value argument = item, verdict = TRY(callDirectPy(t, s->a, &argument, 1));
    if (!TRY(truthDirectPy(t, verdict))) {
      s->flag = true;
      return item;
    }
  }
}

Value takewhileNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->flag) return Value::unbound();
  Value item = TRY(nextFastPy(t, s->b));
  if (item.isUnbound()) return item;
  Value argument = item, verdict = TRY(callDirectPy(t, s->a, &argument, 1));
  if (TRY(truthDirectPy(t, verdict))) return item;
  s->flag = true;
  return Value::unbound();
}

Value filterfalseNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  bool byTruth = s->a.isNone() || (s->a.isObject() && s->a.asObject() == types::bool_);
  while (true) {
    Value item = TRY(nextFastPy(t, s->b));
    if (item.isUnbound()) return item;
    Value argument = item, verdict = byTruth ? item : TRY(callDirectPy(t, s->a, &argument, 1));
    if (!TRY(truthDirectPy(t, verdict))) return item;
  }
}

Value starmapNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  Value item = TRY(nextFastPy(t, s->b));
  if (item.isUnbound()) return item;
  Tuple* arguments = isExact(item, kShapeOf_tuple) ? item.as<Tuple>() : TRY(toTuplePy(t, item));
  constexpr size_t kFew = 6;
  if (arguments->length > kFew) return callPy(t, s->a, Args{arguments->items, arguments->length, nullptr});
  Value copies[kFew];  // the tuple's own items must not change
  for (size_t i = 0; i < arguments->length; ++i) copies[i] = arguments->items[i];
  return callDirectPy(t, s->a, copies, arguments->length);
}

// --- islice: a iterator, i items taken, j position of the next one wanted, k stop or -1, b step (int)

// A bound of islice: None gives `ifNone`.
Maybe<int64_t> isliceBound(Thread* t, Value v, int64_t ifNone, const char* message) {
  if (v.isNone()) return ifNone;
  Maybe<int64_t> bound = indexInt64Py(t, v, exc::ValueError);
  if (bound.ok() && *bound >= 0) return bound;
  if (!bound.ok()) clearPending(t);
  return raise(t, exc::ValueError, "{}", message);
}

Value isliceCreate(Thread* t, Type* cls, const Args& args) {
  if (cls->slots.init == isliceType->slots.init) TRY(checkNoKeywords(t, "islice", args));
  TRY(checkPositional(t, "islice", args, 2, 4));
  constexpr const char* kStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  constexpr const char* kIndices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  int64_t start = 0, stop = -1, step = 1;
  if (args.positional == 2) {
    stop = TRY(isliceBound(t, args[1], -1, kStop));
  } else {
    stop = TRY(isliceBound(t, args[2], -1, kStop));
    start = TRY(isliceBound(t, args[1], 0, kIndices));
    if (args.positional == 4) {
      constexpr const char* kStep = "Step for islice() must be a positive integer or None.";
      step = TRY(isliceBound(t, args[3], 1, kStep));
      if (step < 1) return raise(t, exc::ValueError, "{}", kStep);
    }
  }
  Value iterator = TRY(iterPy(t, args[0]));
  Value boxedStep = TRY(makeInt(t, step));
  auto* s = TRY(newState(t, cls));
  s->a = iterator;
  s->b = boxedStep;
  s->j = start;
  s->k = stop;
  return s;
}

// The next item where others come before it, or there is a step.
[[gnu::noinline]] Value isliceNextAfter(Thread* t, IteratorState* s) {
  if (s->a.isUnbound()) return s->a;
  Value iterator = s->a;
  auto finish = [&](Value end) {
    s->a = Value::unbound();
    return end;
  };
  // An error is an end, too.
  while (s->i < s->j) {
    Value item = nextFastPy(t, iterator);
    if (item.isError() || item.isUnbound()) return finish(item);
    ++s->i;
  }
  if (s->k != -1 && s->i >= s->k) return finish(Value::unbound());
  Value item = nextFastPy(t, iterator);
  if (item.isError() || item.isUnbound()) return finish(item);
  ++s->i;
  int64_t step = INT64_MAX;
  fitsInt64(s->b, &step);
  if (__builtin_add_overflow(s->j, step, &s->j)) s->j = s->k == -1 ? INT64_MAX : s->k;
  if (s->k != -1 && s->j > s->k) s->j = s->k;
  return item;
}

Value isliceNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  // One item after the other; without an end (-1) it is as good as infinitely far.
  bool next = s->i == s->j && static_cast<uint64_t>(s->i) < static_cast<uint64_t>(s->k);
  if (!next || s->a.isUnbound() || s->b != Value::smallInt(1)) [[unlikely]]
    return isliceNextAfter(t, s);
  Value item = nextFastPy(t, s->a);
  if (item.isError() || item.isUnbound()) {
    s->a = Value::unbound();
  } else {
    s->j = ++s->i;
  }
  return item;
}

Value isliceReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (s->a.isUnbound()) {
    List* empty = TRY(makeList(t));
    Value iterator = TRY(makeListIterator(t, empty));
    return reduced(t, args[0], {iterator, Value::smallInt(0)}, Value::smallInt(0));
  }
  Value next = TRY(makeInt(t, s->j)), taken = TRY(makeInt(t, s->i));
  Value stop = s->k == -1 ? Value::none() : TRY(makeInt(t, s->k));
  return reduced(t, args[0], {s->a, next, stop, s->b}, taken);
}

Value isliceSetState(Thread* t, Value* args, size_t) {
  int64_t taken = TRY(stateNumber(t, args[1]));
  stateOf(args[0])->i = taken;
  return Value::none();
}

// --- pairwise: a iterator, b previous item

Value pairwiseNew(Thread* t, Value* args, size_t) {
  Value iterator = TRY(iterPy(t, args[1]));
  auto* s = TRY(newState(t, args[0]));
  s->a = iterator;
  return s;
}

Value pairwiseNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->a.isUnbound()) return s->a;
  Value old = s->b;
  if (old.isUnbound()) {
    old = nextFastPy(t, s->a);
    if (old.isError() || old.isUnbound()) {
      s->a = Value::unbound();
      return old;
    }
    set(s, &IteratorState::b, old);
    if (s->a.isUnbound()) {
      s->b = Value::unbound();
      return s->a;
    }
  }
  Value item = nextFastPy(t, s->a);
  if (item.isError() || item.isUnbound()) {
    s->a = s->b = Value::unbound();
    return item;
  }
  set(s, &IteratorState::b, item);
  return TRY(makeTuple(t, {old, item}));
}

// --- repeat: a object, i times left, -1 for ever

Value repeatNew(Thread* t, Value* args, size_t) {
  int64_t times = -1;
  if (!args[2].isUnbound()) times = std::max<int64_t>(0, TRY(countArgumentPy(t, args[2])));
  auto* s = TRY(newState(t, args[0]));
  s->a = args[1];
  s->i = times;
  return s;
}

Value repeatNext(Thread* t, Value self) {
  if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
    TRY(handlePollPy(t));
  auto* s = stateOf(self);
  if (s->i == 0) return Value::unbound();
  if (s->i > 0) --s->i;
  return s->a;
}

Value repeatRepr(Thread* t, Value self) {
  auto* s = stateOf(self);
  Str* shown = TRY(reprPy(t, s->a));
  StrBuilder out(t);
  TRY(out.add(typeOf(self)->name));
  TRY(out.add('('));
  TRY(out.add(shown));
  if (s->i >= 0) {
    TRY(out.add(", "));
    TRY(out.add(std::to_string(s->i)));
  }
  TRY(out.add(')'));
  return TRY(out.finish());
}

Value repeatReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (s->i < 0) return reduced(t, args[0], {s->a});
  Value times = TRY(makeInt(t, s->i));
  return reduced(t, args[0], {s->a, times});
}

Value repeatLengthHint(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (s->i < 0) return raise(t, exc::TypeError, "len() of unsized object");
  return makeInt(t, s->i);
}

// --- zip_longest: a tuple of iterators, Unbound where one has ended; b fill value; i live iterators

Value zipLongestCreate(Thread* t, Type* cls, const Args& args) {
  Value fill = Value::none();
  if (args.keywords) {
    for (size_t i = 0; i < args.keywords->length; ++i) {
      if (!equals(args.keywords->items[i].as<Str>(), "fillvalue"))
        return raise(t, exc::TypeError, "zip_longest() got an unexpected keyword argument");
      fill = args[args.positional + i];
    }
  }
  Tuple* iterators = TRY(makeTuple(t, args.positional));
  for (size_t i = 0; i < args.positional; ++i) {
    Value iterator = TRY(iterPy(t, args[i]));
    iterators->items[i] = iterator;
    writeBarrier(iterators);
  }
  auto* s = TRY(newState(t, cls));
  s->a = iterators;
  s->b = fill;
  s->i = args.positional;
  return s;
}

Value zipLongestNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  auto* iterators = s->a.as<Tuple>();
  if (s->i == 0) return Value::unbound();
  size_t count = iterators->length;
  // The tuple is made when the items are there: most often there are so few that they lie on the stack until then.
  Value few[4];
  Tuple* many = count > std::size(few) ? TRY(makeTuple(t, count)) : nullptr;
  for (size_t i = 0; i < count; ++i) {
    Value item = s->b;
    if (!iterators->items[i].isUnbound()) {
      item = nextFastPy(t, iterators->items[i]);
      if (item.isError()) [[unlikely]] {
        s->i = 0;
        return item;
      }
      if (item.isUnbound()) {
        if (--s->i <= 0) return item;
        iterators->items[i] = Value::unbound();
        item = s->b;
      }
    }
    if (many) {
      many->items[i] = item;
      writeBarrier(many);
    } else {
      few[i] = item;
    }
  }
  return many ? many : TRY(makeTuple(t, few, count));
}

Value zipLongestReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  auto* iterators = s->a.as<Tuple>();
  Tuple* shown = TRY(makeTuple(t, iterators->length));
  for (size_t i = 0; i < iterators->length; ++i)
    shown->items[i] = iterators->items[i].isUnbound() ? Value(emptyTuple()) : iterators->items[i];
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(shown), s->b}));
}

Value zipLongestSetState(Thread*, Value* args, size_t) {
  set(stateOf(args[0]), &IteratorState::b, args[1]);
  return Value::none();
}

// --- rows

const NativeDef kAccumulateNew = {"__new__", "(cls, iterable, func=None, *, initial=None)", accumulateNew, nullptr};
const NativeDef kAccumulateMethods[] = {{"__reduce__", "(self, /)", deprecated<accumulateReduce>, kReduceDoc},
                                        {"__setstate__", "(self, state, /)", deprecated<accumulateSetState>, kSetStateDoc}};
const NativeDef kBatchedNew = {"__new__", "(cls, iterable, n)", batchedNew, nullptr};
const NativeDef kChainNew = {"__new__", "(cls, /, *iterables)", chainNew, nullptr};
const NativeDef kChainMethods[] = {
    {"from_iterable", "(cls, iterable, /)", chainFromIterable, "The same for an iterable of the iterables.",
     NativeDef::kClassMethod},
    {"__reduce__", "(self, /)", deprecated<chainReduce>, kReduceDoc},
    {"__setstate__", "(self, state, /)", deprecated<chainSetState>, kSetStateDoc},
    {"__class_getitem__", "(cls, object, /)",
     [](Thread* t, Value* args, size_t) { return makeGenericAlias(t, args[0], args[1]); }, nullptr, NativeDef::kClassMethod},
};
const NativeDef kCompressNew = {"__new__", "(cls, data, selectors)", compressNew, nullptr};
const NativeDef kReduceBoth[] = {{"__reduce__", "(self, /)", deprecated<reduceBoth>, kReduceDoc}};
const NativeDef kReduceFlag[] = {{"__reduce__", "(self, /)", deprecated<reduceFlag>, kReduceDoc},
                                 {"__setstate__", "(self, state, /)", deprecated<setFlag>, kSetStateDoc}};
const NativeDef kCountNew = {"__new__", "(cls, start=0, step=1)", countNew, nullptr};
const NativeDef kCountMethods[] = {{"__reduce__", "(self, /)", deprecated<countReduce>, kReduceDoc}};
const NativeDef kCycleNew = {"__new__", "(cls, iterable, /)", cycleNew, nullptr};
const NativeDef kCycleMethods[] = {{"__reduce__", "(self, /)", deprecated<cycleReduce>, kReduceDoc},
                                   {"__setstate__", "(self, state, /)", deprecated<cycleSetState>, kSetStateDoc}};
const NativeDef kPredicateNew = {"__new__", "(cls, predicate, iterable, /)", functionNew, nullptr};
const NativeDef kFilterfalseNew = {"__new__", "(cls, function, iterable, /)", functionNew, nullptr};
const NativeDef kIsliceMethods[] = {{"__reduce__", "(self, /)", deprecated<isliceReduce>, kReduceDoc},
                                    {"__setstate__", "(self, state, /)", deprecated<isliceSetState>, kSetStateDoc}};
const NativeDef kPairwiseNew = {"__new__", "(cls, iterable, /)", pairwiseNew, nullptr};
const NativeDef kRepeatNew = {"__new__", "(cls, object, times=<absent>)", repeatNew, nullptr};
const NativeDef kRepeatMethods[] = {{"__reduce__", "(self, /)", deprecated<repeatReduce>, kReduceDoc},
                                    {"__length_hint__", "(self, /)", repeatLengthHint, "How many times are left."}};
const NativeDef kZipLongestMethods[] = {{"__reduce__", "(self, /)", deprecated<zipLongestReduce>, kReduceDoc},
                                        {"__setstate__", "(self, state, /)", deprecated<zipLongestSetState>, kSetStateDoc}};

}  // namespace

#define ITERTOOL(SPEC, NAME, CREATE, NEXT, METHODS, DOC) \
  const TypeSpec SPEC = {                                \
      .name = "itertools." NAME,                         \
      .kind = Kind::IteratorState,                       \
      .flags = kBaseType,                                \
      .slots = {.iter = selfIter, .next = NEXT},         \
      .methods = METHODS,                                \
      .create = CREATE,                                  \
      .doc = DOC,                                        \
  };
ITERTOOL(accumulateSpec, "accumulate", &kAccumulateNew, accumulateNext, kAccumulateMethods,
         "Running totals of the items, or results of func applied to the total and the next item.")
ITERTOOL(batchedSpec, "batched", &kBatchedNew, batchedNext, {}, "The items in tuples of n; the last one may be shorter.")
ITERTOOL(chainSpec, "chain", &kChainNew, chainNext, kChainMethods,
         "The items of the first iterable, then those of the next ones.")
ITERTOOL(compressSpec, "compress", &kCompressNew, compressNext, kReduceBoth, "The data whose selector is true.")
ITERTOOL(cycleSpec, "cycle", &kCycleNew, cycleNext, kCycleMethods, "The items of the iterable again and again.")
ITERTOOL(dropwhileSpec, "dropwhile", &kPredicateNew, dropwhileNext, kReduceFlag,
         "The items from the first one that fails the predicate.")
ITERTOOL(takewhileSpec, "takewhile", &kPredicateNew, takewhileNext, kReduceFlag,
         "The items before the first one that fails the predicate.")
ITERTOOL(filterfalseSpec, "filterfalse", &kFilterfalseNew, filterfalseNext, kReduceBoth,
         "The items for which function(item) is false.")
ITERTOOL(starmapSpec, "starmap", &kFilterfalseNew, starmapNext, kReduceBoth, "function(*item) for each item.")
ITERTOOL(pairwiseSpec, "pairwise", &kPairwiseNew, pairwiseNext, {}, "Pairs of neighbouring items.")

const TypeSpec countSpec = {
    .name = "itertools.count",
    .kind = Kind::IteratorState,
    .flags = kBaseType,
    .slots = {.repr = countRepr, .iter = selfIter, .next = countNext},
    .methods = kCountMethods,
    .create = &kCountNew,
    .doc = "start, start+step, start+2*step ... without end.",
};
const TypeSpec isliceSpec = {
    .name = "itertools.islice",
    .kind = Kind::IteratorState,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = isliceNext, .create = isliceCreate},
    .methods = kIsliceMethods,
    .doc =
        "islice(iterable, stop)\nislice(iterable, start, stop[, step])\n\nThe items that a slice with these bounds would "
        "contain.",
};
const TypeSpec repeatSpec = {
    .name = "itertools.repeat",
    .kind = Kind::IteratorState,
    .flags = kBaseType,
    .slots = {.repr = repeatRepr, .iter = selfIter, .next = repeatNext},
    .methods = kRepeatMethods,
    .create = &kRepeatNew,
    .doc = "The object again and again, without end or so many times.",
};
const TypeSpec zipLongestSpec = {
    .name = "itertools.zip_longest",
    .kind = Kind::IteratorState,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = zipLongestNext, .create = zipLongestCreate},
    .methods = kZipLongestMethods,
    .doc =
        "zip_longest(*iterables, fillvalue=None)\n\nTuples of the iterables' items until the longest one ends; fillvalue stands "
        "for "
        "those that ended before.",
};

namespace {

bool initModule(Thread* t, Module* m) {
  struct Row {
    const TypeSpec& spec;
    Type** type;
  };
  static Type* unused;
  const Row rows[] = {
      {accumulateSpec, &unused},   {batchedSpec, &unused},
      {chainSpec, &chainType},     {compressSpec, &unused},
      {countSpec, &unused},        {cycleSpec, &unused},
      {dropwhileSpec, &unused},    {filterfalseSpec, &unused},
      {isliceSpec, &isliceType},   {pairwiseSpec, &unused},
      {repeatSpec, &unused},       {starmapSpec, &unused},
      {takewhileSpec, &unused},    {zipLongestSpec, &unused},
      {groupbySpec, &unused},      {grouperSpec, &grouperType},
      {teeSpec, &teeType},         {teeDataSpec, &teeDataType},
      {combinationsSpec, &unused}, {combinationsWithReplacementSpec, &unused},
      {permutationsSpec, &unused}, {productSpec, &unused},
  };
  static bool rooted = false;
  if (!rooted) {
    for (const Row& row : rows) {
      if (row.type != &unused) addRoot(row.type);
    }
    rooted = true;
  }
  for (const Row& row : rows) {
    Type* type = TRY(moduleAddType(t, m, row.spec));
    *row.type = type;
  }
  unused = nullptr;
  return true;
}

const NativeDef kFunctions[] = {
    {"tee", "(iterable, n=2, /)", teeFunction, "A tuple of n independent iterators over one iterable."},
};

}  // namespace
}  // namespace itertools

extern const ModuleSpec itertoolsModule = {"itertools", itertools::kFunctions, "Iterators that are made of other iterators.",
                                           itertools::initModule};

}  // namespace typhon
