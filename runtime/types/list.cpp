// list: storage, growing, inserting, slices, extending from any iterable.
#include "runtime/types/list.h"

#include <algorithm>
#include <cstring>

#include "runtime/memory/tuning.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict_table.h"
#include "runtime/object/type.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list_growth.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"

namespace typhon {

namespace {

// A store whose words are still 0: the caller fills them, or all behind what it fills (fillRest).
ValueArray* makeStore(Thread* t, size_t capacity) {
  if (capacity > PTRDIFF_MAX / (2 * sizeof(Value))) return raiseMemory(t);
  ValueArray* store = allocateInternal<ValueArray>(t, capacity * sizeof(Value));
  if (store) store->capacity = capacity;
  return store;
}

void fillRest(ValueArray* store, size_t from) {
  std::fill(store->items + from, store->items + store->capacity, Value::unbound());
}

// A larger store for l with its items; what lies behind the first `filled` words is Unbound.
bool replaceStore(Thread* t, List* l, size_t capacity, size_t filled) {
  ValueArray* old = l->store;
  if (old && capacity > old->capacity && extendInPlace(old, sizeof(ValueArray) + capacity * sizeof(Value))) {
    size_t from = old->capacity;
    old->capacity = capacity;
    fillRest(old, from);
    return true;
  }
  ValueArray* store = TRY(makeStore(t, capacity));
  if (old) memcpy(static_cast<void*>(store->items), old->items, l->length * sizeof(Value));
  fillRest(store, filled);
  l->store = store;
  writeBarrier(l);
  discard(old);
  return true;
}

}  // namespace

List* makeList(Thread* t, size_t length) {
  ValueArray* store = nullptr;
  if (length) store = TRY(makeStore(t, length));
  List* l = TRY(allocateExact<List>(t, kShapeOf_list));
  l->length = length;
  l->store = store;
  return l;
}

List* makeList(Thread* t, const Value* items, size_t length) {
  List* l = TRY(makeList(t, length));
  if (length == 0) return l;
  if (length > 4) {
    memcpy(static_cast<void*>(l->store->items), items, length * sizeof(Value));
    return l;
  }
  Value* to = l->store->items;  // a call of memcpy would cost as much as the rest
  switch (length) {
    case 4:
      to[3] = items[3];
      [[fallthrough]];
    case 3:
      to[2] = items[2];
      [[fallthrough]];
    case 2:
      to[1] = items[1];
      [[fallthrough]];
    default:
      to[0] = items[0];
  }
  return l;
}

bool listGrow(Thread* t, List* l, size_t atLeast) {
  size_t capacity = l->store ? l->store->capacity : 0;
  return atLeast <= capacity || replaceStore(t, l, grownCapacity(capacity, atLeast), l->length);
}

bool listReserve(Thread* t, List* l, size_t exactly) {
  size_t capacity = l->store ? l->store->capacity : 0;
  return exactly <= capacity || replaceStore(t, l, exactly, l->length);
}

void listTruncate(List* l, size_t length) {
  if (length == l->length) return;  // sort() would take a new store for a change
  for (size_t i = length; i < l->length; ++i) l->store->items[i] = Value::unbound();
  l->length = length;
  if (length == 0) l->store = nullptr;
}

bool listInsert(Thread* t, List* l, int64_t index, Value v) {
  int64_t length = l->length;
  if (index < 0) index = std::max<int64_t>(0, index + length);
  if (index > length) index = length;
  if (!l->store || l->length == l->store->capacity) TRY(listGrow(t, l, l->length + 1));
  Value* items = l->store->items;
  memmove(static_cast<void*>(items + index + 1), items + index, (length - index) * sizeof(Value));
  items[index] = v;
  l->length = length + 1;
  writeBarrier(l->store);
  return true;
}

Value listPop(List* l, size_t index) {
  Value* items = l->store->items;
  Value v = items[index];
  size_t last = l->length - 1;
  if (index != last) {
    memmove(static_cast<void*>(items + index), items + index + 1, (last - index) * sizeof(Value));
    writeBarrier(l->store);
  }
  items[last] = Value::unbound();
  l->length = last;
  return v;
}

Tuple* listToTuple(Thread* t, List* l) {
  if (l->length == 0) return emptyTuple();
  return makeTuple(t, l->store->items, l->length);
}

Value listSlice(Thread* t, List* l, size_t start, size_t end) {
  if (end > l->length) end = l->length;
  if (start >= end) return TRY(makeList(t));
  return TRY(makeList(t, l->store->items + start, end - start));
}

bool listAppendArray(Thread* t, List* l, const Value* items, size_t count) {
  if (count == 0) return true;
  size_t length = l->length, capacity = l->store ? l->store->capacity : 0;
  if (count > PTRDIFF_MAX / (2 * sizeof(Value))) return raiseMemory(t);
  if (length + count > capacity)
    TRY(replaceStore(t, l, length == 0 ? count : grownCapacity(capacity, length + count), length + count));
  memcpy(static_cast<void*>(l->store->items + length), items, count * sizeof(Value));
  l->length = length + count;
  writeBarrier(l->store);
  return true;
}

namespace {

// Adds the keys or the values of a dict.
bool appendDict(Thread* t, List* l, Dict* d, bool keys) {
  uint64_t count = dictLength(d);
  if (count == 0) return true;
  TRY(listReserve(t, l, l->length + count));
  Value* out = l->store->items + l->length;
  size_t position = 0;
  Value key, value;
  while (dictNext(d, &position, &key, &value)) *out++ = keys ? key : value;
  l->length += count;
  writeBarrier(l->store);
  return true;
}

// Sources that run no Python code. 1 done, 0 not one of them, -1 raised.
int extendBuiltin(Thread* t, List* l, Value source) {
  if (!source.isObject()) return 0;
  switch (source.asObject()->shape) {
    case kShapeOf_list: {
      List* other = source.as<List>();
      if (other->length == 0) return 1;
      ValueArray* store = other->store;  // other may be l itself, whose store is replaced
      return listAppendArray(t, l, store->items, other->length) ? 1 : -1;
    }
    case kShapeOf_tuple: {
      Tuple* tuple = source.as<Tuple>();
      return listAppendArray(t, l, tuple->items, tuple->length) ? 1 : -1;
    }
    case kShapeOf_dict:
      return appendDict(t, l, source.as<Dict>(), true) ? 1 : -1;
    case kShapeOf_dictKeys:
    case kShapeOf_dictValues: {
      Dict* d = source.as<DictView>()->dict;
      bool keys = source.asObject()->shape == kShapeOf_dictKeys;
      return appendDict(t, l, d, keys) ? 1 : -1;
    }
    case kShapeOf_dictItems: {
      Dict* d = source.as<DictView>()->dict;
      TRY(listReserve(t, l, l->length + dictLength(d)));
      size_t position = 0;
      Value key, value;
      while (dictNext(d, &position, &key, &value)) {
        Tuple* pair = TRY(makeTuple(t, {key, value}));
        TRY(listAppend(t, l, pair));
      }
      return 1;
    }
    case kShapeOf_set:
    case kShapeOf_frozenset: {
      Set* s = source.as<Set>();
      TRY(listReserve(t, l, l->length + s->used));
      size_t position = 0;
      Value item;
      while (setNext(s, &position, &item)) TRY(listAppend(t, l, item));
      return 1;
    }
    case kShapeOf_range: {
      Value iterator = TRY(rangeIter(t, source.as<Range>()));
      auto* it = dynCast<RangeIterator>(iterator);
      if (!it) return 0;
      size_t length = l->length, count = it->remaining;
      if (count == 0) return 1;
      TRY(length == 0 ? listReserve(t, l, count) : listGrow(t, l, length + count));
      Value* out = l->store->items + length;
      int64_t next = it->next;
      for (size_t i = 0; i < count; ++i, next += it->step) out[i] = Value::smallInt(next);
      l->length = length + count;
      return 1;
    }
    case kShapeOf_str: {
      Str* s = source.as<Str>();
      TRY(listGrow(t, l, l->length + s->length));
      for (size_t i = 0; i < s->length; ++i) {
        Str* c = TRY(makeStrFromCodePoint(t, s->at(i)));
        TRY(listAppend(t, l, c));
      }
      return 1;
    }
    default:
      return 0;
  }
}

}  // namespace

bool listExtendPy(Thread* t, List* l, Value iterable) {
  int done = extendBuiltin(t, l, iterable);
  if (done) return done > 0;
  Value iterator = TRY(iterPy(t, iterable));
  int64_t hint = TRY(lengthHintPy(t, iterable, 0));
  if (hint > 0 && l->length + static_cast<uint64_t>(hint) < PTRDIFF_MAX / (2 * sizeof(Value))) {
    // A wrong hint must not fail the operation: only believable ones are reserved.
    if (hint < (1 << 24)) TRY(l->length == 0 ? listReserve(t, l, hint) : listGrow(t, l, l->length + hint));
  } else if (hint > 0 && hint <= INT64_MAX - static_cast<int64_t>(l->length)) {
    return raiseMemory(t);
  }
  Type* type = typeOf(iterator);
  auto next = type->typeFlags & kNativeType ? type->slots.next : nullptr;  // that of other types may change
  while (true) {
    if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
      TRY(handlePollPy(t));
    Value item;
    if (next) {
      item = next(t, iterator);
      if (item.isError()) [[unlikely]]
        item = TRY(endOrErrorPy(t));
    } else {
      item = TRY(nextFastPy(t, iterator));
    }
    if (item.isUnbound()) return true;
    TRY(listAppend(t, l, item));
  }
}

bool listExtendDisplayPy(Thread* t, List* l, Value iterable) {
  if (listExtendPy(t, l, iterable)) return true;
  Type* type = typeOf(iterable);
  if (pendingIs(t, exc::TypeError) && !type->slots.iter && !type->slots.getItem) {
    clearPending(t);
    return raise(t, exc::TypeError, "Value after * must be an iterable, not {}", typeName(iterable));
  }
  return false;
}

}  // namespace typhon
