// range: its type and iterators.
#include "runtime/types/range.h"

#include "runtime/types/container_support.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"

namespace typhon {
namespace {

Value one() { return Value::smallInt(1); }

// Items of range(start, stop, step) with step != 0.
Value rangeLength(Thread* t, Value start, Value stop, Value step) {
  if (start.isSmallInt() && stop.isSmallInt() && step.isSmallInt()) {
    int64_t a = start.asSmallInt(), b = stop.asSmallInt(), s = step.asSmallInt();
    if (s > 0) return Value::smallInt(a < b ? (b - a - 1) / s + 1 : 0);  // differences of small ints fit into 63 bits
    return Value::smallInt(a > b ? (a - b - 1) / -s + 1 : 0);
  }
  Value low = start, high = stop, size = step;
  if (intSign(step) < 0) {
    std::swap(low, high);
    size = TRY(intNegate(t, step));
  }
  if (intCompare(low, high) >= 0) return Value::smallInt(0);
  Value span = TRY(intSubtract(t, high, low));
  span = TRY(intSubtract(t, span, one()));
  span = TRY(intFloorDivide(t, span, size));
  return intAdd(t, span, one());
}

Range* self(Value v) { return v.as<Range>(); }

// Item i (an int, 0 or more) of the range: start + i * step.
Value itemAt(Thread* t, Value start, Value step, Value i) {
  Value offset = TRY(intMultiply(t, i, step));
  return intAdd(t, start, offset);
}

Range* makeRangeOf(Thread* t, Value start, Value stop, Value step, Value length) {
  Range* r = TRY(allocateExact<Range>(t, kShapeOf_range));
  r->start = start;
  r->stop = stop;
  r->step = step;
  r->length = length;
  return r;
}

}  // namespace

Range* makeRange(Thread* t, Value start, Value stop, Value step) {
  if (intSign(step) == 0) return raise(t, exc::ValueError, "range() arg 3 must not be zero");
  Value length = TRY(rangeLength(t, start, stop, step));
  return makeRangeOf(t, start, stop, step, length);
}

namespace {

Value makeIterator(Thread* t, Value start, Value step, Value length) {
  // All members have to be small ints, and one step beyond the last must not overflow 64 bits (it cannot, for small ints).
  if (start.isSmallInt() && step.isSmallInt() && length.isSmallInt()) {
    int64_t n = length.asSmallInt();
    __int128 last = static_cast<__int128>(start.asSmallInt()) + static_cast<__int128>(n ? n - 1 : 0) * step.asSmallInt();
    if (last >= Value::kSmallIntMin && last <= Value::kSmallIntMax) {
      auto* it = TRY(allocateExact<RangeIterator>(t, kShapeOf_rangeIterator));
      it->next = start.asSmallInt();
      it->step = step.asSmallInt();
      it->remaining = n;
      return it;
    }
  }
  auto* it = TRY(allocateExact<LongRangeIterator>(t, kShapeOf_longRangeIterator));
  it->start = start;
  it->step = step;
  it->length = length;
  it->index = Value::smallInt(0);
  return it;
}

// An int argument: exact ints as they are, others by __index__.
Value intArgument(Thread* t, Value v) {
  if (v.isSmallInt()) return v;
  Value i = TRY(indexPy(t, v));
  if (i.isBool()) return Value::smallInt(i.isTrue());
  return isExactInt(i) ? i : intAdd(t, i, Value::smallInt(0));
}

Value rangeCreate(Thread* t, Type*, const Args& args) {
  TRY(checkNoKeywords(t, "range", args));
  TRY(checkPositional(t, "range", args, 1, 3));
  Value start = Value::smallInt(0), stop, step = one();
  if (args.positional == 1) {
    stop = TRY(intArgument(t, args[0]));
  } else {
    start = TRY(intArgument(t, args[0]));
    stop = TRY(intArgument(t, args[1]));
    if (args.positional == 3) step = TRY(intArgument(t, args[2]));
  }
  return TRY(makeRange(t, start, stop, step));
}

Value rangeRepr(Thread* t, Value v) {
  Range* r = self(v);
  StrBuilder out(t);
  Str* start = TRY(reprPy(t, r->start));
  Str* stop = TRY(reprPy(t, r->stop));
  TRY(out.add("range("));
  TRY(out.add(start));
  TRY(out.add(", "));
  TRY(out.add(stop));
  if (r->step != one()) {
    Str* step = TRY(reprPy(t, r->step));
    TRY(out.add(", "));
    TRY(out.add(step));
  }
  TRY(out.add(')'));
  return TRY(out.finish());
}

bool rangesEqual(Range* a, Range* b) {
  if (a == b) return true;
  if (intCompare(a->length, b->length) != 0) return false;
  if (intSign(a->length) == 0) return true;
  if (intCompare(a->start, b->start) != 0) return false;
  return intCompare(a->length, one()) == 0 || intCompare(a->step, b->step) == 0;
}

Value rangeCompare(Thread*, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<Range>(a) || !isa<Range>(b)) return notImplemented;
  return Value::boolean(rangesEqual(self(a), self(b)) == (op == CompareOp::Eq));
}

// That of the tuple (length, start, step), with None for what does not matter.
bool rangeHash(Thread* t, Value v, int64_t* out) {
  Range* r = self(v);
  bool empty = intSign(r->length) == 0, single = intCompare(r->length, one()) == 0;
  base::TupleHash hash;
  hash.add(intHash(r->length));
  hash.add(empty ? TRY(hashPy(t, Value::none())) : intHash(r->start));
  hash.add(empty || single ? TRY(hashPy(t, Value::none())) : intHash(r->step));
  *out = hash.finish(3);
  return true;
}

int64_t rangeLengthSlot(Thread* t, Value v) {
  int64_t n;
  if (!fitsInt64(self(v)->length, &n)) return raise(t, exc::OverflowError, "Python int too large to convert to C ssize_t");
  return n;
}

int rangeTruth(Thread*, Value v) { return intSign(self(v)->length) != 0; }

Value sliceOf(Thread* t, Range* r, Slice* s) {
  // The bounds as slice.indices() gives them, for a length of any size.
  Value indices = TRY(callMethodPy(t, s, internStr(t, "indices"), {r->length}));
  Tuple* bounds = indices.as<Tuple>();
  Value step = TRY(intMultiply(t, r->step, bounds->items[2]));
  Value start = TRY(itemAt(t, r->start, r->step, bounds->items[0]));
  Value stop = TRY(itemAt(t, r->start, r->step, bounds->items[1]));
  return TRY(makeRange(t, start, stop, step));
}

Value rangeGetItem(Thread* t, Value v, Value key) {
  Range* r = self(v);
  if (isExact(key, kShapeOf_slice)) return sliceOf(t, r, key.as<Slice>());
  if (!isInt(key) && !typeOf(key)->slots.index)
    return raise(t, exc::TypeError, "range indices must be integers or slices, not {}", typeName(key));
  Value i = TRY(indexPy(t, key));
  if (intSign(i) < 0) i = TRY(intAdd(t, i, r->length));
  if (intSign(i) < 0 || intCompare(i, r->length) >= 0) return raise(t, exc::IndexError, "range object index out of range");
  return itemAt(t, r->start, r->step, i);
}

// Whether the int is a member; its position goes to *index if that is not null.
Maybe<bool> findInt(Thread* t, Range* r, Value v, Value* index) {
  if (v.isBool()) v = Value::smallInt(v.isTrue());
  bool ascending = intSign(r->step) > 0;
  if (ascending ? (intCompare(v, r->start) < 0 || intCompare(v, r->stop) >= 0)
                : (intCompare(v, r->start) > 0 || intCompare(v, r->stop) <= 0))
    return false;
  Value offset = TRY(intSubtract(t, v, r->start));
  Value rest = TRY(intModulo(t, offset, r->step));
  if (intSign(rest) != 0) return false;
  if (index) *index = TRY(intFloorDivide(t, offset, r->step));
  return true;
}

int rangeContains(Thread* t, Value v, Value item) {
  if (isExactInt(item) || item.isBool()) {
    return TRY(findInt(t, self(v), item, nullptr));
  }
  Value it = TRY(rangeIter(t, self(v)));
  while (true) {
    Value member = TRY(nextPy(t, it));
    if (member.isUnbound()) return 0;
    if (TRY(equalFastPy(t, member, item))) return 1;
  }
}

Value rangeIterSlot(Thread* t, Value v) { return rangeIter(t, self(v)); }

Value rangeReversed(Thread* t, Value* args, size_t) {
  Range* r = self(args[0]);
  Value step = TRY(intNegate(t, r->step));
  Value lastIndex = TRY(intSubtract(t, r->length, one()));
  Value last = TRY(itemAt(t, r->start, r->step, lastIndex));
  return makeIterator(t, last, step, r->length);
}

Value rangeCount(Thread* t, Value* args, size_t) {
  Range* r = self(args[0]);
  if (isExactInt(args[1]) || args[1].isBool()) {
    bool found = TRY(findInt(t, r, args[1], nullptr));
    return Value::smallInt(found);
  }
  Value it = TRY(rangeIter(t, r));
  int64_t count = 0;
  while (true) {
    Value member = TRY(nextPy(t, it));
    if (member.isUnbound()) return Value::smallInt(count);
    count += TRY(equalFastPy(t, member, args[1]));
  }
}

Value rangeIndex(Thread* t, Value* args, size_t) {
  Range* r = self(args[0]);
  if (isExactInt(args[1]) || args[1].isBool()) {
    Value index;
    bool found = TRY(findInt(t, r, args[1], &index));
    if (found) return index;
    std::string shown = TRY(reprTextPy(t, args[1]));
    return raise(t, exc::ValueError, "{} is not in range", shown);
  }
  Value it = TRY(rangeIter(t, r));
  for (int64_t i = 0;; ++i) {
    Value member = TRY(nextPy(t, it));
    if (member.isUnbound()) return raise(t, exc::ValueError, "sequence.index(x): x not in sequence");
    if (TRY(equalFastPy(t, member, args[1]))) return Value::smallInt(i);
  }
}

Value rangeReduce(Thread* t, Value* args, size_t) {
  Range* r = self(args[0]);
  Tuple* arguments = TRY(makeTuple(t, {r->start, r->stop, r->step}));
  return TRY(makeTuple(t, {Value(types::range), Value(arguments)}));
}

const NativeDef kRangeMethods[] = {
    {"__reversed__", "(self, /)", rangeReversed, "An iterator from the last item to the first."},
    {"__reduce__", "(self, /)", rangeReduce, nullptr},
    {"count", "(self, value, /)", rangeCount, "How many items are equal to value."},
    {"index", "(self, value, /)", rangeIndex, "Position of the item equal to value. ValueError if there is none."},
};
const MemberDef kRangeMembers[] = {
    {"start", offsetof(Range, start), MemberDef::kReadOnly, nullptr},
    {"stop", offsetof(Range, stop), MemberDef::kReadOnly, nullptr},
    {"step", offsetof(Range, step), MemberDef::kReadOnly, nullptr},
};

// --- iterators

Value rangeIteratorNext(Thread*, Value v) {
  auto* it = v.as<RangeIterator>();
  if (it->remaining == 0) return Value::unbound();
  --it->remaining;
  Value result = Value::smallInt(it->next);
  it->next += it->step;
  return result;
}

Value rangeIteratorLengthHint(Thread*, Value* args, size_t) { return Value::smallInt(args[0].as<RangeIterator>()->remaining); }

// iter, (the range that is left,), 0: pickles of CPython look the same.
Value reducedIterator(Thread* t, Value start, Value stop, Value step) {
  Range* rest = TRY(makeRange(t, start, stop, step));
  Value iter = TRY(builtinPy(t, "iter"));
  Tuple* arguments = TRY(makeTuple(t, {Value(rest)}));
  return TRY(makeTuple(t, {iter, Value(arguments), Value::none()}));
}

Value rangeIteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<RangeIterator>();
  Value start = Value::smallInt(it->next), step = Value::smallInt(it->step);
  if (it->remaining == 0) {
    // `next` stands one step behind the last item and need not be a small int.
    start = TRY(makeInt(t, it->next));
    return reducedIterator(t, start, start, step);
  }
  Value stop = TRY(itemAt(t, start, step, Value::smallInt(static_cast<int64_t>(it->remaining))));
  return reducedIterator(t, start, stop, step);
}

