// collections.deque and its iterators.
#include <algorithm>
#include <bit>

#include "runtime/modules/collections.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"

namespace typhon {

size_t sizeOf_Deque(const Object*) { return sizeof(Deque); }
void trace_Deque(Object* o, Tracer& tracer) { tracer.visit(static_cast<Deque*>(o)->store); }
size_t sizeOf_DequeIterator(const Object*) { return sizeof(DequeIterator); }
void trace_DequeIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<DequeIterator*>(o)->deque); }

namespace collections {

Type *dequeType, *dequeIteratorType, *dequeReverseIteratorType;

namespace {

Deque* self(Value v) { return v.as<Deque>(); }

// --- the ring. Capacities are powers of two.

size_t placeOf(const Deque* d, size_t i) { return (d->head + i) & (d->store->capacity - 1); }
Value& itemAt(const Deque* d, size_t i) { return d->store->items[placeOf(d, i)]; }

bool reserve(Thread* t, Deque* d, size_t wanted) {
  size_t capacity = d->store ? d->store->capacity : 0;
  if (wanted <= capacity) return true;
  if (wanted > PTRDIFF_MAX / 32) return raiseMemory(t);
  ValueArray* grown = TRY(makeValueArray(t, std::max<size_t>(8, std::bit_ceil(wanted))));
  for (size_t i = 0; i < d->length; ++i) grown->items[i] = itemAt(d, i);
  d->store = grown;
  d->head = 0;
  writeBarrier(d);
  return true;
}

Value popRight(Deque* d) {
  Value& place = itemAt(d, d->length - 1);
  Value v = place;
  place = Value::unbound();
  --d->length;
  ++d->state;
  return v;
}

Value popLeft(Deque* d) {
  Value& place = d->store->items[d->head];
  Value v = place;
  place = Value::unbound();
  d->head = placeOf(d, 1);
  --d->length;
  ++d->state;
  return v;
}

bool pushRight(Thread* t, Deque* d, Value v) {
  if (d->maxLength >= 0 && d->length >= static_cast<uint64_t>(d->maxLength)) {
    ++d->state;
    if (d->maxLength == 0) return true;
    popLeft(d);
  }
  if (!d->store || d->length == d->store->capacity) TRY(reserve(t, d, d->length + 1));
  itemAt(d, d->length++) = v;
  ++d->state;
  writeBarrier(d->store);
  return true;
}

bool pushLeft(Thread* t, Deque* d, Value v) {
  if (d->maxLength >= 0 && d->length >= static_cast<uint64_t>(d->maxLength)) {
    ++d->state;
    if (d->maxLength == 0) return true;
    popRight(d);
  }
  if (!d->store || d->length == d->store->capacity) TRY(reserve(t, d, d->length + 1));
  d->head = (d->head - 1) & (d->store->capacity - 1);
  d->store->items[d->head] = v;
  ++d->length;
  ++d->state;
  writeBarrier(d->store);
  return true;
}

void clear(Deque* d) {
  d->store = nullptr;
  d->head = d->length = 0;
  ++d->state;
}

void rotate(Deque* d, int64_t n) {
  int64_t length = d->length;
  if (length <= 1) return;
  n %= length;
  if (n > length / 2) n -= length;
  if (n < -(length / 2)) n += length;
  if (n == 0) return;
  if (d->length == d->store->capacity) {
    d->head = (d->head - n) & (d->store->capacity - 1);
  } else {
    uint64_t mask = d->store->capacity - 1;
    for (; n > 0; --n) {
      Value v = popRight(d);
      d->head = (d->head - 1) & mask;
      d->store->items[d->head] = v;
      ++d->length;
    }
    for (; n < 0; ++n) {
      Value v = popLeft(d);
      itemAt(d, d->length++) = v;
    }
    writeBarrier(d->store);
  }
  ++d->state;
}

void removeAt(Deque* d, size_t index) {
  if (index < d->length / 2) {
    for (size_t i = index; i > 0; --i) itemAt(d, i) = itemAt(d, i - 1);
    popLeft(d);
  } else {
    for (size_t i = index; i + 1 < d->length; ++i) itemAt(d, i) = itemAt(d, i + 1);
    popRight(d);
  }
  if (d->store) writeBarrier(d->store);
}

bool extend(Thread* t, Deque* d, Value iterable, bool left) {
  if (iterable.isObject() && iterable.asObject() == d) {
    List* copy = TRY(toListPy(t, iterable));
    return extend(t, d, copy, left);
  }
  if (d->maxLength >= 0 && (isExact(iterable, kShapeOf_list) || isExact(iterable, kShapeOf_tuple))) {
    // Of more items than there may be only the last ones stay.
    size_t count;
    const Value* items = sequenceItems(iterable, &count);
    auto most = static_cast<size_t>(d->maxLength);
    if (count > most) {
      clear(d);
      ++d->state;
      for (size_t i = count - most; i < count; ++i) TRY(left ? pushLeft(t, d, items[i]) : pushRight(t, d, items[i]));
      return true;
    }
  }
  Iteration it(t);
  if (!it.startPy(iterable)) return false;
  while (true) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return true;
    TRY(left ? pushLeft(t, d, item) : pushRight(t, d, item));
  }
}

// --- slots

Value dequeCreate(Thread* t, Type* cls, const Args&) {
  auto* d = TRY(allocate<Deque>(t, cls));
  d->maxLength = -1;
  return d;
}

Value dequeInit(Thread* t, Value* args, size_t) {
  Deque* d = self(args[0]);
  int64_t maxLength = -1;
  if (!args[2].isNone()) {
    if (!isInt(args[2])) return raise(t, exc::TypeError, "an integer is required");
    maxLength = TRY(toInt64(t, args[2], "ssize_t"));
    if (maxLength < 0) return raise(t, exc::ValueError, "maxlen must be non-negative");
  }
  d->maxLength = maxLength;
  if (d->length) clear(d);
  if (!args[1].isUnbound()) TRY(extend(t, d, args[1], false));
  return Value::none();
}

List* toList(Thread* t, Deque* d) {
  List* items = TRY(makeList(t, d->length));
  for (size_t i = 0; i < d->length; ++i) items->store->items[i] = itemAt(d, i);
  return items;
}

Value dequeRepr(Thread* t, Value v) {
  Deque* d = self(v);
  ReprGuard guard(t, d);
  if (guard.nested()) return TRY(makeStr(t, "[...]"));
  List* items = TRY(toListPy(t, v));
  Str* shown = TRY(reprPy(t, items));
  StrBuilder out(t);
  TRY(out.add(typeOf(v)->name));
  TRY(out.add('('));
  TRY(out.add(shown));
  if (d->maxLength >= 0) {
    TRY(out.add(", maxlen="));
    TRY(out.add(std::to_string(d->maxLength)));
  }
  TRY(out.add(')'));
  return TRY(out.finish());
}

bool checkState(Thread* t, Deque* d, uint64_t state, Type* type = exc::RuntimeError,
                const char* message = "deque mutated during iteration") {
  if (d->state == state) return true;
  return raise(t, type, "{}", message);
}

Value dequeCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isa<Deque>(a) || !isa<Deque>(b)) return notImplemented;
  Deque* x = self(a);
  Deque* y = self(b);
  if (op == CompareOp::Eq || op == CompareOp::Ne) {
    if (x == y) return Value::boolean(op == CompareOp::Eq);
    if (x->length != y->length) return Value::boolean(op == CompareOp::Ne);
  }
  uint64_t stateX = x->state, stateY = y->state;
  size_t i = 0;
  for (; i < x->length && i < y->length; ++i) {
    Value left = itemAt(x, i), right = itemAt(y, i);
    bool equal = TRY(equalFastPy(t, left, right));
    if (!equal) {
      bool result = TRY(compareTruthPy(t, op, left, right));
      return Value::boolean(result);
    }
    TRY(checkState(t, x, stateX));
    TRY(checkState(t, y, stateY));
  }
  return compareResult(op, x->length < y->length ? -1 : x->length > y->length);
}

