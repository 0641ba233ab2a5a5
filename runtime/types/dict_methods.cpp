// dict: its type.
#include "runtime/types/container_support.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/dict_views.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/iterators.h"
#include "runtime/types/set_table.h"

namespace typhon {
namespace {

Dict* self(Value v) { return v.as<Dict>(); }

Value dictCreate(Thread* t, Type* cls, const Args&) {
  Dict* d = TRY(allocateFor<Dict>(t, cls, types::dict, kShapeOf_dict));
  d->table = nullptr;
  d->used = 0;
  d->cells = false;
  return d;
}

bool dictInit(Thread* t, Value v, const Args& args) {
  TRY(checkPositional(t, "dict", args, 0, 1));
  Dict* d = self(v);
  if (args.positional) TRY(dictUpdatePy(t, d, args[0]));
  if (args.keywords) {
    for (size_t i = 0; i < args.keywords->length; ++i) TRY(dictSetPy(t, d, args.keywords->items[i], args[args.positional + i]));
  }
  return true;
}

Value dictCompare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<Dict>(a) || !isa<Dict>(b)) return notImplemented;
  Maybe<bool> equal = dictEqualPy(t, self(a), self(b));
  if (!equal.ok()) return Value::error();
  return Value::boolean(*equal == (op == CompareOp::Eq));
}

Value dictGetItem(Thread* t, Value v, Value key) {
  Value found = TRY(dictGetPy(t, self(v), key));
  if (!found.isUnbound()) return found;
  if (!isExact(v, kShapeOf_dict)) {
    Value missing = TRY(lookupSpecialPy(t, v, names::__missing__));
    if (!missing.isUnbound()) return callPy(t, missing, {key});
  }
  return raiseWith(t, exc::KeyError, key);
}

bool dictSetItem(Thread* t, Value v, Value key, Value value) {
  if (!value.isUnbound()) return dictSetPy(t, self(v), key, value);
  int removed = dictDeletePy(t, self(v), key);
  if (removed < 0) return false;
  if (!removed) return raiseWith(t, exc::KeyError, key);
  return true;
}

int64_t dictLengthSlot(Thread*, Value v) { return static_cast<int64_t>(dictLength(self(v))); }

int dictContains(Thread* t, Value v, Value key) {
  Value found = TRY(dictGetPy(t, self(v), key));
  return !found.isUnbound();
}

Value dictIter(Thread* t, Value v) { return makeDictIterator(t, self(v), DictIterator::Keys); }

Value dictOr(Thread* t, Value a, Value b) {
  if (!isa<Dict>(a) || !isa<Dict>(b)) return notImplemented;
  Dict* result = TRY(dictCopy(t, self(a)));
  TRY(dictUpdatePy(t, result, b));
  return result;
}

Value dictInplaceOr(Thread* t, Value a, Value b) {
  TRY(dictUpdatePy(t, self(a), b));
  return a;
}

// --- methods

Value dictGetMethod(Thread* t, Value* args, size_t) {
  Value found = TRY(dictGetPy(t, self(args[0]), args[1]));
  return found.isUnbound() ? args[2] : found;
}

Value dictSetDefaultMethod(Thread* t, Value* args, size_t) { return dictSetDefaultPy(t, self(args[0]), args[1], args[2]); }

Value dictPopMethod(Thread* t, Value* args, size_t) {
  Dict* d = self(args[0]);
  Value removed;
  int found = 0;
  if (d->used) {
    found = dictDeletePy(t, d, args[1], &removed);
    if (found < 0) return Value::error();
  } else if (args[2].isUnbound()) {
    return raiseWith(t, exc::KeyError, args[1]);
  }
  if (found) return removed;
  if (!args[2].isUnbound()) return args[2];
  return raiseWith(t, exc::KeyError, args[1]);
}

Value dictPopItemMethod(Thread* t, Value* args, size_t) {
  Tuple* pair = TRY(makeTuple(t, 2));
  if (!dictPopEnd(self(args[0]), true, &pair->items[0], &pair->items[1]))
    return raise(t, exc::KeyError, "popitem(): dictionary is empty");
  return pair;
}

Value dictUpdateMethod(Thread* t, Value* args, size_t argc) {
  Dict* d = self(args[0]);
  size_t positional = argc - 2;
  if (positional > 1) return raise(t, exc::TypeError, "update expected at most 1 argument, got {}", positional);
  if (positional) TRY(dictUpdatePy(t, d, args[2]));
  TRY(dictMergePy(t, d, args[1].as<Dict>()));
  return Value::none();
}

Value dictFromKeys(Thread* t, Value* args, size_t) {
  Value made = TRY(callPy(t, args[0]));
  bool exact = isExact(made, kShapeOf_dict);
  if (exact && self(made)->used == 0) {
    // Hashes that are known are not computed again.
    Dict* d = self(made);
    size_t position = 0;
    Value key, v;
    int64_t hash;
    if (isExact(args[1], kShapeOf_dict)) {
      while (dictNext(self(args[1]), &position, &key, &v, &hash)) TRY(dictSetHashedPy(t, d, key, args[2], hash));
      return made;
    }
    if (isExact(args[1], kShapeOf_set) || isExact(args[1], kShapeOf_frozenset)) {
      while (setNext(args[1].as<Set>(), &position, &key, &hash)) TRY(dictSetHashedPy(t, d, key, args[2], hash));
      return made;
    }
  }
  Iteration it(t);
  if (!it.startPy(args[1])) return Value::error();
  while (true) {
    Value key = TRY(it.nextPy());
    if (key.isUnbound()) return made;
    TRY(exact ? dictSetPy(t, self(made), key, args[2]) : setItemPy(t, made, key, args[2]));
  }
}

