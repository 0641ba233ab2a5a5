// set, frozenset: their types and iterator.
#include <algorithm>

#include "runtime/types/container_support.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/iterators.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set_table.h"

namespace typhon {
namespace {

Set* self(Value v) { return v.as<Set>(); }

Value setCreate(Thread* t, Type* cls, const Args&) {
  Set* s = TRY(allocateFor<Set>(t, cls, types::set, kShapeOf_set));
  s->used = s->fill = s->finger = 0;
  s->table = nullptr;
  s->hash = -1;
  return s;
}

bool setInit(Thread* t, Value v, const Args& args) {
  TRY(checkNoKeywords(t, "set", args));
  TRY(checkPositional(t, typeName(v), args, 0, 1));
  Set* s = self(v);
  if (s->fill) setClear(s);
  s->hash = -1;
  return args.positional == 0 || setUpdatePy(t, s, args[0]);
}

Value frozensetCreate(Thread* t, Type* cls, const Args& args) {
  if (cls->slots.init == types::frozenset->slots.init) TRY(checkNoKeywords(t, "frozenset", args));
  TRY(checkPositional(t, typeName(cls), args, 0, 1));
  if (cls == types::frozenset && args.positional && isExact(args[0], kShapeOf_frozenset)) return args[0];
  Set* made = cls == types::frozenset ? TRY(makeSet(t, true)) : TRY(setCreate(t, cls, args)).as<Set>();
  if (args.positional) TRY(setUpdatePy(t, made, args[0]));
  return made;
}

Value setRepr(Thread* t, Value v) {
  Set* s = self(v);
  StrBuilder out(t);
  ReprGuard guard(t, s);
  if (guard.nested() || s->used == 0) {
    TRY(out.add(typeName(v)));
    TRY(out.add(guard.nested() ? "(...)" : "()"));
    return TRY(out.finish());
  }
  List* items = TRY(makeList(t));
  TRY(listExtendPy(t, items, v));
  bool plain = isExact(v, kShapeOf_set);
  if (!plain) {
    TRY(out.add(typeName(v)));
    TRY(out.add('('));
  }
  TRY(out.add('{'));
  for (size_t i = 0; i < items->length; ++i) {
    if (i) TRY(out.add(", "));
    Str* shown = TRY(reprPy(t, listItem(items, i)));
    TRY(out.add(shown));
  }
  TRY(out.add(plain ? "}" : "})"));
  return TRY(out.finish());
}

bool frozensetHash(Thread*, Value v, int64_t* out) {
  Set* s = self(v);
  if (s->hash == -1) s->hash = setHash(s);
  *out = s->hash;
  return true;
}

Value setCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isa<Set>(a) || !isa<Set>(b)) return notImplemented;
  Set* x = self(a);
  Set* y = self(b);
  bool result = false;
  switch (op) {
    case CompareOp::Eq:
    case CompareOp::Ne:
      if (x->used == y->used && !(x->hash != -1 && y->hash != -1 && x->hash != y->hash)) result = TRY(setIsSubsetPy(t, x, b));
      if (op == CompareOp::Ne) result = !result;
      break;
    case CompareOp::Le:
      result = TRY(setIsSubsetPy(t, x, b));
      break;
    case CompareOp::Ge:
      result = TRY(setIsSubsetPy(t, y, a));
      break;
    case CompareOp::Lt:
      result = x->used < y->used && TRY(setIsSubsetPy(t, x, b));
      break;
    case CompareOp::Gt:
      result = x->used > y->used && TRY(setIsSubsetPy(t, y, a));
      break;
  }
  return Value::boolean(result);
}

int64_t setLength(Thread*, Value v) { return static_cast<int64_t>(self(v)->used); }

int setContains(Thread* t, Value v, Value item) { return setContainsPy(t, self(v), item); }

Value setIter(Thread* t, Value v) { return makeSetIterator(t, self(v)); }

// --- operators: both operands have to be sets

bool bothSets(Value a, Value b) { return isa<Set>(a) && isa<Set>(b); }