Value rangeIteratorSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<RangeIterator>();
  int64_t index = TRY(indexClampedPy(t, args[1]));
  if (index < 0) index = 0;
  if (static_cast<uint64_t>(index) > it->remaining) index = it->remaining;
  it->next += index * it->step;
  it->remaining -= index;
  return Value::none();
}

const NativeDef kRangeIteratorMethods[] = {
    {"__length_hint__", "(self, /)", rangeIteratorLengthHint, "How many items are to come."},
    {"__reduce__", "(self, /)", rangeIteratorReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", rangeIteratorSetState, "Skip to a position."},
};

Value longIteratorNext(Thread* t, Value v) {
  auto* it = v.as<LongRangeIterator>();
  if (intCompare(it->index, it->length) >= 0) return Value::unbound();
  Value result = TRY(itemAt(t, it->start, it->step, it->index));
  Value next = TRY(intAdd(t, it->index, one()));
  it->index = next;
  writeBarrier(it);
  return result;
}

Value longIteratorLengthHint(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<LongRangeIterator>();
  return intSubtract(t, it->length, it->index);
}

Value longIteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<LongRangeIterator>();
  Value start = TRY(itemAt(t, it->start, it->step, it->index));
  Value stop = TRY(itemAt(t, it->start, it->step, it->length));
  return reducedIterator(t, start, stop, it->step);
}

