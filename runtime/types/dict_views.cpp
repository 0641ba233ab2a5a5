// dict: views and iterators.
#include "runtime/types/dict_views.h"

#include <algorithm>

#include "runtime/types/container_support.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"

namespace typhon {

// --- iterators

void startDictIterator(DictIterator* it, Dict* d, DictIterator::What what, bool reverse) {
  it->dict = d;
  it->used = it->remaining = dictLength(d);
  it->version = d->version;
  it->position = reverse ? SIZE_MAX : 0;
  it->what = what;
  it->reverse = reverse;
  it->ordered = false;
}

Value makeDictIterator(Thread* t, Dict* d, DictIterator::What what, bool reverse) {
  constexpr FixedShape kShapes[2][3] = {
      {kShapeOf_dictKeyIterator, kShapeOf_dictValueIterator, kShapeOf_dictItemIterator},
      {kShapeOf_dictReverseKeyIterator, kShapeOf_dictReverseValueIterator, kShapeOf_dictReverseItemIterator}};
  auto* it = TRY(allocateExact<DictIterator>(t, kShapes[reverse][what]));
  startDictIterator(it, d, what, reverse);
  return it;
}

Value makePair(Thread* t, Value first, Value second) {
  auto* pair = TRY(allocateExact<Tuple>(t, kShapeOf_tuple, 2 * sizeof(Value)));
  pair->length = 2;
  pair->items[0] = first;
  pair->items[1] = second;
  return pair;
}

namespace {

// Steps the iterator: the next key and value, the end, or a RuntimeError for a dict that has changed.
[[gnu::noinline]] PairStep stepSlow(Thread* t, DictIterator* it, Value* key, Value* value) {
  Dict* d = it->dict;
  if (!d) return PairStep::End;
  auto failed = [&](const char* message) {
    (void)raise(t, exc::RuntimeError, "{}", message);
    return PairStep::Failed;
  };
  if (d->version != it->version) [[unlikely]] {
    if (it->ordered) {
      it->used = UINT64_MAX;
      return failed("OrderedDict mutated during iteration");
    }
    if (dictLength(d) != it->used) {
      it->used = UINT64_MAX;  // from now on it raises always
      return failed("dictionary changed size during iteration");
    }
    it->version = d->version;
  }
  if (!(it->reverse ? dictPrevious(d, &it->position, key, value) : dictNext(d, &it->position, key, value))) {
    it->dict = nullptr;
    return PairStep::End;
  }
  if (it->remaining == 0) {
    it->dict = nullptr;
    return failed("dictionary keys changed during iteration");
  }
  --it->remaining;
  return PairStep::Pair;
}

// The same; forwards through an unchanged dict without a call.
[[gnu::always_inline]] inline PairStep stepDictIterator(Thread* t, DictIterator* it, Value* key, Value* value) {
  Dict* d = it->dict;
  if (d && d->version == it->version && d->table && it->remaining && !it->reverse && !d->cells) [[likely]] {
    if (const DictEntry* e = dictNextEntry(d->table, &it->position)) [[likely]] {
      --it->remaining;
      *key = e->key;
      *value = e->value;
      return PairStep::Pair;
    }
    it->position = d->table->entryCount;
  }
  return stepSlow(t, it, key, value);
}

[[gnu::always_inline]] inline Value nextOf(Thread* t, Value self, DictIterator::What what) {
  Value key, v;
  switch (stepDictIterator(t, self.as<DictIterator>(), &key, &v)) {
    case PairStep::End:
      return Value::unbound();
    case PairStep::Failed:
      return Value::error();
    default:
      break;
  }
  return what == DictIterator::Keys ? key : what == DictIterator::Values ? v : makePair(t, key, v);
}

template <DictIterator::What what>
Value nextIs(Thread* t, Value self) {
  return nextOf(t, self, what);
}

}  // namespace

Value dictIteratorNext(Thread* t, Value self) { return nextOf(t, self, self.as<DictIterator>()->what); }

PairStep dictNextPair(Thread* t, Value iterator, Value* pair) {
  return stepDictIterator(t, iterator.as<DictIterator>(), &pair[0], &pair[1]);
}

namespace {

Value iteratorLengthHint(Thread*, Value* args, size_t) {
  auto* it = args[0].as<DictIterator>();
  return Value::smallInt(it->dict && it->used == dictLength(it->dict) ? it->remaining : 0);
}

Value iteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<DictIterator>();
  Value iter = TRY(builtinPy(t, "iter"));
  List* rest = TRY(makeList(t));
  if (it->dict) {
    auto* copy = TRY(allocateExact<DictIterator>(t, static_cast<FixedShape>(it->shape)));
    copy->dict = it->dict;
    copy->position = it->position;
    copy->used = it->used;
    copy->version = it->version;
    copy->remaining = it->remaining;
    copy->what = it->what;
    copy->reverse = it->reverse;
    TRY(listExtendPy(t, rest, copy));
  }
  Tuple* arguments = TRY(makeTuple(t, {Value(rest)}));
  return TRY(makeTuple(t, {iter, Value(arguments)}));
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", "(self, /)", iteratorLengthHint, "How many items are expected to come."},
    {"__reduce__", "(self, /)", iteratorReduce, "What pickle needs."},
};

}  // namespace