Value dictClearMethod(Thread*, Value* args, size_t) {
  dictClear(self(args[0]));
  return Value::none();
}

Value dictCopyMethod(Thread* t, Value* args, size_t) { return TRY(dictCopy(t, self(args[0]))); }

Value dictKeysMethod(Thread* t, Value* args, size_t) { return makeDictView(t, self(args[0]), kShapeOf_dictKeys); }
Value dictValuesMethod(Thread* t, Value* args, size_t) { return makeDictView(t, self(args[0]), kShapeOf_dictValues); }
Value dictItemsMethod(Thread* t, Value* args, size_t) { return makeDictView(t, self(args[0]), kShapeOf_dictItems); }

Value dictReversed(Thread* t, Value* args, size_t) { return makeDictIterator(t, self(args[0]), DictIterator::Keys, true); }

Value dictSizeof(Thread*, Value* args, size_t) {
  DictTable* table = self(args[0])->table;
  return Value::smallInt(sizeof(Dict) + (table ? dictTableBytes(table) : 0));
}

Value dictGetItemMethod(Thread* t, Value* args, size_t) { return dictGetItem(t, args[0], args[1]); }
Value dictContainsMethod(Thread* t, Value* args, size_t) {
  int found = dictContains(t, args[0], args[1]);
  return found < 0 ? Value::error() : Value::boolean(found > 0);
}

const NativeDef kDictMethods[] = {
    {"__contains__", "(self, key, /)", dictContainsMethod, "True if the dictionary has the specified key, else False.",
     NativeDef::kCoexist},
    {"__getitem__", "(self, key, /)", dictGetItemMethod, "Return self[key].", NativeDef::kCoexist},
    {"get", "(self, key, default=None, /)", dictGetMethod, "The value of key, or default where there is none."},
    {"setdefault", "(self, key, default=None, /)", dictSetDefaultMethod,
     "The value of key; where there is none, insert default and return it."},
    {"pop", "(self, key, default=<absent>, /)", dictPopMethod,
     "Remove key and return its value; default where there is none, or KeyError without a default."},
    {"popitem", "(self, /)", dictPopItemMethod, "Remove the item inserted last and return it as a pair. KeyError when empty."},
    {"keys", "(self, /)", dictKeysMethod, "A set-like view of the keys."},
    {"values", "(self, /)", dictValuesMethod, "A view of the values."},
    {"items", "(self, /)", dictItemsMethod, "A set-like view of the items as pairs."},
    {"update", "(self, /, *args, **kwargs)", dictUpdateMethod,
     "Insert or overwrite items from a mapping or an iterable of pairs, then those given as keywords."},
    {"fromkeys", "(cls, iterable, value=None, /)", dictFromKeys, "A new dict with the keys of the iterable, all with one value.",
     NativeDef::kClassMethod},
    {"clear", "(self, /)", dictClearMethod, "Remove all items."},
    {"copy", "(self, /)", dictCopyMethod, "A new dict of the same items."},
    {"__reversed__", "(self, /)", dictReversed, "An iterator over the keys from the last to the first."},
    {"__sizeof__", "(self, /)", dictSizeof, "Size in memory, in bytes."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "dict[str, int] as an annotation.", NativeDef::kClassMethod},
};

}  // namespace

Maybe<bool> dictEqualPy(Thread* t, Dict* a, Dict* b) {
  if (dictLength(a) != dictLength(b)) return false;
  size_t position = 0;
  Value key, v;
  int64_t hash;
  while (dictNext(a, &position, &key, &v, &hash)) {
    Value other;
    if (DictTable* table = b->table; table && table->allStr && isExact(key, kShapeOf_str)) {
      DictEntry* e = dictFindStr(table, key.as<Str>());
      other = e ? dictEntryValue(b, e) : Value::unbound();
    } else {
      other = dictGetHashedPy(t, b, key, hash);
    }
    if (other.isError()) return Raised{};
    if (other.isUnbound()) return false;
    if (!TRY(equalFastPy(t, v, other))) return false;
  }
  return true;
}

Value dictReprPy(Thread* t, Value v) {
  Dict* d = self(v);
  if (dictLength(d) == 0) return TRY(makeStr(t, "{}"));
  ReprGuard guard(t, d);
  if (guard.nested()) return TRY(makeStr(t, "{...}"));
  StrBuilder out(t);
  TRY(out.add('{'));
  size_t position = 0;
  Value key, value;
  for (bool first = true; dictNext(d, &position, &key, &value); first = false) {
    if (!first) TRY(out.add(", "));
    TRY(addReprPy(t, key, &out));
    TRY(out.add(": "));
    TRY(addReprPy(t, value, &out));
  }
  TRY(out.add('}'));
  return TRY(out.finish());
}

extern const TypeSpec dictSpec = {
    .name = "dict",
    .kind = Kind::Dict,
    .flags = kBaseType | kMappingPattern | kMatchSelf,
    .slots =
        {
            .repr = dictReprPy,
            .hash = hashNotImplemented,
            .compare = dictCompare,
            .iter = dictIter,
            .create = dictCreate,
            .init = dictInit,
            .or_ = dictOr,
            .inplaceOr = dictInplaceOr,
            .length = dictLengthSlot,
            .getItem = dictGetItem,
            .setItem = dictSetItem,
            .contains = dictContains,
        },
    .methods = kDictMethods,
    .doc =
        "Mapping in order of insertion.\n\ndict(), dict(mapping), dict(iterable of pairs), each followed by keywords: the items "
        "that these "
        "give.",
};

}  // namespace typhon