Value longIteratorSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<LongRangeIterator>();
  Value state = TRY(intArgument(t, args[1]));
  if (intSign(state) < 0) state = Value::smallInt(0);
  if (intCompare(state, it->length) > 0) state = it->length;
  it->index = state;
  writeBarrier(it);
  return Value::none();
}

const NativeDef kLongIteratorMethods[] = {
    {"__length_hint__", "(self, /)", longIteratorLengthHint, "How many items are to come."},
    {"__reduce__", "(self, /)", longIteratorReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", longIteratorSetState, "Skip to a position."},
};

}  // namespace

Value rangeIter(Thread* t, Range* r) { return makeIterator(t, r->start, r->step, r->length); }

extern const TypeSpec rangeSpec = {
    .name = "range",
    .kind = Kind::Range,
    .flags = kSequencePattern,
    .slots =
        {
            .repr = rangeRepr,
            .hash = rangeHash,
            .compare = rangeCompare,
            .iter = rangeIterSlot,
            .create = rangeCreate,
            .truth = rangeTruth,
            .length = rangeLengthSlot,
            .getItem = rangeGetItem,
            .contains = rangeContains,
        },
    .methods = kRangeMethods,
    .members = kRangeMembers,
    .doc = "range(stop)\nrange(start, stop[, step])\n\nSequence of the ints from start (0) to before stop, step (1) apart.",
};
extern const TypeSpec rangeIteratorSpec = {
    .name = "range_iterator",
    .kind = Kind::RangeIterator,
    .flags = kDisallowNew,
    .slots = {.iter = selfIter, .next = rangeIteratorNext},
    .methods = kRangeIteratorMethods,
};
extern const TypeSpec longRangeIteratorSpec = {
    .name = "longrange_iterator",
    .kind = Kind::LongRangeIterator,
    .flags = kDisallowNew,
    .slots = {.iter = selfIter, .next = longIteratorNext},
    .methods = kLongIteratorMethods,
};

}  // namespace typhon