#define DICT_ITERATOR(SPEC, NAME, WHAT)                                \
  extern const TypeSpec SPEC = {                                       \
      .name = NAME,                                                    \
      .kind = Kind::DictIterator,                                      \
      .flags = kDisallowNew,                                           \
      .slots = {.iter = selfIter, .next = nextIs<DictIterator::WHAT>}, \
      .methods = kIteratorMethods,                                     \
  };
DICT_ITERATOR(dictKeyIteratorSpec, "dict_keyiterator", Keys)
DICT_ITERATOR(dictValueIteratorSpec, "dict_valueiterator", Values)
DICT_ITERATOR(dictItemIteratorSpec, "dict_itemiterator", Items)
DICT_ITERATOR(dictReverseKeyIteratorSpec, "dict_reversekeyiterator", Keys)
DICT_ITERATOR(dictReverseValueIteratorSpec, "dict_reversevalueiterator", Values)
DICT_ITERATOR(dictReverseItemIteratorSpec, "dict_reverseitemiterator", Items)

// --- views

Value makeDictView(Thread* t, Dict* d, FixedShape shape) {
  auto* view = TRY(allocateExact<DictView>(t, shape));
  view->dict = d;
  return view;
}

namespace {

Dict* dictOf(Value view) { return view.as<DictView>()->dict; }
bool isKeys(Value v) { return isa<DictView>(v) && isSubtype(typeOf(v), types::dictKeys); }
bool isItems(Value v) { return isa<DictView>(v) && isSubtype(typeOf(v), types::dictItems); }
bool isSetLike(Value v) { return isKeys(v) || isItems(v); }

int64_t viewLength(Thread*, Value v) { return static_cast<int64_t>(dictLength(dictOf(v))); }

Value viewRepr(Thread* t, Value v) {
  ReprGuard guard(t, v.asObject());
  if (guard.nested()) return TRY(makeStr(t, "..."));
  List* items = TRY(toListPy(t, v));
  Str* shown = TRY(reprPy(t, items));
  StrBuilder out(t);
  TRY(out.add(typeName(v)));
  TRY(out.add('('));
  TRY(out.add(shown));
  TRY(out.add(')'));
  return TRY(out.finish());
}

Value keysIter(Thread* t, Value v) { return makeDictIterator(t, dictOf(v), DictIterator::Keys); }
Value valuesIter(Thread* t, Value v) { return makeDictIterator(t, dictOf(v), DictIterator::Values); }
Value itemsIter(Thread* t, Value v) { return makeDictIterator(t, dictOf(v), DictIterator::Items); }

int keysContain(Thread* t, Value v, Value key) {
  Value found = TRY(dictGetPy(t, dictOf(v), key));
  return !found.isUnbound();
}

int itemsContain(Thread* t, Value v, Value item) {
  auto* pair = dynCast<Tuple>(item);
  if (!pair || pair->length != 2) return 0;
  Value found = TRY(dictGetPy(t, dictOf(v), pair->items[0]));
  if (found.isUnbound()) return 0;
  return TRY(equalFastPy(t, found, pair->items[1]));
}

int viewContains(Thread* t, Value view, Value item) {
  return isKeys(view) ? keysContain(t, view, item) : itemsContain(t, view, item);
}

// Whether all of a's items are in b: 1, 0, -1.
int allContainedPy(Thread* t, Value a, Value b) {
  Iteration it(t);
  if (!it.startPy(a)) return -1;
  while (true) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return 1;
    if (!TRY(containsPy(t, b, item))) return 0;
  }
}

