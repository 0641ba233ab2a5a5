// tuple: its type.
#include <algorithm>

#include "runtime/types/container_support.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/base/hash.h"

namespace typhon {
namespace {

Tuple* self(Value v) { return v.as<Tuple>(); }

Value tupleCreate(Thread* t, Type* cls, const Args& args) {
  // Keywords belong to a subclass's own __init__, if it has one.
  if (cls->slots.init == types::tuple->slots.init) TRY(checkNoKeywords(t, "tuple", args));
  TRY(checkPositional(t, "tuple", args, 0, 1));
  Tuple* items = args.positional == 0 ? TRY(makeTuple(t, size_t{0})) : TRY(toTuplePy(t, args[0]));
  if (cls == types::tuple) return items;
  return makeTupleOf(t, cls, items->items, items->length);
}

Value tupleRepr(Thread* t, Value v) {
  Tuple* tuple = self(v);
  if (tuple->length == 0) return TRY(makeStr(t, "()"));
  ReprGuard guard(t, tuple);
  if (guard.nested()) return TRY(makeStr(t, "(...)"));
  StrBuilder out(t);
  TRY(out.add('('));
  for (size_t i = 0; i < tuple->length; ++i) {
    if (i) TRY(out.add(", "));
    TRY(addReprPy(t, tuple->items[i], &out));
  }
  TRY(out.add(tuple->length == 1 ? ",)" : ")"));
  return TRY(out.finish());
}

bool tupleHash(Thread* t, Value v, int64_t* out) {
  Tuple* tuple = self(v);
  base::TupleHash hash;
  for (size_t i = 0; i < tuple->length; ++i) hash.add(TRY(hashFastPy(t, tuple->items[i])));
  *out = hash.finish(tuple->length);
  return true;
}

int64_t tupleLength(Thread*, Value v) { return static_cast<int64_t>(self(v)->length); }

Value tupleGetItem(Thread* t, Value v, Value key) {
  Tuple* tuple = self(v);
  if (isExact(key, kShapeOf_slice)) {
    SliceBounds b;
    TRY(sliceUnpackPy(t, key.as<Slice>(), &b));
    sliceAdjust(&b, tuple->length);
    if (b.step == 1) return tupleSlice(t, tuple, b.start, b.start + b.count);
    Tuple* result = TRY(makeTuple(t, static_cast<size_t>(b.count)));
    for (int64_t i = 0, from = b.start; i < b.count; ++i, from += b.step) result->items[i] = tuple->items[from];
    return result;
  }
  if (!key.isSmallInt() && !isInt(key) && !typeOf(key)->slots.index)
    return raise(t, exc::TypeError, "tuple indices must be integers or slices, not {}", typeName(key));
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += tuple->length;
  if (i < 0 || i >= static_cast<int64_t>(tuple->length)) return raise(t, exc::IndexError, "tuple index out of range");
  return tuple->items[i];
}

Value tupleConcat(Thread* t, Value a, Value b) {
  if (!isa<Tuple>(b)) return raise(t, exc::TypeError, "can only concatenate tuple (not \"{}\") to tuple", typeName(b));
  Tuple* x = self(a);
  Tuple* y = self(b);
  if (x->length == 0 && isExact(y, kShapeOf_tuple)) return b;
  if (y->length == 0 && isExact(x, kShapeOf_tuple)) return a;
  Tuple* result = TRY(makeTuple(t, x->length + y->length));
  std::copy_n(x->items, x->length, result->items);
  std::copy_n(y->items, y->length, result->items + x->length);
  return result;
}

Value tupleRepeat(Thread* t, Value v, int64_t count) {
  Tuple* tuple = self(v);
  if (count < 0) count = 0;
  if ((count == 1 || tuple->length == 0) && isExact(tuple, kShapeOf_tuple)) return v;
  if (count == 0 || tuple->length == 0) return TRY(makeTuple(t, size_t{0}));
  size_t total;
  if (__builtin_mul_overflow(tuple->length, static_cast<size_t>(count), &total)) return raiseMemory(t);
  Tuple* result = TRY(makeTuple(t, total));
  for (size_t done = 0; done < total; done += tuple->length) std::copy_n(tuple->items, tuple->length, result->items + done);
  return result;
}

int tupleContains(Thread* t, Value v, Value item) {
  Tuple* tuple = self(v);
  for (size_t i = 0; i < tuple->length; ++i) {
    if (TRY(equalFastPy(t, tuple->items[i], item))) return 1;
  }
  return 0;
}

Value tupleIter(Thread* t, Value v) { return makeTupleIterator(t, self(v)); }

Value tupleIndex(Thread* t, Value* args, size_t) {
  Tuple* tuple = self(args[0]);
  int64_t length = tuple->length;
  int64_t start = TRY(sliceIndexNotNonePy(t, args[2])), stop = TRY(sliceIndexNotNonePy(t, args[3]));
  if (start < 0) start = std::max<int64_t>(0, start + length);
  if (stop < 0) stop = stop + length;
  for (int64_t i = start; i < stop && i < length; ++i) {
    if (TRY(equalFastPy(t, tuple->items[i], args[1]))) return Value::smallInt(i);
  }
  return raise(t, exc::ValueError, "tuple.index(x): x not in tuple");
}

Value tupleCount(Thread* t, Value* args, size_t) {
  Tuple* tuple = self(args[0]);
  int64_t count = 0;
  for (size_t i = 0; i < tuple->length; ++i) count += TRY(equalFastPy(t, tuple->items[i], args[1]));
  return Value::smallInt(count);
}

Value tupleGetNewArgs(Thread* t, Value* args, size_t) {
  Tuple* tuple = self(args[0]);
  Tuple* plain = isExact(tuple, kShapeOf_tuple) ? tuple : TRY(makeTuple(t, tuple->items, tuple->length));
  return TRY(makeTuple(t, {Value(plain)}));
}

const NativeDef kTupleMethods[] = {
    {"index", "(self, value, start=0, stop=9223372036854775807, /)", tupleIndex,
     "Position of the first item equal to value. ValueError if there is none."},
    {"count", "(self, value, /)", tupleCount, "How many items are equal to value."},
    {"__getnewargs__", "(self, /)", tupleGetNewArgs, nullptr},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "tuple[int, str] as an annotation.", NativeDef::kClassMethod},
};

}  // namespace

