// itertools: product, permutations, combinations.
//
// Fields: a pool (a tuple; of product: a tuple of tuples), b indices (ByteStore of int64), c the last result, d cycles
// (ByteStore; permutations), i how many items a result has, flag: at the end.
#include "runtime/modules/itertools.h"
#include "runtime/types/int.h"

namespace typhon::itertools {
namespace {

int64_t* numbersOf(Value store) { return reinterpret_cast<int64_t*>(store.as<ByteStore>()->bytes); }

Value makeNumbers(Thread* t, size_t count) {
  if (count > size_t{1} << 32) return raiseMemory(t);  // more than any pool can hold
  return TRY(makeByteStore(t, count * sizeof(int64_t)));
}

Tuple* numbersTuple(Thread* t, Value store, size_t count) {
  Tuple* tuple = TRY(makeTuple(t, count));
  for (size_t i = 0; i < count; ++i) tuple->items[i] = Value::smallInt(numbersOf(store)[i]);
  return tuple;
}

// The numbers of a state tuple, each clamped into [low(i), high(i)].
template <class Low, class High>
bool numbersFrom(Thread* t, Value state, Value store, size_t count, Low low, High high) {
  auto* tuple = dynCast<Tuple>(state);
  if (!tuple || tuple->length != count) return raise(t, exc::ValueError, "invalid arguments");
  for (size_t i = 0; i < count; ++i) {
    int64_t n = TRY(stateNumber(t, tuple->items[i]));
    numbersOf(store)[i] = std::max<int64_t>(low(i), std::min<int64_t>(n, high(i)));
  }
  return true;
}

Maybe<int64_t> sizeArgument(Thread* t, Value v) {
  int64_t r = TRY(countArgumentPy(t, v));
  if (r < 0) return raise(t, exc::ValueError, "r must be non-negative");
  return r;
}

// The result of pool items at the current indices.
Value resultOf(Thread* t, IteratorState* s) {
  auto* pool = s->a.as<Tuple>();
  Tuple* result = TRY(makeTuple(t, static_cast<size_t>(s->i)));
  const int64_t* indices = numbersOf(s->b);
  for (int64_t i = 0; i < s->i; ++i) result->items[i] = pool->items[indices[i]];
  set(s, &IteratorState::c, result);
  return result;
}

Value finish(IteratorState* s) {
  s->flag = true;
  return Value::unbound();
}

// What combinations and permutations tell before the first and behind the last result; Unbound in between.
Value reduceEnds(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->c.isUnbound()) return reduced(t, self, {s->a, Value::smallInt(s->i)});
  if (s->flag) return reduced(t, self, {Value(emptyTuple()), Value::smallInt(s->i)});
  return Value::unbound();
}

// --- combinations

Value newWithPool(Thread* t, Value cls, Value iterable, Value size, size_t indices) {
  Tuple* pool = TRY(toTuplePy(t, iterable));
  int64_t r = TRY(sizeArgument(t, size));
  Value numbers = TRY(makeNumbers(t, indices == SIZE_MAX ? r : indices));
  auto* s = TRY(newState(t, cls));
  s->a = pool;
  s->b = numbers;
  s->i = r;
  return s;
}

Value combinationsNew(Thread* t, Value* args, size_t) {
  Value made = TRY(newWithPool(t, args[0], args[1], args[2], SIZE_MAX));
  auto* s = stateOf(made);
  for (int64_t i = 0; i < s->i; ++i) numbersOf(s->b)[i] = i;
  s->flag = s->i > static_cast<int64_t>(s->a.as<Tuple>()->length);
  return made;
}

Value combinationsNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->flag) return Value::unbound();
  if (s->c.isUnbound()) return resultOf(t, s);
  int64_t n = s->a.as<Tuple>()->length, r = s->i;
  int64_t* indices = numbersOf(s->b);
  int64_t i = r - 1;
  while (i >= 0 && indices[i] == i + n - r) --i;
  if (i < 0) return finish(s);
  ++indices[i];
  for (int64_t j = i + 1; j < r; ++j) indices[j] = indices[j - 1] + 1;
  return resultOf(t, s);
}

