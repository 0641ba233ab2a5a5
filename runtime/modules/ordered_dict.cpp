// collections.OrderedDict. dict keeps the order of insertion itself; what this type adds is moving and popping at both ends, an
// equality that looks at the order, and an interface that goes through overridden methods of subclasses.
#include "runtime/modules/collections.h"
#include "runtime/object/type_internal.h"
#include "runtime/types/dict_views.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

Type* orderedDictType;

namespace collections {

Type *orderedKeysType, *orderedValuesType, *orderedItemsType, *orderedIteratorType;

namespace {

Dict* self(Value v) { return v.as<Dict>(); }
bool isOrdered(Value v) { return isa<Dict>(v) && isInstance(v, orderedDictType); }

// --- filling

bool addPairsPy(Thread* t, Value target, Value pairs) {
  Iteration it(t);
  if (!it.startPy(pairs)) return false;
  while (true) {
    Value pair = TRY(it.nextPy());
    if (pair.isUnbound()) return true;
    Value iterator = TRY(iterPy(t, pair));
    Value key = TRY(nextPy(t, iterator));
    if (key.isUnbound()) return raise(t, exc::ValueError, "need more than 0 values to unpack");
    Value v = TRY(nextPy(t, iterator));
    if (v.isUnbound()) return raise(t, exc::ValueError, "need more than 1 value to unpack");
    Value more = TRY(nextPy(t, iterator));
    if (!more.isUnbound()) return raise(t, exc::ValueError, "too many values to unpack (expected 2)");
    TRY(setItemPy(t, target, key, v));
  }
}

// target.update(source), item by item through target's __setitem__.
bool updatePy(Thread* t, Value target, Value source) {
  if (typeOf(target) == orderedDictType && (isExact(source, kShapeOf_dict) || typeOf(source) == orderedDictType))
    return dictMergePy(t, self(target), self(source));
  if (isExact(source, kShapeOf_dict)) {
    Value items = TRY(makeDictView(t, self(source), kShapeOf_dictItems));
    List* pairs = TRY(toListPy(t, items));
    return addPairsPy(t, target, pairs);
  }
  Value keys = TRY(findAttrPy(t, source, names::keys));
  if (!keys.isUnbound()) {
    Value all = TRY(callPy(t, keys));
    Iteration it(t);
    if (!it.startPy(all)) return false;
    while (true) {
      Value key = TRY(it.nextPy());
      if (key.isUnbound()) return true;
      Value v = TRY(getItemPy(t, source, key));
      TRY(setItemPy(t, target, key, v));
    }
  }
  Value items = TRY(findAttrPy(t, source, names::items));
  if (!items.isUnbound()) {
    Value all = TRY(callPy(t, items));
    return addPairsPy(t, target, all);
  }
  return addPairsPy(t, target, source);
}

Value orderedCreate(Thread* t, Type* cls, const Args&) { return TRY(allocate<Dict>(t, cls)); }

bool orderedInit(Thread* t, Value v, const Args& args) {
  if (args.positional > 1) return raise(t, exc::TypeError, "expected at most 1 arguments, got {}", args.positional);
  if (args.positional) TRY(updatePy(t, v, args[0]));
  if (args.keywords) {
    for (size_t i = 0; i < args.keywords->length; ++i) TRY(setItemPy(t, v, args.keywords->items[i], args[args.positional + i]));
  }
  return true;
}

Value updateMethod(Thread* t, Value* args, size_t argc) {
  // args: self, keywords, then the positional ones.
  size_t positional = argc - 2;
  if (positional > 1) return raise(t, exc::TypeError, "update() takes at most 1 positional argument ({} given)", positional);
  if (positional) TRY(updatePy(t, args[0], args[2]));
  TRY(updatePy(t, args[0], args[1]));
  return Value::none();
}

Value fromKeysMethod(Thread* t, Value* args, size_t) {
  Value made = TRY(callPy(t, args[0]));
  Iteration it(t);
  if (!it.startPy(args[1])) return Value::error();
  while (true) {
    Value key = TRY(it.nextPy());
    if (key.isUnbound()) return made;
    TRY(setItemPy(t, made, key, args[2]));
  }
}

// --- iteration

Value makeIterator(Thread* t, Dict* d, DictIterator::What what, bool reverse) {
  auto* it = TRY(allocate<DictIterator>(t, orderedIteratorType));
  startDictIterator(it, d, what, reverse);
  it->ordered = true;
  return it;
}

Value makeView(Thread* t, Value d, Type* type) {
  auto* view = TRY(allocate<DictView>(t, type));
  view->dict = self(d);
  return view;
}

Value orderedIter(Thread* t, Value v) { return makeIterator(t, self(v), DictIterator::Keys, false); }
Value reversedMethod(Thread* t, Value* args, size_t) { return makeIterator(t, self(args[0]), DictIterator::Keys, true); }
Value keysMethod(Thread* t, Value* args, size_t) { return makeView(t, args[0], orderedKeysType); }
Value valuesMethod(Thread* t, Value* args, size_t) { return makeView(t, args[0], orderedValuesType); }
Value itemsMethod(Thread* t, Value* args, size_t) { return makeView(t, args[0], orderedItemsType); }

template <DictIterator::What what>
Value viewIter(Thread* t, Value v) {
  return makeIterator(t, v.as<DictView>()->dict, what, false);
}
template <DictIterator::What what>
Value viewReversed(Thread* t, Value* args, size_t) {
  return makeIterator(t, args[0].as<DictView>()->dict, what, true);
}

Value iteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<DictIterator>();
  Value iter = TRY(builtinPy(t, "iter"));
  List* rest = TRY(makeList(t));
  if (it->dict) {
    Value copy = TRY(makeIterator(t, it->dict, it->what, it->reverse));
    auto* state = copy.as<DictIterator>();
    state->position = it->position;
    state->remaining = it->remaining;
    state->version = it->version;
    TRY(listExtendPy(t, rest, copy));
  }
  Tuple* arguments = TRY(makeTuple(t, {Value(rest)}));
  return TRY(makeTuple(t, {iter, Value(arguments)}));
}

// --- slots and methods

// Whether the keys are the same in the same order.
Maybe<bool> sameKeysPy(Thread* t, Dict* a, Dict* b) {
  uint64_t versionA = a->version, versionB = b->version;
  size_t positionA = 0, positionB = 0;
  Value keyA, keyB, v;
  while (true) {
    bool moreA = dictNext(a, &positionA, &keyA, &v), moreB = dictNext(b, &positionB, &keyB, &v);
    if (!moreA || !moreB) return moreA == moreB;
    if (!TRY(equalFastPy(t, keyA, keyB))) return false;
    if (a->version != versionA || b->version != versionB)
      return raise(t, exc::RuntimeError, "OrderedDict mutated during iteration");
  }
}

Value orderedCompare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<Dict>(a) || !isa<Dict>(b)) return notImplemented;
  bool equal = TRY(dictEqualPy(t, self(a), self(b)));
  if (equal && isOrdered(b)) equal = TRY(sameKeysPy(t, self(a), self(b)));
  return Value::boolean(equal == (op == CompareOp::Eq));
}

