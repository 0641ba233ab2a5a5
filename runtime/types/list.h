// list: growing array. All access to the storage goes through listItem and listStore, so that another kind of storage can
// come (docs/object-model.md).
#pragma once

#include "runtime/types/value_array.h"

namespace typhon {

struct List : Object {
  uint64_t length;
  ValueArray* store;  // null while empty and never grown; capacity in it; words beyond length are Unbound
};
List* makeList(Thread* t, size_t length = 0);  // items are 0, for the caller to fill at once
List* makeList(Thread* t, const Value* items, size_t length);
inline Value listItem(const List* l, size_t i) { return l->store->items[i]; }
inline void listStore(List* l, size_t i, Value v) {
  l->store->items[i] = v;
  writeBarrierAt(l->store, &l->store->items[i]);
}
bool listGrow(Thread* t, List* l, size_t atLeast);
inline bool listAppend(Thread* t, List* l, Value v) {
  if (!l->store || l->length == l->store->capacity) [[unlikely]] {
    if (!listGrow(t, l, l->length + 1)) return false;
  }
  listStore(l, l->length++, v);
  return true;
}
bool listReserve(Thread* t, List* l, size_t exactly);  // capacity for that many items, and no more
bool listAppendArray(Thread* t, List* l, const Value* items, size_t count);
void listTruncate(List* l, size_t length);                    // drops the items behind the first `length`
bool listInsert(Thread* t, List* l, int64_t index, Value v);  // index clamped as list.insert
Value listPop(List* l, size_t index);                         // index < length
bool listExtendPy(Thread* t, List* l, Value iterable);        // "Value after * must be an iterable" is the caller's message
// A star in a display: TypeError "Value after * must be an iterable, not x".
bool listExtendDisplayPy(Thread* t, List* l, Value iterable);
Tuple* listToTuple(Thread* t, List* l);
Value listSlice(Thread* t, List* l, size_t start, size_t end);
// l[start:end] = items (which must not be l's own storage), for bounds within the list.
bool listReplaceSlice(Thread* t, List* l, size_t start, size_t end, const Value* items, size_t count);
// Sorts in place by CPython's rules (stable; the list looks empty meanwhile; ValueError when it was changed).
bool listSortPy(Thread* t, List* l, Value keyOrNone, bool reverse);

}  // namespace typhon
