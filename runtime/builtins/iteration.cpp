// Built-in functions over iterables.
#include <cmath>

#include "runtime/builtins/anext_awaitable.h"
#include "runtime/builtins/functions.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/direct.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

// truthPy with the frequent cases inline.
inline Maybe<bool> truthFastPy(Thread* t, Value v) {
  if (v.isBool()) return v.isTrue();
  if (v.isSmallInt()) return v.asSmallInt() != 0;
  return truthPy(t, v);
}

Value allFunction(Thread* t, Value* args, size_t) {
  Iteration it(t);
  TRY(it.startPy(args[0]));
  for (;;) {
    Value v = TRY(it.nextPy());
    if (v.isUnbound()) return Value::boolean(true);
    if (!TRY(truthFastPy(t, v))) return Value::boolean(false);
  }
}
Value anyFunction(Thread* t, Value* args, size_t) {
  Iteration it(t);
  TRY(it.startPy(args[0]));
  for (;;) {
    Value v = TRY(it.nextPy());
    if (v.isUnbound()) return Value::boolean(false);
    if (TRY(truthFastPy(t, v))) return Value::boolean(true);
  }
}

Value iterFunction(Thread* t, Value* args, size_t) {
  if (args[1].isUnbound()) return iterPy(t, args[0]);
  if (!isCallable(args[0])) return raise(t, exc::TypeError, "iter(object, sentinel): object must be callable");
  return makeCallableIterator(t, args[0], args[1]);
}

Value nextFunction(Thread* t, Value* args, size_t) {
  auto next = typeOf(args[0])->slots.next;
  if (!next) return raise(t, exc::TypeError, "'{}' object is not an iterator", typeName(args[0]));
  Value v = next(t, args[0]);
  if (!args[1].isUnbound() && v.isError() && pendingIs(t, exc::StopIteration)) {
    clearPending(t);
    return args[1];
  }
  if (!v.isUnbound()) return v;
  return args[1].isUnbound() ? Value(raiseBare(t, exc::StopIteration)) : args[1];
}

Value aiterFunction(Thread* t, Value* args, size_t) {
  auto aiter = typeOf(args[0])->slots.aiter;
  if (!aiter) return raise(t, exc::TypeError, "'{}' object is not an async iterable", typeName(args[0]));
  Value iterator = TRY(aiter(t, args[0]));
  if (!typeOf(iterator)->slots.anext)
    return raise(t, exc::TypeError, "aiter() returned not an async iterator of type '{}'", typeName(iterator));
  return iterator;
}

Value anextFunction(Thread* t, Value* args, size_t) {
  auto anext = typeOf(args[0])->slots.anext;
  if (!anext) return raise(t, exc::TypeError, "'{}' object is not an async iterator", typeName(args[0]));
  Value awaitable = TRY(anext(t, args[0]));
  return args[1].isUnbound() ? awaitable : makeAnextAwaitable(t, awaitable, args[1]);
}

// a op b, for Lt and Gt, with small ints, floats and exact strs inline.
inline Maybe<bool> beyondPy(Thread* t, CompareOp op, Value a, Value b) {
  bool greater = op == CompareOp::Gt;
  if (a.isSmallInt() && b.isSmallInt()) return greater ? a.asSmallInt() > b.asSmallInt() : a.asSmallInt() < b.asSmallInt();
  if (a.isImmediateFloat() && b.isImmediateFloat())
    return greater ? a.asImmediateFloat() > b.asImmediateFloat() : a.asImmediateFloat() < b.asImmediateFloat();
  if (isExact(a, kShapeOf_str) && isExact(b, kShapeOf_str)) {
    int order = compare(a.as<Str>(), b.as<Str>());
    return greater ? order > 0 : order < 0;
  }
  return compareTruthPy(t, op, a, b);
}

// max and min: args are key, default, then the positional values.
Value extreme(Thread* t, Value* args, size_t argc, const char* name, CompareOp op) {
  Value key = args[0], fallback = args[1];
  size_t given = argc - 2;
  if (given == 0) return raise(t, exc::TypeError, "{} expected at least 1 argument, got 0", name);
  if (given > 1 && !fallback.isUnbound())
    return raise(t, exc::TypeError, "Cannot specify a default for {}() with multiple positional arguments", name);
  Iteration it(t);
  if (given == 1) TRY(it.startPy(args[2]));
  Value best, bestKey;
  for (size_t i = 0;; ++i) {
    Value v = given == 1 ? TRY(it.nextPy()) : i < given ? args[2 + i] : Value::unbound();
    if (v.isUnbound()) break;
    Value argument = v;  // which the callee may write to
    Value k = key.isNone() ? v : TRY(callDirectPy(t, key, &argument, 1));
    if (best.isUnbound() || TRY(beyondPy(t, op, k, bestKey))) {
      best = v;
      bestKey = k;
    }
  }
  if (!best.isUnbound()) return best;
  if (fallback.isUnbound()) return raise(t, exc::ValueError, "{}() iterable argument is empty", name);
  return fallback;
}
Value maxFunction(Thread* t, Value* args, size_t argc) { return extreme(t, args, argc, "max", CompareOp::Gt); }
Value minFunction(Thread* t, Value* args, size_t argc) { return extreme(t, args, argc, "min", CompareOp::Lt); }