Value orderedRepr(Thread* t, Value v) {
  Dict* d = self(v);
  StrBuilder out(t);
  if (d->used == 0) {
    TRY(out.add(typeOf(v)->name));
    TRY(out.add("()"));
    return TRY(out.finish());
  }
  ReprGuard guard(t, d);
  if (guard.nested()) return TRY(makeStr(t, "..."));
  Value shown;
  if (typeOf(v) == orderedDictType) {
    Dict* copy = TRY(dictCopy(t, d));
    shown = TRY(dictReprPy(t, copy));
  } else {
    Value items = TRY(callMethodPy(t, v, names::items));
    Dict* copy = TRY(makeDict(t));
    TRY(dictUpdatePy(t, copy, items));
    shown = TRY(dictReprPy(t, copy));
  }
  TRY(out.add(typeOf(v)->name));
  TRY(out.add('('));
  TRY(out.add(shown.as<Str>()));
  TRY(out.add(')'));
  return TRY(out.finish());
}

Value orderedOr(Thread* t, Value a, Value b) {
  if (!isa<Dict>(a) || !isa<Dict>(b)) return notImplemented;
  Value made = TRY(callPy(t, isOrdered(a) ? typeOf(a) : typeOf(b), {a}));
  TRY(updatePy(t, made, b));
  return made;
}

Value orderedInplaceOr(Thread* t, Value a, Value b) {
  TRY(updatePy(t, a, b));
  return a;
}

Value setDefaultMethod(Thread* t, Value* args, size_t) {
  if (typeOf(args[0]) == orderedDictType) return dictSetDefaultPy(t, self(args[0]), args[1], args[2]);
  if (TRY(containsPy(t, args[0], args[1]))) return getItemPy(t, args[0], args[1]);
  TRY(setItemPy(t, args[0], args[1], args[2]));
  return args[2];
}

// CPython's exception for a missing None has no argument here.
Raised raiseMissing(Thread* t, Value key) {
  return key.isNone() ? raiseBare(t, exc::KeyError) : raiseWith(t, exc::KeyError, key);
}

Value popMethod(Thread* t, Value* args, size_t) {
  Value key = args[1];
  // As CPython's, it goes past an overridden __getitem__ or __delitem__.
  Value removed;
  int found = dictDeletePy(t, self(args[0]), key, &removed);
  if (found < 0) return Value::error();
  if (found) return removed;
  if (!args[2].isUnbound()) return args[2];
  return raiseMissing(t, key);
}

Value popItemMethod(Thread* t, Value* args, size_t) {
  bool last = TRY(truthArgumentPy(t, args[1]));
  Tuple* pair = TRY(makeTuple(t, 2));
  if (!dictPopEnd(self(args[0]), last, &pair->items[0], &pair->items[1])) return raise(t, exc::KeyError, "dictionary is empty");
  return pair;
}

