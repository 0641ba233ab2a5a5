// Pattern matching (PEP 634): what mapping and class patterns ask of their subject.
#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

Value matchKeysPy(Thread* t, Value subject, Tuple* keys) {
  if (keys->length == 0) return Value(emptyTuple());
  Set* seen = TRY(makeSet(t));
  RootedVector values(t);
  // get(key, default) with a default nobody else has tells absent keys apart; dicts need no method.
  Value get = Value::unbound(), self, missing;
  bool plainDict = typeOf(subject) == types::dict;
  if (!plainDict) {
    get = TRY(getMethodPy(t, subject, names::get, &self));
    missing = Value(TRY(makeTuple(t, 1)));
    missing.as<Tuple>()->items[0] = Value::none();
  }
  for (size_t i = 0; i < keys->length; ++i) {
    Value key = keys->items[i];
    int found = setContainsPy(t, seen, key);
    if (found < 0) return Raised{};
    if (found) {
      std::string text = TRY(reprTextPy(t, key));
      return raise(t, exc::ValueError, "mapping pattern checks duplicate key ({})", text);
    }
    TRY(setAddPy(t, seen, key));
    Value value;
    if (plainDict) {
      value = TRY(dictGetPy(t, subject.as<Dict>(), key));
      if (value.isUnbound()) return Value::none();
    } else {
      value = self.isUnbound() ? callPy(t, get, {key, missing}) : callPy(t, get, {self, key, missing});
      if (value.isError()) return value;
      if (value == missing) return Value::none();
    }
    TRY(values.push(value));
  }
  return Value(TRY(makeTuple(t, values.data(), values.size())));
}

Value matchClassPy(Thread* t, Value subject, Value cls, size_t positional, Tuple* kwNames) {
  if (!isa<Type>(cls)) return raise(t, exc::TypeError, "called match pattern must be a class");
  if (!TRY(isInstancePy(t, subject, cls))) return Value::none();
  Type* type = cls.as<Type>();
  RootedVector attributes(t);
  Set* seen = TRY(makeSet(t));
  auto fetch = [&](Value name) -> Value {
    int found = setContainsPy(t, seen, name);
    if (found < 0) return Raised{};
    if (found) {
      std::string text = TRY(reprTextPy(t, name));
      return raise(t, exc::TypeError, "{}() got multiple sub-patterns for attribute {}", strText(Value(type->name)), text);
    }
    TRY(setAddPy(t, seen, name));
    return findAttrPy(t, subject, name.as<Str>());
  };
  if (positional) {
    Value matchArgs = TRY(findAttrPy(t, cls, names::__match_args__));
    size_t allowed;
    bool matchSelf = false;
    if (matchArgs.isUnbound()) {
      matchSelf = type->typeFlags & kMatchSelf;
      allowed = matchSelf ? 1 : 0;
    } else {
      if (typeOf(matchArgs) != types::tuple)
        return raise(t, exc::TypeError, "{}.__match_args__ must be a tuple (got {})", strText(Value(type->name)), typeName(matchArgs));
      allowed = matchArgs.as<Tuple>()->length;
    }
    if (allowed < positional)
      return raise(t, exc::TypeError, "{}() accepts {} positional sub-pattern{} ({} given)", strText(Value(type->name)), allowed,
                   allowed == 1 ? "" : "s", positional);
    if (matchSelf) {
      TRY(attributes.push(subject));
    } else {
      for (size_t i = 0; i < positional; ++i) {
        Value name = matchArgs.as<Tuple>()->items[i];
        if (!isa<Str>(name))
          return raise(t, exc::TypeError, "__match_args__ elements must be strings (got {})", typeName(name));
        Value v = TRY(fetch(name));
        if (v.isUnbound()) return Value::none();
        TRY(attributes.push(v));
      }
    }
  }
  for (size_t i = 0; i < kwNames->length; ++i) {
    Value v = TRY(fetch(kwNames->items[i]));
    if (v.isUnbound()) return Value::none();
    TRY(attributes.push(v));
  }
  return Value(TRY(makeTuple(t, attributes.data(), attributes.size())));
}

}  // namespace typhon