Value combinationsReduce(Thread* t, Value* args, size_t) {
  Value end = TRY(reduceEnds(t, args[0]));
  if (!end.isUnbound()) return end;
  auto* s = stateOf(args[0]);
  Tuple* state = TRY(numbersTuple(t, s->b, s->i));
  return reduced(t, args[0], {s->a, Value::smallInt(s->i)}, state);
}

Value combinationsSetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  int64_t n = s->a.as<Tuple>()->length, r = s->i;
  auto zero = [](size_t) { return int64_t{0}; };
  TRY(numbersFrom(t, args[1], s->b, r, zero, [&](size_t i) { return static_cast<int64_t>(i) + n - r; }));
  TRY(resultOf(t, s));
  return Value::none();
}

// --- combinations_with_replacement

Value replacementNew(Thread* t, Value* args, size_t) {
  Value made = TRY(newWithPool(t, args[0], args[1], args[2], SIZE_MAX));
  auto* s = stateOf(made);
  s->flag = s->a.as<Tuple>()->length == 0 && s->i > 0;
  return made;
}

Value replacementNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->flag) return Value::unbound();
  if (s->c.isUnbound()) return resultOf(t, s);
  int64_t n = s->a.as<Tuple>()->length, r = s->i;
  int64_t* indices = numbersOf(s->b);
  int64_t i = r - 1;
  while (i >= 0 && indices[i] == n - 1) --i;
  if (i < 0) return finish(s);
  std::fill(indices + i, indices + r, indices[i] + 1);
  return resultOf(t, s);
}

Value replacementSetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  int64_t n = s->a.as<Tuple>()->length;
  TRY(numbersFrom(t, args[1], s->b, s->i, [](size_t) { return int64_t{0}; }, [&](size_t) { return n - 1; }));
  TRY(resultOf(t, s));
  return Value::none();
}

// --- permutations

Value permutationsNew(Thread* t, Value* args, size_t) {
  Tuple* pool = TRY(toTuplePy(t, args[1]));
  int64_t n = pool->length, r = n;
  if (!args[2].isNone()) {
    if (!isInt(args[2])) return raise(t, exc::TypeError, "Expected int as r");
    r = TRY(sizeArgument(t, args[2]));
  }
  Value indices = TRY(makeNumbers(t, n));
  Value cycles = TRY(makeNumbers(t, r));
  auto* s = TRY(newState(t, args[0]));
  s->a = pool;
  s->b = indices;
  s->d = cycles;
  s->i = r;
  for (int64_t i = 0; i < n; ++i) numbersOf(indices)[i] = i;
  for (int64_t i = 0; i < r; ++i) numbersOf(cycles)[i] = n - i;
  s->flag = r > n;
  return s;
}

Value permutationsNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->flag) return Value::unbound();
  if (s->c.isUnbound()) return resultOf(t, s);
  int64_t n = s->a.as<Tuple>()->length;
  int64_t* indices = numbersOf(s->b);
  int64_t* cycles = numbersOf(s->d);
  for (int64_t i = s->i - 1; i >= 0; --i) {
    if (--cycles[i] == 0) {
      std::rotate(indices + i, indices + i + 1, indices + n);
      cycles[i] = n - i;
    } else {
      std::swap(indices[i], indices[n - cycles[i]]);
      return resultOf(t, s);
    }
  }
  return finish(s);
}

Value permutationsReduce(Thread* t, Value* args, size_t) {
  Value end = TRY(reduceEnds(t, args[0]));
  if (!end.isUnbound()) return end;
  auto* s = stateOf(args[0]);
  Tuple* indices = TRY(numbersTuple(t, s->b, s->a.as<Tuple>()->length));
  Tuple* cycles = TRY(numbersTuple(t, s->d, s->i));
  Tuple* state = TRY(makeTuple(t, {Value(indices), Value(cycles)}));
  return reduced(t, args[0], {s->a, Value::smallInt(s->i)}, state);
}

