// How a Pickler writes tuples, lists, dicts and sets.
#include "runtime/modules/pickle/pickling.h"
#include "runtime/types/set.h"

namespace typhon::pickle {

bool Pickling::saveTuplePy(Value v) {
  auto* tuple = v.as<Tuple>();
  size_t n = tuple->length;
  if (n == 0) {
    if (s.binary) {
      op(kEmptyTuple);
    } else {
      raw("(t");
    }
    return true;
  }
  bool shortForm = n <= 3 && s.protocol >= 2;
  if (!shortForm) op(kMark);
  for (size_t i = 0; i < n; ++i) TRY(saveItemPy(tuple->items[i]));
  int64_t known = memoized(v);
  if (known >= 0) {
    // The tuple contains itself and is in the memo by now: what was pushed goes again.
    if (shortForm) {
      for (size_t i = 0; i < n; ++i) op(kPop);
    } else if (s.binary) {
      op(kPopMark);
    } else {
      for (size_t i = 0; i <= n; ++i) op(kPop);
    }
    return recall(known);
  }
  if (shortForm) {
    op(static_cast<Opcode>(kTuple1 + n - 1));
  } else {
    op(kTuple);
  }
  return memoize(v);
}

bool Pickling::fastEnterPy(Value v) {
  if (!s.fast) return true;
  if (++s.fastNesting > 1000)
    return raise(t, exc::ValueError, "fast mode: can't pickle cyclic objects including object type {} at {:#x}", typeName(v),
                 v.bits());
  return true;
}

bool Pickling::saveListPy(Value v) {
  TRY(fastEnterPy(v));
  if (s.binary) {
    op(kEmptyList);
  } else {
    raw("(l");
  }
  TRY(memoize(v));
  auto* list = v.as<List>();
  if (list->length) {
    if (s.protocol > 0) {
      if (list->length == 1) {
        TRY(savePy(listItem(list, 0)));
        op(kAppend);
      } else {
        size_t i = 0;
        do {
          op(kMark);
          for (size_t batch = 0; batch < kBatch && i < list->length; ++batch) TRY(saveItemPy(listItem(list, i++)));
          op(kAppends);
        } while (i < list->length);
      }
    } else {
      Value iterator = TRY(iterPy(t, v));
      TRY(batchItemsPy(iterator));
    }
  }
  fastLeave();
  return true;
}

template <class Save>
bool Pickling::batchPy(Value iterator, Opcode one, Opcode many, Save saveOnePy) {
  if (s.protocol == 0) {
    while (true) {
      Value item = TRY(nextPy(t, iterator));
      if (item.isUnbound()) return true;
      TRY(saveOnePy(item));
      op(one);
    }
  }
  size_t n;
  do {
    Value first = TRY(nextPy(t, iterator));
    if (first.isUnbound()) return true;
    Value next = TRY(nextPy(t, iterator));
    if (next.isUnbound()) {
      TRY(saveOnePy(first));
      op(one);
      return true;
    }
    op(kMark);
    TRY(saveOnePy(first));
    n = 1;
    while (!next.isUnbound()) {
      TRY(saveOnePy(next));
      if (++n == kBatch) break;
      next = TRY(nextPy(t, iterator));
    }
    op(many);
  } while (n == kBatch);
  return true;
}

bool Pickling::batchItemsPy(Value iterator) {
  return batchPy(iterator, kAppend, kAppends, [&](Value item) { return savePy(item); });
}

bool Pickling::pairPy(Value pair) {
  if (!isa<Tuple>(pair) || pair.as<Tuple>()->length != 2)
    return raise(t, exc::TypeError, "dict items iterator must return 2-tuples");
  TRY(savePy(pair.as<Tuple>()->items[0]));
  return savePy(pair.as<Tuple>()->items[1]);
}

bool Pickling::batchPairsPy(Value iterator) {
  return batchPy(iterator, kSetItem, kSetItems, [&](Value pair) { return pairPy(pair); });
}

bool Pickling::saveDictPy(Value v) {
  TRY(fastEnterPy(v));
  if (s.binary) {
    op(kEmptyDict);
  } else {
    raw("(d");
  }
  TRY(memoize(v));
  auto* dict = v.as<Dict>();
  uint64_t length = dictLength(dict);
  if (length && s.protocol > 0) {
    size_t position = 0;
    Value key, item;
    if (length == 1) {
      dictNext(dict, &position, &key, &item);
      TRY(savePy(key));
      TRY(savePy(item));
      op(kSetItem);
    } else {
      uint64_t done = 0;
      do {
        op(kMark);
        for (size_t batch = 0; batch < kBatch && dictNext(dict, &position, &key, &item); ++batch, ++done) {
          TRY(saveItemPy(key));
          TRY(saveItemPy(item));
          if (dictLength(dict) != length) return raise(t, exc::RuntimeError, "dictionary changed size during iteration");
        }
        op(kSetItems);
      } while (done < length && done % kBatch == 0);
    }
  } else if (length) {
    static Str* itemsName = internStr(t, "items");
    Value view = TRY(callMethodPy(t, v, itemsName));
    Value iterator = TRY(iterPy(t, view));
    TRY(batchPairsPy(iterator));
  }
  fastLeave();
  return true;
}

bool Pickling::saveSetPy(Value v, bool frozen) {
  auto* set = v.as<Set>();
  if (s.protocol < 4) {
    List* items = TRY(toListPy(t, v));
    Tuple* arguments = TRY(makeTuple(t, {Value(items)}));
    Tuple* reduced = TRY(makeTuple(t, {Value(frozen ? types::frozenset : types::set), Value(arguments)}));
    return saveReducePy(reduced, v);
  }
  if (frozen) {
    TRY(fastEnterPy(v));
    op(kMark);
    Value iterator = TRY(iterPy(t, v));
    while (true) {
      Value item = TRY(nextPy(t, iterator));
      if (item.isUnbound()) break;
      TRY(savePy(item));
    }
    int64_t known = memoized(v);
    if (known >= 0) {
      op(kPopMark);
      return recall(known);
    }
    op(kFrozenSet);
    TRY(memoize(v));
    fastLeave();
    return true;
  }
  op(kEmptySet);
  TRY(memoize(v));
  uint64_t length = set->used, done = 0;
  if (!length) return true;
  size_t position = 0;
  Value item;
  do {
    op(kMark);
    for (size_t batch = 0; batch < kBatch && setNext(set, &position, &item); ++batch, ++done) {
      TRY(savePy(item));
      if (set->used != length) return raise(t, exc::RuntimeError, "set changed size during iteration");
    }
    op(kAddItems);
  } while (done < length && done % kBatch == 0);
  return true;
}

}  // namespace typhon::pickle