Value sortedFunction(Thread* t, Value* args, size_t) {
  List* list = TRY(toListPy(t, args[0]));
  bool reverse = TRY(truthPy(t, args[2]));
  TRY(listSortPy(t, list, args[1], reverse));
  return Value(list);
}

// Ints are summed in 128 bits and floats with compensation (as CPython 3.12 does) while nothing else comes.
Value sumFunction(Thread* t, Value* args, size_t) {
  Value total = args[1];
  Iteration it(t);
  TRY(it.startPy(args[0]));
  if (isa<Str>(total)) return raise(t, exc::TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  if (isa<Bytes>(total)) return raise(t, exc::TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (isa<ByteArray>(total)) return raise(t, exc::TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
  Value v = Value::unbound();
  if (total.isSmallInt()) {
    __int128 sum = total.asSmallInt();
    for (;;) {
      v = TRY(it.nextPy());
      if (v.isUnbound()) return makeInt128(t, sum);
      if (v.isSmallInt())
        sum += v.asSmallInt();
      else if (v.isBool())
        sum += v.isTrue();
      else
        break;
    }
    total = TRY(makeInt128(t, sum));
    total = TRY(binaryPy(t, BinaryOp::Add, total, v));
  }
  if (typeOf(total) == types::float_) {
    double sum = asDouble(total), compensation = 0;
    for (;;) {
      v = TRY(it.nextPy());
      if (v.isUnbound()) {
        // The compensation is finite unless an infinity or NaN went through, which it must not change.
        if (compensation != 0 && std::isfinite(compensation)) sum += compensation;
        return makeFloat(t, sum);
      }
      if (typeOf(v) == types::float_) {
        double x = asDouble(v), next = sum + x;
        if (std::fabs(sum) >= std::fabs(x))
          compensation += (sum - next) + x;
        else
          compensation += (x - next) + sum;
        sum = next;
        continue;
      }
      int64_t i;
      if (isInt(v) && typeOf(v) == types::int_ && fitsInt64(v, &i)) {
        sum += static_cast<double>(i);
        continue;
      }
      break;
    }
    if (compensation != 0 && std::isfinite(compensation)) sum += compensation;
    total = TRY(makeFloat(t, sum));
    total = TRY(binaryPy(t, BinaryOp::Add, total, v));
  }
  for (;;) {
    v = TRY(it.nextPy());
    if (v.isUnbound()) return total;
    total = TRY(binaryPy(t, BinaryOp::Add, total, v));
  }
}

const NativeDef functions[] = {
    {"aiter", "(async_iterable, /)", aiterFunction, "An asynchronous iterator over an asynchronous iterable."},
    {"all", "(iterable, /)", allFunction, "Whether no item is false; True if there are none."},
    {"anext", "(aiterator, default=<unrepresentable>, /)", anextFunction,
     "Return the next item from the async iterator.\n\n"
     "If default is given and the async iterator is exhausted,\nit is returned instead of raising StopAsyncIteration."},
    {"any", "(iterable, /)", anyFunction, "Whether one item is true; False if there are none."},
    {"iter", "(object, sentinel=<unrepresentable>, /)", iterFunction,
     "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\n"
     "Get an iterator from an object.  In the first form, the argument must\n"
     "supply its own iterator, or be a sequence.\n"
     "In the second form, the callable is called until it returns the sentinel."},
    {"max", "(*args, key=None, default=<absent>)", maxFunction,
     "max(iterable, *[, default=obj, key=func]) -> value\n"
     "max(arg1, arg2, *args, *[, key=func]) -> value\n"
     "\n"
     "The largest item of an iterable, or of the arguments, compared by key(item) if there is a key. default is for an iterable "
     "without items."},
    {"min", "(*args, key=None, default=<absent>)", minFunction,
     "min(iterable, *[, default=obj, key=func]) -> value\n"
     "min(arg1, arg2, *args, *[, key=func]) -> value\n"
     "\n"
     "The smallest item of an iterable, or of the arguments, compared by key(item) if there is a key. default is for an iterable "
     "without items."},
    {"next", "(iterator, default=<unrepresentable>, /)", nextFunction,
     "next(iterator[, default])\n\n"
     "Return the next item from the iterator. If default is given and the iterator\n"
     "is exhausted, it is returned instead of raising StopIteration."},
    {"sorted", "(iterable, /, *, key=None, reverse=False)", sortedFunction,
     "The items in ascending order, as a new list.\n"
     "\n"
     "key(item) is what is compared if there is a key; reverse turns the order round."},
    {"sum", "(iterable, /, start=0)", sumFunction, "The start value and all items added up. Meant for numbers."},
};

}  // namespace

std::span<const NativeDef> iterationFunctions() { return functions; }

}  // namespace typhon