Value moveToEndMethod(Thread* t, Value* args, size_t) {
  bool last = TRY(truthArgumentPy(t, args[2]));
  int found = dictMoveToEndPy(t, self(args[0]), args[1], last);
  if (found < 0) return Value::error();
  if (!found) return raiseMissing(t, args[1]);
  return Value::none();
}

Value copyMethod(Thread* t, Value* args, size_t) {
  Dict* d = self(args[0]);
  if (typeOf(args[0]) == orderedDictType) {
    Value copy = TRY(orderedCreate(t, orderedDictType, {}));
    TRY(dictMergePy(t, self(copy), d));
    return copy;
  }
  Value copy = TRY(callPy(t, typeOf(args[0])));
  size_t position = 0;
  Value key, v;
  while (dictNext(d, &position, &key, &v)) {
    Value item = TRY(getItemPy(t, args[0], key));
    TRY(setItemPy(t, copy, key, item));
  }
  return copy;
}

Value reduceMethod(Thread* t, Value* args, size_t) {
  Value state = TRY(callMethodPy(t, args[0], names::__getstate__));
  Value items = TRY(callMethodPy(t, args[0], names::items));
  Value iterator = TRY(iterPy(t, items));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(emptyTuple()), state, Value::none(), iterator}));
}

const NativeDef kMethods[] = {
    {"fromkeys", "(cls, iterable, value=None)", fromKeysMethod, "A new dict with the keys of the iterable, all with one value.",
     NativeDef::kClassMethod},
    {"update", "(self, /, *args, **kwargs)", updateMethod,
     "Insert or overwrite items from a mapping or an iterable of pairs, then those given as keywords."},
    {"keys", "(self, /)", keysMethod, "A set-like view of the keys."},
    {"values", "(self, /)", valuesMethod, "A view of the values."},
    {"items", "(self, /)", itemsMethod, "A set-like view of the items as pairs."},
    {"setdefault", "(self, key, default=None)", setDefaultMethod,
     "The value of key; where there is none, insert default and return it."},
    {"pop", "(self, key, default=<absent>)", popMethod,
     "Remove key and return its value; default where there is none, or KeyError without a default."},
    {"popitem", "(self, last=True)", popItemMethod,
     "Remove the last item (the first one if last is false) and return it as a pair."},
    {"move_to_end", "(self, key, last=True)", moveToEndMethod,
     "Move an item to the end of the order (to its beginning if last is false). KeyError if it is not there."},
    {"copy", "(self, /)", copyMethod, "A new OrderedDict of the same items."},
    {"__reduce__", "(self, /)", reduceMethod, "What pickle needs."},
    {"__reversed__", "(self, /)", reversedMethod, "An iterator over the keys from the last to the first."},
};
const NativeDef kIteratorMethods[] = {{"__reduce__", "(self, /)", iteratorReduce, "What pickle needs."}};
const NativeDef kKeysMethods[] = {{"__reversed__", "(self, /)", viewReversed<DictIterator::Keys>, nullptr}};
const NativeDef kValuesMethods[] = {{"__reversed__", "(self, /)", viewReversed<DictIterator::Values>, nullptr}};
const NativeDef kItemsMethods[] = {{"__reversed__", "(self, /)", viewReversed<DictIterator::Items>, nullptr}};

}  // namespace

const TypeSpec orderedDictSpec = {
    .name = "collections.OrderedDict",
    .base = &types::dict,
    .kind = Kind::Dict,
    .flags = kBaseType | kWeakReferable | kHasInstanceDict,
    .slots = {.repr = orderedRepr,
              .hash = hashNotImplemented,
              .compare = orderedCompare,
              .iter = orderedIter,
              .create = orderedCreate,
              .init = orderedInit,
              .or_ = orderedOr,
              .inplaceOr = orderedInplaceOr},
    .methods = kMethods,
    .doc = "Dict with operations on its order.",
};
const TypeSpec orderedKeysSpec = {
    .name = "odict_keys",
    .base = &types::dictKeys,
    .kind = Kind::DictView,
    .flags = kDisallowNew,
    .slots = {.iter = viewIter<DictIterator::Keys>},
    .methods = kKeysMethods,
};
const TypeSpec orderedValuesSpec = {
    .name = "odict_values",
    .base = &types::dictValues,
    .kind = Kind::DictView,
    .flags = kDisallowNew,
    .slots = {.iter = viewIter<DictIterator::Values>},
    .methods = kValuesMethods,
};
const TypeSpec orderedItemsSpec = {
    .name = "odict_items",
    .base = &types::dictItems,
    .kind = Kind::DictView,
    .flags = kDisallowNew,
    .slots = {.iter = viewIter<DictIterator::Items>},
    .methods = kItemsMethods,
};
const TypeSpec orderedIteratorSpec = {
    .name = "odict_iterator",
    .kind = Kind::DictIterator,
    .flags = kDisallowNew,
    .slots = {.iter = selfIter, .next = dictIteratorNext},
    .methods = kIteratorMethods,
};

}  // namespace collections
}  // namespace typhon