Value setOr(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  Set* result = TRY(setCopy(t, self(a)));
  TRY(setMergePy(t, result, self(b)));
  return result;
}
Value setAnd(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  return setIntersectionPy(t, self(a), b);
}
Value setSubtract(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  return setDifferencePy(t, self(a), b);
}
// CPython begins with a copy of the other operand, which shows in the order.
Value symmetricDifferencePy(Thread* t, Set* s, Value other) {
  Set* result = TRY(makeSet(t, setIsFrozen(s)));
  TRY(setUpdatePy(t, result, other));
  TRY(setSymmetricDifferenceUpdatePy(t, result, s));
  return result;
}
Value setXor(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  return symmetricDifferencePy(t, self(a), b);
}
Value setInplaceOr(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  TRY(setMergePy(t, self(a), self(b)));
  return a;
}
Value setInplaceAnd(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  Value common = TRY(setIntersectionPy(t, self(a), b));
  setSwapBodies(self(a), self(common));
  return a;
}
Value setInplaceSubtract(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  TRY(setDifferenceUpdatePy(t, self(a), b));
  return a;
}
Value setInplaceXor(Thread* t, Value a, Value b) {
  if (!bothSets(a, b)) return notImplemented;
  TRY(setSymmetricDifferenceUpdatePy(t, self(a), b));
  return a;
}

// --- methods

Value addMethod(Thread* t, Value* args, size_t) {
  TRY(setAddPy(t, self(args[0]), args[1]));
  return Value::none();
}

Value clearMethod(Thread*, Value* args, size_t) {
  setClear(self(args[0]));
  return Value::none();
}

Value copyMethod(Thread* t, Value* args, size_t) {
  if (isExact(args[0], kShapeOf_frozenset)) return args[0];
  return TRY(setCopy(t, self(args[0])));
}

Value discardMethod(Thread* t, Value* args, size_t) {
  if (setDiscardPy(t, self(args[0]), args[1]) < 0) return Value::error();
  return Value::none();
}

Value removeMethod(Thread* t, Value* args, size_t) {
  int found = setDiscardPy(t, self(args[0]), args[1]);
  if (found < 0) return Value::error();
  if (!found) return raiseWith(t, exc::KeyError, args[1]);
  return Value::none();
}

Value popMethod(Thread* t, Value* args, size_t) {
  Value item = setPop(self(args[0]));
  if (item.isUnbound()) return raise(t, exc::KeyError, "pop from an empty set");
  return item;
}

Value updateMethod(Thread* t, Value* args, size_t argc) {
  for (size_t i = 1; i < argc; ++i) TRY(setUpdatePy(t, self(args[0]), args[i]));
  return Value::none();
}

Value unionMethod(Thread* t, Value* args, size_t argc) {
  Set* result = TRY(setCopy(t, self(args[0])));
  for (size_t i = 1; i < argc; ++i) {
    if (args[i] != args[0]) TRY(setUpdatePy(t, result, args[i]));
  }
  return result;
}

Value intersectionMethod(Thread* t, Value* args, size_t argc) {
  if (argc == 1) return TRY(setCopy(t, self(args[0])));
  Value result = args[0];
  for (size_t i = 1; i < argc; ++i) result = TRY(setIntersectionPy(t, self(result), args[i]));
  return result;
}

Value intersectionUpdateMethod(Thread* t, Value* args, size_t argc) {
  if (argc == 1) return Value::none();
  Value result = TRY(intersectionMethod(t, args, argc));
  setSwapBodies(self(args[0]), self(result));
  return Value::none();
}

Value differenceMethod(Thread* t, Value* args, size_t argc) {
  if (argc == 1) return TRY(setCopy(t, self(args[0])));
  Value result = TRY(setDifferencePy(t, self(args[0]), args[1]));
  for (size_t i = 2; i < argc; ++i) TRY(setDifferenceUpdatePy(t, self(result), args[i]));
  return result;
}

Value differenceUpdateMethod(Thread* t, Value* args, size_t argc) {
  for (size_t i = 1; i < argc; ++i) TRY(setDifferenceUpdatePy(t, self(args[0]), args[i]));
  return Value::none();
}

Value symmetricDifferenceMethod(Thread* t, Value* args, size_t) { return symmetricDifferencePy(t, self(args[0]), args[1]); }