Value makeTupleOf(Thread* t, Type* cls, const Value* items, size_t length) {
  if (cls == types::tuple) return TRY(makeTuple(t, items, length));
  Tuple* tuple = TRY(allocate<Tuple>(t, cls, length * sizeof(Value)));
  tuple->length = length;
  std::copy_n(items, length, tuple->items);
  return tuple;
}

extern const TypeSpec tupleSpec = {
    .name = "tuple",
    .kind = Kind::Tuple,
    .flags = kBaseType | kSequencePattern | kMatchSelf,
    .slots =
        {
            .repr = tupleRepr,
            .hash = tupleHash,
            .compare = tupleComparePy,
            .iter = tupleIter,
            .create = tupleCreate,
            .length = tupleLength,
            .getItem = tupleGetItem,
            .concat = tupleConcat,
            .repeat = tupleRepeat,
            .contains = tupleContains,
        },
    .methods = kTupleMethods,
    .doc =
        "Immutable sequence.\n\nWithout argument the empty tuple, otherwise the items of the iterable; an exact tuple is "
        "returned as it is.",
};

Value tupleComparePy(Thread* t, Value a, Value b, CompareOp op) {
  if (!isa<Tuple>(a) || !isa<Tuple>(b)) return notImplemented;
  auto *x = a.as<Tuple>(), *y = b.as<Tuple>();
  size_t i = TRY(firstDifferencePy(t, x, y));
  if (i == std::min(x->length, y->length)) return compareResult(op, x->length < y->length ? -1 : x->length > y->length);
  if (op == CompareOp::Eq) return Value::boolean(false);
  if (op == CompareOp::Ne) return Value::boolean(true);
  Value first = x->items[i], second = y->items[i];
  if (first.isSmallInt() && second.isSmallInt()) return compareResult(op, first.asSmallInt() < second.asSmallInt() ? -1 : 1);
  if (isExact(first, kShapeOf_str) && isExact(second, kShapeOf_str))
    return compareResult(op, compare(first.as<Str>(), second.as<Str>()));
  return comparePy(t, op, first, second);
}

}  // namespace typhon
