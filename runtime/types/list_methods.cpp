// list: its type.
#include <algorithm>
#include <cstring>

#include "runtime/types/container_support.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"

namespace typhon {
namespace {

List* self(Value v) { return v.as<List>(); }

Value listCreate(Thread* t, Type* cls, const Args&) {
  List* l = TRY(allocateFor<List>(t, cls, types::list, kShapeOf_list));
  l->length = 0;
  l->store = nullptr;
  return l;
}

bool listInit(Thread* t, Value v, const Args& args) {
  // Keywords belong to a subclass's own __new__, if it has one.
  if (typeOf(v)->slots.create == types::list->slots.create) TRY(checkNoKeywords(t, "list", args));
  TRY(checkPositional(t, "list", args, 0, 1));
  List* l = self(v);
  listTruncate(l, 0);
  return args.positional == 0 || listExtendPy(t, l, args[0]);
}

Value listRepr(Thread* t, Value v) {
  List* l = self(v);
  if (l->length == 0) return TRY(makeStr(t, "[]"));
  ReprGuard guard(t, l);
  if (guard.nested()) return TRY(makeStr(t, "[...]"));
  StrBuilder out(t);
  TRY(out.add('['));
  for (size_t i = 0; i < l->length; ++i) {
    if (i) TRY(out.add(", "));
    TRY(addReprPy(t, listItem(l, i), &out));
  }
  TRY(out.add(']'));
  return TRY(out.finish());
}

Value listCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isa<List>(a) || !isa<List>(b)) return notImplemented;
  List* x = self(a);
  List* y = self(b);
  if (x->length != y->length && (op == CompareOp::Eq || op == CompareOp::Ne)) return Value::boolean(op == CompareOp::Ne);
  size_t i = 0;
  while (i < x->length && i < y->length) {
    if (!TRY(equalFastPy(t, listItem(x, i), listItem(y, i)))) break;
    ++i;
  }
  if (i >= x->length || i >= y->length) return compareResult(op, x->length < y->length ? -1 : x->length > y->length);
  if (op == CompareOp::Eq) return Value::boolean(false);
  if (op == CompareOp::Ne) return Value::boolean(true);
  return comparePy(t, op, listItem(x, i), listItem(y, i));
}

int64_t listLength(Thread*, Value v) { return static_cast<int64_t>(self(v)->length); }

bool checkIndexType(Thread* t, Value key) {
  if (key.isSmallInt() || isInt(key) || typeOf(key)->slots.index) return true;
  return raise(t, exc::TypeError, "list indices must be integers or slices, not {}", typeName(key));
}

Value listGetItem(Thread* t, Value v, Value key) {
  List* l = self(v);
  if (key.isSmallInt()) {
    int64_t i = key.asSmallInt();
    if (i < 0) i += l->length;
    if (static_cast<uint64_t>(i) < l->length) return listItem(l, i);
    return raise(t, exc::IndexError, "list index out of range");
  }
  if (isExact(key, kShapeOf_slice)) {
    SliceBounds b;
    TRY(sliceUnpackPy(t, key.as<Slice>(), &b));
    sliceAdjust(&b, l->length);
    if (b.step == 1) return listSlice(t, l, b.start, b.start + b.count);
    List* result = TRY(makeList(t, static_cast<size_t>(b.count)));
    if (b.count) {
      const Value* from = l->store->items + b.start;
      Value* to = result->store->items;
      for (int64_t i = 0; i < b.count; ++i) to[i] = from[i * b.step];
    }
    return result;
  }
  TRY(checkIndexType(t, key));
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += l->length;
  if (static_cast<uint64_t>(i) >= l->length) return raise(t, exc::IndexError, "list index out of range");
  return listItem(l, i);
}

}  // namespace