int64_t dequeLength(Thread*, Value v) { return static_cast<int64_t>(self(v)->length); }

Maybe<int64_t> indexOf(Thread* t, Deque* d, Value key) {
  if (!isInt(key) && !typeOf(key)->slots.index)
    return raise(t, exc::TypeError, "sequence index must be integer, not '{}'", typeName(key));
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += d->length;
  if (static_cast<uint64_t>(i) >= d->length) return raise(t, exc::IndexError, "deque index out of range");
  return i;
}

Value dequeGetItem(Thread* t, Value v, Value key) {
  int64_t i = TRY(indexOf(t, self(v), key));
  return itemAt(self(v), i);
}

bool dequeSetItem(Thread* t, Value v, Value key, Value value) {
  Deque* d = self(v);
  int64_t i = TRY(indexOf(t, d, key));
  if (value.isUnbound()) {
    removeAt(d, i);
    return true;
  }
  itemAt(d, i) = value;
  writeBarrier(d->store);
  return true;
}

int dequeContains(Thread* t, Value v, Value item) {
  Deque* d = self(v);
  uint64_t state = d->state;
  for (size_t i = 0; i < d->length; ++i) {
    if (TRY(equalFastPy(t, itemAt(d, i), item))) return 1;
    TRY(checkState(t, d, state));
  }
  return 0;
}