Value symmetricDifferenceUpdateMethod(Thread* t, Value* args, size_t) {
  TRY(setSymmetricDifferenceUpdatePy(t, self(args[0]), args[1]));
  return Value::none();
}

Value isSubsetMethod(Thread* t, Value* args, size_t) {
  bool result = TRY(setIsSubsetPy(t, self(args[0]), args[1]));
  return Value::boolean(result);
}

Value isSupersetMethod(Thread* t, Value* args, size_t) {
  if (isa<Set>(args[1])) {
    bool result = TRY(setIsSubsetPy(t, self(args[1]), args[0]));
    return Value::boolean(result);
  }
  Iteration it(t);
  if (!it.startPy(args[1])) return Value::error();
  while (true) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return Value::boolean(true);
    int found = setContainsPy(t, self(args[0]), item);
    if (found < 0) return Value::error();
    if (!found) return Value::boolean(false);
  }
}

Value isDisjointMethod(Thread* t, Value* args, size_t) {
  Set* s = self(args[0]);
  if (args[0] == args[1]) return Value::boolean(s->used == 0);
  Value item;
  if (isa<Set>(args[1])) {
    bool result = TRY(setIsDisjointPy(t, s, self(args[1])));
    return Value::boolean(result);
  }
  Iteration it(t);
  if (!it.startPy(args[1])) return Value::error();
  while (true) {
    item = TRY(it.nextPy());
    if (item.isUnbound()) return Value::boolean(true);
    int64_t hash = TRY(hashFastPy(t, item));
    int found = setContainsHashedPy(t, s, item, hash);
    if (found < 0) return Value::error();
    if (found) return Value::boolean(false);
  }
}

Value reduceMethod(Thread* t, Value* args, size_t) {
  List* items = TRY(toListPy(t, args[0]));
  Tuple* arguments = TRY(makeTuple(t, {Value(items)}));
  Value state = TRY(callMethodPy(t, args[0], names::__getstate__));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments), state}));
}

Value sizeofMethod(Thread*, Value* args, size_t) {
  SetTable* table = self(args[0])->table;
  return Value::smallInt(sizeof(Set) + (table ? SetTable::bytesFor(table->mask + 1) : 0));
}

Value containsMethod(Thread* t, Value* args, size_t) {
  int found = setContains(t, args[0], args[1]);
  return found < 0 ? Value::error() : Value::boolean(found > 0);
}

#define SHARED_METHODS                                                                                                       \
  {"__contains__", "(self, object, /)", containsMethod, "x.__contains__(y) <==> y in x.", NativeDef::kCoexist},              \
      {"copy", "(self, /)", copyMethod, "A copy of the set."},                                                               \
      {"difference", "(self, /, *others)", differenceMethod, "A new set of the items that are in none of the others."},      \
      {"intersection", "(self, /, *others)", intersectionMethod, "A new set of the items that are in all the others, too."}, \
      {"isdisjoint", "(self, other, /)", isDisjointMethod, "Whether the set and the iterable have no item in common."},      \
      {"issubset", "(self, other, /)", isSubsetMethod, "Whether the other one contains all items of this set."},             \
      {"issuperset", "(self, other, /)", isSupersetMethod, "Whether this set contains all items of the other one."},         \
      {"symmetric_difference", "(self, other, /)", symmetricDifferenceMethod,                                                \
       "A new set of the items that are in exactly one of the two."},                                                        \
      {"union", "(self, /, *others)", unionMethod, "A new set of the items of this set and all the others."},                \
      {"__reduce__", "(self, /)", reduceMethod, "What pickle needs."},                                                       \
      {"__sizeof__", "(self, /)", sizeofMethod, "Size in memory, in bytes."}, {                                              \
    "__class_getitem__", "(cls, object, /)", classGetItem, "set[int] as an annotation.", NativeDef::kClassMethod             \
  }