bool listReplaceSlice(Thread* t, List* l, size_t start, size_t end, const Value* items, size_t count) {
  size_t length = l->length, tail = length - end;
  size_t newLength = start + count + tail;
  if (newLength == 0) {
    listTruncate(l, 0);
    return true;
  }
  if (newLength > length) TRY(listGrow(t, l, newLength));
  Value* store = l->store->items;
  if (count != end - start) memmove(static_cast<void*>(store + start + count), store + end, tail * sizeof(Value));
  if (count) memcpy(static_cast<void*>(store + start), items, count * sizeof(Value));
  if (newLength < length) {
    listTruncate(l, newLength);
  } else {
    l->length = newLength;
  }
  if (l->store) writeBarrier(l->store);
  return true;
}

namespace {

// The items of `value` for a slice of l: a copy when it is l itself.
Value sliceSourcePy(Thread* t, List* l, Value value, const char* message) {
  if (value.isObject() && value.asObject() == l) return listSlice(t, l, 0, l->length);
  return sequenceFastPy(t, value, message);
}

bool listSetItem(Thread* t, Value v, Value key, Value value) {
  List* l = self(v);
  if (isExact(key, kShapeOf_slice)) {
    SliceBounds b;
    TRY(sliceUnpackPy(t, key.as<Slice>(), &b));
    Value source;
    const Value* items = nullptr;
    size_t count = 0;
    if (!value.isUnbound()) {
      source =
          TRY(sliceSourcePy(t, l, value, b.step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice"));
      items = sequenceItems(source, &count);
    }
    sliceAdjust(&b, l->length);
    if (b.step == 1) return listReplaceSlice(t, l, b.start, b.start + b.count, items, count);
    if (!value.isUnbound()) {
      if (static_cast<int64_t>(count) != b.count)
        return raise(t, exc::ValueError, "attempt to assign sequence of size {} to extended slice of size {}", count, b.count);
      for (int64_t i = 0, to = b.start; i < b.count; ++i, to += b.step) l->store->items[to] = items[i];
      if (l->store) writeBarrier(l->store);
      return true;
    }
    if (b.count == 0) return true;
    if (b.step < 0) {
      b.start += b.step * (b.count - 1);
      b.step = -b.step;
    }
    Value* store = l->store->items;
    size_t to = b.start, gone = 0;
    for (size_t from = b.start; from < l->length; ++from) {
      if (gone < static_cast<size_t>(b.count) && from == static_cast<size_t>(b.start) + gone * static_cast<size_t>(b.step)) {
        ++gone;
      } else {
        store[to++] = store[from];
      }
    }
    writeBarrier(l->store);
    listTruncate(l, to);
    return true;
  }
  TRY(checkIndexType(t, key));
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += l->length;
  if (static_cast<uint64_t>(i) >= l->length) return raise(t, exc::IndexError, "list assignment index out of range");
  if (value.isUnbound()) {
    listPop(l, i);
  } else {
    listStore(l, i, value);
  }
  return true;
}

Value listConcat(Thread* t, Value a, Value b) {
  if (!isa<List>(b)) return raise(t, exc::TypeError, "can only concatenate list (not \"{}\") to list", typeName(b));
  List* x = self(a);
  List* y = self(b);
  List* result = TRY(makeList(t, x->length + y->length));
  if (x->length) memcpy(static_cast<void*>(result->store->items), x->store->items, x->length * sizeof(Value));
  if (y->length) memcpy(static_cast<void*>(result->store->items + x->length), y->store->items, y->length * sizeof(Value));
  return result;
}

void fillRepeated(Value* out, size_t unit, size_t total) {
  if (unit == 1) {
    std::fill_n(out + 1, total - 1, out[0]);
    return;
  }
  for (size_t done = unit; done < total; done *= 2)
    memcpy(static_cast<void*>(out + done), out, std::min(done, total - done) * sizeof(Value));
}

Value listRepeat(Thread* t, Value v, int64_t count) {
  List* l = self(v);
  if (count <= 0 || l->length == 0) return TRY(makeList(t));
  size_t total;
  if (__builtin_mul_overflow(l->length, static_cast<size_t>(count), &total)) return raiseMemory(t);
  if (total > PTRDIFF_MAX / (2 * sizeof(Value))) return raiseMemory(t);
  List* result = TRY(makeList(t, total));
  memcpy(static_cast<void*>(result->store->items), l->store->items, l->length * sizeof(Value));
  fillRepeated(result->store->items, l->length, total);
  return result;
}

Value listInplaceConcat(Thread* t, Value a, Value b) {
  TRY(listExtendPy(t, self(a), b));
  return a;
}

Value listInplaceRepeat(Thread* t, Value v, int64_t count) {
  List* l = self(v);
  size_t length = l->length;
  if (length == 0 || count == 1) return v;
  if (count <= 0) {
    listTruncate(l, 0);
    return v;
  }
  size_t total;
  if (__builtin_mul_overflow(length, static_cast<size_t>(count), &total)) return raiseMemory(t);
  TRY(listGrow(t, l, total));
  fillRepeated(l->store->items, length, total);
  l->length = total;
  writeBarrier(l->store);
  return v;
}

int listContains(Thread* t, Value v, Value item) {
  List* l = self(v);
  for (size_t i = 0; i < l->length; ++i) {
    if (TRY(equalFastPy(t, listItem(l, i), item))) return 1;
  }
  return 0;
}

Value listIter(Thread* t, Value v) { return makeListIterator(t, self(v)); }

// --- methods

Value listAppendMethod(Thread* t, Value* args, size_t) {
  TRY(listAppend(t, self(args[0]), args[1]));
  return Value::none();
}

Value listExtendMethod(Thread* t, Value* args, size_t) {
  TRY(listExtendPy(t, self(args[0]), args[1]));
  return Value::none();
}

Value listInsertMethod(Thread* t, Value* args, size_t) {
  int64_t index = TRY(countArgumentPy(t, args[1]));
  TRY(listInsert(t, self(args[0]), index, args[2]));
  return Value::none();
}

Value listPopMethod(Thread* t, Value* args, size_t) {
  List* l = self(args[0]);
  int64_t index = TRY(countArgumentPy(t, args[1]));
  if (l->length == 0) return raise(t, exc::IndexError, "pop from empty list");
  if (index < 0) index += l->length;
  if (static_cast<uint64_t>(index) >= l->length) return raise(t, exc::IndexError, "pop index out of range");
  return listPop(l, index);
}

Value listRemoveMethod(Thread* t, Value* args, size_t) {
  List* l = self(args[0]);
  for (size_t i = 0; i < l->length; ++i) {
    if (TRY(equalFastPy(t, listItem(l, i), args[1]))) {
      if (i < l->length) listPop(l, i);
      return Value::none();
    }
  }
  return raise(t, exc::ValueError, "list.remove(x): x not in list");
}

Value listClearMethod(Thread*, Value* args, size_t) {
  listTruncate(self(args[0]), 0);
  return Value::none();
}

Value listCopyMethod(Thread* t, Value* args, size_t) { return listSlice(t, self(args[0]), 0, self(args[0])->length); }

Value listReverseMethod(Thread*, Value* args, size_t) {
  List* l = self(args[0]);
  if (l->length > 1) {
    std::reverse(l->store->items, l->store->items + l->length);
    writeBarrier(l->store);
  }
  return Value::none();
}

Value listIndexMethod(Thread* t, Value* args, size_t) {
  List* l = self(args[0]);
  int64_t start = TRY(sliceIndexNotNonePy(t, args[2])), stop = TRY(sliceIndexNotNonePy(t, args[3]));
  int64_t length = l->length;
  if (start < 0) start = std::max<int64_t>(0, start + length);
  if (stop < 0) stop = std::max<int64_t>(0, stop + length);
  for (int64_t i = start; i < stop && i < static_cast<int64_t>(l->length); ++i) {
    if (TRY(equalFastPy(t, listItem(l, i), args[1]))) return Value::smallInt(i);
  }
  std::string shown = TRY(reprTextPy(t, args[1]));
  return raise(t, exc::ValueError, "{} is not in list", shown);
}

Value listCountMethod(Thread* t, Value* args, size_t) {
  List* l = self(args[0]);
  int64_t count = 0;
  for (size_t i = 0; i < l->length; ++i) count += TRY(equalFastPy(t, listItem(l, i), args[1]));
  return Value::smallInt(count);
}

Value listSortMethod(Thread* t, Value* args, size_t) {
  bool reverse = TRY(truthArgumentPy(t, args[2]));
  TRY(listSortPy(t, self(args[0]), args[1], reverse));
  return Value::none();
}

Value listReversedMethod(Thread* t, Value* args, size_t) {
  List* l = self(args[0]);
  auto* it = TRY(allocateExact<ListReverseIterator>(t, kShapeOf_listReverseIterator));
  it->list = l;
  it->index = static_cast<int64_t>(l->length) - 1;
  return it;
}

Value listSizeof(Thread*, Value* args, size_t) {
  List* l = self(args[0]);
  return Value::smallInt(sizeof(List) + (l->store ? sizeof(ValueArray) + l->store->capacity * sizeof(Value) : 0));
}

Value listGetItemMethod(Thread* t, Value* args, size_t) { return listGetItem(t, args[0], args[1]); }

const NativeDef kListMethods[] = {
    {"__getitem__", "(self, index, /)", listGetItemMethod, "Return self[index].", NativeDef::kCoexist},
    {"append", "(self, object, /)", listAppendMethod, "Add object behind the last item."},
    {"extend", "(self, iterable, /)", listExtendMethod, "Add the items of the iterable behind the last item."},
    {"insert", "(self, index, object, /)", listInsertMethod, "Put object before the item at index."},
    {"pop", "(self, index=-1, /)", listPopMethod,
     "Remove the item at index (the last one by default) and return it. IndexError if there is none."},
    {"remove", "(self, value, /)", listRemoveMethod, "Remove the first item equal to value. ValueError if there is none."},
    {"clear", "(self, /)", listClearMethod, "Remove all items."},
    {"copy", "(self, /)", listCopyMethod, "A new list of the same items."},
    {"reverse", "(self, /)", listReverseMethod, "Reverse the order of the items in place."},
    {"index", "(self, value, start=0, stop=9223372036854775807, /)", listIndexMethod,
     "Position of the first item equal to value. ValueError if there is none."},
    {"count", "(self, value, /)", listCountMethod, "How many items are equal to value."},
    {"sort", "(self, /, *, key=None, reverse=False)", listSortMethod,
     "Sort the items in place, ascending and stable; by key(item) if key is given, descending if reverse is true."},
    {"__reversed__", "(self, /)", listReversedMethod, "An iterator over the items from the last to the first."},
    {"__sizeof__", "(self, /)", listSizeof, "Size in memory, in bytes."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "list[int] as an annotation.", NativeDef::kClassMethod},
};

}  // namespace

extern const TypeSpec listSpec = {
    .name = "list",
    .kind = Kind::List,
    .flags = kBaseType | kSequencePattern | kMatchSelf,
    .slots =
        {
            .repr = listRepr,
            .hash = hashNotImplemented,
            .compare = listCompare,
            .iter = listIter,
            .create = listCreate,
            .init = listInit,
            .length = listLength,
            .getItem = listGetItem,
            .setItem = listSetItem,
            .concat = listConcat,
            .inplaceConcat = listInplaceConcat,
            .repeat = listRepeat,
            .inplaceRepeat = listInplaceRepeat,
            .contains = listContains,
        },
    .methods = kListMethods,
    .doc = "Mutable sequence.\n\nWithout argument an empty list, otherwise the items of the iterable.",
};

}  // namespace typhon
