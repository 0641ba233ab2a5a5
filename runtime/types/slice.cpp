// slice: its type, and resolving slices.
#include "runtime/types/slice.h"

#include "runtime/base/hash.h"
#include "runtime/types/container_support.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"

namespace typhon {

Value makeSlice(Thread* t, Value start, Value stop, Value step) {
  Slice* s = TRY(allocateExact<Slice>(t, kShapeOf_slice));
  s->start = start;
  s->stop = stop;
  s->step = step;
  return s;
}

namespace {

Maybe<int64_t> sliceNumberPy(Thread* t, Value v) {
  if (v.isSmallInt()) return v.asSmallInt();
  if (!isInt(v) && !typeOf(v)->slots.index)
    return raise(t, exc::TypeError, "slice indices must be integers or None or have an __index__ method");
  return indexClampedPy(t, v);
}

}  // namespace

Maybe<int64_t> sliceIndexNotNonePy(Thread* t, Value v) {
  if (v.isSmallInt()) return v.asSmallInt();
  if (!isInt(v) && !typeOf(v)->slots.index)
    return raise(t, exc::TypeError, "slice indices must be integers or have an __index__ method");
  return indexClampedPy(t, v);
}

bool sliceUnpackPy(Thread* t, Value start, Value stop, Value step, SliceBounds* b) {
  b->step = 1;
  if (!step.isNone()) {
    b->step = TRY(sliceNumberPy(t, step));
    if (b->step == 0) return raise(t, exc::ValueError, "slice step cannot be zero");
    if (b->step < -INT64_MAX) b->step = -INT64_MAX;  // so that it can be negated
  }
  b->start = start.isNone() ? (b->step < 0 ? INT64_MAX : 0) : TRY(sliceNumberPy(t, start));
  b->stop = stop.isNone() ? (b->step < 0 ? INT64_MIN : INT64_MAX) : TRY(sliceNumberPy(t, stop));
  return true;
}

void sliceAdjust(SliceBounds* b, int64_t length) {
  int64_t lowest = b->step < 0 ? -1 : 0, highest = b->step < 0 ? length - 1 : length;
  auto clamp = [&](int64_t i) {
    if (i < 0) {
      i += length;
      return i < 0 ? lowest : i;
    }
    return i >= length ? highest : i;
  };
  b->start = clamp(b->start);
  b->stop = clamp(b->stop);
  if (b->step < 0) {
    b->count = b->stop < b->start ? (b->start - b->stop - 1) / -b->step + 1 : 0;
  } else {
    b->count = b->start < b->stop ? (b->stop - b->start - 1) / b->step + 1 : 0;
  }
}

namespace {

Value sliceCreate(Thread* t, Type*, const Args& args) {
  TRY(checkNoKeywords(t, "slice", args));
  TRY(checkPositional(t, "slice", args, 1, 3));
  if (args.positional == 1) return makeSlice(t, Value::none(), args[0], Value::none());
  return makeSlice(t, args[0], args[1], args.positional == 3 ? args[2] : Value::none());
}

Value sliceRepr(Thread* t, Value v) {
  auto* s = v.as<Slice>();
  Str* start = TRY(reprPy(t, s->start));
  Str* stop = TRY(reprPy(t, s->stop));
  Str* step = TRY(reprPy(t, s->step));
  StrBuilder out(t);
  TRY(out.add("slice("));
  TRY(out.add(start));
  TRY(out.add(", "));
  TRY(out.add(stop));
  TRY(out.add(", "));
  TRY(out.add(step));
  TRY(out.add(")"));
  return TRY(out.finish());
}

bool sliceHash(Thread* t, Value v, int64_t* out) {
  auto* s = v.as<Slice>();
  base::TupleHash hash;
  hash.add(TRY(hashPy(t, s->start)));
  hash.add(TRY(hashPy(t, s->stop)));
  hash.add(TRY(hashPy(t, s->step)));
  // CPython does not mix a length into the hash of a slice; this argument makes finish() add nothing.
  *out = hash.finish(2870177450012600261u ^ 3527539u);
  return true;
}

Value sliceCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isa<Slice>(a) || !isa<Slice>(b)) return notImplemented;
  if (a == b) return compareResult(op, 0);
  auto* x = a.as<Slice>();
  auto* y = b.as<Slice>();
  Tuple* left = TRY(makeTuple(t, {x->start, x->stop, x->step}));
  Tuple* right = TRY(makeTuple(t, {y->start, y->stop, y->step}));
  return comparePy(t, op, left, right);
}

// The members as ints of any size against a length of any size.
Value sliceIndices(Thread* t, Value* args, size_t) {
  auto* s = args[0].as<Slice>();
  Value length = exactInt(t, TRY(indexPy(t, args[1])));
  if (intSign(length) < 0) return raise(t, exc::ValueError, "length should not be negative");
  auto number = [&](Value v) -> Value {
    if (!isInt(v) && !typeOf(v)->slots.index)
      return raise(t, exc::TypeError, "slice indices must be integers or None or have an __index__ method");
    return exactInt(t, TRY(indexPy(t, v)));
  };
  Value step = Value::smallInt(1);
  if (!s->step.isNone()) {
    step = TRY(number(s->step));
    if (intSign(step) == 0) return raise(t, exc::ValueError, "slice step cannot be zero");
  }
  bool negative = intSign(step) < 0;
  Value lower = Value::smallInt(negative ? -1 : 0);
  Value upper = negative ? TRY(intSubtract(t, length, Value::smallInt(1))) : length;
  auto clamped = [&](Value v, Value ifNone) -> Value {
    if (v.isNone()) return ifNone;
    Value i = TRY(number(v));
    if (intSign(i) < 0) {
      i = TRY(intAdd(t, i, length));
      return intCompare(i, lower) < 0 ? lower : i;
    }
    return intCompare(i, upper) > 0 ? upper : i;
  };
  Value start = TRY(clamped(s->start, negative ? upper : lower));
  Value stop = TRY(clamped(s->stop, negative ? lower : upper));
  return TRY(makeTuple(t, {start, stop, step}));
}

Value sliceReduce(Thread* t, Value* args, size_t) {
  auto* s = args[0].as<Slice>();
  Tuple* members = TRY(makeTuple(t, {s->start, s->stop, s->step}));
  return TRY(makeTuple(t, {Value(types::slice), Value(members)}));
}

const NativeDef kSliceMethods[] = {
    {"indices", "(self, object, /)", sliceIndices,
     "The (start, stop, step) that this slice means for a sequence of the given length."},
    {"__reduce__", "(self, /)", sliceReduce, nullptr},
};
const MemberDef kSliceMembers[] = {
    {"start", offsetof(Slice, start), MemberDef::kReadOnly, nullptr},
    {"stop", offsetof(Slice, stop), MemberDef::kReadOnly, nullptr},
    {"step", offsetof(Slice, step), MemberDef::kReadOnly, nullptr},
};

}  // namespace

extern const TypeSpec sliceSpec = {
    .name = "slice",
    .kind = Kind::Slice,
    .slots = {.repr = sliceRepr, .hash = sliceHash, .compare = sliceCompare, .create = sliceCreate},
    .methods = kSliceMethods,
    .members = kSliceMembers,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nWhat stands between the brackets of an extended subscript, as a[0:10:2].",
};

}  // namespace typhon