Value viewCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isSetLike(a) || !(isAnySet(b) || isSetLike(b))) return notImplemented;
  int64_t x = TRY(lengthPy(t, a)), y = TRY(lengthPy(t, b));
  int ok = 0;
  switch (op) {
    case CompareOp::Eq:
    case CompareOp::Ne:
      ok = x == y ? allContainedPy(t, a, b) : 0;
      break;
    case CompareOp::Lt:
      ok = x < y ? allContainedPy(t, a, b) : 0;
      break;
    case CompareOp::Le:
      ok = x <= y ? allContainedPy(t, a, b) : 0;
      break;
    case CompareOp::Gt:
      ok = x > y ? allContainedPy(t, b, a) : 0;
      break;
    case CompareOp::Ge:
      ok = x >= y ? allContainedPy(t, b, a) : 0;
      break;
  }
  if (ok < 0) return Value::error();
  return Value::boolean((ok != 0) != (op == CompareOp::Ne));
}

// A new set of the items of a view or any iterable.
Set* toSetPy(Thread* t, Value v) {
  Set* s = TRY(makeSet(t));
  Value source = v;
  if (isKeys(v) && isExact(dictOf(v), kShapeOf_dict)) source = dictOf(v);
  TRY(setUpdatePy(t, s, source));
  return s;
}

Value viewSubtract(Thread* t, Value a, Value b) {
  Set* result = TRY(toSetPy(t, a));
  TRY(setDifferenceUpdatePy(t, result, b));
  return result;
}

Value viewAnd(Thread* t, Value a, Value b) {
  if (!isSetLike(a)) std::swap(a, b);
  int64_t length = viewLength(t, a);
  if (isExact(b, kShapeOf_set) && static_cast<uint64_t>(length) <= b.as<Set>()->used) return setIntersectionPy(t, b.as<Set>(), a);
  if (isSetLike(b) && viewLength(t, b) > length) std::swap(a, b);
  Set* result = TRY(makeSet(t));
  if (isExact(a, kShapeOf_dictKeys) && isExact(b, kShapeOf_dictKeys)) {
    // Two dicts whose keys are exact strs: no Python code runs, and the hashes are known.
    Dict *x = dictOf(a), *y = dictOf(b);
    if (x->table && y->table && x->table->allStr && y->table->allStr && !x->cells && !y->cells) {
      uint64_t position = 0;
      while (const DictEntry* e = dictNextEntry(y->table, &position)) {
        auto* key = e->key.as<Str>();
        if (dictFindStr(x->table, key)) TRY(setAddHashedPy(t, result, key, key->hash));
      }
      return result;
    }
  }
  Iteration it(t);
  if (!it.startPy(b)) return Value::error();
  while (true) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return result;
    int found = viewContains(t, a, item);
    if (found < 0) return Value::error();
    if (found) TRY(setAddPy(t, result, item));
  }
}

Value viewOr(Thread* t, Value a, Value b) {
  Set* result = TRY(toSetPy(t, a));
  TRY(setUpdatePy(t, result, b));
  return result;
}