Value makeIterator(Thread* t, Deque* d, bool reverse) {
  auto* it = TRY(allocate<DequeIterator>(t, reverse ? dequeReverseIteratorType : dequeIteratorType));
  it->deque = d;
  it->index = 0;
  it->remaining = d->length;
  it->state = d->state;
  it->reverse = reverse;
  return it;
}

Value dequeIter(Thread* t, Value v) { return makeIterator(t, self(v), false); }

Value dequeCopy(Thread* t, Value* args, size_t) {
  Deque* d = self(args[0]);
  if (typeOf(d) == dequeType) {
    Deque* copy = TRY(dequeCreate(t, dequeType, {})).as<Deque>();
    copy->maxLength = d->maxLength;
    if (d->length) TRY(reserve(t, copy, d->length));
    for (size_t i = 0; i < d->length; ++i) copy->store->items[i] = itemAt(d, i);
    copy->length = d->length;
    if (copy->store) writeBarrier(copy->store);
    return copy;
  }
  Value copy;
  if (d->maxLength < 0) {
    copy = TRY(callPy(t, typeOf(d), {args[0]}));
  } else {
    copy = TRY(callPy(t, typeOf(d), {args[0], Value::smallInt(d->maxLength)}));
  }
  if (!isa<Deque>(copy)) return raise(t, exc::TypeError, "{}() must return a deque, not {}", typeName(typeOf(d)), typeName(copy));
  return copy;
}

Value dequeConcat(Thread* t, Value a, Value b) {
  if (!isa<Deque>(b)) return raise(t, exc::TypeError, "can only concatenate deque (not \"{}\") to deque", typeName(b));
  Value args[] = {a};
  Value result = TRY(dequeCopy(t, args, 1));
  TRY(extend(t, self(result), b, false));
  return result;
}

Value dequeInplaceConcat(Thread* t, Value a, Value b) {
  TRY(extend(t, self(a), b, false));
  return a;
}

