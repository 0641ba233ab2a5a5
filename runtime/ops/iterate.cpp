// Iteration and unpacking.
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"

namespace typhon {

Value iterPy(Thread* t, Value v) {
  if (Value iterator = iterBuiltin(t, v); !iterator.isUnbound()) return iterator;
  Type* type = typeOf(v);
  if (type->slots.iter) {
    Value iterator = TRY(type->slots.iter(t, v));
    if (!typeOf(iterator)->slots.next)
      return raise(t, exc::TypeError, "iter() returned non-iterator of type '{}'", typeName(iterator));
    return iterator;
  }
  if (type->slots.getItem && !(type->typeFlags & kMappingPattern && type->typeFlags & kNativeType))
    return makeSequenceIterator(t, v);
  return raise(t, exc::TypeError, "'{}' object is not iterable", typeName(v));
}

Value nextPy(Thread* t, Value iterator) {
  auto next = typeOf(iterator)->slots.next;
  if (!next) return raise(t, exc::TypeError, "'{}' object is not an iterator", typeName(iterator));
  // Natives walk endless iterators with this: they are to be interrupted too.
  if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
    TRY(handlePollPy(t));
  Value v = next(t, iterator);
  if (v.isError() && pendingIs(t, exc::StopIteration)) {
    clearPending(t);
    return Value::unbound();
  }
  return v;
}

List* toListPy(Thread* t, Value iterable) {
  List* list = TRY(makeList(t));
  TRY(listExtendPy(t, list, iterable));
  return list;
}

Tuple* toTuplePy(Thread* t, Value iterable) {
  if (typeOf(iterable) == types::tuple) return iterable.as<Tuple>();
  if (typeOf(iterable) == types::list) return listToTuple(t, iterable.as<List>());
  List* list = TRY(toListPy(t, iterable));
  return listToTuple(t, list);
}

bool unpackPy(Thread* t, Value v, size_t count, Value* out) {
  // Subclasses too (named tuples), unless they iterate in a way of their own.
  Type* type = typeOf(v);
  bool isTuple = isa<Tuple>(v);
  if ((isTuple && type->slots.iter == types::tuple->slots.iter) ||
      (isa<List>(v) && type->slots.iter == types::list->slots.iter)) {
    size_t length = isTuple ? v.as<Tuple>()->length : v.as<List>()->length;
    if (length == count) {
      for (size_t i = 0; i < count; ++i) out[i] = isTuple ? v.as<Tuple>()->items[i] : listItem(v.as<List>(), i);
      return true;
    }
    if (length > count) return raise(t, exc::ValueError, "too many values to unpack (expected {})", count);
    return raise(t, exc::ValueError, "not enough values to unpack (expected {}, got {})", count, length);
  }
  if (!type->slots.iter && !type->slots.getItem)
    return raise(t, exc::TypeError, "cannot unpack non-iterable {} object", typeName(v));
  Value iterator = TRY(iterPy(t, v));
  // Collected aside: __next__ may run code that looks at the registers behind `out`.
  RootedVector items(t);
  for (size_t i = 0; i < count; ++i) {
    Value item = TRY(nextPy(t, iterator));
    if (item.isUnbound()) return raise(t, exc::ValueError, "not enough values to unpack (expected {}, got {})", count, i);
    TRY(items.push(item));
  }
  Value extra = TRY(nextPy(t, iterator));
  if (!extra.isUnbound()) return raise(t, exc::ValueError, "too many values to unpack (expected {})", count);
  for (size_t i = 0; i < count; ++i) out[i] = items[i];
  return true;
}

bool unpackExPy(Thread* t, Value v, size_t before, size_t after, Value* out) {
  Type* type = typeOf(v);
  if (!type->slots.iter && !type->slots.getItem)
    return raise(t, exc::TypeError, "cannot unpack non-iterable {} object", typeName(v));
  List* all = TRY(toListPy(t, v));
  if (all->length < before + after)
    return raise(t, exc::ValueError, "not enough values to unpack (expected at least {}, got {})", before + after, all->length);
  Value middle = TRY(listSlice(t, all, before, all->length - after));
  for (size_t i = 0; i < before; ++i) out[i] = listItem(all, i);
  out[before] = middle;
  for (size_t i = 0; i < after; ++i) out[before + 1 + i] = listItem(all, all->length - after + i);
  return true;
}

}  // namespace typhon