Value permutationsSetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  Tuple* state = TRY(stateTuple(t, args[1], 2));
  for (size_t i = 0; i < 2; ++i) {
    if (!isa<Tuple>(state->items[i]))
      return raise(t, exc::TypeError, "argument {} must be tuple, not {}", i + 1, typeName(state->items[i]));
  }
  int64_t n = s->a.as<Tuple>()->length;
  TRY(numbersFrom(t, state->items[0], s->b, n, [](size_t) { return int64_t{0}; }, [&](size_t) { return n - 1; }));
  TRY(numbersFrom(
      t, state->items[1], s->d, s->i, [](size_t) { return int64_t{1}; }, [&](size_t i) { return n - static_cast<int64_t>(i); }));
  TRY(resultOf(t, s));
  return Value::none();
}

// --- product

Value productNew(Thread* t, Value* args, size_t argc) {
  // args: class, repeat, then the iterables.
  int64_t repeat = TRY(countArgumentPy(t, args[1]));
  if (repeat < 0) return raise(t, exc::ValueError, "repeat argument cannot be negative");
  size_t given = repeat == 0 ? 0 : argc - 2, count;
  if (__builtin_mul_overflow(given, static_cast<size_t>(repeat), &count) || count > PTRDIFF_MAX / 64)
    return raise(t, exc::OverflowError, "repeat argument too large");
  Tuple* pools = TRY(makeTuple(t, count));
  for (size_t i = 0; i < given; ++i) {
    Tuple* pool = TRY(toTuplePy(t, args[2 + i]));
    pools->items[i] = pool;
    writeBarrier(pools);
  }
  for (size_t i = given; i < count; ++i) pools->items[i] = pools->items[i - given];
  writeBarrier(pools);
  Value indices = TRY(makeNumbers(t, count));
  auto* s = TRY(newState(t, args[0]));
  s->a = pools;
  s->b = indices;
  s->i = count;
  return s;
}

Value productResult(Thread* t, IteratorState* s) {
  auto* pools = s->a.as<Tuple>();
  Tuple* result = TRY(makeTuple(t, pools->length));
  const int64_t* indices = numbersOf(s->b);
  for (size_t i = 0; i < pools->length; ++i) result->items[i] = pools->items[i].as<Tuple>()->items[indices[i]];
  set(s, &IteratorState::c, result);
  return result;
}

Value productNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  if (s->flag) return Value::unbound();
  auto* pools = s->a.as<Tuple>();
  if (s->c.isUnbound()) {
    for (size_t i = 0; i < pools->length; ++i) {
      if (pools->items[i].as<Tuple>()->length == 0) return finish(s);
    }
    return productResult(t, s);
  }
  int64_t* indices = numbersOf(s->b);
  auto* last = s->c.as<Tuple>();
  for (int64_t i = s->i - 1; i >= 0; --i) {
    auto* pool = pools->items[i].as<Tuple>();
    if (++indices[i] < static_cast<int64_t>(pool->length)) {
      // All items before position i are those of the last result.
      Tuple* result = TRY(makeTuple(t, pools->length));
      for (int64_t j = 0; j < i; ++j) result->items[j] = last->items[j];
      for (int64_t j = i; j < s->i; ++j) result->items[j] = pools->items[j].as<Tuple>()->items[indices[j]];
      set(s, &IteratorState::c, result);
      return result;
    }
    indices[i] = 0;
  }
  return finish(s);
}

Value productReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (s->flag) return reduced(t, args[0], {Value(emptyTuple())});
  if (s->c.isUnbound()) return TRY(makeTuple(t, {Value(typeOf(args[0])), s->a}));
  Tuple* indices = TRY(numbersTuple(t, s->b, s->i));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), s->a, Value(indices)}));
}