Value itemsXor(Thread* t, Dict* a, Dict* b) {
  if (dictLength(a) > dictLength(b)) std::swap(a, b);
  Dict* rest = TRY(dictCopy(t, a));
  Set* result = TRY(makeSet(t));
  size_t position = 0;
  Value key, v;
  int64_t hash;
  while (dictNext(b, &position, &key, &v, &hash)) {
    Value other = TRY(dictGetHashedPy(t, rest, key, hash));
    bool same = !other.isUnbound() && TRY(equalFastPy(t, other, v));
    if (same) {
      if (dictDeleteHashedPy(t, rest, key, hash) < 0) return Value::error();
    } else {
      Tuple* pair = TRY(makeTuple(t, {key, v}));
      TRY(setAddPy(t, result, pair));
    }
  }
  Value items = TRY(makeDictView(t, rest, kShapeOf_dictItems));
  TRY(setUpdatePy(t, result, items));
  return result;
}

Value viewXor(Thread* t, Value a, Value b) {
  if (isItems(a) && isItems(b)) return itemsXor(t, dictOf(a), dictOf(b));
  Set* result = TRY(toSetPy(t, a));
  TRY(setSymmetricDifferenceUpdatePy(t, result, b));
  return result;
}

Value viewIsDisjoint(Thread* t, Value* args, size_t) {
  Value view = args[0], other = args[1];
  if (view == other) return Value::boolean(viewLength(t, view) == 0);
  if (isAnySet(other) || isSetLike(other)) {
    // The shorter one is walked.
    int64_t n = TRY(lengthPy(t, other));
    if (n > viewLength(t, view)) std::swap(view, other);
  }
  Iteration it(t);
  if (!it.startPy(other)) return Value::error();
  while (true) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return Value::boolean(true);
    if (TRY(containsPy(t, view, item))) return Value::boolean(false);
  }
}

Value viewReversed(Thread* t, Value* args, size_t) {
  auto what = isKeys(args[0]) ? DictIterator::Keys : isItems(args[0]) ? DictIterator::Items : DictIterator::Values;
  return makeDictIterator(t, dictOf(args[0]), what, true);
}

Value viewMapping(Thread* t, Value self) { return callPy(t, types::mappingproxy, {Value(dictOf(self))}); }

const NativeDef kSetViewMethods[] = {
    {"isdisjoint", "(self, other, /)", viewIsDisjoint, "Whether the view and the iterable have no item in common."},
    {"__reversed__", "(self, /)", viewReversed, "An iterator from the last item to the first."},
};
const NativeDef kValuesMethods[] = {
    {"__reversed__", "(self, /)", viewReversed, "An iterator from the last value to the first."},
};
const GetSetDef kViewGetSets[] = {
    {"mapping", viewMapping, nullptr, "A read-only proxy of the dict that this is a view of."},
};

}  // namespace

extern const TypeSpec dictKeysSpec = {
    .name = "dict_keys",
    .kind = Kind::DictView,
    .flags = kDisallowNew | kBaseType,
    .slots = {.repr = viewRepr,
              .hash = hashNotImplemented,
              .compare = viewCompare,
              .iter = keysIter,
              .subtract = viewSubtract,
              .and_ = viewAnd,
              .xor_ = viewXor,
              .or_ = viewOr,
              .length = viewLength,
              .contains = keysContain},
    .methods = kSetViewMethods,
    .getsets = kViewGetSets,
};
extern const TypeSpec dictItemsSpec = {
    .name = "dict_items",
    .kind = Kind::DictView,
    .flags = kDisallowNew | kBaseType,
    .slots = {.repr = viewRepr,
              .hash = hashNotImplemented,
              .compare = viewCompare,
              .iter = itemsIter,
              .subtract = viewSubtract,
              .and_ = viewAnd,
              .xor_ = viewXor,
              .or_ = viewOr,
              .length = viewLength,
              .contains = itemsContain},
    .methods = kSetViewMethods,
    .getsets = kViewGetSets,
};
extern const TypeSpec dictValuesSpec = {
    .name = "dict_values",
    .kind = Kind::DictView,
    .flags = kDisallowNew | kBaseType,
    .slots = {.repr = viewRepr, .iter = valuesIter, .length = viewLength},
    .methods = kValuesMethods,
    .getsets = kViewGetSets,
};

}  // namespace typhon