const NativeDef kFrozensetMethods[] = {SHARED_METHODS};
const NativeDef kSetMethods[] = {
    SHARED_METHODS,
    {"add", "(self, object, /)", addMethod, "Add an item, unless an equal one is there."},
    {"clear", "(self, /)", clearMethod, "Remove all items."},
    {"discard", "(self, object, /)", discardMethod, "Remove an item if it is there."},
    {"remove", "(self, object, /)", removeMethod, "Remove an item. KeyError if it is not there."},
    {"pop", "(self, /)", popMethod, "Remove any one item and return it. KeyError when the set is empty."},
    {"update", "(self, /, *others)", updateMethod, "Add the items of all the others."},
    {"difference_update", "(self, /, *others)", differenceUpdateMethod, "Remove the items of all the others."},
    {"intersection_update", "(self, /, *others)", intersectionUpdateMethod,
     "Keep only the items that are in all the others, too."},
    {"symmetric_difference_update", "(self, other, /)", symmetricDifferenceUpdateMethod,
     "Keep the items that are in exactly one of the two."},
};

// --- iterator

Value iteratorNext(Thread* t, Value v) {
  auto* it = v.as<SetIterator>();
  Set* s = it->set;
  if (!s) return Value::unbound();
  if (it->used != s->used) {
    it->used = UINT64_MAX;  // from now on it raises always
    return raise(t, exc::RuntimeError, "Set changed size during iteration");
  }
  if (const SetTable* table = s->table) {
    uint64_t i = it->position, mask = table->mask;
    // In a full table the next entry mostly is the next item.
    while (i <= mask && !table->entries[i].live()) i = table->nextTaken(i + 1);
    if (i <= mask) {
      it->position = i + 1;
      if (it->remaining) --it->remaining;
      return table->entries[i].key;
    }
  }
  it->set = nullptr;
  return Value::unbound();
}

Value iteratorLengthHint(Thread*, Value* args, size_t) {
  auto* it = args[0].as<SetIterator>();
  return Value::smallInt(it->set && it->used == it->set->used ? it->remaining : 0);
}

Value iteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<SetIterator>();
  Value iter = TRY(builtinPy(t, "iter"));
  List* rest = TRY(makeList(t));
  if (it->set) {
    auto* copy = TRY(allocateExact<SetIterator>(t, kShapeOf_setIterator));
    copy->set = it->set;
    copy->position = it->position;
    copy->used = it->used;
    copy->remaining = it->remaining;
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

Value makeSetIterator(Thread* t, Set* s) {
  auto* it = TRY(allocateExact<SetIterator>(t, kShapeOf_setIterator));
  it->set = s;
  it->position = 0;
  it->used = it->remaining = s->used;
  return it;
}

extern const TypeSpec setIteratorSpec = {
    .name = "set_iterator",
    .kind = Kind::SetIterator,
    .flags = kDisallowNew,
    .slots = {.iter = selfIter, .next = iteratorNext},
    .methods = kIteratorMethods,
};

extern const TypeSpec setSpec = {
    .name = "set",
    .kind = Kind::Set,
    .flags = kBaseType | kMatchSelf | kWeakReferable,
    .slots =
        {
            .repr = setRepr,
            .hash = hashNotImplemented,
            .compare = setCompare,
            .iter = setIter,
            .create = setCreate,
            .init = setInit,
            .subtract = setSubtract,
            .and_ = setAnd,
            .xor_ = setXor,
            .or_ = setOr,
            .inplaceSubtract = setInplaceSubtract,
            .inplaceAnd = setInplaceAnd,
            .inplaceXor = setInplaceXor,
            .inplaceOr = setInplaceOr,
            .length = setLength,
            .contains = setContains,
        },
    .methods = kSetMethods,
    .doc = "Mutable set of hashable items.\n\nWithout argument an empty set, otherwise the items of the iterable, each once.",
};

extern const TypeSpec frozensetSpec = {
    .name = "frozenset",
    .kind = Kind::Set,
    .flags = kBaseType | kMatchSelf | kWeakReferable,
    .slots =
        {
            .repr = setRepr,
            .hash = frozensetHash,
            .compare = setCompare,
            .iter = setIter,
            .create = frozensetCreate,
            .subtract = setSubtract,
            .and_ = setAnd,
            .xor_ = setXor,
            .or_ = setOr,
            .length = setLength,
            .contains = setContains,
        },
    .methods = kFrozensetMethods,
    .doc = "Immutable, hashable set.\n\nWithout argument the empty set, otherwise the items of the iterable, each once.",
};

}  // namespace typhon