Value dequeInplaceRepeat(Thread* t, Value v, int64_t count) {
  Deque* d = self(v);
  if (d->length == 0 || count == 1) return v;
  if (count <= 0) {
    clear(d);
    return v;
  }
  List* items = TRY(toList(t, d));
  size_t total;
  if (__builtin_mul_overflow(items->length, static_cast<size_t>(count), &total)) {
    if (d->maxLength < 0) return raiseMemory(t);
    total = SIZE_MAX;
  }
  if (d->maxLength >= 0 && total > static_cast<uint64_t>(d->maxLength)) {
    count = (d->maxLength + items->length - 1) / items->length;
  } else {
    TRY(reserve(t, d, total));
  }
  for (int64_t i = 1; i < count; ++i) {
    for (size_t j = 0; j < items->length; ++j) TRY(pushRight(t, d, listItem(items, j)));
  }
  return v;
}

Value dequeRepeat(Thread* t, Value v, int64_t count) {
  Value args[] = {v};
  Value copy = TRY(dequeCopy(t, args, 1));
  return dequeInplaceRepeat(t, copy, count);
}

// --- methods

Value appendMethod(Thread* t, Value* args, size_t) {
  TRY(pushRight(t, self(args[0]), args[1]));
  return Value::none();
}
Value appendLeftMethod(Thread* t, Value* args, size_t) {
  TRY(pushLeft(t, self(args[0]), args[1]));
  return Value::none();
}
Value clearMethod(Thread*, Value* args, size_t) {
  clear(self(args[0]));
  return Value::none();
}

Value countMethod(Thread* t, Value* args, size_t) {
  Deque* d = self(args[0]);
  uint64_t state = d->state;
  int64_t count = 0;
  for (size_t i = 0; i < d->length; ++i) {
    count += TRY(equalFastPy(t, itemAt(d, i), args[1]));
    TRY(checkState(t, d, state));
  }
  return Value::smallInt(count);
}

Value extendMethod(Thread* t, Value* args, size_t) {
  TRY(extend(t, self(args[0]), args[1], false));
  return Value::none();
}
Value extendLeftMethod(Thread* t, Value* args, size_t) {
  TRY(extend(t, self(args[0]), args[1], true));
  return Value::none();
}

Value indexMethod(Thread* t, Value* args, size_t) {
  Deque* d = self(args[0]);
  int64_t start = TRY(sliceIndexNotNonePy(t, args[2])), stop = TRY(sliceIndexNotNonePy(t, args[3]));
  int64_t length = d->length;
  if (start < 0) start = std::max<int64_t>(0, start + length);
  if (stop < 0) stop = std::max<int64_t>(0, stop + length);
  stop = std::min(stop, length);
  uint64_t state = d->state;
  for (int64_t i = start; i < stop; ++i) {
    if (TRY(equalFastPy(t, itemAt(d, i), args[1]))) return Value::smallInt(i);
    TRY(checkState(t, d, state));
  }
  std::string shown = TRY(reprTextPy(t, args[1]));
  return raise(t, exc::ValueError, "{} is not in deque", shown);
}

Value insertMethod(Thread* t, Value* args, size_t) {
  Deque* d = self(args[0]);
  int64_t index = TRY(countArgumentPy(t, args[1]));
  int64_t length = d->length;
  if (d->maxLength == length) return raise(t, exc::IndexError, "deque already at its maximum size");
  if (index < 0) index = std::max<int64_t>(0, index + length);
  index = std::min(index, length);
  if (index < length / 2) {
    TRY(pushLeft(t, d, args[2]));
    for (int64_t i = 0; i < index; ++i) itemAt(d, i) = itemAt(d, i + 1);
  } else {
    TRY(pushRight(t, d, args[2]));
    for (int64_t i = length; i > index; --i) itemAt(d, i) = itemAt(d, i - 1);
  }
  itemAt(d, index) = args[2];
  writeBarrier(d->store);
  return Value::none();
}

Value popMethod(Thread* t, Value* args, size_t) {
  if (self(args[0])->length == 0) return raise(t, exc::IndexError, "pop from an empty deque");
  return popRight(self(args[0]));
}
Value popLeftMethod(Thread* t, Value* args, size_t) {
  if (self(args[0])->length == 0) return raise(t, exc::IndexError, "pop from an empty deque");
  return popLeft(self(args[0]));
}