Value productSetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  auto* pools = s->a.as<Tuple>();
  auto sizeOf = [&](size_t i) { return static_cast<int64_t>(pools->items[i].as<Tuple>()->length); };
  TRY(numbersFrom(
      t, args[1], s->b, pools->length, [](size_t) { return int64_t{0}; },
      [&](size_t i) { return std::max<int64_t>(0, sizeOf(i) - 1); }));
  for (size_t i = 0; i < pools->length; ++i) {
    if (sizeOf(i) == 0) {
      s->flag = true;
      return Value::none();
    }
  }
  TRY(productResult(t, s));
  return Value::none();
}

Value productSizeof(Thread*, Value* args, size_t) {
  return Value::smallInt(sizeof(IteratorState) + stateOf(args[0])->i * sizeof(int64_t));
}

const char* const kReduceDoc = "What pickle needs.";
const char* const kSetStateDoc = "Go to the state that __reduce__ told.";
const char* const kSizeofDoc = "Size in memory, in bytes.";
const NativeDef kCombinationsNew = {"__new__", "(cls, iterable, r)", combinationsNew, nullptr};
const NativeDef kCombinationsMethods[] = {{"__reduce__", "(self, /)", deprecated<combinationsReduce>, kReduceDoc},
                                          {"__setstate__", "(self, state, /)", deprecated<combinationsSetState>, kSetStateDoc},
                                          {"__sizeof__", "(self, /)", productSizeof, kSizeofDoc}};
const NativeDef kReplacementNew = {"__new__", "(cls, iterable, r)", replacementNew, nullptr};
const NativeDef kReplacementMethods[] = {{"__reduce__", "(self, /)", deprecated<combinationsReduce>, kReduceDoc},
                                         {"__setstate__", "(self, state, /)", deprecated<replacementSetState>, kSetStateDoc},
                                         {"__sizeof__", "(self, /)", productSizeof, kSizeofDoc}};
const NativeDef kPermutationsNew = {"__new__", "(cls, iterable, r=None)", permutationsNew, nullptr};
const NativeDef kPermutationsMethods[] = {{"__reduce__", "(self, /)", deprecated<permutationsReduce>, kReduceDoc},
                                          {"__setstate__", "(self, state, /)", deprecated<permutationsSetState>, kSetStateDoc},
                                          {"__sizeof__", "(self, /)", productSizeof, kSizeofDoc}};
const NativeDef kProductNew = {"__new__", "(cls, /, *iterables, repeat=1)", productNew, nullptr};
const NativeDef kProductMethods[] = {{"__reduce__", "(self, /)", deprecated<productReduce>, kReduceDoc},
                                     {"__setstate__", "(self, state, /)", deprecated<productSetState>, kSetStateDoc},
                                     {"__sizeof__", "(self, /)", productSizeof, kSizeofDoc}};

}  // namespace

#define COMBINATIONS(SPEC, NAME, CREATE, NEXT, METHODS, DOC) \
  const TypeSpec SPEC = {                                    \
      .name = "itertools." NAME,                             \
      .kind = Kind::IteratorState,                           \
      .flags = kBaseType,                                    \
      .slots = {.iter = selfIter, .next = NEXT},             \
      .methods = METHODS,                                    \
      .create = &CREATE,                                     \
      .doc = DOC,                                            \
  };
COMBINATIONS(combinationsSpec, "combinations", kCombinationsNew, combinationsNext, kCombinationsMethods,
             "The choices of r items, each a tuple in the iterable's order.")
COMBINATIONS(combinationsWithReplacementSpec, "combinations_with_replacement", kReplacementNew, replacementNext,
             kReplacementMethods, "The choices of r items of which each may be taken more than once.")
COMBINATIONS(permutationsSpec, "permutations", kPermutationsNew, permutationsNext, kPermutationsMethods,
             "The arrangements of r items (by default of all) as tuples.")
COMBINATIONS(productSpec, "product", kProductNew, productNext, kProductMethods,
             "Tuples of one item from each iterable in every combination, the last one varying fastest.")

}  // namespace typhon::itertools