Value removeMethod(Thread* t, Value* args, size_t) {
  Deque* d = self(args[0]);
  uint64_t state = d->state;
  size_t length = d->length;
  for (size_t i = 0; i < length; ++i) {
    bool equal = TRY(equalFastPy(t, itemAt(d, i), args[1]));
    TRY(checkState(t, d, state, exc::IndexError, "deque mutated during iteration"));
    if (equal) {
      removeAt(d, i);
      return Value::none();
    }
  }
  std::string shown = TRY(reprTextPy(t, args[1]));
  return raise(t, exc::ValueError, "{} is not in deque", shown);
}

Value reverseMethod(Thread*, Value* args, size_t) {
  Deque* d = self(args[0]);
  for (size_t i = 0, j = d->length; i + 1 < j; ++i) {
    --j;
    std::swap(itemAt(d, i), itemAt(d, j));
  }
  if (d->store) writeBarrier(d->store);
  return Value::none();
}

Value rotateMethod(Thread* t, Value* args, size_t) {
  int64_t n = TRY(countArgumentPy(t, args[1]));
  rotate(self(args[0]), n);
  return Value::none();
}

Value reduceMethod(Thread* t, Value* args, size_t) {
  Deque* d = self(args[0]);
  Value state = TRY(callMethodPy(t, args[0], names::__getstate__));
  Value iterator = TRY(iterPy(t, args[0]));
  Tuple* arguments = emptyTuple();
  if (d->maxLength >= 0) arguments = TRY(makeTuple(t, {Value(emptyTuple()), Value::smallInt(d->maxLength)}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments), state, iterator}));
}

Value reversedMethod(Thread* t, Value* args, size_t) { return makeIterator(t, self(args[0]), true); }

Value sizeofMethod(Thread*, Value* args, size_t) {
  Deque* d = self(args[0]);
  return Value::smallInt(sizeof(Deque) + (d->store ? sizeof(ValueArray) + d->store->capacity * sizeof(Value) : 0));
}

Value getMaxLength(Thread*, Value v) { return self(v)->maxLength < 0 ? Value::none() : Value::smallInt(self(v)->maxLength); }

// --- iterators

Value iteratorNext(Thread* t, Value v) {
  auto* it = v.as<DequeIterator>();
  Deque* d = it->deque;
  if (d->state != it->state) {
    it->remaining = 0;
    return raise(t, exc::RuntimeError, "deque mutated during iteration");
  }
  if (it->remaining == 0) return Value::unbound();
  --it->remaining;
  size_t i = it->index++;
  return itemAt(d, it->reverse ? d->length - 1 - i : i);
}

Value iteratorLengthHint(Thread*, Value* args, size_t) { return Value::smallInt(args[0].as<DequeIterator>()->remaining); }

Value iteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<DequeIterator>();
  int64_t passed = it->deque->length - it->remaining;
  Tuple* arguments = TRY(makeTuple(t, {Value(it->deque), Value::smallInt(passed)}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments)}));
}

template <bool reverse>
Value iteratorNew(Thread* t, Value* args, size_t) {
  if (!isa<Deque>(args[1])) return raise(t, exc::TypeError, "argument 1 must be collections.deque, not {}", typeName(args[1]));
  int64_t index = TRY(countArgumentPy(t, args[2]));
  Value it = TRY(makeIterator(t, self(args[1]), reverse));
  auto* made = it.as<DequeIterator>();
  int64_t skipped = std::clamp<int64_t>(index, 0, made->remaining);
  made->index += skipped;
  made->remaining -= skipped;
  return it;
}

const NativeDef kDequeMethods[] = {
    {"append", "(self, item, /)", appendMethod, "Add an item on the right."},
    {"appendleft", "(self, item, /)", appendLeftMethod, "Add an item on the left."},
    {"clear", "(self, /)", clearMethod, "Remove all items."},
    {"copy", "(self, /)", dequeCopy, "A new deque of the same items and maximal length."},
    {"__copy__", "(self, /)", dequeCopy, "A new deque of the same items and maximal length."},
    {"count", "(self, value, /)", countMethod, "How many items are equal to value."},
    {"extend", "(self, iterable, /)", extendMethod, "Add the items of the iterable on the right."},
    {"extendleft", "(self, iterable, /)", extendLeftMethod, "Add the items of the iterable on the left, one after the other."},
    {"index", "(self, value, start=0, stop=9223372036854775807, /)", indexMethod,
     "Position of the first item equal to value. ValueError if there is none."},
    {"insert", "(self, index, value, /)", insertMethod, "Put value before the item at index."},
    {"pop", "(self, /)", popMethod, "Remove the rightmost item and return it."},
    {"popleft", "(self, /)", popLeftMethod, "Remove the leftmost item and return it."},
    {"remove", "(self, value, /)", removeMethod, "Remove the first item equal to value. ValueError if there is none."},
    {"reverse", "(self, /)", reverseMethod, "Reverse the order of the items in place."},
    {"rotate", "(self, n=1, /)", rotateMethod, "Move n items from the right end to the left (the other way when n is negative)."},
    {"__reduce__", "(self, /)", reduceMethod, "What pickle needs."},
    {"__reversed__", "(self, /)", reversedMethod, "An iterator from the right to the left."},
    {"__sizeof__", "(self, /)", sizeofMethod, "Size in memory, in bytes."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "deque[int] as an annotation.", NativeDef::kClassMethod},
};
const GetSetDef kDequeGetSets[] = {{"maxlen", getMaxLength, nullptr, "The maximal length, or None."}};
const NativeDef kDequeInit = {"__init__", "(self, iterable=<absent>, maxlen=None)", dequeInit, nullptr};
const NativeDef kIteratorMethods[] = {
    {"__length_hint__", "(self, /)", iteratorLengthHint, "How many items are to come."},
    {"__reduce__", "(self, /)", iteratorReduce, "What pickle needs."},
};
const NativeDef kIteratorNew = {"__new__", "(cls, deque, index=0, /)", iteratorNew<false>, nullptr};
const NativeDef kReverseIteratorNew = {"__new__", "(cls, deque, index=0, /)", iteratorNew<true>, nullptr};

}  // namespace

const TypeSpec dequeSpec = {
    .name = "collections.deque",
    .kind = Kind::Deque,
    .flags = kBaseType | kSequencePattern | kWeakReferable,
    .slots =
        {
            .repr = dequeRepr,
            .hash = hashNotImplemented,
            .compare = dequeCompare,
            .iter = dequeIter,
            .create = dequeCreate,
            .length = dequeLength,
            .getItem = dequeGetItem,
            .setItem = dequeSetItem,
            .concat = dequeConcat,
            .inplaceConcat = dequeInplaceConcat,
            .repeat = dequeRepeat,
            .inplaceRepeat = dequeInplaceRepeat,
            .contains = dequeContains,
        },
    .methods = kDequeMethods,
    .getsets = kDequeGetSets,
    .init = &kDequeInit,
    .doc = "deque([iterable[, maxlen]])\n\nList that grows and shrinks fast at both ends.",
};
const TypeSpec dequeIteratorSpec = {
    .name = "_collections._deque_iterator",
    .kind = Kind::DequeIterator,
    .slots = {.iter = selfIter, .next = iteratorNext},
    .methods = kIteratorMethods,
    .create = &kIteratorNew,
};
const TypeSpec dequeReverseIteratorSpec = {
    .name = "collections._deque_reverse_iterator",
    .kind = Kind::DequeIterator,
    .slots = {.iter = selfIter, .next = iteratorNext},
    .methods = kIteratorMethods,
    .create = &kReverseIteratorNew,
};

}  // namespace collections
}  // namespace typhon
